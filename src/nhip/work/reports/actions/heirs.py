"""Telling people what a closed unit leaves them."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhip.organisation.periods.rules import today
from nhip.organisation.units.models import Unit, UnitEvent
from nhip.organisation.units.queries import charges
from nhip.work.duties.access import reporters
from nhip.work.duties.models import Obligation

from .. import queries
from .decisions import tell


def tell_of_closing(unit_ids: Collection[int], event: UnitEvent) -> None:
    """Tell whoever finishes the work of closed units how much it is; and whoever closed them, what lacks."""
    on, at = max(event.on, today(event.at)), event.at
    left = (
        Obligation.objects.of(unit_ids).open().filter(~Q(answer=None) | Q(period__end_on__lte=on))
    )
    for unit in Unit.objects.filter(pk__in=unit_ids):
        n = left.filter(unit=unit).count()
        if n and (told := set(reporters(unit.pk, on)) - {event.by}):
            words = ngettext(
                "%(unit)s closes: %(n)d report of it is yours to finish.",
                "%(unit)s closes: %(n)d reports of it are yours to finish.",
                n,
            )
            tell(told, words % {"unit": unit.name, "n": n}, reverse("reports:list"), at)
    heirs = set(event.successions.values_list("heir", flat=True))
    above = {charges(on).above(each, on) for each in unit_ids}
    if lacking := queries.without_reporters(heirs - above, on):
        words = _("Appoint somebody who reports: %(names)s.") % {
            "names": ", ".join(lacking.values())
        }
        first = next(iter(lacking))
        tell([event.by], words, reverse("units:unit", args=[first]), at)
