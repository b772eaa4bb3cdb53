"""Who is late, and how to tell them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role
from nhip.organisation.people.queries import home_unit, telephones
from nhip.organisation.periods.queries import bare_years, working_days
from nhip.organisation.periods.rules import Due, WorkingDays, today
from nhip.organisation.units.models import Unit
from nhip.organisation.units.queries import charges, closed_words

from .. import rules
from ..access import checked
from ..choices import ObligationState
from ..models import Obligation, checked_by
from .obligations import days_late, state_of, title_of

NOVEMBER = 11


@dataclass(frozen=True)
class Duty:
    """One obligation as a desk shows it: what, whose, due when, how it stands, where it leads.

    `reason` says why it came back; `url` is empty while nobody has begun it; `closed` says what became
    of a unit that has closed.
    """

    obligation_id: int
    unit: str
    title: str
    due: Due
    state: ObligationState
    days_late: int
    days_left: int
    url: str
    reason: str
    closed: str


@dataclass(frozen=True)
class Reminders:
    """Texts to copy into a messenger: who is late, and who is due soon; "" where nobody is.

    `calls` are those of the late whose telephone is known: unit, post, number.
    """

    late: str
    soon: str
    calls: tuple[tuple[str, str, str], ...] = ()


def late_below(user: User, at: datetime) -> list[Duty]:
    """Return what the units directly below a person are late with, longest first."""
    on = today(at)
    late = Obligation.objects.coming_in(checked(user, on)).overdue(at)
    return duties_of(late.soonest_first("unit__sort_order", "unit__code"), at)


def duties_of(obligations: Iterable[Obligation], at: datetime) -> list[Duty]:
    """Return obligations as a desk shows them, each leading to its own page."""
    worked, its = working_days(), list(obligations)
    closed = closed_words({each.unit_id for each in its}, today(at))
    return [
        duty(each, at, worked, address=reverse("duties:obligation", args=[each.pk]), closed=closed)
        for each in its
    ]


def undecided_below(user: User, at: datetime, ticked: Collection[int] = ()) -> list[Obligation]:
    """Return what is a person's to decide and was not handed in, soonest due first.

    What was ticked stays among them, whatever became of it meanwhile.
    """
    below = Obligation.objects.kept(checked_by(user, today(at)))
    shown = Q(answered_at=None, excused_at=None) | Q(pk__in=ticked)
    return list(below.filter(shown).soonest_first("unit__sort_order", "unit__code", "pk"))


def years_without_holidays(at: datetime) -> list[int]:
    """Return the years in which something falls due and of which no holiday is written down.

    The running one; every later one that has an obligation; the next one from November on, before
    the first is made.
    """
    on = today(at)
    later = Obligation.objects.missing().filter(due_on__gt=on).dates("due_on", "year")
    next_one = {on.year + 1} if on.month >= NOVEMBER else set()
    return bare_years({on.year, *(day.year for day in later), *next_one})


def reminders(user: User, at: datetime) -> Reminders:
    """Return what to tell the units directly below that are late, or due soon, in the tree's order."""
    on = today(at)
    last, standing = working_days().after(on, rules.SOON), charges(on)
    order = {unit_id: place for place, unit_id in enumerate(standing.tree.ids)}
    below = Obligation.objects.coming_in(checked(user, on)).due_before(last + timedelta(days=1))
    told_to = {
        each: standing.of(each.unit_id).unit_id
        for each in below.order_by("regime__name", "regime_id", "period__start_on", "period_id")
        if not standing.of(each.unit_id).is_above  # that is with whoever would send the text
    }
    missing = sorted(
        told_to,
        key=lambda each: (each.regime.name, each.period.start_on, order.get(told_to[each], 0)),
    )
    unit = home_unit(user, on)
    sender = unit.name if unit else ""
    told = [
        rules.Missing(
            each.regime.name,
            each.period.label,
            _called(each.unit, standing.tree.node(told_to[each]).name, told_to[each]),
            each.due,
            (on - each.due_on).days,
            each.due.is_over(at, timezone.get_default_timezone()),
        )
        for each in missing
    ]
    late = {told_to[each] for each, one in zip(missing, told, strict=True) if one.is_late}
    calls = telephones(Role.REPORTER, late, on) if late else []
    return Reminders(
        late=rules.remind([each for each in told if each.is_late], sender),
        soon=rules.remind([each for each in told if not each.is_late], sender),
        calls=tuple((unit.name, post, phone) for unit, post, phone in calls),
    )


def _called(unit: Unit, by: str, told_to: int) -> str:
    """Return how a unit is called in a text to those who report for it."""
    if told_to == unit.pk:
        return unit.name
    return _("%(heir)s (for %(unit)s, closed)") % {"heir": by, "unit": unit.name}


def duty(
    obligation: Obligation,
    at: datetime,
    worked: WorkingDays,
    *,
    address: str = "",
    reasons: Mapping[int, str] | None = None,
    closed: Mapping[int, str] | None = None,
) -> Duty:
    """Return an obligation as a desk shows it; `reasons` are by obligation, `closed` by unit."""
    return Duty(
        obligation.pk,
        obligation.unit.name,
        title_of(obligation),
        obligation.due,
        state_of(obligation, at, worked),
        days_late(obligation, at),
        max((obligation.due_on - today(at)).days, 0),
        address,
        (reasons or {}).get(obligation.pk, ""),
        (closed or {}).get(obligation.unit_id, ""),
    )
