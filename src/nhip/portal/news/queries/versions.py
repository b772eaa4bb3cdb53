"""What an article put before the public: its versions as readers saw them, compared, and proved."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from copy import copy
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils.timezone import localtime
from wagtail.images.models import SourceImageIOError

from nhip.office.figures.models import CITED, CitedValue, Decision, Pin
from nhip.office.figures.queries import read_with
from nhip.office.figures.rules.prose import differences
from nhip.portal.files.models import StoredFile
from nhip.portal.pictures.models import Picture
from nhip.portal.site.models import BasePage

from ..choices import VersionKind
from ..models import HOLDER, ArticlePage, Version
from ..rules import byline_words, seal
from .filing import filings_in
from .public import ShownArticle, corrections_told, shown_with

FIELDS = ["title", "slug", "kicker", "lead", "byline", "sources", "is_sample"]
ASKED = "correction"  # of a draft: what is corrected by it is told with its version, as the reason
MOMENTS = ["shown_at", "go_live_at", "expire_at"]


def shown_then(version: Version) -> tuple[ArticlePage, ShownArticle]:
    """Return an article as readers saw it in one of its versions, and what its page showed."""
    page = as_published(version)
    told = Decision.objects.filter(decided_at__lte=version.at)
    pins = Pin.objects.held_by(HOLDER, page.pk).prefetch_related(Prefetch("decisions", told))
    held = pins.select_related("unit").in_bulk()
    for pk, said in version.content["figures"].items():
        pin = held[int(pk)]
        for name in CITED:
            setattr(pin, name, said[name])
        pin.years = said.get("years", "")
        pin.pinned_at = datetime.fromisoformat(said["since"])
    page.correction = ""
    notes = corrections_told(page, until=version.number)
    return page, shown_with(page, held, page.given, notes=notes)


def as_published(version: Version) -> ArticlePage:
    """Return the article of a version with the words of then; it is not to be saved."""
    page = _with_words(version.page, version.content, json.dumps(version.content["body"]))
    page.answers = version.content.get("answers", [])
    page.last_published_at = version.at
    return page


def as_drafted(page: ArticlePage) -> ArticlePage:
    """Return an article with the words of its latest draft; it is not to be saved."""
    drafted = page.latest_revision
    if not drafted:
        return copy(page)
    page = _with_words(page, drafted.content, drafted.content["body"])
    page.shown_at = page.shown_at and localtime(page.shown_at)  # as Wagtail would read it
    return page


def _with_words(page: ArticlePage, content: Mapping[str, Any], body: str) -> ArticlePage:
    page = copy(page)
    for name in (*FIELDS, ASKED):
        if name in content:
            setattr(page, name, content[name])
    setattr(page, "body", body)  # noqa: B010 (mypy knows no stream of words)
    page._cluster_related_objects = {}  # the copy's own
    page.filings = filings_in(content)
    for name in MOMENTS:
        moment = content.get(name)
        setattr(page, name, datetime.fromisoformat(moment) if moment else None)
    return page


def compared(before: Version, after: Version) -> list[tuple[str, str]]:
    """Return the words of two versions as one text: what stayed, went and came."""
    return differences_of(as_published(before), as_published(after))


def differences_of(before: ArticlePage, after: ArticlePage) -> list[tuple[str, str]]:
    """Return the words of an article of then and of now as one text: what stayed, went and came."""
    return differences(words_of(before), words_of(after))


def words_of(page: ArticlePage) -> str:
    """Return all words of an article readers see."""
    passages = (passage.text for passage in page.passages())
    return "\n".join(filter(None, [*passages, byline_words(page.credits)]))


def earlier(page: ArticlePage) -> list[Version]:
    """Return what a public article said before, the latest first, without the version that is its page."""
    readable = page.versions.exclude(kind=VersionKind.WITHDRAWN).order_by("-number")
    return list(readable.defer("content")[1:])


def was_public(page: BasePage) -> bool:
    """Return whether an article of these, a page or all below it, was ever before the public."""
    below = ArticlePage.objects.descendant_of(page, inclusive=True)
    return Version.objects.filter(page__in=below).exists()


def broken_seals() -> list[str]:
    """Return "page/number" of each version that is not as it was sealed, or cites a value off the record.

    The seal is computed anew from every field; a version that is missing breaks that of the next. "page/live"
    is an article that shows something else than its last version.
    """
    broken: list[str] = []
    before: dict[int, tuple[str, int]] = {}
    values = {value.pk: value for value in CitedValue.objects.all()}
    for version in Version.objects.order_by("page", "number").iterator():
        last, number = before.get(version.page_id, ("", 0))
        expected = seal(last, version.said)
        as_cited = all(
            _is_cited(values, said) for said in version.content.get("figures", {}).values()
        )
        if version.digest != expected or version.number != number + 1 or not as_cited:
            broken.append(f"{version.page_id}/{version.number}")
        before[version.page_id] = version.digest, version.number
    public = ArticlePage.objects.live().order_by("pk").iterator()
    return broken + [f"{page.pk}/live" for page in public if has_moved(page)]


def _is_cited(values: dict[int, CitedValue], said: dict[str, Any]) -> bool:
    value = values.get(said["id"])
    told = [*CITED, "written"]
    return (
        value is not None
        and [getattr(value, name) for name in told] == [said[name] for name in told]
        and value.years == said.get("years", "")
    )


def has_moved(page: ArticlePage) -> bool:
    """Tell whether the words or figures of an article are others than those of its last version."""
    last = page.versions.last()
    unread: dict[str, Any] = {"pictures": {}, "files": {}}
    return last is None or {**last.content, **unread} != {**content_of(page), **unread}


def content_of(page: ArticlePage, pins: Mapping[int, Pin] | None = None) -> dict[str, Any]:
    """Return all that readers see of an article: words, the values its figures cite, its pictures' digests.

    And what its numbers were answered to be.
    """
    if pins is None:
        pins = Pin.objects.held_by(HOLDER, page.pk).prefetch_related("values").in_bulk()
    reading = read_with(pins, page.given, page.passages())
    values = [each for pin in reading.cited for each in pin.values.all() if each.until is None]
    return {
        **{name: getattr(page, name) for name in FIELDS},
        "body": page.body.get_prep_value(),
        "shown_at": page.shown_at.isoformat() if page.shown_at else None,
        "figures": {
            str(value.pin_id): {"since": value.since.isoformat()}
            | {name: getattr(value, name) for name in ("id", "written", *CITED)}
            | ({"years": value.years} if value.years else {})
            for value in sorted(values, key=lambda value: value.pin_id)
        },
        "pictures": dict(_pictures(page.pictures())),
        **({"files": files} if (files := dict(_digests(page.files()))) else {}),
        **({"answers": page.answers} if page.answers else {}),
        **({"filings": [asdict(each) for each in page.credits]} if page.credits else {}),
    }


def _digests(files: Iterable[StoredFile | None]) -> Iterable[tuple[str, str]]:
    for kept in filter(None, files):
        digest = ""  # of a file that is lost
        with suppress(OSError), kept.file.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        yield str(kept.pk), digest


def _pictures(images: Iterable[Picture]) -> Iterable[tuple[str, str]]:
    for image in images:
        digest = ""  # of a file that is lost: readers do not see it either
        with suppress(SourceImageIOError), image.open_file() as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        yield str(image.pk), digest
