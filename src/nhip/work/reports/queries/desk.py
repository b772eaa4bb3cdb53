"""What stands on a desk: what is owed, and what waits for a check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from nhip.organisation.accounts.models import User
from nhip.organisation.periods.queries import working_days
from nhip.organisation.periods.rules import today
from nhip.organisation.units.queries import closed_words
from nhip.work.duties.choices import ObligationState, Status
from nhip.work.duties.models import Obligation, Obligations, checked_by
from nhip.work.duties.queries import Duty, duty, title_of
from nhip.work.duties.rules import is_late
from nhip.work.forms.rules import Content

from .. import rules
from ..access import owing_units
from ..choices import Step
from ..models import Report, ReviewStep, Revision, Revisions
from .answering import report_of
from .signing import sent_back_reasons, to_sign


@dataclass(frozen=True)
class Arrival:
    """A report that came in and waits for a check; `changed` counts what a correction touches.

    `closed` says what became of a unit that has closed; `was_opened` whether somebody who checks has
    looked at this revision.
    """

    report_id: int
    revision: int
    unit: str
    title: str
    number: int
    submitted_at: datetime
    came_late: bool
    changed: int
    url: str
    closed: str
    was_opened: bool

    @property
    def key(self) -> str:
        """Return what a box for it sends: the report, and the revision that was listed."""
        return f"{self.report_id}:{self.revision}"

    @property
    def state(self) -> ObligationState:
        """Return how it is drawn."""
        return ObligationState.LATE if self.came_late else ObligationState.ON_TIME


def owed_by(user: User, at: datetime) -> list[Duty]:
    """Return what the units a person reports for still have to hand in, earliest first."""
    owed = list(_owed(user, at).soonest_first("pk"))
    returned = [each.pk for each in owed if each.answer == Status.RETURNED]
    reasons = dict(
        ReviewStep.objects.filter(report__obligation__in=returned, step=Step.RETURNED)
        .order_by("taken_at", "pk")
        .values_list("report__obligation_id", "reason")
    ) | sent_back_reasons(owed)
    worked, closed = working_days(), closed_words({each.unit_id for each in owed}, today(at))
    return [
        duty(each, at, worked, address=_entry_address(each), reasons=reasons, closed=closed)
        for each in owed
    ]


def to_check(user: User, at: datetime) -> list[Arrival]:
    """Return the reports that wait for this person's check, what came in last first."""
    waiting = list(_waiting(user, at).order_by("-submitted_at", "-pk"))
    revisions: dict[int, list[Revision]] = {}
    for revision in _seen_or_waiting(waiting).defer("figures", "rest"):
        revisions.setdefault(revision.report_id, []).append(revision)
    compared = [each.pk for its in revisions.values() if len(its) > 1 for each in its[-2:]]
    contents = Revision.objects.filter(pk__in=compared).with_places() if compared else []
    said = {each.pk: each.content for each in contents}
    closed = closed_words({report.unit_id for report in waiting}, today(at))
    last = [its[-1].pk for its in revisions.values()]
    looked = ReviewStep.objects.filter(revision__in=last, step=Step.OPENED)
    opened = set(looked.values_list("report_id", flat=True))
    return [
        _arrival(
            report,
            revisions[report.pk],
            said,
            closed.get(report.unit_id, ""),
            was_opened=report.pk in opened,
        )
        for report in waiting
    ]


def _seen_or_waiting(reports: list[Report]) -> Revisions:
    """Return their revisions but those taken back unseen."""
    handed_in = Revision.objects.filter(report__in=reports).order_by("number")
    return handed_in.exclude(steps__step=Step.WITHDRAWN)


def count_owed(user: User, at: datetime) -> int:
    """Count what the units a person reports for still have to hand in."""
    return _owed(user, at).count()


def count_tasks(user: User, at: datetime) -> int:
    """Count what waits for a person: to hand in, to sign and to check."""
    return count_owed(user, at) + len(to_sign(user, at)) + _waiting(user, at).count()


def _owed(user: User, at: datetime) -> Obligations:
    on = today(at)
    owed = Obligation.objects.of(owing_units(user, on)).open().select_related("report")
    return owed.filter(period__start_on__lte=on)


def _waiting(user: User, at: datetime) -> QuerySet[Report]:
    waiting = Report.objects.filter(checked_by(user, today(at), "obligation__"))
    return waiting.filter(status=Status.SUBMITTED).select_related(
        "unit", "obligation__regime", "obligation__period"
    )


def _arrival(
    report: Report,
    revisions: list[Revision],
    said: Mapping[int, Content],
    closed: str,
    *,
    was_opened: bool,
) -> Arrival:
    obligation, last = report.obligation, revisions[-1]
    changed = 0
    if len(revisions) > 1:
        changed = len(rules.changes_between(said[revisions[-2].pk], said[last.pk]))
    return Arrival(
        report.pk,
        last.number,
        report.unit.name,
        title_of(obligation),
        len(revisions),
        last.submitted_at,
        is_late(obligation.due, revisions[0].submitted_at, timezone.get_default_timezone()),
        changed,
        reverse("reports:check", args=[report.pk]),
        closed,
        was_opened,
    )


def _entry_address(obligation: Obligation) -> str:
    report = report_of(obligation)
    return reverse("reports:entry", args=[report.pk]) if report else ""
