"""What the front page shows: the lead story, figures, the latest, and what is new in each section."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from nhip.office.figures.models import Pin
from nhip.office.figures.queries import CitedSource, names_of, read_with
from nhip.portal.delivery.notes import note

from ..models import HOLDER, ArticlePage, HomePage, SectionPage
from ..rules import reading_minutes
from .archive import months
from .public import articles, told_apart

NEWS_ON_HOME = 5
FIGURES_ON_HOME = 4
IN_A_SECTION = 4
LOOKED_THROUGH = 100  # the latest articles, from which the sections' are taken


@dataclass(frozen=True)
class FrontFigure:
    """A figure of the front page: the article it stands in, and what it is called beside the others."""

    pin: Pin
    article: ArticlePage
    name: str


@dataclass(frozen=True)
class FrontSource(CitedSource):
    """A figure of the front page as it is explained there: with the article it stands in."""

    article: ArticlePage | None = None


@dataclass(frozen=True)
class FrontSection:
    """What is new in a section, beyond what stands above it on the page."""

    section: SectionPage
    articles: Sequence[ArticlePage]


@dataclass(frozen=True)
class FrontYear:
    """The twelve months of a year, each with how many public articles are dated in it."""

    year: int
    months: Sequence[tuple[date, int]]

    @property
    def number(self) -> int:
        return sum(number for _month, number in self.months)

    @property
    def filled(self) -> int:
        """How many of the months have articles."""
        return sum(1 for _month, number in self.months if number)


@dataclass(frozen=True)
class FrontPage:
    """What the front page shows. The articles of the figures stand under their ids."""

    lead: ArticlePage | None
    photo: Any
    minutes: int
    figures: list[FrontFigure]
    news: Sequence[ArticlePage]
    sections: Sequence[FrontSection]
    year: FrontYear | None

    @property
    def window(self) -> str:
        """The window the figures share, in words; empty when they have several."""
        windows = {each.pin.window for each in self.figures}
        return windows.pop() if len(windows) == 1 else ""

    @property
    def fixed_at(self) -> datetime | None:
        """When the last of the figures was fixed."""
        return max((each.pin.pinned_at for each in self.figures), default=None)

    @property
    def is_sample(self) -> bool:
        return any(each.pin.is_sample for each in self.figures)


def front(home: HomePage) -> FrontPage:
    """Return what the front page shows: the lead story is the editors' choice, or else the latest."""
    note("list:latest")
    latest = list(articles()[:LOOKED_THROUGH])
    lead = ArticlePage.objects.live().filter(pk=home.lead_article_id).first()
    if lead is None and latest:
        lead = ArticlePage.objects.get(pk=latest[0].pk)
    photos = lead.photos()[:1] if lead else []
    note(*(f"image:{photo['image'].pk}" for photo in photos))
    if lead:
        note(f"page:{lead.pk}")
    others = [article for article in latest if article != lead]
    return FrontPage(
        lead=lead,
        photo=photos[0] if photos else None,
        minutes=reading_minutes(lead.plain_text()) if lead else 0,
        figures=_figures_of_front(home, lead),
        news=others[:NEWS_ON_HOME],
        sections=_sections(home, others),
        year=_year(latest),
    )


def _year(latest: Sequence[ArticlePage]) -> FrontYear | None:
    """Return the year of the latest article; asked is only what these do not hold of it."""
    dated = [timezone.localdate(each.shown_at) for each in latest if each.shown_at]
    if not dated:
        return None
    year = dated[0].year
    are_all = len(latest) < LOOKED_THROUGH or dated[-1].year < year
    numbers = Counter(day.replace(day=1) for day in dated) if are_all else dict(months(year))
    firsts = [date(year, month, 1) for month in range(1, 13)]
    return FrontYear(year, [(first, numbers.get(first, 0)) for first in firsts])


def _sections(home: HomePage, latest: Sequence[ArticlePage]) -> list[FrontSection]:
    """Return the sections these stand in, in the order of the menu, each with its latest.

    What is among the news already comes again only where a section has too little else.
    """
    fresh, inside = _by_section(latest[NEWS_ON_HOME:]), _by_section(latest)
    shown = SectionPage.objects.child_of(home).live().filter(path__in=inside).order_by("path")
    note(*(f"page:{section.pk}" for section in shown))
    return [
        FrontSection(
            section,
            (others if len(others) >= IN_A_SECTION else inside[section.path])[:IN_A_SECTION],
        )
        for section in shown
        for others in [fresh.get(section.path, [])]
    ]


def _by_section(latest: Iterable[ArticlePage]) -> dict[str, list[ArticlePage]]:
    inside: dict[str, list[ArticlePage]] = {}
    for article in latest:
        inside.setdefault(article.path[: -article.steplen], []).append(article)
    return inside


def _figures_of_front(home: HomePage, lead: ArticlePage | None) -> list[FrontFigure]:
    """Return the figures the editors chose, or else the first of the lead story; public ones only."""
    rows = home.figures.select_related("pin__unit").prefetch_related("pin__decisions")
    chosen = [row.pin for row in rows if not row.pin.left_at]
    if not chosen and lead:
        pins = Pin.objects.held_by(HOLDER, lead.pk).in_text().select_related("unit")
        held = pins.prefetch_related("decisions").in_bulk()
        chosen = read_with(held, lead.given, lead.passages()).cited
    public = {article.pk: article for article in [lead] if article}
    if others := {pin.holder_id for pin in chosen} - public.keys():
        public |= articles().in_bulk(others)
    shown = [pin for pin in chosen if pin.holder_id in public][:FIGURES_ON_HOME]
    names = names_of(shown)
    note(*(f"pin:{pin.pk}" for pin in chosen), *(f"page:{pin.holder_id}" for pin in chosen))
    seen: Counter[str] = Counter()
    return [
        FrontFigure(pin, public[pin.holder_id], told_apart(names[pin.pk], seen)) for pin in shown
    ]
