"""Another name for a unit, by a decision: it shows from its day on."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record

from ..access import CHANGE
from ..choices import EventKind
from ..models import Unit, UnitEvent, UnitSpan
from ..queries import tree
from ..rules import NotStanding, UnitDecision
from . import writing


@transaction.atomic
def rename_unit(
    unit: Unit, name: str, *, decision: UnitDecision, on: date, by: User, at: datetime
) -> UnitEvent:
    """Give a unit another name from a day on, until it is named otherwise again.

    Nothing else that changes then or later stands in its way. Raises NotStanding or PermissionDenied.
    """
    require(by, CHANGE, unit)
    writing.lock()
    standing = tree(on)
    if unit.pk not in standing:
        raise NotStanding(_("%(name)s did not stand on that day.") % {"name": unit.name})
    said = {"from": standing.node(unit.pk).name, "to": name}
    writing.write_span(unit.pk, on=on, name=name)
    take_up_names(at)
    unit.refresh_from_db(fields=["name", "stamp"])
    event = writing.write_event(EventKind.RENAMED, unit, decision=decision, on=on, by=by, at=at)
    record("units.renamed", about=event, unit=unit, by=by, at=at, said=said)
    return event


def take_up_names(at: datetime) -> None:
    """Let every unit bear the name of its day: what was decided for today shows. The scheduler runs this."""
    on = timezone.localtime(at).date()
    begun = UnitSpan.objects.filter(unit=OuterRef("pk"), start_on__lte=on).order_by("-start_on")
    units = Unit.objects.annotate(called=Subquery(begun.values("name")[:1]))
    for unit in units.exclude(called=None):
        if unit.called != unit.name:
            unit.name = unit.called
            unit.save(update_fields=["name"])
