"""What the front page shows: the lead story, figures, the latest, and what is new in each section."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from nhip.office.figures.models import Pin
from nhip.office.figures.queries import CitedSource, names_of, read_with
from nhip.portal.delivery.notes import note
from nhip.portal.pictures.models import Picture
from nhip.portal.site.models import BasePage

from ..models import HOLDER, ArticlePage, HomePage
from ..rules import first_photo, reading_minutes
from .archive import months
from .public import articles, told_apart, with_pictures

NEWS_ON_HOME = 5
FIGURES_ON_HOME = 4
IN_A_SECTION = 4
LOOKED_THROUGH = 100  # the latest articles, from which the sections' are taken

Told = Sequence[tuple[ArticlePage, Picture | None]]
"""Articles, each with the picture it shows first."""


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

    section: BasePage
    articles: Told


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
    """What the front page shows; `described` says what is on the picture of the lead story."""

    lead: ArticlePage | None
    picture: Picture | None
    described: str
    minutes: int
    figures: list[FrontFigure]
    news: Told
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


def front(home: HomePage, around: Iterable[BasePage]) -> FrontPage:
    """Return what the front page shows: the lead story is the editors' choice, or else the latest.

    `around` are the public pages below home. What is shown is first chosen by number, then read at one stroke.
    """
    note("list:latest")
    found = list(articles().values_list("pk", "path", "shown_at")[:LOOKED_THROUGH])
    latest = {pk: path for pk, path, _shown_at in found}
    chosen = home.lead_article_id
    if chosen and chosen not in latest and not articles().filter(pk=chosen).exists():
        chosen = None
    lead_id = chosen or next(iter(latest), None)
    others = [pk for pk in latest if pk != lead_id]
    listed = _by_section(around, others, latest)
    rows = home.figures.select_related("pin__unit").prefetch_related("pin__decisions")
    pins = [row.pin for row in rows if not row.pin.left_at]
    shown = {lead_id, *others[:NEWS_ON_HOME], *(pk for _, inside in listed for pk in inside)}
    read = articles().defer(None).filter(pk__in=shown | {pin.holder_id for pin in pins})
    told = {page.pk: (page, picture) for page, picture in with_pictures(read)}
    lead, picture = told.get(lead_id or 0, (None, None))
    photo = first_photo(lead.body.raw_data) if lead else None
    public = {pk: page for pk, (page, _picture) in told.items()}
    return FrontPage(
        lead=lead,
        picture=picture,
        described=photo["alt"] if photo and not photo.get("decorative") else "",
        minutes=reading_minutes(lead.plain_text()) if lead else 0,
        figures=_figures_of_front(pins, lead, public),
        news=[told[pk] for pk in others[:NEWS_ON_HOME] if pk in told],
        sections=[
            FrontSection(section, [told[pk] for pk in inside if pk in told])
            for section, inside in listed
        ],
        year=_year([timezone.localdate(each) for _pk, _path, each in found if each]),
    )


def _year(dated: Sequence[date]) -> FrontYear | None:
    """Return the year of the first of these, the days of the latest; asked is only what they do not hold."""
    if not dated:
        return None
    year = dated[0].year
    are_all = len(dated) < LOOKED_THROUGH or dated[-1].year < year
    numbers = Counter(day.replace(day=1) for day in dated) if are_all else dict(months(year))
    firsts = [date(year, month, 1) for month in range(1, 13)]
    return FrontYear(year, [(first, numbers.get(first, 0)) for first in firsts])


def _by_section(
    around: Iterable[BasePage], latest: Sequence[int], paths: Mapping[int, str]
) -> list[tuple[BasePage, list[int]]]:
    """Return the sections these articles stand in, in the order of the menu, each with its latest.

    What is among the news already comes again only where a section has too little else.
    """
    also: dict[int, set[int]] = defaultdict(set)
    for each in ArticlePage.also_in.through.objects.filter(articlepage__in=latest):
        also[each.sectionpage_id].add(each.articlepage_id)
    listed = []
    for section in around:
        own, further = section.path, also[section.pk]
        inside = [pk for pk in latest if paths[pk][: len(own)] == own or pk in further]
        fresh = [pk for pk in inside if pk not in latest[:NEWS_ON_HOME]]
        if inside:
            shown = fresh if len(fresh) >= IN_A_SECTION else inside
            listed.append((section, shown[:IN_A_SECTION]))
    note(*(f"page:{section.pk}" for section, _inside in listed))
    return listed


def _figures_of_front(
    chosen: Sequence[Pin], lead: ArticlePage | None, public: Mapping[int, ArticlePage]
) -> list[FrontFigure]:
    """Return the figures the editors chose, or else the first of the lead story; public ones only."""
    if not chosen and lead:
        pins = Pin.objects.held_by(HOLDER, lead.pk).in_text().select_related("unit")
        held = pins.prefetch_related("decisions").in_bulk()
        chosen = read_with(held, lead.given, lead.passages()).cited
    shown = [pin for pin in chosen if pin.holder_id in public][:FIGURES_ON_HOME]
    names = names_of(shown)
    note(*(f"pin:{pin.pk}" for pin in chosen), *(f"page:{pin.holder_id}" for pin in chosen))
    seen: Counter[str] = Counter()
    return [
        FrontFigure(pin, public[pin.holder_id], told_apart(names[pin.pk], seen)) for pin in shown
    ]
