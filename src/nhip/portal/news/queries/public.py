"""What the public pages show, read with a constant number of queries."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.core.paginator import Page as PageOfList
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from nhip.office.figures.choices import NumberState
from nhip.office.figures.models import Decision, NumberAnswer, Pin
from nhip.office.figures.queries import Reading, ReadNumber, names_of, read_with
from nhip.office.figures.rules.prose import Passage, SaidNumbers
from nhip.portal.delivery.notes import note
from nhip.portal.pictures.models import Picture
from nhip.portal.shelves.models import Shelf

from ..choices import VersionKind
from ..models import HOLDER, ArticlePage, Filing, SectionPage
from ..rules import first_photo, gallery_shape, linked_pages, reading_minutes
from .filing import signed

LISTED = 10


WITHIN = ("heading", "text", "by", "caption", "title", "transcript")


@dataclass(frozen=True)
class ArticlePart:
    """A heading, a paragraph, a group of photos or the like; `shape` lays a group out.

    `name` is what the names of its passages begin with. What `is_on_top` is seen without scrolling.
    """

    kind: str
    name: str
    value: Any
    shape: str
    is_on_top: bool

    @property
    def photos(self) -> list[tuple[str, str, Any]]:
        """Return the photos of a group, each with the passages of its caption and credit."""
        return [
            (f"body.{child.id}.caption", f"body.{child.id}.credit", child.value)
            for child in self.value.bound_blocks
        ]

    @property
    def within(self) -> dict[str, str]:
        """Return the passages of a part that has several, by what they are called in it."""
        return {key: f"{self.name}.{key}" for key in WITHIN}

    @property
    def headings(self) -> list[str]:
        """Return the passages of a table's headings, column by column."""
        return [f"{self.name}.{place}" for place, _column in enumerate(self.value.columns)]

    @property
    def rows(self) -> list[list[str]]:
        """Return the passages of a table's cells, row by row."""
        columns = range(len(self.value.columns))
        return [
            [f"{self.name}.{number}.{place}" for place in columns]
            for number, _row in enumerate(self.value.row_data)
        ]

    @property
    def sizes(self) -> str:
        """How wide a photo of the group is shown, as `<img sizes>` says it."""
        if self.shape == "three":
            return "(min-width: 80em) 16rem, (min-width: 34em) 31vw, 94vw"
        return "(min-width: 80em) 25rem, (min-width: 34em) 47vw, 94vw"


@dataclass(frozen=True)
class ToldCorrection:
    """What was put right, and when: a figure by its decision, or anything else in an editor's words."""

    at: datetime
    decision: Decision | None = None
    words: str = ""


@dataclass(frozen=True)
class ShownArticle:
    """An article as its page shows it. `pins` are those of the text, in the order of reading.

    `signed` are those who stand under it, (label, their names and addresses).
    `names` is what each of them is called on the page, `drawn` how often that stands in it so far.
    """

    parts: list[ArticlePart]
    pins: dict[int, Pin]
    corrections: list[ToldCorrection]
    minutes: int
    shown_at: datetime | None
    updated_at: datetime | None
    is_sample: bool
    reading: Reading
    filed: list[Filing] = field(default_factory=list)
    signed: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    drawn: Counter[str] = field(default_factory=Counter)

    def told_apart(self, name: str) -> str:
        """Return what something of this name is called where it is drawn next."""
        return told_apart(name, self.drawn)

    @property
    def sourced(self) -> list[ReadNumber]:
        """Return the numbers whose source stands in words."""
        return [each for each in self.reading.numbers if each.state == NumberState.SOURCED]


def shown(page: ArticlePage, *, is_draft: bool = False) -> ShownArticle:
    """Return what the page of an article shows, or would show as its draft stands."""
    pins = Pin.objects.held_by(HOLDER, page.pk).select_related("unit")
    held = pins.prefetch_related("decisions").in_bulk()
    given = NumberAnswer.objects.held_by(HOLDER, page.pk).said() if is_draft else page.given
    is_anew = page.last_published_at != page.first_published_at
    found = shown_with(page, held, given, notes=corrections_told(page) if is_anew else ())
    _note_text(page, found)
    return found


def shown_with(
    page: ArticlePage,
    held: dict[int, Pin],
    answers: SaidNumbers,
    names: Collection[str] | None = None,
    *,
    notes: Sequence[ToldCorrection] = (),
) -> ShownArticle:
    """Return what the page of an article shows with these pins, by their ids, these answers and corrections.

    `names` of units matter to whoever asks what is open. For readers (None) only what is told is read.
    """
    reading = _read(page.passages(), held, answers, names)
    pins = {pin.pk: pin for pin in reading.cited}
    decisions = [decision for pin in held.values() for decision in pin.corrections]
    corrections = [*notes, *(ToldCorrection(each.decided_at, each) for each in decisions)]
    filed = list(page.filings.select_related("shelf"))
    corrections.sort(key=lambda told: told.at, reverse=True)
    return ShownArticle(
        parts=_parts(page),
        pins=pins,
        corrections=corrections,
        minutes=reading_minutes(page.plain_text()),
        shown_at=page.shown_at or page.first_published_at,
        updated_at=_updated_at(page, corrections),
        is_sample=page.is_sample or any(pin.is_sample for pin in pins.values()),
        reading=reading,
        filed=filed,
        signed=signed(filed),
        names=names_of(pins.values()),
    )


