"""Handing in, returning, accepting, opening for a correction: may they, lock, check, write, journal, notify."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from nhip.office.notices.actions import notify
from nhip.office.records.choices import Classification
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.people.choices import Role
from nhip.organisation.people.queries import people_with
from nhip.organisation.periods.rules import today
from nhip.work.indicators.actions import post_values, withdraw_values
from nhip.work.indicators.choices import Stage

from .. import queries, rules
from ..access import checked_units, checkers, require_filling
from ..choices import Status, Step
from ..models import Report, ReturnedPlace, ReviewStep, Revision
from ..rules import SOURCE
from .drafts import fill_from_elsewhere, lock, must_be_draft
from .refusals import AlreadyDecided, Incomplete, NoReason


@transaction.atomic
def submit_report(report: Report, *, by: User, at: datetime) -> Revision:
    """Hand the report in to the unit above: what it says is written once and for all.

    Raises NotDraft, Incomplete or PermissionDenied.
    """
    require_filling(by, report.unit, today(at))
    report = lock(report)
    must_be_draft(report)
    form = queries.blank(report.form)
    before, _last_year = queries.figures_before(report, form)
    examined = rules.examine(form.asked.values(), form.checks, queries.typed_cells(report), before)
    files = queries.attached(report)
    lacking = queries.lacks_files(form, files)
    if not examined.is_complete or lacking:
        raise Incomplete(examined, [str(section) for section in lacking])
    content = _content(report, form, examined) | rules.write_files(map(queries.filed, files))
    revision = Revision.objects.create(
        report=report,
        number=report.revisions.count() + 1,
        content=content,
        digest=rules.digest_of(content),
        submitted_by=by,
        submitted_at=at,
    )
    revision.attachments.set(files)
    report.status = Status.SUBMITTED
    report.submitted_at = report.submitted_at or at
    report.decided_at = None
    report.save(update_fields=["status", "submitted_at", "decided_at"])
    take(report, Step.SUBMITTED, revision, by=by, at=at)
    tell(
        checkers(report.unit_id, today(at)),
        _("%(unit)s has handed in: %(title)s.") % words(report),
        reverse("reports:check", args=[report.pk]),
        at,
    )
    return revision


@transaction.atomic
def return_report(
    report: Report,
    reason: str,
    *,
    by: User,
    at: datetime,
    seen: int | None = None,
    places: Mapping[rules.Named, str] | None = None,
    found: Status | None = None,
) -> Report:
    """Send a report back to be mended, saying why; its figures count no more.

    A `reason` opens the whole report to its unit. Without one only `places` are opened, (section,
    row) or (section, None) for all of it, each with its own reason; what is not named stays locked.
    An accepted report may be returned as well; one that was returned is opened wider, never
    narrower. `seen` is the revision the checker looked at, `found` how it stood then: what somebody
    accepted meanwhile is not taken back unawares. Raises NoReason, AlreadyDecided or PermissionDenied.
    """
    _require_checker(report, by, at)
    report = lock(report)
    if report.status == Status.DRAFT:
        raise AlreadyDecided(_("There is nothing to return: the report is with its unit."))
    revision = _revision_seen(report, seen)
    if report.status == Status.ACCEPTED and found not in (None, Status.ACCEPTED):
        raise AlreadyDecided(
            _("Somebody accepted it meanwhile. Return it again if it is to count no more.")
        )
    named = _places(report, places or {})
    is_whole = bool(reason.strip()) or not named
    reason = why(reason) if is_whole else _joined(named)
    told = reason
    if earlier := queries.last_return(report):
        reason, named, is_whole = _widened(report, earlier, reason, named, is_whole)
    report.status, report.decided_at = Status.RETURNED, at
    report.save(update_fields=["status", "decided_at"])
    take(report, Step.RETURNED, revision, reason, by=by, at=at, places=named, is_whole=is_whole)
    tell(
        _reporters(report, at, revision),
        _("Returned: %(title)s. %(reason)s") % {**words(report), "reason": told},
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
    take(report, Step.ACCEPTED, revision, by=by, at=at)
    for draft in queries.drafts_that_use(report):
        fill_from_elsewhere(draft)
    tell(
        _reporters(report, at, revision),
        _("Accepted: %(title)s.") % words(report),
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
    reason = why(reason)
    revision = report.revisions.latest("number")
    report.status = Status.DRAFT
    report.save(update_fields=["status"])
    take(report, Step.REOPENED, revision, reason, by=by, at=at)
    others = {*checkers(report.unit_id, today(at)), *_reporters(report, at, revision)} - {by}
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


def tell(users: Iterable[User], text: str, link: str, at: datetime) -> None:
    """Notify people, in as many letters as a notice holds."""
    notify(list(users), Truncator(text).chars(300), link, at)


def why(reason: str) -> str:
    """Return a reason without space around it. Raises NoReason."""
    if not (reason := reason.strip()):
        raise NoReason(_("Say why, so that the unit knows what to mend."))
    return reason


def _places(report: Report, places: Mapping[rules.Named, str]) -> dict[rules.Named, str]:
    """Return the places that stand in the form and bear a reason; a computed cell is never typed in.

    A cell comes with its breakdown, or its whole: mended alone they would no longer add up.
    """
    form = queries.blank(report.form)
    rows = {row.place: row for row in form.asked.values() if not row.quotient}
    known: set[rules.Named] = {(section.number, None) for section in form.sections}
    said = {place: why for place, text in places.items() if (why := text.strip())}
    named = {place: why for place, why in said.items() if place in known or place in rows}
    for place, why in list(named.items()):
        for other in rows.values():
            if place in rows and other.indicator_id == rows[place].indicator_id:
                named.setdefault(other.place, why)
    return named


def _widened(
    report: Report,
    earlier: ReviewStep,
    reason: str,
    named: dict[rules.Named, str],
    is_whole: bool,
) -> tuple[str, dict[rules.Named, str], bool]:
    """Add what is asked now to what an earlier return asks already. Raises AlreadyDecided.

    What was opened once stays open: the unit may have begun to mend it.
    """
    before = queries.scope_of(report)
    asked = {**before.reasons, **named}
    if asked == before.reasons and (not is_whole or earlier.reason.endswith(reason)):
        raise AlreadyDecided(_("This report is with its unit already, returned for that reason."))
    reasons = [earlier.reason] if before.is_whole else [_joined(before.reasons)]
    if reason not in reasons:
        reasons.append(reason)
    return " ".join(reasons), asked, is_whole or before.is_whole


def _joined(places: Mapping[rules.Named, str]) -> str:
    """Write the reasons of single places in one line, for lists and notices."""
    sentences = {place: said.rstrip(".") + "." for place, said in places.items()}
    return " ".join(
        _("Section %(section)d: %(why)s") % {"section": section, "why": said}
        if row is None
        else f"{section}.{row}: {said}"
        for (section, row), said in sentences.items()
    )


def _reporters(report: Report, at: datetime, revision: Revision) -> list[User]:
    """Return whom to tell at the unit: its reporters, and whoever handed the revision in."""
    people = people_with(Role.REPORTER, report.unit_id, today(at))
    return [*people, revision.submitted_by]


def words(report: Report) -> dict[str, str]:
    """Return what notices call a report."""
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


def take(
    report: Report,
    step: Step,
    revision: Revision,
    reason: str = "",
    *,
    by: User,
    at: datetime,
    places: Mapping[rules.Named, str] | None = None,
    is_whole: bool = True,
) -> None:
    """Write a step down, let the values follow what counts after it, and journal it."""
    before = queries.standing(report)
    taken = ReviewStep.objects.create(
        report=report,
        revision=revision,
        step=step,
        reason=reason,
        is_whole=is_whole,
        taken_by=by,
        taken_at=at,
    )
    ReturnedPlace.objects.bulk_create(
        ReturnedPlace(step=taken, section=section, row=row, reason=said)
        for (section, row), said in (places or {}).items()
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
    """Let a revision's figures count at a stage, or none: then what other reports say counts again."""
    unit, period = report.unit, report.obligation.period
    if revision_id is None:
        withdraw_values(unit, period, stage, source=SOURCE, source_id=report.pk, by=by, at=at)
        for other, counting in queries.counting_beside(report, stage):
            _post_revision(other, stage, counting, by=by, at=at)
        return
    _post_revision(report, stage, Revision.objects.get(pk=revision_id), by=by, at=at)


def _post_revision(
    report: Report, stage: Stage, revision: Revision, *, by: User, at: datetime
) -> None:
    unit, period = report.unit, report.obligation.period
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
