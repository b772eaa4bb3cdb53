"""A unit asks for more time; whoever checks it grants that, or declines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nhip.kit.text.rules import write_day
from nhip.office.notices.actions import notify
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record, record_all, write_all
from nhip.organisation.journal.rules import NoReason, one_row, row
from nhip.organisation.periods.rules import Due, today

from .. import queries
from ..access import checkers, may_ask_time, may_check
from ..choices import TimeAnswer
from ..models import Obligation, TimeRequest
from .grants import MoreTime, take_in_extensions, tell
from .refusals import AlreadyDecided, NotLater


@dataclass(frozen=True)
class TimeWish:
    """A unit wishes more time for an obligation, for a reason."""

    obligation: Obligation
    until: date
    reason: str
    at: datetime | None = None


def ask_more_time(
    obligation: Obligation, until: date, reason: str, *, by: User, at: datetime
) -> TimeRequest:
    """Ask whoever checks a report for more time, saying why; once, until it is answered.

    Raises NotLater, NoReason, AlreadyDecided or PermissionDenied.
    """
    with one_row():
        return take_in_time_requests([TimeWish(obligation, until, reason)], by=by, at=at)[0]


@transaction.atomic
def take_in_time_requests(rows: Sequence[TimeWish], *, by: User, at: datetime) -> list[TimeRequest]:
    """Ask for more time for many reports, as `ask_more_time` does each, or none. Raises WrongRow."""
    found = Obligation.objects.select_for_update(of=["self"]).order_by("pk")
    found = found.select_related("unit", "regime", "period")
    owed = {each.pk: each for each in found.filter(pk__in=[new.obligation.pk for new in rows])}
    asked = TimeRequest.objects.waiting().about(list(owed.values()))
    waiting = set(asked.values_list("obligation_id", flat=True))
    made = []
    for index, new in enumerate(rows):
        obligation, then = owed[new.obligation.pk], new.at or at
        with row(index):
            reason = _check_wish(obligation, new, waiting, by, then)
        waiting.add(obligation.pk)
        made.append(
            TimeRequest(
                obligation=obligation,
                wished_on=new.until,
                reason=reason,
                asked_by=by,
                asked_at=then,
            )
        )
    write_all(made)
    record_all(
        Act("obligation.time_asked", each.obligation, by, each.asked_at, each.obligation.unit,
            {"until": str(each.wished_on), "reason": each.reason})
        for each in made
    )  # fmt: skip
    for each in made:
        _tell_checkers(each)
    return made


def _check_wish(
    obligation: Obligation, new: TimeWish, waiting: set[int], by: User, at: datetime
) -> str:
    if not may_ask_time(by, obligation, today(at)):
        raise PermissionDenied(_("Only the unit that owes it asks for more time."))
    if not (reason := new.reason.strip()):
        raise NoReason(_("Say why more time is needed."))
    if not obligation.is_undecided:
        raise AlreadyDecided(_("It has been handed in or excused: there is nothing to decide."))
    if obligation.pk in waiting:
        raise AlreadyDecided(_("More time was asked for already, and is not answered yet."))
    due = Due(new.until, obligation.due_time)
    if not due.is_later_than(obligation.due) or due.is_over(at, timezone.get_default_timezone()):
        raise NotLater(_("The new deadline is later than the old one, and not over yet."))
    return reason


def _tell_checkers(request: TimeRequest) -> None:
    obligation = request.obligation
    text = _("%(unit)s asks for more time until %(day)s: %(title)s. %(reason)s") % {
        "unit": obligation.unit.name,
        "day": write_day(request.wished_on),
        "title": queries.title_of(obligation),
        "reason": request.reason,
    }
    people = checkers(obligation, today(request.asked_at))
    notify(people, text[:300], _address(obligation), request.asked_at)


def _address(obligation: Obligation) -> str:
    return reverse("duties:obligation", args=[obligation.pk]) + "#xin-gia-han"


@transaction.atomic
def grant_time(request: TimeRequest, *, by: User, at: datetime) -> Obligation:
    """Grant the time a unit asked for, for the reason it gave: an extension like any other.

    Raises AlreadyDecided, NotLater or PermissionDenied.
    """
    request = _lock_waiting(request, by, at)
    wish = MoreTime(request.obligation, request.wished_on, request.reason)
    with one_row():
        return take_in_extensions([wish], by=by, at=at)[0]


@transaction.atomic
def decline_time(request: TimeRequest, why: str, *, by: User, at: datetime) -> TimeRequest:
    """Decline the time a unit asked for, saying why; the deadline stays, and it may ask again.

    Raises NoReason, AlreadyDecided or PermissionDenied.
    """
    request = _lock_waiting(request, by, at)
    if not (why := why.strip()):
        raise NoReason(_("Say why: the reason stays with the decision."))
    request.answer, request.why = TimeAnswer.DECLINED, why
    request.answered_by, request.answered_at = by, at
    request.save(update_fields=["answer", "why", "answered_by", "answered_at"])
    obligation, said = request.obligation, {"until": str(request.wished_on), "reason": why}
    record(
        "obligation.time_declined",
        about=obligation,
        by=by,
        at=at,
        unit=obligation.unit,
        said=said,
    )
    told = {"title": queries.title_of(obligation), "reason": why}
    tell(obligation, _("No more time: %(title)s. %(reason)s") % told, at)
    return request


def _lock_waiting(request: TimeRequest, by: User, at: datetime) -> TimeRequest:
    """Lock a request and what it is about, for who checks that. Raises AlreadyDecided, PermissionDenied."""
    related = ("obligation__unit", "obligation__regime", "obligation__period")
    found = TimeRequest.objects.select_for_update(of=["self", "obligation"])
    request = found.select_related(*related).get(pk=request.pk)
    if not may_check(by, request.obligation, today(at)):
        raise PermissionDenied(_("Only the unit directly above decides on this obligation."))
    if not request.is_waiting:
        raise AlreadyDecided(_("It has been answered already, or there is nothing to decide."))
    return request
