"""What keeps a decision about units from being taken on a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from nhip.kit.text.rules import write_day

from .. import registry
from ..models import Unit, UnitSpan
from ..queries import tree
from ..rules import (
    InTheWay,
    LaterChange,
    NoSuchParent,
    NotStanding,
    OpenedMeanwhile,
    RootStays,
    Tree,
)


def check_parent(parent: Unit, standing: Tree, on: date) -> None:
    """Raise NoSuchParent or LaterChange when nothing can be put under a unit on that day."""
    if parent.pk not in standing:
        raise NoSuchParent(_("%(name)s did not stand on that day.") % {"name": parent.name})
    check_later([parent.pk, *standing.ancestors(parent.pk)], on)


def check_standing(units: Collection[Unit], standing: Tree, on: date) -> None:
    """Raise NotStanding, RootStays or LaterChange when these units cannot move or close on a day."""
    for unit in units:
        if unit.pk not in standing:
            raise NotStanding(_("%(name)s did not stand on that day.") % {"name": unit.name})
        if standing.parent(unit.pk) is None:
            raise RootStays(
                _("%(name)s stands on top: it cannot move or close.") % {"name": unit.name}
            )
    affected = {below for unit in units for below in standing.subtree(unit.pk)}
    check_later(affected, on)
    coming = UnitSpan.objects.filter(start_on__gt=on, parent__in=affected).exclude(
        unit__in=affected
    )
    first = coming.select_related("unit").order_by("start_on").first()
    refuse_later(first.unit if first else None, first.start_on if first else None)


def check_later(unit_ids: Collection[int], on: date) -> None:
    """Raise LaterChange when a unit moves, sinks, rises or closes after a day. A new name is no such change."""
    before: dict[int, UnitSpan] = {}
    kept = UnitSpan.objects.filter(Q(end_on=None) | Q(end_on__gt=on), unit__in=unit_ids)
    later = []
    for span in kept.select_related("unit").order_by("start_on"):
        held = before.get(span.unit_id, span)
        if (held.parent_id, held.level) != (span.parent_id, span.level):
            later.append((span.start_on, span.unit))
        before[span.unit_id] = span
    later += [(span.end_on, span.unit) for span in before.values() if span.end_on]
    if later:
        day, unit = min(later, key=lambda each: each[0])
        refuse_later(unit, day)


def refuse_later(unit: Unit | None, day: date | None) -> None:
    if unit and day:
        words = {"name": unit.name, "day": write_day(day)}
        raise LaterChange(
            _("%(name)s changes on %(day)s already. Choose that day or later.") % words
        )


def check_way(unit_ids: Collection[int], on: date) -> None:
    """Raise InTheWay with everything that rests on these units' places from a day on."""
    if found := registry.in_the_way(unit_ids, on):
        free_on = max(each.free_on for each in found)
        first = _("The first day on which it can be done is %(day)s.")
        raise InTheWay(
            [
                _("This would change what has been accepted already:"),
                *(each.words for each in found),
                first % {"day": write_day(free_on)},
            ],
            free_on,
        )


def check_seen(
    unit_ids: Collection[int], on: date, seen: Collection[str] | None, *, closes: bool = True
) -> None:
    """Raise OpenedMeanwhile where more is open at units than was seen; None asks nothing."""
    if seen is None:
        return
    found = registry.open_at(unit_ids, on, closes=closes)
    if fresh := [thing.words for thing in found if thing.key not in seen]:
        raise OpenedMeanwhile([_("This has come up meanwhile. Look at it first:"), *fresh])


def check_leaving(units: Collection[Unit], on: date) -> set[int]:
    """Check that units can close on a day; return them with all below. Raises what stands in the way."""
    standing = tree(on)
    check_standing(units, standing, on)
    affected = {below for unit in units for below in standing.subtree(unit.pk)}
    check_way(affected, on)
    return affected
