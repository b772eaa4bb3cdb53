"""A draft goes once its report is accepted, and is there again, as it was, when the report is opened."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhip.work.forms.rules import Typed, read_cell
from nhip.work.reports import actions, queries
from nhip.work.reports.models import DraftCell, Narrative

from .desk import GOOD, IN_TIME, LATER, TOO_LATE
from .test_packed import KINDS, used_again


def reopened(desk, report):
    actions.reopen_report(report, "Cộng sót.", by=desk.cast.reporter, at=LATER)


def returned(desk, report):
    actions.return_report(report, "Đếm lại.", by=desk.cast.planner, at=LATER)


def drafted(report):
    """What a draft says, however it is typed, and what it was taken from."""
    cells = {
        cell.row_id: (said, cell.amount, cell.reused_from_id)
        for cell in report.cells.select_related("row__indicator")
        if (said := read_cell(Typed(cell.raw, cell.is_nil), cell.row.indicator.decimals))
    }
    return cells, dict(report.narratives.values_list("section", "text"))


@pytest.mark.parametrize("opened", [reopened, returned])
@pytest.mark.parametrize("made", KINDS)
def test_a_draft_goes_with_acceptance_and_comes_back_as_it_was(desk, second, made, opened):
    revision = made(desk, second)
    report, before = revision.report, drafted(revision.report)
    assert before[0]
    actions.accept_report(report, by=desk.cast.planner, at=LATER)
    assert not report.cells.exists()
    assert not report.narratives.exists()
    opened(desk, report)
    assert drafted(report) == before
    again = actions.submit_report(report, by=desk.cast.reporter, at=TOO_LATE)
    assert again.digest == revision.digest


def test_figures_used_again_are_counted_whether_their_draft_lies_or_has_gone(desk, second):
    units = [desk.cast.unit.pk]
    report = used_again(desk, second).report
    assert queries.figures_used_again(units) == 1
    for step in (reopened, None):
        actions.accept_report(report, by=desk.cast.planner, at=LATER)
        assert queries.figures_used_again(units) == 1
        if step:
            step(desk, report)
            assert queries.figures_used_again(units) == 1
            actions.submit_report(report, by=desk.cast.reporter, at=LATER)


def test_drafts_of_many_go_and_come_in_as_many_statements_as_one(desk):
    cast, reports = desk.cast, [desk.submitted()]
    told = {"by": cast.stranger, "at": IN_TIME}
    for unit in (cast.sibling,):
        report = actions.open_report(desk.owes(unit), **told)
        actions.save_draft(report, figures=desk.typed(**GOOD), narratives={}, **told)
        actions.submit_report(report, **told)
        reports.append(report)
    actions.accept_reports(
        [actions.Acceptance(each, cast.planner, LATER) for each in reports], at=TOO_LATE
    )
    assert not DraftCell.objects.exists()
    with CaptureQueriesContext(connection) as asked:
        back = [actions.Return(each, "Đếm lại.", cast.planner, LATER) for each in reports]
        actions.return_reports(back, at=TOO_LATE)
    written = [line["sql"] for line in asked if line["sql"].startswith("INSERT")]
    assert sum("reports_draftcell" in line for line in written) == 1
    assert sum("reports_narrative" in line for line in written) == 1
    assert DraftCell.objects.count() == 2 * len(GOOD)
    assert Narrative.objects.count() == 1
