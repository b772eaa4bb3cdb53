"""Deadlines that follow when holidays and swapped days change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import ngettext

from nhip.kit.text.rules import write_figure
from nhip.organisation.periods.choices import PeriodKind
from nhip.organisation.periods.rules import Due, WorkingDays
from nhip.organisation.units.queries import trees
from nhip.organisation.units.rules import Tree

from .. import rules
from ..models import Extension, Obligation
from .obligations import title_of


@dataclass(frozen=True)
class DeadlineMove:
    """One duty whose deadline moves to another day; its hour stays."""

    obligation: Obligation
    to: date

    @property
    def due(self) -> Due:
        """Return the deadline it moves to."""
        return Due(self.to, self.obligation.due_time)


def moving(before: WorkingDays, after: WorkingDays, at: datetime) -> list[DeadlineMove]:
    """Return which deadlines follow, were these days worked instead of those.

    Of what nobody handed in and is not over yet. A day somebody named stays; more time that was given is
    never made less.
    """
    if before == after:
        return []
    owed = Obligation.objects.missing().not_over(at).exclude(regime__frequency=PeriodKind.AD_HOC)
    given = Extension.objects.filter(obligation=OuterRef("pk"))
    owed = owed.filter(answered_at=None).annotate(was_extended=Exists(given))
    its = list(owed.select_related("regime", "period__calendar", "unit").order_by("pk"))
    places = trees({each.arose_on for each in its})
    found = (_move(each, places[each.arose_on], before, after) for each in its)
    zone = timezone.get_default_timezone()
    return [move for move in found if move and not move.due.is_over(at, zone)]


def _move(
    owed: Obligation, places: Tree, before: WorkingDays, after: WorkingDays
) -> DeadlineMove | None:
    span, term = owed.period.span, owed.regime.term
    if owed.unit_id not in places:
        return None
    level = places.node(owed.unit_id).level
    old, new = (rules.due_given(term, span, level, worked) for worked in (before, after))
    follows = owed.due_on == old != new
    is_overtaken = owed.was_extended and old < owed.due_on < new  # type: ignore[attr-defined]
    return DeadlineMove(owed, new) if follows or is_overtaken else None


def told_moves(moves: Iterable[DeadlineMove]) -> list[str]:
    """Return deadlines that move in words, those of one report and day together."""
    groups = Counter((title_of(each.obligation), each.obligation.due, each.due) for each in moves)
    return [
        ngettext(
            "%(title)s: %(n)s deadline moves from %(before)s to %(after)s.",
            "%(title)s: %(n)s deadlines move from %(before)s to %(after)s.",
            n,
        )
        % {"title": title, "n": write_figure(n, 0), "before": due_before, "after": due}
        for (title, due_before, due), n in groups.items()
    ]
