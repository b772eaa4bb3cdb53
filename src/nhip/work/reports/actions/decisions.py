"""Returning, accepting, opening for a correction: may they, lock, check, write, journal, notify."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from nhip.office.notices.actions import notify
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import one_row, row
from nhip.organisation.periods.rules import today
from nhip.work.duties.access import checkers, may_check, reporters
from nhip.work.duties.choices import Status
from nhip.work.duties.queries import title_of
from nhip.work.forms.rules import Named

from .. import queries
from ..access import fills_or_checks
from ..choices import Step
from ..models import Report, Revision
from .drafts import fill_from_elsewhere, lock, lock_all
from .places import joined, named_places, widened
from .redrafting import draft_again, drop_drafts
from .refusals import AlreadyDecided, NoReason
from .steps import Taking, stand_all, take_all
from .waves import Wave, waves


@dataclass(frozen=True)
class Return:
    """A report to send back, as `return_report` takes it; by whom and when."""

    report: Report
    reason: str
    by: User
    at: datetime
    seen: int | None = None
    places: Mapping[Named, str] | None = None
    found: Status | None = None


@dataclass(frozen=True)
class Acceptance:
    """A report to accept, as `accept_report` takes it; by whom and when."""

    report: Report
    by: User
    at: datetime
    seen: int | None = None


def return_report(
    report: Report,
    reason: str,
    *,
    by: User,
    at: datetime,
    seen: int | None = None,
    places: Mapping[Named, str] | None = None,
    found: Status | None = None,
) -> Report:
    """Send a report back to be mended, saying why; its figures count no more.

    A `reason` opens the whole report to its unit. Without one only `places` are opened, (section,
    row) or (section, None) for all of it, each with its own reason; what is not named stays locked.
    An accepted report may be returned as well; one that was returned is opened wider, never
    narrower. `seen` is the revision the checker looked at, `found` how it stood then: what somebody
    accepted meanwhile is not taken back unawares. Raises NoReason, AlreadyDecided or PermissionDenied.
    """
    with one_row():
        return return_reports([Return(report, reason, by, at, seen, places, found)], at=at)[0]


@transaction.atomic
def return_reports(rows: Sequence[Return], *, at: datetime) -> list[Report]:
    """Send many reports back, each as of its own moment; units are told of what is returned today.

    Raises WrongRow with what `return_report` raises.
    """
    made: dict[int, Report] = {}
    for wave in waves(rows, [each.report.unit_id for each in rows]):
        made |= _send_back(wave, at)
    return [made[index] for index in range(len(rows))]


def _send_back(wave: Wave[Return], at: datetime) -> dict[int, Report]:
    _require_checkers(wave)
    reports = lock_all(each.report for each in wave.values())
    latest = queries.latest_revisions(reports.values())
    takings, told = {}, {}
    for index, each in wave.items():
        with row(index):
            report = reports[each.report.pk]
            takings[index], told[index] = _returning(report, each, latest.get(report.pk))
    draft_again(list(reports.values()))
    for taking in takings.values():
        taking.report.status, taking.report.decided_at = Status.RETURNED, taking.at
    stand_all((taking.report, taking.at) for taking in takings.values())
    take_all(list(takings.values()))
    for index, taking in takings.items():
        if is_news(taking.at, at):
            said = {**words(taking.report), "reason": told[index]}
            tell(
                _reporters(taking.report, taking.at, taking.revision),
                _("Returned: %(title)s, %(unit)s. %(reason)s") % said,
                reverse("reports:entry", args=[taking.report.pk]),
                taking.at,
                by_mail=True,
            )
    return {index: taking.report for index, taking in takings.items()}


def _returning(report: Report, row: Return, last: Revision | None) -> tuple[Taking, str]:
    """Return the step that sends a report back, and the reason its unit is told."""
    if not report.is_returnable or last is None:
        raise AlreadyDecided(_("There is nothing to return: the report is with its unit."))
    revision = _revision_seen(last, row.seen)
    if report.is_accepted and row.found not in (None, Status.ACCEPTED):
        accepted = report.steps.filter(step=Step.ACCEPTED).last()
        raise AlreadyDecided(
            _(
                "You accepted it meanwhile, in another window. Return it again if it is to count no"
                " more."
            )
            if accepted and accepted.taken_by_id == row.by.pk
            else _("Somebody accepted it meanwhile. Return it again if it is to count no more.")
        )
    named = named_places(report, row.places) if row.places else {}
    is_whole = bool(row.reason.strip()) or not named
    reason = told = why(row.reason) if is_whole else joined(named)
    if earlier := queries.last_return(report):
        reason, named, is_whole = widened(report, earlier, reason, named, is_whole)
    step = Taking(report, Step.RETURNED, revision, row.by, row.at, reason, named, is_whole)
    return step, told


def accept_report(report: Report, *, by: User, at: datetime, seen: int | None = None) -> Report:
    """Accept what was handed in: from now on it counts in accepted totals.

    `seen` is the revision the checker looked at. Raises AlreadyDecided or PermissionDenied.
    """
    with one_row():
        return accept_reports([Acceptance(report, by, at, seen)], at=at)[0]


@transaction.atomic
def accept_reports(rows: Sequence[Acceptance], *, at: datetime) -> list[Report]:
    """Accept many reports at once, table by table, each as of its own moment.

    Units are told of what is accepted on the day of `at`; what is older is history, and nobody is
    told. Raises WrongRow with what `accept_report` raises.
    """
    made: dict[int, Report] = {}
    for wave in waves(rows, [each.report.unit_id for each in rows]):
        made |= _accept(wave, at)
    return [made[index] for index in range(len(rows))]


def _accept(wave: Wave[Acceptance], at: datetime) -> dict[int, Report]:
    _require_checkers(wave)
    reports = lock_all(each.report for each in wave.values())
    latest = queries.latest_revisions(reports.values())
    takings = {}
    for index, each in wave.items():
        with row(index):
            report = reports[each.report.pk]
            takings[index] = _accepting(report, each, latest.get(report.pk))
    for taking in takings.values():
        taking.report.status, taking.report.decided_at = Status.ACCEPTED, taking.at
    stand_all((taking.report, taking.at) for taking in takings.values())
    take_all(list(takings.values()))
    drop_drafts(taking.report for taking in takings.values())
    giving = queries.giving_to(reports.values())
    for taking in takings.values():
        if taking.report.obligation.regime_id in giving:
            for draft in lock_all(queries.drafts_that_use(taking.report)).values():
                fill_from_elsewhere(draft)
        if is_news(taking.at, at):
            tell(
                _reporters(taking.report, taking.at, taking.revision),
                _("Accepted: %(title)s, %(unit)s.") % words(taking.report),
                reverse("reports:revision", args=[taking.report.pk, taking.revision.number]),
                taking.at,
            )
    return {index: taking.report for index, taking in takings.items()}


def _accepting(report: Report, row: Acceptance, last: Revision | None) -> Taking:
    if report.is_accepted:
        raise AlreadyDecided(_("This report has already been accepted."))
    if not report.is_waiting or last is None:
        raise AlreadyDecided(_("There is nothing to accept: the report is with its unit."))
    return Taking(report, Step.ACCEPTED, _revision_seen(last, row.seen), row.by, row.at)


@transaction.atomic
def reopen_report(report: Report, reason: str, *, by: User, at: datetime) -> Report:
    """Open an accepted report for a correction, by its unit or by whoever checks it.

    What was accepted goes on counting until a new revision is accepted. Raises NoReason,
    AlreadyDecided or PermissionDenied.
    """
    if not fills_or_checks(by, report, today(at)):
        raise PermissionDenied(_("Only the unit directly above checks this report."))
    report = lock(report)
    if not report.is_accepted:
        raise AlreadyDecided(_("Only an accepted report is opened for a correction."))
    reason = why(reason)
    revision = report.revisions.latest("number")
    draft_again([report])
    report.status = Status.DRAFT
    stand_all([(report, at)])
    take(report, Step.REOPENED, revision, reason, by=by, at=at)
    others = {*checkers(report.obligation, today(at)), *_reporters(report, at, revision)} - {by}
    tell(
        others,
        _("Opened for a correction: %(unit)s, %(title)s. %(reason)s")
        % {**words(report), "reason": reason},
        reverse("reports:revision", args=[report.pk, revision.number]),
        at,
    )
    return report


def _require_checker(report: Report, by: User, at: datetime) -> None:
    """Only the unit directly above checks; what the root reports, nobody checks."""
    if not may_check(by, report.obligation, today(at)):
        raise PermissionDenied(_("Only the unit directly above checks this report."))


def _require_checkers(wave: Mapping[int, Return] | Mapping[int, Acceptance]) -> None:
    for index, each in wave.items():
        with row(index):
            _require_checker(each.report, each.by, each.at)


def _revision_seen(last: Revision, seen: int | None) -> Revision:
    """Return the revision to decide on, which must be the one the checker looked at."""
    if seen is not None and seen != last.number:
        raise AlreadyDecided(
            _("The report has been handed in anew. Look at the new version first.")
        )
    return last


def is_news(done_at: datetime, at: datetime) -> bool:
    """Tell whether people are told of what was done: of today, not of history taken in later."""
    return today(done_at) >= today(at)


def tell(
    users: Iterable[User], text: str, link: str, at: datetime, *, by_mail: bool = False
) -> None:
    """Notify people, in as many letters as a notice holds; what came back goes out by mail too."""
    notify(list(users), Truncator(text).chars(300), link, at, by_mail=by_mail)


def why(reason: str) -> str:
    """Return a reason without space around it. Raises NoReason."""
    if not (reason := reason.strip()):
        raise NoReason(_("Say why, so that the unit knows what to mend."))
    return reason


def _reporters(report: Report, at: datetime, revision: Revision) -> list[User]:
    """Return whom to tell at the unit: who reports for it now, and whoever handed the revision in."""
    return [*reporters(report.unit_id, today(at)), revision.submitted_by]


def words(report: Report) -> dict[str, str]:
    """Return what notices call a report."""
    return {"unit": report.unit.name, "title": title_of(report.obligation)}


def take(
    report: Report,
    step: Step,
    revision: Revision,
    reason: str = "",
    *,
    by: User,
    at: datetime,
    places: Mapping[Named, str] | None = None,
    is_whole: bool = True,
) -> None:
    """Write a step down, let the values follow what counts after it, and journal it."""
    taking = Taking(report, step, revision, by, at, reason, places or {}, is_whole)
    take_all([taking])
