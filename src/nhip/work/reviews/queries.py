"""What the page of a conference shows: figures with their standing, and one of them followed down."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from django.utils.translation import gettext as _

from nhip.kit.design.marks import BarChart, Series
from nhip.kit.text.rules import write_figure
from nhip.office.figures import registry as figures
from nhip.office.figures.models import Pin
from nhip.office.figures.queries import Changed, described, released
from nhip.office.figures.registry import Reference, Resolved
from nhip.office.figures.rules import machine_value, write
from nhip.organisation.periods.rules import Span
from nhip.organisation.units.queries import tree
from nhip.work.duties.queries import periods_cut
from nhip.work.forms.models import Row
from nhip.work.indicators.models import Indicator
from nhip.work.indicators.queries import Window, children_totals
from nhip.work.indicators.queries.source import explain_address
from nhip.work.indicators.registry import Share, counter

from .choices import Standing
from .models import Review, ReviewFigure
from .rules import HOLDER, is_compared, length, months_back, standing_of

SERIES_SHOWN = 4
CHIPS = {
    Standing.BROKEN: "bad",
    Standing.MISSING: "warn",
    Standing.CHANGED: "warn",
    Standing.WITHHELD: "plain",
    Standing.FRESH: "ok",
    Standing.APPROVED: "info",
    Standing.OPEN: "plain",
}


@dataclass(frozen=True)
class Section:
    """The heading of the outline a figure stands under; 0 and "" where no form asks for it."""

    number: int = 0
    title: str = ""


@dataclass(frozen=True)
class Shown:
    """One figure of a review as it stands; `before` is the same window of the year before.

    `approved` holds the value the chief approved, from then on the one shown: what its source says
    (`resolved`) may move, the review does not until that is decided.
    """

    figure: ReviewFigure
    reference: Reference
    resolved: Resolved | None
    before: Resolved | None
    standing: Standing
    pins: Sequence[Pin]
    section: Section
    approved: Pin | None = None

    @property
    def label(self) -> str:
        """Return its name, or the key when its indicator is gone."""
        return self.resolved.label if self.resolved else self.figure.key

    @property
    def value(self) -> str:
        """Return it as offices write it: as approved, or as its source says while nobody has."""
        return self.approved.written if self.approved else self.value_now

    @property
    def value_now(self) -> str:
        """Return what its source says at this moment."""
        if self.resolved is None or self.resolved.amount is None:
            return "–"
        return write(self.resolved.amount, self.resolved.decimals, self.figure.exact)

    @property
    def chip(self) -> str:
        """Return the tint of its standing."""
        return CHIPS[self.standing]

    @property
    def machine_value(self) -> str:
        """Return it as machines read it."""
        if self.approved:
            return self.approved.machine_value
        if self.resolved is None or self.resolved.amount is None:
            return ""
        return machine_value(self.resolved.amount, self.resolved.decimals)

    @property
    def said(self) -> str:
        """Say in one line what it is made of, or else what is counted, and how it moved."""
        made_of = (self.resolved.parts or self.resolved.measure) if self.resolved else ""
        moved = ""
        if self.approved and self.value_now != self.value:
            moved = _("computed now: %(now)s") % {"now": self.value_now}
        return "; ".join(words for words in (moved, made_of, self.compared) if words)

    @property
    def size(self) -> str:
        """Return how wide the value is, for its type size."""
        return "longer" if len(self.value) > 7 else "long" if len(self.value) > 5 else ""

    @property
    def compared(self) -> str:
        """Say how it moved since the year before: "120 a year before, 8 more"."""
        if not self.resolved or not self.before or self.before.amount is None:
            return ""
        was = {"was": write_figure(self.before.amount, self.before.decimals)}
        if self.resolved.amount is None:
            return _("%(was)s a year before") % was
        change = self.resolved.amount - self.before.amount
        moved = was | {"change": write_figure(abs(change), self.resolved.decimals)}
        if change > 0:
            return _("%(was)s a year before, %(change)s more") % moved
        if change < 0:
            return _("%(was)s a year before, %(change)s less") % moved
        return _("as many as a year before")


def standing(review: Review) -> list[Shown]:
    """Return the figures of a review in the order of the outline, each with its standing."""
    lines = list(review.figures.all())
    refs = {line.key: review.reference(line.key) for line in lines}
    earlier = {}
    if is_compared(review.start_on, review.end_on):
        earlier = {key: _back(ref, 12) for key, ref in refs.items()}
    resolved = figures.resolve_all([*refs.values(), *earlier.values()])
    pins = _pins(refs.values())
    let_out = released(refs.values())
    sections = _sections(refs)
    shown = []
    for line in lines:
        ref = refs[line.key]
        held = pins.get(ref, [])
        shown.append(
            Shown(
                figure=line,
                reference=ref,
                resolved=resolved[ref],
                before=resolved[earlier[line.key]] if line.key in earlier else None,
                standing=standing_of(
                    resolved[ref],
                    {pin.state for pin in held},
                    is_cited=any(pin.holder != HOLDER for pin in held),
                    is_released=ref in let_out,
                ),
                pins=held,
                section=sections.get(line.key, Section()),
                approved=next((pin for pin in held if _holds(review, pin)), None),
            )
        )
    return sorted(shown, key=lambda each: (each.section.number, each.figure.sort_order))


def _holds(review: Review, pin: Pin) -> bool:
    return (pin.holder, pin.holder_id) == (HOLDER, review.pk)


def summary(shown: Iterable[Shown]) -> str:
    """Say how many figures stand how: "8 khớp, 1 đã đổi", the most pressing first."""
    tally = Tally(each.standing for each in shown)
    return ", ".join(f"{tally[each]} {each.label}" for each in Standing if each in tally)


def changed(shown: Iterable[Shown]) -> list[Changed]:
    """Return the pins on these figures that wait for a decision, the latest change first."""
    open_pins = [
        pin for each in shown for pin in each.pins if pin.state != "fresh" and not pin.kept_at
    ]
    open_pins.sort(
        key=lambda pin: (pin.changed_at is not None, pin.changed_at, pin.pk), reverse=True
    )
    return [told for pin in open_pins if (told := described(pin)) is not None]


def cut(review: Review, shown: Iterable[Shown]) -> list[tuple[str, str]]:
    """Return (regime, periods) where the window is no union of whole periods of a regime it counts on."""
    window = Span(review.start_on, review.end_on)
    keys = {each.figure.key for each in shown}
    return [(name, ", ".join(labels)) for name, labels in periods_cut(keys, window).items()]


def _back(ref: Reference, months: int) -> Reference:
    """Return the same question about a window so many months earlier."""
    start_on, end_on = months_back(ref.start_on, months), months_back(ref.end_on, months)
    return replace(ref, start_on=start_on, end_on=end_on)


def _pins(refs: Collection[Reference]) -> dict[Reference, list[Pin]]:
    """Return the pins that cite exactly these figures."""
    found: dict[Reference, list[Pin]] = {}
    keys, unit_ids = {ref.key for ref in refs}, {ref.unit_id for ref in refs}
    pins = Pin.objects.filter(key__in=keys, unit__in=unit_ids).select_related("changed_by")
    for pin in pins.order_by("pk"):
        if pin.reference in refs:
            found.setdefault(pin.reference, []).append(pin)
    return found


def _sections(keys: Collection[str]) -> dict[str, Section]:
    """Return under which heading of the latest published form each indicator is asked."""
    rows = Row.objects.filter(
        indicator__key__in=keys, section__form__published_at__isnull=False
    ).order_by("section__form__published_at", "-section__number")
    columns = ("indicator__key", "section__number", "section__title")
    return {key: Section(number, title) for key, number, title in rows.values_list(*columns)}


@dataclass(frozen=True)
class Line:
    """One row of the table beside a followed figure; `colour` numbers its series in the chart, or 0."""

    name: str
    value: str
    url: str = ""
    note: str = ""
    colour: int = 0


@dataclass(frozen=True)
class Followed:
    """One figure taken one step down; `address` leads the rest of the way to its records."""

    shown: Shown
    by: str
    chart: BarChart | None
    head: tuple[str, str, str]
    lines: Sequence[Line]
    address: str
    map_words: str = ""  # on which map of units a table by unit stands

    @property
    def title(self) -> str:
        """Return value and name as one phrase: "12 chương trình tháng"."""
        name = self.shown.label
        lowered = name[:1].lower() + name[1:] if name[1:2].islower() else name
        return f"{self.shown.value_now} {lowered}"


def follow(shown: Shown) -> Followed:
    """Take a figure apart: counted ones by what they are made of, reported ones by unit."""
    ref = shown.reference
    if shown.resolved is None:
        return Followed(shown, "", None, ("", "", ""), [], "")
    counting = counter(ref.key)
    if counting is None:
        return _by_unit(shown)
    subtree = tree(ref.end_on - timedelta(days=1)).subtree(ref.unit_id)
    shares = list(counting.shares(subtree, ref.start_on, ref.end_on))
    return _by_year(shown, shares) if len(shares) == 1 else _by_part(shown, shares)


def _by_year(shown: Shown, shares: list[Share]) -> Followed:
    """Take one part apart by year."""
    [share] = shares
    return Followed(
        shown=shown,
        by=_("By year"),
        chart=_year_chart(shown, {share.name: shares}),
        head=(share.name, "", _("Number")),
        lines=[
            Line(str(year), write_figure(number, 0), share.url)
            for year, number in sorted(share.years.items())
        ],
        address=figures.address(shown.reference),
    )


def _by_part(shown: Shown, shares: list[Share]) -> Followed:
    """Show several parts in one table, and stacked by year where they are few or stand in few groups."""
    groups: dict[str, list[Share]] = {}
    for share in shares:
        groups.setdefault(share.group or share.name, []).append(share)
    if len(groups) > SERIES_SHOWN:
        groups = {shown.label: shares}
    colours = {name: place for place, name in enumerate(groups, start=1)} if len(groups) > 1 else {}
    return Followed(
        shown=shown,
        by=_("By year"),
        chart=_year_chart(shown, groups),
        head=(_("Part"), _("From"), _("Number")),
        lines=[
            Line(
                name=share.name,
                value=write_figure(sum(share.years.values()), 0),
                url=share.url,
                note=str(min(share.years, default="")),
                colour=colours.get(share.group or share.name, 0),
            )
            for share in shares
        ],
        address=figures.address(shown.reference),
    )


def _year_chart(shown: Shown, groups: dict[str, list[Share]]) -> BarChart | None:
    """Draw the years of a window longer than one, a series a group; not where records lie outside."""
    ref = shown.reference
    years = range(ref.start_on.year, (ref.end_on - timedelta(days=1)).year + 1)
    counted = {year for its in groups.values() for share in its for year in share.years}
    if len(years) == 1 or not counted or not counted <= set(years):
        return None
    series = [
        Series(name, [sum(share.years.get(year, 0) for share in its) for year in years])
        for name, its in groups.items()
    ]
    totals = [sum(column) for column in zip(*(each.values for each in series), strict=True)]
    return BarChart(
        title=_("%(figure)s by year") % {"figure": shown.label},
        labels=[str(year) for year in years],
        series=series,
        texts=[write_figure(total, 0) for total in totals],
    )


def _by_unit(shown: Shown) -> Followed:
    """Show what the units below reported, and the windows before this one."""
    ref = shown.reference
    indicator = Indicator.objects.select_related("numerator", "denominator").get(key=ref.key)
    parts = children_totals(indicator, ref.unit_id, ref.start_on, ref.end_on, ref.basis)
    return Followed(
        shown=shown,
        by=_("By unit"),
        chart=_window_chart(shown),
        head=(_("Unit"), _("Reported"), _("Number")),
        lines=[
            Line(
                name=part.node.name,
                value="–"
                if part.total.amount is None
                else write_figure(part.total.amount, part.total.decimals),
                url=""
                if part.is_own
                else explain_address(ref.key, part.node.code, ref.start_on, ref.end_on, ref.basis),
                note=f"{part.total.n}/{part.total.of_n}" if part.total.of_n else "",
            )
            for part in parts
            if not part.is_own or part.total.of_n
        ],
        address=figures.address(ref),
        map_words=Window(ref.start_on, ref.end_on, ref.basis).map_words,
    )


def _window_chart(shown: Shown) -> BarChart | None:
    """Draw the same window a year before, the one just before, and this one, named by their last month."""
    ref = shown.reference
    if not is_compared(ref.start_on, ref.end_on) or shown.resolved is None:
        return None
    steps = sorted({12, length(ref.start_on, ref.end_on)}, reverse=True)
    refs = [*(_back(ref, months) for months in steps), ref]
    found = figures.resolve_all(refs)
    amounts = [resolved.amount if (resolved := found[each]) else None for each in refs]
    last_days = [each.end_on - timedelta(days=1) for each in refs]
    decimals = shown.resolved.decimals
    return BarChart(
        title=_("%(figure)s, by the last month of the window") % {"figure": shown.label},
        labels=[f"{day.month}/{day.year}" for day in last_days],
        series=[Series(shown.label, amounts)],
        texts=["" if each is None else write_figure(each, decimals) for each in amounts],
    )
