"""What a total says: its amount, its items, n of N, and what a reader must know of its periods."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from nhip.kit.text.rules import write_figure
from nhip.organisation.periods.models import Period

from ..choices import NormVerdict
from ..models import Breakdown, Indicator
from ..rules import Cell, Chosen

NAMED = 8  # units a note names


@dataclass(frozen=True)
class Item:
    """One item of a breakdown; its amount is None where nobody reported it."""

    code: str
    name: str
    amount: int | None


@dataclass(frozen=True)
class Total:
    """What an indicator comes to. `amount` is None where nothing was reported: missing is not 0.

    `n` of `of_n` sources are in, `nil_n` of them with nothing to report. `as_of` names the period
    whose value stands for a longer window, `cut` the periods the window cuts and leaves out; `sides`
    are numerator and denominator of a ratio. `not_asked` names units whose form lacks it, though a
    later version asks it: they are not among the `of_n`. `years` is what it was in each year, if told.
    """

    amount: int | None
    decimals: int
    n: int = 0
    of_n: int = 0
    of_what: str = ""
    parts: str = ""
    verdict: NormVerdict | None = None
    items: Sequence[Item] = ()
    nil_n: int = 0
    as_of: str = ""
    cut: Sequence[str] = ()
    sides: tuple[Total, Total] | None = None
    not_asked: Sequence[str] = ()
    years: Mapping[int, int] = field(default_factory=dict)

    @property
    def coverage(self) -> str:
        """Return n of N in words, with what a reader must know of the periods."""
        words = ""
        if self.of_n:
            words = _("%(n)s of %(of_n)s %(of_what)s") % {
                "n": write_figure(self.n, 0),
                "of_n": write_figure(self.of_n, 0),
                "of_what": self.of_what,
            }
        return "; ".join(filter(None, (words, self.notes)))

    @property
    def notes(self) -> str:
        """Return what a reader must know of the periods, if anything."""
        words = []
        if self.as_of:
            words.append(_("value of %(period)s") % {"period": self.as_of})
        if self.cut:
            periods = ", ".join(self.cut)
            words.append(_("without %(periods)s, cut by the window") % {"periods": periods})
        if self.not_asked:
            names = ", ".join(self.not_asked[:NAMED])
            if (more := len(self.not_asked) - NAMED) > 0:
                names = _("%(names)s and %(n)d more") % {"names": names, "n": more}
            words.append(_("not asked yet of %(units)s") % {"units": names})
        return "; ".join(words)

    @property
    def is_complete(self) -> bool:
        """Say whether every source that owes is in."""
        return self.n >= self.of_n


class Names:
    """Names of breakdown items and of periods that must be told; asked only where there are any."""

    def __init__(
        self, indicators: list[Indicator], chosen: Collection[Chosen], last_on: Collection[int]
    ) -> None:
        self._items: dict[int, list[tuple[str, str]]] = {}
        if any(cell.item for each in chosen for cell in each.cells):
            rows = Breakdown.objects.filter(indicator__in=[each.pk for each in indicators])
            for row in rows.order_by("sort_order", "pk"):
                self._items.setdefault(row.indicator_id, []).append((row.code, row.name))
        told = {cell.period_id for each in chosen for cell in each.cut}
        if last_on:
            told |= {cell.period_id for each in chosen for cell in each.cells}
        self._periods = Period.objects.in_bulk(told) if told else {}

    def items_of(self, indicator_id: int, cells: Iterable[Cell]) -> list[tuple[str, str]]:
        """Return the breakdown of an indicator, if any of it was reported."""
        if not any(cell.item for cell in cells):
            return []
        return self._items.get(indicator_id, [])

    def period(self, period_id: int) -> str:
        """Return what people call a period."""
        return self._periods[period_id].label
