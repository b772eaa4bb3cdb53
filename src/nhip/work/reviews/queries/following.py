"""One figure of a review followed down towards its sources."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from django.utils.translation import gettext as _

from nhip.kit.design.marks import BarChart, Series
from nhip.kit.text.rules import write_figure
from nhip.office.figures import registry as figures
from nhip.organisation.units.queries import ground_of
from nhip.work.indicators.models import Indicator
from nhip.work.indicators.queries import Window, children_totals
from nhip.work.indicators.queries.source import explain_address
from nhip.work.indicators.registry import Part, Share, counter

from ..rules import is_compared, length
from .figures import ShownFigure, back

SERIES_SHOWN = 4

Rows = Callable[..., str]  # the address of what a part counts, or of one year of it


@dataclass(frozen=True)
class FollowedLine:
    """One row of the table beside a followed figure; `colour` numbers its series in the chart, or 0."""

    name: str
    value: str
    url: str = ""
    note: str = ""
    colour: int = 0


@dataclass(frozen=True)
class Followed:
    """One figure taken one step down; `address` leads the rest of the way to its records."""

    shown: ShownFigure
    by: str
    chart: BarChart | None
    head: tuple[str, str, str]
    lines: Sequence[FollowedLine]
    address: str
    map_words: str = ""  # on which map of units a table by unit stands

    @property
    def approved(self) -> str:
        """Return what the chief approved, where its records say something else by now."""
        kept = self.shown.frozen
        if kept is None or self.shown.resolved is None or kept.amount == self.shown.resolved.amount:
            return ""
        return replace(self.shown, resolved=kept.resolved).value

    @property
    def title(self) -> str:
        """Return value and name as one phrase: "12 chương trình tháng"."""
        name = self.shown.label
        lowered = name[:1].lower() + name[1:] if name[1:2].islower() else name
        return f"{self.shown.value} {lowered}"


def follow(shown: ShownFigure) -> Followed:
    """Take a figure apart as its records say it now: counted ones by their parts, reported ones by unit."""
    ref = shown.reference
    if shown.frozen:
        shown = replace(shown, resolved=figures.resolve(ref), before=None)
    if shown.resolved is None:
        return Followed(shown, "", None, ("", "", ""), [], "")
    counting = counter(ref.key)
    if counting is None:
        return _by_unit(shown)
    ground = ground_of(ref.start_on, ref.end_on)
    shares = list(counting.shares(ground.below(ref.unit_id).units, ref.start_on, ref.end_on))

    def rows(share: Share, year: int | None = None) -> str:
        """Return the list of what one number of the table counts."""
        if ref.unit_id not in ground.tree:
            return ""
        asked = ref.start_on, ref.end_on, ref.basis
        code, part = ground.tree.node(ref.unit_id).code, Part(share.key, year)
        return f"{explain_address(ref.key, code, *asked, part=part)}#ban-ghi"

    by = _by_year if len(shares) == 1 else _by_part
    return by(shown, shares, rows)


def _by_year(shown: ShownFigure, shares: list[Share], rows: Rows) -> Followed:
    """Take one part apart by year."""
    [share] = shares
    return Followed(
        shown=shown,
        by=_("By year"),
        chart=_year_chart(shown, {share.name: shares}),
        head=(share.name, "", _("Number")),
        lines=[
            FollowedLine(str(year), write_figure(number, 0), rows(share, year))
            for year, number in sorted(share.years.items())
        ],
        address=figures.address(shown.reference),
    )


def _by_part(shown: ShownFigure, shares: list[Share], rows: Rows) -> Followed:
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
            FollowedLine(
                name=share.name,
                value=write_figure(sum(share.years.values()), 0),
                url=rows(share),
                note=str(min(share.years, default="")),
                colour=colours.get(share.group or share.name, 0),
            )
            for share in shares
        ],
        address=figures.address(shown.reference),
    )


def _year_chart(shown: ShownFigure, groups: dict[str, list[Share]]) -> BarChart | None:
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


def _by_unit(shown: ShownFigure) -> Followed:
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
            FollowedLine(
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


def _window_chart(shown: ShownFigure) -> BarChart | None:
    """Draw the same window a year before, the one just before, and this one, named by their last month."""
    ref = shown.reference
    if not is_compared(ref.start_on, ref.end_on) or shown.resolved is None:
        return None
    steps = sorted({12, length(ref.start_on, ref.end_on)}, reverse=True)
    refs = [*(back(ref, months) for months in steps), ref]
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
