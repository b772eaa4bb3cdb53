"""The steps reports take: written down, their values following, and journalled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record_all
from nhip.work.duties.actions import Answered, note_answers
from nhip.work.duties.choices import Status
from nhip.work.forms.rules import Named, Place, RowAsked
from nhip.work.indicators.actions import Posting, put
from nhip.work.indicators.choices import Stage

from .. import queries, rules
from ..choices import Step
from ..models import Report, ReturnedPlace, ReviewStep, Revision
from ..rules import SOURCE


@dataclass(frozen=True)
class Taking:
    """A step of a report, about a revision; a return has a reason, and places where it is not whole."""

    report: Report
    step: Step
    revision: Revision
    by: User
    at: datetime
    reason: str = ""
    places: Mapping[Named, str] = field(default_factory=dict)
    is_whole: bool = True


def stand_all(came: Iterable[tuple[Report, datetime]]) -> None:
    """Write down how far reports have come by a moment; what they answer stands so from then on."""
    rows = list(came)
    stood = [report for report, _at in rows]
    Report.objects.bulk_update(stood, ["status", "submitted_at", "decided_at", "presented_at"])
    note_answers(
        Answered(report.obligation, Status(report.status), report.submitted_at, at)
        for report, at in rows
    )


def take_all(takings: Sequence[Taking]) -> None:
    """Write steps down, at most one a report; let the values follow what counts after; journal them."""
    steps = queries.steps_of([each.report for each in takings])
    taken = ReviewStep.objects.bulk_create(
        ReviewStep(
            report=each.report,
            revision=each.revision,
            step=each.step,
            reason=each.reason,
            is_whole=each.is_whole,
            taken_by=each.by,
            taken_at=each.at,
        )
        for each in takings
    )
    ReturnedPlace.objects.bulk_create(
        ReturnedPlace(step=step, section=section, row=row, reason=said)
        for each, step in zip(takings, taken, strict=True)
        for (section, row), said in each.places.items()
    )
    _let_count(takings, steps)
    record_all(
        Act(
            f"report.{each.step.value}",
            each.report,
            each.by,
            each.at,
            each.report.unit,
            _said(each),
        )
        for each in takings
    )


def _said(taking: Taking) -> dict[str, object]:
    said = {"revision": taking.revision.number, "digest": taking.revision.digest}
    return said | ({"reason": taking.reason} if taking.reason else {})


def _let_count(
    takings: Sequence[Taking], before: Mapping[int, list[tuple[str, int | None]]]
) -> None:
    """Let the values follow what counts now."""
    moved: list[tuple[Taking, Stage, int | None]] = []
    for each in takings:
        if each.report.obligation.regime.is_outward:
            continue  # it says what the sums of all units say: counted once more it would double them
        steps = before[each.report.pk]
        then = rules.standing_after(steps)
        now = rules.standing_after([*steps, (each.step, each.revision.pk)])
        if now.submitted != then.submitted:
            moved.append((each, Stage.SUBMITTED, now.submitted))
        if now.accepted != then.accepted:
            moved.append((each, Stage.ACCEPTED, now.accepted))
    forms: dict[int, Mapping[Place, RowAsked]] = {}
    put([_posting(each, stage, revision_id, forms) for each, stage, revision_id in moved])


def _posting(
    taking: Taking,
    stage: Stage,
    revision_id: int | None,
    forms: dict[int, Mapping[Place, RowAsked]],
) -> Posting:
    """Let a revision count at a stage, or none. Its figures are said as it comes in; later they are known."""
    report, figures = taking.report, None
    if taking.step == Step.SUBMITTED:
        if report.form_id not in forms:
            forms[report.form_id] = report.blank.by_place()
        own = rules.own_figures_of(taking.revision.content)
        figures = {
            (asked.indicator_id, asked.item): (own[place].amount, own[place].is_nil)
            if place in own
            else None
            for place, asked in forms[report.form_id].items()
            if not asked.quotient
        }
    return Posting(
        report.unit,
        report.obligation.period,
        stage,
        SOURCE,
        report.pk,
        revision_id,
        taking.by,
        taking.at,
        figures,
    )