def corrections_told(page: ArticlePage, *, until: int | None = None) -> list[ToldCorrection]:
    """Return what was corrected by each publication of an article, up to that of a number."""
    told = page.versions.filter(kind=VersionKind.PUBLISHED).exclude(reason="")
    if until is not None:
        told = told.filter(number__lte=until)
    return [ToldCorrection(at, words=words) for at, words in told.values_list("at", "reason")]


def _read(
    passages: Sequence[Passage],
    held: dict[int, Pin],
    answers: SaidNumbers,
    names: Collection[str] | None,
) -> Reading:
    """Read a text; for readers a passage with neither a figure nor an answer is not scanned."""
    if names is not None:
        return read_with(held, answers, passages, names)
    answered = {passage for passage, _around, _nth in answers}
    told = [each for each in passages if each.name in answered or each.holds_figures]
    return replace(read_with(held, answers, told), passages=passages)


def _note_text(page: ArticlePage, found: ShownArticle) -> None:
    """Note what an article shows: its figures, its photos, the pages its text points at."""
    note(*(f"pin:{pk}" for pk in found.pins))
    note(*(f"page:{pk}" for pk in linked_pages(page.html())))
    note(*(f"image:{picture.pk}" for picture in page.pictures()))


def _parts(page: ArticlePage) -> list[ArticlePart]:
    return [
        ArticlePart(
            part.block_type,
            f"body.{part.id}",
            part.value,
            _shape(part.block_type, part.value),
            place == 0,
        )
        for place, part in enumerate(page.body)
    ]


def _shape(kind: str, value: Any) -> str:
    return gallery_shape(len(value)) if kind == "gallery" else ""


def _updated_at(page: ArticlePage, corrections: list[ToldCorrection]) -> datetime | None:
    """Return when the page last said something else than at first; None if it never did."""
    moments = [told.at for told in corrections[:1]]
    first, last = page.first_published_at, page.last_published_at
    if first and last and last > first:
        moments.append(last)
    return max(moments, default=None)


def articles() -> QuerySet[ArticlePage]:
    """Return published articles for lists, the latest first, without their texts."""
    listed = ArticlePage.objects.live().order_by("-shown_at", "-pk")
    return listed.defer_streamfields()


def told_apart(name: str, drawn: Counter[str]) -> str:
    """Return what something is called where it is drawn next: with its place from the second time on."""
    drawn[name] += 1
    if (place := drawn[name]) == 1:
        return name
    return _("%(name)s, place %(place)d") % {"name": name, "place": place}


def listed(section: SectionPage, number: str | None) -> PageOfList[ArticlePage]:
    """Return one page of a section's articles."""
    note(f"section:{section.pk}")
    return Paginator(articles_in(section), LISTED).get_page(number)


def articles_in(section: SectionPage) -> QuerySet[ArticlePage]:
    """Return the published articles a section shows: its own, and those also shown in it."""
    also = ArticlePage.also_in.through.objects.filter(sectionpage=section)
    own = articles().child_of_q(section)  # type: ignore[attr-defined]
    return articles().filter(own | Q(pk__in=also.values("articlepage")))


def stands_on(shelf: Shelf, number: str | None) -> PageOfList[ArticlePage]:
    """Return one page of the articles of an author, a topic or a tag."""
    note(f"shelf:{shelf.pk}")
    filed = Filing.objects.filter(shelf=shelf)
    return Paginator(articles().filter(pk__in=filed.values("page")), LISTED).get_page(number)


def with_pictures(listed: Iterable[ArticlePage]) -> list[tuple[ArticlePage, Picture | None]]:
    """Return articles, each with the picture it shows first; as many queries for one as for all."""
    listed = list(listed)
    bodies = {page.pk: page.body for page in listed if "body" not in page.get_deferred_fields()}
    if bare := {page.pk for page in listed} - bodies.keys():
        bodies |= dict(ArticlePage.objects.filter(pk__in=bare).values_list("pk", "body"))
    first = {
        pk: photo["image"] for pk, body in bodies.items() if (photo := first_photo(body.raw_data))
    }
    pictures = Picture.ready_made(first.values())
    note(*(f"page:{page.pk}" for page in listed), *(f"image:{pk}" for pk in pictures))
    return [(page, pictures.get(first.get(page.pk, 0))) for page in listed]
