"""What somebody is told whose unit has closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import appointments, principal, who_may_begin, written_as
from nhip.organisation.periods.rules import today
from nhip.organisation.units.models import Succession, UnitEvent
from nhip.organisation.units.queries import charges
from nhip.work.duties.access import reporters
from nhip.work.duties.choices import Status
from nhip.work.duties.models import Obligation


@dataclass(frozen=True)
class ClosedHome:
    """The unit somebody was of, by which decision it closed, who stands for it, whom to turn to.

    `n` is how many of its reports the heir still has to finish or to check.
    """

    unit: str
    event: UnitEvent
    heir: str
    heir_id: int
    n: int
    at_heir: list[str]
    administrators: list[str]


def closed_home(user: User, at: datetime) -> ClosedHome | None:
    """Return what became of a person's unit, where the last post ended with it and no other was given."""
    on = today(at)
    if user.is_anonymous or user.is_superuser or appointments(user, on):
        return None
    if (held := principal(user, on)) is None:
        return None
    standing = charges(on)
    charge = standing.of(held.unit_id)
    ended = Succession.objects.filter(source=held.unit_id, event__on__lte=held.end_on)
    last = ended.select_related("event", "source").first()
    if last is None or charge.unit_id == held.unit_id:
        return None
    n = Obligation.objects.owed().filter(unit=held.unit_id).exclude(answer=Status.ACCEPTED).count()
    return ClosedHome(
        last.source.name,
        last.event,
        standing.tree.node(charge.unit_id).name,
        charge.unit_id,
        n,
        [written_as(each, on) for each in reporters(held.unit_id, on)[:3]] if n else [],
        who_may_begin("people.appoint", on),
    )
