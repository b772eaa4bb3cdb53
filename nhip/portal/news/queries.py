"""What the public pages show, read with a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page as PageOfList
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from wagtail.images import get_image_model
from wagtail.images.models import Filter

from nhip.kit.text.rules import fold
from nhip.office.figures.choices import State
from nhip.office.figures.models import Decision, Pin, Release
from nhip.office.figures.queries import corrections
from nhip.office.figures.registry import Reference, resolve_all
from nhip.office.figures.rules import write

from .models import HOLDER, ArticlePage, HomePage, SectionPage
from .rules import (
    Cited,
    Manuscript,
    cited_pins,
    decimal_value,
    gallery_shape,
    reading_minutes,
    what_is_missing,
)

PICTURE = "fill-{480x288,960x576}", "format-{webp,jpeg}"
RENDITIONS = tuple(Filter.expand_spec(PICTURE))
LISTED = 10
NEWS_ON_HOME = 6
FIGURES_ON_HOME = 4


@dataclass(frozen=True)
class Correction:
    """A public note: what stood there, what stands there now, since when."""

    label: str
    old: str
    new: str
    at: datetime


@dataclass(frozen=True)
class Figure:
    """A cited figure as readers are told of it."""

    pin: Pin
    value: str
    written: str
    corrections: list[Correction]

    @property
    def anchor(self) -> str:
        """The id of its popover."""
        return f"f-{self.pin.pk}"


@dataclass(frozen=True)
class Part:
    """A heading, a paragraph or a group of photos."""

    kind: str
    value: Any
    shape: str = ""


@dataclass(frozen=True)
class Shown:
    """An article as its page shows it."""

    parts: list[Part]
    figures: dict[int, Figure]
    minutes: int
    shown_at: datetime | None
    updated_at: datetime | None
    is_sample: bool

    @property
    def corrections(self) -> list[Correction]:
        """Every correction of its figures, the latest first."""
        notes = [note for figure in self.figures.values() for note in figure.corrections]
        return sorted(notes, key=lambda note: note.at, reverse=True)


def shown(page: ArticlePage) -> Shown:
    """Return what the page of an article shows."""
    figures = figures_of(page)
    return Shown(
        parts=_parts(page),
        figures=figures,
        minutes=reading_minutes(page.plain_text()),
        shown_at=page.shown_at or page.first_published_at,
        updated_at=_updated_at(page, figures),
        is_sample=page.is_sample or any(figure.pin.is_sample for figure in figures.values()),
    )
