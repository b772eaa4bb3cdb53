"""Handing in, returning, accepting, opening for a correction: may they, lock, check, write, journal, notify."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from nhip.office.notices.actions import notify
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.people.choices import Role
from nhip.organisation.people.queries import people_with
from nhip.organisation.periods.rules import today
from nhip.work.indicators.actions import post_values, withdraw_values
from nhip.work.indicators.choices import Stage

from .. import queries, rules
from ..access import checked_units, checkers
from ..choices import Classification, Status, Step
from ..models import Report, ReviewStep, Revision
from ..rules import SOURCE
from .drafts import fill_from_elsewhere, lock, must_be_draft
from .refusals import AlreadyDecided, Incomplete, NoReason


@transaction.atomic
def submit_report(report: Report, *, by: User, at: datetime) -> Revision:
    """Hand the report in to the unit above: what it says is written once and for all.

    Raises NotDraft, Incomplete or PermissionDenied.
    """
    require(by, "reports.fill", report.unit)
    report = lock(report)
    must_be_draft(report)
    form = queries.blank(report.form)
    before, _last_year = queries.figures_before(report, form)
    examined = rules.examine(form.asked.values(), form.checks, queries.typed_cells(report), before)
    if not examined.is_complete:
        raise Incomplete(examined)
    content = _content(report, form, examined)
    revision = Revision.objects.create(
        report=report,
        number=report.revisions.count() + 1,
        content=content,
        digest=rules.digest_of(content),
        submitted_by=by,
        submitted_at=at,
    )
    report.status = Status.SUBMITTED
    report.submitted_at = report.submitted_at or at
    report.decided_at = None
    report.save(update_fields=["status", "submitted_at", "decided_at"])
    _take(report, Step.SUBMITTED, revision, by=by, at=at)
    _tell(
        checkers(report.unit_id, today(at)),
        _("%(unit)s has handed in: %(title)s.") % _words(report),
        reverse("reports:check", args=[report.pk]),
        at,
    )
    return revision


@transaction.atomic
def return_report(
    report: Report, reason: str, *, by: User, at: datetime, seen: int | None = None
) -> Report:
    """Send a report back to be mended, saying why; its figures count no more.

    An accepted report may be returned as well. `seen` is the revision the checker looked at.
    Raises NoReason, AlreadyDecided or PermissionDenied.
    """
    _require_checker(report, by, at)
    report = lock(report)
    if report.status not in (Status.SUBMITTED, Status.ACCEPTED):
        raise AlreadyDecided(_("There is nothing to return: the report is with its unit."))
    revision = _revision_seen(report, seen)
    reason = _reason(reason)
    report.status, report.decided_at = Status.RETURNED, at
    report.save(update_fields=["status", "decided_at"])
    _take(report, Step.RETURNED, revision, reason, by=by, at=at)
    _tell(
        _reporters(report, at, revision),
        _("Returned: %(title)s. %(reason)s") % {**_words(report), "reason": reason},
        reverse("reports:entry", args=[report.pk]),
        at,
    )
    return report


@transaction.atomic
def accept_report(report: Report, *, by: User, at: datetime, seen: int | None = None) -> Report:
    """Accept what was handed in: from now on it counts in accepted totals.

    `seen` is the revision the checker looked at. Raises AlreadyDecided or PermissionDenied.
    """
    _require_checker(report, by, at)
    report = lock(report)
    if report.status == Status.ACCEPTED:
        raise AlreadyDecided(_("This report has already been accepted."))
    if report.status != Status.SUBMITTED:
        raise AlreadyDecided(_("There is nothing to accept: the report is with its unit."))
    revision = _revision_seen(report, seen)
    report.status, report.decided_at = Status.ACCEPTED, at
    report.save(update_fields=["status", "decided_at"])
    _take(report, Step.ACCEPTED, revision, by=by, at=at)
    for draft in queries.drafts_that_use(report):
        fill_from_elsewhere(draft)
    _tell(
        _reporters(report, at, revision),
        _("Accepted: %(title)s.") % _words(report),
        reverse("reports:revision", args=[report.pk, revision.number]),
        at,
    )
    return report


@transaction.atomic
def reopen_report(report: Report, reason: str, *, by: User, at: datetime) -> Report:
    """Open an accepted report for a correction, by its unit or by whoever checks it.

    What was accepted goes on counting until a new revision is accepted. Raises NoReason,
    AlreadyDecided or PermissionDenied.
    """
    if not by.has_perm("reports.fill", report.unit):
        _require_checker(report, by, at)
    report = lock(report)
    if report.status != Status.ACCEPTED:
        raise AlreadyDecided(_("Only an accepted report is opened for a correction."))
    reason = _reason(reason)
    revision = report.revisions.latest("number")
    report.status = Status.DRAFT
    report.save(update_fields=["status"])
    _take(report, Step.REOPENED, revision, reason, by=by, at=at)
    others = {*checkers(report.unit_id, today(at)), *_reporters(report, at, revision)} - {by}
    _tell(
        others,
        _("Opened for a correction: %(unit)s, %(title)s. %(reason)s")
        % {**_words(report), "reason": reason},
        reverse("reports:revision", args=[report.pk, revision.number]),
        at,
    )
    return report


def _require_checker(report: Report, by: User, at: datetime) -> None:
    """Only the unit directly above checks; what the root reports, nobody checks."""
    if report.unit_id not in checked_units(by, today(at)):
        raise PermissionDenied(_("Only the unit directly above checks this report."))


def _revision_seen(report: Report, seen: int | None) -> Revision:
    """Return the revision to decide on, which must be the one the checker looked at."""
    revision = report.revisions.latest("number")
    if seen is not None and seen != revision.number:
        raise AlreadyDecided(
            _("The report has been handed in anew. Look at the new version first.")
        )
    return revision


def _tell(users: Iterable[User], text: str, link: str, at: datetime) -> None:
    notify(list(users), Truncator(text).chars(300), link, at)


def _reason(reason: str) -> str:
    if not (reason := reason.strip()):
        raise NoReason(_("Say why, so that the unit knows what to mend."))
    return reason


def _reporters(report: Report, at: datetime, revision: Revision) -> list[User]:
    """Return whom to tell at the unit: its reporters, and whoever handed the revision in."""
    people = people_with(Role.REPORTER, report.unit_id, today(at))
    return [*people, revision.submitted_by]


def _words(report: Report) -> dict[str, str]:
    return {"unit": report.unit.name, "title": queries.title_of(report.obligation)}


def _content(report: Report, form: queries.Blank, examined: rules.Examined) -> rules.Content:
    """Write down what is handed in, by places in the form: it explains itself without this table."""
    period, texts = report.obligation.period, queries.typed_narratives(report)
    return {
        "regime": report.obligation.regime.code,
        "form": {"code": report.form.code, "version": report.form.version},
        "unit": report.unit.code,
        "period": {
            "calendar": period.calendar.code,
            "kind": period.kind,
            "year": period.year,
            "index": period.index,
        },
        "classification": Classification.NONE.value,
        "figures": rules.figure_rows(
            form.asked.values(),
            examined.figures,
            {row: code for row, (code, _name) in queries.reused_cells(report).items()},
        ),
        "narratives": [
            {"section": section.number, "text": texts[section.pk]}
            for section in form.sections
            if texts.get(section.pk, "").strip()
        ],
    }


def _take(
    report: Report,
    step: Step,
    revision: Revision,
    reason: str = "",
    *,
    by: User,
    at: datetime,
) -> None:
    """Write a step down, let the values follow what counts after it, and journal it."""
    before = queries.standing(report)
    ReviewStep.objects.create(
        report=report, revision=revision, step=step, reason=reason, taken_by=by, taken_at=at
    )
    after = queries.standing(report)
    if after.submitted != before.submitted:
        _post(report, Stage.SUBMITTED, after.submitted, by=by, at=at)
    if after.accepted != before.accepted:
        _post(report, Stage.ACCEPTED, after.accepted, by=by, at=at)
    said = {"revision": revision.number, "digest": revision.digest}
    record(
        f"report.{step.value}",
        about=report,
        by=by,
        at=at,
        unit=report.unit,
        said=said | ({"reason": reason} if reason else {}),
    )


def _post(report: Report, stage: Stage, revision_id: int | None, *, by: User, at: datetime) -> None:
    """Let a revision's figures count at a stage, or none."""
    unit, period = report.unit, report.obligation.period
    if revision_id is None:
        withdraw_values(unit, period, stage, source=SOURCE, source_id=report.pk, by=by, at=at)
        return
    revision = Revision.objects.get(pk=revision_id)
    places = queries.blank(report.form).by_place()
    post_values(
        unit,
        period,
        [
            (places[place].indicator_id, places[place].item, figure.amount, figure.is_nil)
            for place, figure in rules.own_figures_of(revision.content).items()
        ],
        stage=stage,
        source=SOURCE,
        source_id=report.pk,
        by=by,
        at=at,
    )
