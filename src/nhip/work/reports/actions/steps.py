"""What every step of a report does: it is written down, counted, told to what it answers, and journalled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from nhip.office.notices.actions import notify
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.work.duties.actions import note_answer
from nhip.work.duties.choices import Status
from nhip.work.duties.queries import title_of
from nhip.work.forms.queries import blank
from nhip.work.forms.rules import Named
from nhip.work.indicators.actions import post_values, withdraw_values
from nhip.work.indicators.choices import Stage

from .. import queries, rules
from ..choices import Step
from ..models import Report, ReturnedPlace, ReviewStep, Revision
from ..rules import SOURCE
from .refusals import NoReason


def stand(report: Report, *, at: datetime) -> None:
    """Write down how far a report has come; what it answers stands so from now on."""
    report.save(update_fields=["status", "submitted_at", "decided_at"])
    note_answer(report.obligation, Status(report.status), report.submitted_at, at=at)


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
    places = blank(report.form).by_place()
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


def tell(users: Iterable[User], text: str, link: str, at: datetime) -> None:
    """Notify people, in as many letters as a notice holds."""
    notify(list(users), Truncator(text).chars(300), link, at)


def why(reason: str) -> str:
    """Return a reason without space around it. Raises NoReason."""
    if not (reason := reason.strip()):
        raise NoReason(_("Say why, so that the unit knows what to mend."))
    return reason


def words(report: Report) -> dict[str, str]:
    """Return what notices call a report."""
    return {"unit": report.unit.name, "title": title_of(report.obligation)}
