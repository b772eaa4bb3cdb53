"""Keeping what readers were shown: each version of a public article, whole and sealed."""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from typing import Any

from wagtail.images.models import Image, SourceImageIOError

from nhip.office.figures.actions import note_published
from nhip.office.figures.models import CITED, CitedValue
from nhip.organisation.accounts.models import User

from ..choices import VersionKind
from ..models import ArticlePage, Version
from ..rules import cited_pins, seal

FIELDS = ["title", "slug", "kicker", "lead", "byline", "sources", "is_sample"]


def keep_version(
    page: ArticlePage, kind: VersionKind, *, reason: str = "", by: User, at: datetime
) -> Version:
    """Seal what an article shows now as its next version, and note that readers see its figures."""
    before = page.versions.last()
    if kind != VersionKind.WITHDRAWN:
        note_published(cited_pins(page.html()), at=at)
    said: dict[str, Any] = {
        "page": page.pk,
        "number": before.number + 1 if before else 1,
        "kind": kind,
        "at": at.isoformat(),
        "by": by.pk,
        "reason": reason,
        "content": {} if kind == VersionKind.WITHDRAWN else content_of(page),
    }
    return Version.objects.create(
        page=page,
        number=said["number"],
        kind=kind,
        at=at,
        by=by,
        reason=reason,
        content=said["content"],
        digest=seal(before.digest if before else "", said),
    )


def has_moved(page: ArticlePage) -> bool:
    """Tell whether an article shows something else than its last version."""
    last = page.versions.last()
    return last is None or last.content != content_of(page)


def content_of(page: ArticlePage) -> dict[str, Any]:
    """Return all that readers see of an article: words, the values its figures cite, its pictures' digests."""
    values = CitedValue.objects.filter(pin__in=cited_pins(page.html()), until=None)
    return {
        **{name: getattr(page, name) for name in FIELDS},
        "body": page.body.get_prep_value(),
        "shown_at": page.shown_at.isoformat() if page.shown_at else None,
        "figures": {
            str(value.pin_id): {"since": value.since.isoformat()}
            | {name: getattr(value, name) for name in ("id", "written", *CITED)}
            for value in values.order_by("pin_id")
        },
        "pictures": dict(_pictures(photo["image"] for photo in page.photos())),
    }


def _pictures(images: Iterable[Image]) -> Iterable[tuple[str, str]]:
    for image in images:
        digest = ""  # of a file that is lost: readers do not see it either
        with suppress(SourceImageIOError), image.open_file() as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        yield str(image.pk), digest
