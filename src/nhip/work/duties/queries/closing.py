"""What is open at units that close or move."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhip.organisation.units.registry import OpenThing

from ..choices import Status
from ..models import Obligation, Regime, RegimeUnit
from .obligations import title_of

GROUPS: dict[str | None, Promise] = {
    Status.SUBMITTED: gettext_lazy("Handed in, waiting for a check"),
    Status.RETURNED: gettext_lazy("Returned, to be mended"),
    Status.DRAFT: gettext_lazy("Being filled in"),
    None: gettext_lazy("Owed, nobody has begun"),
}
LAPSES = gettext_lazy("Excused by this decision: the unit does not see the end of the period")
NAMING = gettext_lazy("Regimes that name the unit")


def open_at(unit_ids: Collection[int], on: date, closes: bool) -> list[OpenThing]:
    """Return what units that close or move on a day owe and have under way, and the regimes naming them.

    What never was handed in for a period that ends later lapses with a unit that closes; of one that
    moves it comes in to the new unit above, and is left out.
    """
    found = Obligation.objects.of(unit_ids).filter(excused_at=None).exclude(answer=Status.ACCEPTED)
    lapse = Q(answered_at=None, period__end_on__gt=on)
    things = [
        _thing(each, GROUPS[each.answer], str(each.answer))
        for each in found.exclude(lapse).order_by("due_on", "unit__sort_order", "pk")
    ]
    things.sort(key=lambda thing: list(GROUPS.values()).index(thing.group))  # type: ignore[arg-type]
    if closes:
        things += [
            _thing(each, LAPSES, "lapses") for each in found.filter(lapse).order_by("due_on", "pk")
        ]
        things += _regimes(unit_ids, on)
    return things


def _thing(obligation: Obligation, group: Promise, state: str) -> OpenThing:
    due = _("due %(day)s") % {"day": obligation.due}
    words = f"{obligation.unit.name}: {title_of(obligation)}, {due}"
    address = reverse("duties:obligation", args=[obligation.pk])
    passes_from = None if group == LAPSES else obligation.unit_id
    key = f"duties.obligation {obligation.pk} {state}"
    return OpenThing(key, group, words, address, passes_from)


def _regimes(unit_ids: Collection[int], on: date) -> list[OpenThing]:
    rows = RegimeUnit.objects.filter(unit__in=unit_ids, end_on=None)
    named = Regime.objects.filter(listed__in=rows, published_at__isnull=False, withdrawn_at=None)
    in_force = named.exclude(end_on__lte=on).distinct().order_by("name", "pk")
    return [
        OpenThing(
            f"duties.regime {each.pk}", NAMING, each.name, reverse("duties:regime", args=[each.pk])
        )
        for each in in_force
    ]
