"""Many reports at once: what they leave behind is what each would by itself, table by table."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from nhip.office.notices.models import Notice
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.models import Detail, Entry
from nhip.organisation.journal.rules import WrongRow
from nhip.organisation.periods.actions import open_period
from nhip.work.duties.actions import oblige
from nhip.work.duties.models import Obligation
from nhip.work.forms.models import RowCheck
from nhip.work.indicators.models import Statement, Subtotal
from nhip.work.reports import actions
from nhip.work.reports.actions import Acceptance, FilledReport, Return
from nhip.work.reports.models import (
    DraftCell,
    Narrative,
    Report,
    ReturnedPlace,
    ReviewStep,
    Revision,
)

from .desk import BEFORE, GOOD

NOW = datetime(2023, 3, 1, 2, 0, tzinfo=UTC)  # when history is taken in
DAY = timedelta(days=1)
PARTS = {"regime", "form", "unit", "period", "classification", "figures", "narratives"}


@dataclass
class Told:
    """A report of the past: who handed it in, what became of it, and who decided."""

    filled: FilledReport
    checker: User
    fate: str


@pytest.fixture
def history(desk):
    """Two half-years of three units; of one somebody fills in from above, one is compared with before."""
    cast = desk.cast
    RowCheck.objects.create(
        row_id=desk.rows["items"], rule="change", percent=20, severity="warning"
    )
    people = [
        (cast.unit, cast.reporter, cast.planner),
        (cast.sibling, cast.stranger, cast.chief),
        (cast.leaf, cast.reporter, cast.unit_chief),
    ]
    fates = iter(["accepted", "waits", "accepted", "returned", "accepted", "in part"])
    found = []
    for half in (1, 2):
        period = open_period(desk.regime.calendar, "half", 2022, half)
        for turn, (unit, reporter, checker) in enumerate(people):
            due_on = period.end_on + 14 * DAY
            oblige(desk.regime, period, [unit], due_on=due_on, by=cast.planner, at=BEFORE)
            obligation = Obligation.objects.get(regime=desk.regime, unit=unit, period=period)
            figures = desk.typed(
                **GOOD | {"planned": str(10 + turn + half), "hours": ("", half == 2)}
            )
            at = datetime(2022, 6 * half, 20, 2, turn, tzinfo=UTC)
            text = {desk.sections[0]: f"Học theo lịch, nửa năm {half}."}
            filled = FilledReport(obligation, figures, reporter, at, text)
            found.append(Told(filled, checker, next(fates)))
    return found


def one_by_one(history):
    for told in history:
        row = told.filled
        report = actions.open_report(row.obligation, by=row.by, at=row.at)
        actions.save_draft(
            report, figures=row.figures, narratives=row.narratives, by=row.by, at=row.at
        )
        actions.submit_report(report, by=row.by, at=row.at)
        if told.fate == "accepted":
            actions.accept_report(report, by=told.checker, at=row.at + DAY)
        elif told.fate != "waits":
            reason, places = asked_for(told.fate)
            by = {"by": told.checker, "at": row.at + DAY}
            actions.return_report(report, reason, places=places, **by)


def at_once(history):
    revisions = actions.take_in_reports([told.filled for told in history], at=NOW)
    accepted, returned = [], []
    for told, revision in zip(history, revisions, strict=True):
        report, by, at = revision.report, told.checker, told.filled.at + DAY
        if told.fate == "accepted":
            accepted.append(Acceptance(report, by, at))
        elif told.fate != "waits":
            reason, places = asked_for(told.fate)
            returned.append(Return(report, reason, by, at, places=places))
    actions.accept_reports(accepted, at=NOW)
    actions.return_reports(returned, at=NOW)


def asked_for(fate):
    return ("Xem lại sổ.", None) if fate == "returned" else ("", {(2, 1): "Đếm lại."})


def left_behind():
    """Everything the verbs wrote, by what it says instead of by its number."""
    of = "report__unit__code", "report__obligation__period__index"
    place = (*of, "row__section__number", "row__number")
    said = {detail.entry_id: detail.said for detail in Detail.objects.all()}
    return {
        "reports": rows(
            Report, "unit__code", "obligation__period__index", "form", "status", "submitted_at",
            "decided_at", "saved_at", "entered_by", "is_sample",
        ),
        "entries": rows(DraftCell, *place, "raw", "amount", "is_nil", "reused_from"),
        "narratives": rows(Narrative, *of, "section", "text"),
        "revisions": rows(
            Revision, *of, "number", "digest", "submitted_by", "submitted_at", "attachments"
        ),
        "content": sorted(str(each.content) for each in Revision.objects.with_places()),
        "steps": rows(
            ReviewStep, *of, "revision__number", "step", "reason", "is_whole", "taken_by", "taken_at"
        ),
        "places": rows(ReturnedPlace, "step__report__unit__code", "section", "row", "reason"),
        "values": rows(
            Statement, "unit__code", "period__index", "places__row", "figures", "is_submitted",
            "is_accepted", "source", "submitted_at", "accepted_at",
        ),
        "subtotals": rows(Subtotal, "unit__code", "period__index", "stage", "sums"),
        "journal": sorted(
            (act.verb, act.about, act.unit_code, str(act.by_id), str(act.at), str(said.get(act.pk)))
            for act in Entry.objects.filter(verb__startswith="report.")
        ),
    }  # fmt: skip


def rows(model, *fields):
    return sorted(map(str, model._default_manager.order_by().values_list(*fields)))


def undone(doing, *given):
    """Return what it leaves behind, and undo it."""
    with transaction.atomic():
        doing(*given)
        found = left_behind()
        transaction.set_rollback(True)
    return found


def test_what_many_leave_behind_is_what_each_would(history):
    single, many = undone(one_by_one, history), undone(at_once, history)
    assert single["journal"]
    assert single["values"]
    assert single["places"]
    for table, said in single.items():
        assert many[table] == said, table


def test_every_revision_says_all_of_itself(history):
    at_once(history)
    for revision in Revision.objects.all():
        assert revision.content.keys() == PARTS
        assert revision.is_intact
    assert Entry.objects.filter(verb="report.submitted").count() == len(history)
    assert Entry.objects.filter(verb="report.entered_for").count() == 2  # nobody fills in below


def test_history_is_told_to_nobody_and_what_comes_in_today_is(history):
    Notice.objects.all().delete()
    actions.take_in_reports([told.filled for told in history], at=NOW)
    assert not Notice.objects.exists()
    report = Report.objects.get(unit__code="G.08", obligation__period__index=2)
    actions.accept_reports([Acceptance(report, history[1].checker, NOW)], at=NOW)
    told = Notice.objects.values_list("user__username", flat=True)
    assert set(told) == {"stranger"}


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda row, desk: row | {"by": desk.cast.reader}, "không có quyền"),
        (lambda row, desk: row | {"figures": desk.typed(planned="mười")}, "Chưa nộp"),
        (lambda row, desk: row | {"figures": desk.typed(planned="9" * 61)}, "quá dài"),
        (lambda row, desk: row | {"narratives": {desk.sections[0]: "x\nTỐI MẬT\n"}}, "mật"),
    ],
    ids=["nobody's", "wrong", "too long", "marked"],
)
def test_one_bad_row_among_many_is_named_and_nothing_is_written(history, desk, spoil, why):
    before = left_behind()
    filled = [told.filled for told in history]
    filled[4] = FilledReport(**spoil(vars(filled[4]), desk))
    with pytest.raises(WrongRow) as refused:
        actions.take_in_reports(filled, at=NOW)
    assert refused.value.index == 4
    assert "5" in refused.value.messages[0]
    assert why in refused.value.messages[0]
    assert left_behind() == before


def test_one_bad_decision_among_many_is_named_and_nothing_is_written(history, desk):
    revisions = actions.take_in_reports([told.filled for told in history], at=NOW)
    before = left_behind()
    decisions = [
        Acceptance(revision.report, told.checker, told.filled.at + DAY)
        for told, revision in zip(history, revisions, strict=True)
    ]
    for wrong in (
        Acceptance(decisions[3].report, desk.cast.reporter, NOW),
        Acceptance(decisions[3].report, history[3].checker, NOW, seen=2),
    ):
        with pytest.raises(WrongRow) as refused:
            actions.accept_reports([*decisions[:3], wrong, *decisions[4:]], at=NOW)
        assert refused.value.index == 3
    returns = [Return(each.report, "", each.by, each.at) for each in decisions]
    with pytest.raises(WrongRow) as refused:
        actions.return_reports(returns, at=NOW)
    assert isinstance(refused.value.why, actions.NoReason)
    assert left_behind() == before


def test_whoever_held_no_role_then_takes_nothing_in(history, desk):
    held = desk.cast.reporter.appointments.get()
    held.start_on = NOW.date()
    held.save()
    row = history[0].filled
    with pytest.raises(WrongRow) as refused:
        actions.take_in_reports([row], at=NOW)
    assert isinstance(refused.value.why, PermissionDenied)


def test_more_rows_of_a_period_ask_the_database_no_more_often(history):
    filled = [told.filled for told in history]

    def asked(rows):
        with CaptureQueriesContext(connection) as queries, transaction.atomic():
            actions.take_in_reports(rows, at=NOW)
            transaction.set_rollback(True)
        return len(queries)

    asked(filled[:1])  # who holds what is read once and kept
    asked(filled[:2])
    assert asked(filled[:2]) == asked(filled[:1])
