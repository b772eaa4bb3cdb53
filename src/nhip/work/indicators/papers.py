"""What the page of a counted total shows of the years it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from nhip.kit.design.marks import BarChart, Series
from nhip.kit.text.rules import write_figure

from .registry import Share

COLOURS = 4  # series a chart tells apart


def year_chart(name: str, shares: Sequence[Share], years: Sequence[int]) -> BarChart | None:
    """Return what was counted, year by year; a single year needs no chart."""
    if len(years) < 2:
        return None
    groups = _groups(shares)
    series = [Series(part, [_added(its, year) for year in years]) for part, its in groups.items()]
    title = _("%(name)s by year") % {"name": name}
    chart = BarChart(title, [str(year) for year in years], series)
    return replace(
        chart,
        texts=["" if each is None else write_figure(each, 0) for each in chart.totals()],
    )


def _groups(shares: Sequence[Share]) -> dict[str, list[Share]]:
    """Put parts together until a chart has colours for them; else all in one."""
    groups: dict[str, list[Share]] = {}
    for share in shares:
        groups.setdefault(share.group or share.name, []).append(share)
    return groups if len(groups) <= COLOURS else {"": list(shares)}


def year_table(
    shares: Sequence[Share], years: Sequence[int]
) -> list[tuple[Share, list[tuple[int, int | None]], int]]:
    """Return each part with its years and amounts and the number of its colour in the chart, 0 for none."""
    names = list(_groups(shares))
    colours = {name: place for place, name in enumerate(names, 1)} if len(names) > 1 else {}
    return [
        (
            share,
            [(year, share.years.get(year)) for year in years],
            colours.get(share.group or share.name, 0),
        )
        for share in shares
    ]


def _added(shares: Sequence[Share], year: int) -> int | None:
    amounts = [share.years[year] for share in shares if year in share.years]
    return sum(amounts) if amounts else None
