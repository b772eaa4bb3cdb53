import pytest
from django.core.exceptions import PermissionDenied

from nhip.office.notices.models import Notice
from nhip.organisation.journal.queries import history
from nhip.organisation.periods.actions import open_period
from nhip.organisation.periods.rules import DueTooSoon
from nhip.work.duties.actions import WrongPeriod, oblige
from nhip.work.duties.choices import Status
from nhip.work.duties.models import Obligation
from nhip.work.forms.rules import Typed, digest_of
from nhip.work.indicators.choices import Stage
from nhip.work.indicators.models import Indicator
from nhip.work.indicators.queries import total
from nhip.work.indicators.tests.bench import standing
from nhip.work.reports import actions
from nhip.work.reports.models import DraftCell, Narrative

from .desk import GOOD, IN_TIME, LATER, TOO_LATE

MARK = "Báo cáo tuần\nTỐI MẬT\n"


def told(user):
    return [notice.text for notice in Notice.objects.filter(user=user).order_by("pk")]


def stands(desk, stage):
    """What counts for the unit now, by indicator (and item)."""
    return {key: amount for key, (amount, *_more) in standing(desk.cast.unit, stage).items()}


HANDED_IN = {"planned": 10, "held": 9, "items": 7, "items.tin": 3, "items.bai": 4, "hours": 15}


# Obligations


def test_deadlines_are_staged_down_the_levels_and_the_root_owes_nobody(desk):
    cast = desk.cast
    second = open_period(desk.regime.calendar, "half", 2022, 2)
    made = oblige(desk.regime, second, [cast.unit, cast.leaf], by=cast.planner, at=IN_TIME)
    assert {o.unit.code: str(o.due_on) for o in made} == {
        "G.07": "2023-01-15",
        "G.07.1": "2023-01-12",
    }
    with pytest.raises(PermissionDenied):
        oblige(desk.regime, second, [cast.root], by=cast.planner, at=IN_TIME)


def test_obliging_twice_adds_only_who_was_missing(desk):
    before = len(history(desk.regime))
    made = oblige(
        desk.regime,
        desk.period,
        [desk.cast.unit, desk.cast.sibling],
        by=desk.cast.planner,
        at=IN_TIME,
    )
    assert [o.unit for o in made] == [desk.cast.sibling]
    assert Obligation.objects.count() == 2
    assert [doing.verb for doing in history(desk.regime)[before:]] == ["reports.obliged"]


def test_only_a_planner_or_chief_above_obliges(desk):
    for person in (desk.cast.reporter, desk.cast.editor, desk.cast.administrator):
        with pytest.raises(PermissionDenied):
            oblige(desk.regime, desk.period, [desk.cast.unit], by=person, at=IN_TIME)


def test_a_period_of_another_frequency_is_refused(desk):
    month = open_period(desk.regime.calendar, "month", 2022, 1)
    with pytest.raises(WrongPeriod):
        oblige(desk.regime, month, [desk.cast.unit], by=desk.cast.planner, at=IN_TIME)


def test_a_deadline_on_the_cut_off_day_is_refused(desk):
    desk.regime.due_days = 3
    second = open_period(desk.regime.calendar, "half", 2022, 2)
    with pytest.raises(DueTooSoon):
        oblige(desk.regime, second, [desk.cast.leaf], by=desk.cast.planner, at=IN_TIME)


# Opening and saving


def test_a_report_is_begun_once(desk):
    report = desk.draft()
    assert actions.open_report(desk.obligation, by=desk.cast.reporter, at=LATER) == report
    assert (report.form, report.is_sample) == (desk.form, True)
    assert [doing.verb for doing in history(report)] == ["report.opened"]


def test_only_the_units_own_reporter_begins_and_saves(desk):
    report = desk.draft()
    for person in (desk.cast.stranger, desk.cast.planner, desk.cast.unit_chief, desk.cast.reader):
        with pytest.raises(PermissionDenied):
            actions.open_report(desk.obligation, by=person, at=IN_TIME)
        with pytest.raises(PermissionDenied):
            actions.save_draft(report, figures={}, narratives={}, by=person, at=IN_TIME)


def save(desk, report, *, at=IN_TIME, seen=None, texts=None, seen_texts=None, **cells):
    return actions.save_draft(
        report,
        figures=desk.typed(**cells),
        narratives=texts or {},
        seen_figures=None if seen is None else desk.typed(**seen),
        seen_narratives=seen_texts,
        by=desk.cast.reporter,
        at=at,
    )


def test_what_cannot_be_read_is_kept_as_typed(desk):
    report = desk.draft()
    assert save(desk, report, planned="1,2,5", held="1.200", hours="1,5").is_whole
    kept = {entry.row_id: (entry.raw, entry.amount) for entry in report.cells.all()}
    assert kept == {
        desk.rows["planned"]: ("1,2,5", None),
        desk.rows["held"]: ("1.200", 1200),
        desk.rows["hours"]: ("1,5", 15),
    }
    report.refresh_from_db()
    assert report.saved_at == IN_TIME


def test_a_save_that_changes_nothing_leaves_the_moment(desk):
    report = desk.filled()
    save(desk, report, at=LATER, planned="10")
    report.refresh_from_db()
    assert report.saved_at == IN_TIME


def test_computed_rows_and_rows_of_other_forms_are_not_written(desk):
    report = desk.draft()
    actions.save_draft(
        report,
        figures={desk.rows["rate"]: ("99", False), 999_999: ("1", False)},
        narratives={999_999: "x"},
        by=desk.cast.reporter,
        at=IN_TIME,
    )
    assert not DraftCell.objects.exists()
    assert not Narrative.objects.exists()


def test_two_people_in_different_cells_both_keep_theirs(desk):
    report = desk.filled()
    save(desk, report, at=LATER, planned="20", seen={"planned": "10"})
    saved = save(
        desk, report, at=LATER, planned="10", held="8", seen={"planned": "10", "held": "9"}
    )
    assert saved.is_whole
    raws = {entry.row_id: entry.raw for entry in report.cells.all()}
    assert (raws[desk.rows["planned"]], raws[desk.rows["held"]]) == ("20", "8")


def test_two_people_in_one_cell_the_second_sees_both(desk):
    report = desk.filled()
    save(desk, report, planned="20", seen={"planned": "10"})
    saved = save(desk, report, planned="30", seen={"planned": "10"})
    assert saved.theirs == {desk.rows["planned"]: Typed("20")}
    assert report.cells.get(row=desk.rows["planned"]).raw == "20"
    assert save(desk, report, planned="30", seen={"planned": "20"}).is_whole
    assert report.cells.get(row=desk.rows["planned"]).raw == "30"


def test_two_people_in_one_narrative_the_second_sees_both(desk):
    report, section = desk.filled(), desk.sections[1]
    save(desk, report, texts={section: "Một."}, seen_texts={section: ""})
    saved = save(desk, report, texts={section: "Hai."}, seen_texts={section: ""})
    assert saved.their_texts == {section: "Một."}
    assert report.narratives.get(section=section).text == "Một."


def test_a_marked_text_is_refused_at_its_field_and_the_rest_is_kept(desk):
    report, section = desk.draft(), desk.sections[0]
    saved = save(desk, report, texts={section: MARK}, planned="MẬT", held="9")
    assert "TỐI MẬT" in saved.refused_texts[section]
    assert desk.rows["planned"] in saved.refused
    assert [entry.row_id for entry in report.cells.all()] == [desk.rows["held"]]
    assert not report.narratives.exists()


def test_a_cell_longer_than_any_figure_is_refused_and_told(desk):
    report = desk.draft()
    saved = save(desk, report, planned="1" * 61)
    assert list(saved.refused) == [desk.rows["planned"]]
    assert not report.cells.exists()


# Handing in


def test_handing_in_writes_a_revision_posts_values_and_tells_the_unit_above(desk):
    report = desk.submitted()
    revision = report.revisions.get()
    assert (report.status, report.submitted_at) == (Status.SUBMITTED, IN_TIME)
    assert revision.digest == digest_of(revision.content)
    assert revision.content["narratives"] == [{"section": 1, "text": "Học tập theo lịch."}]
    assert revision.content["classification"] == "none"
    assert stands(desk, Stage.SUBMITTED) == HANDED_IN
    assert stands(desk, Stage.ACCEPTED) == {}
    assert told(desk.cast.planner) == told(desk.cast.chief)
    assert "Đơn vị 07" in told(desk.cast.planner)[0]
    assert told(desk.cast.unit_chief) == []
    assert [doing.verb for doing in history(report)] == ["report.opened", "report.submitted"]


def test_a_revision_is_never_changed(desk):
    revision = desk.submitted().revisions.get()
    revision.content = {}
    with pytest.raises(TypeError):
        revision.save()


def test_handing_in_twice_is_refused_and_says_since_when(desk):
    report = desk.submitted()
    with pytest.raises(actions.NotDraft, match="09:00, 10/7/2022"):
        actions.submit_report(report, by=desk.cast.reporter, at=LATER)
    assert report.revisions.count() == 1


def test_what_was_handed_in_is_not_filled_in_any_more(desk):
    report = desk.submitted()
    with pytest.raises(actions.NotDraft):
        save(desk, report, planned="11")


@pytest.mark.parametrize(
    "cells",
    [
        {"planned": ""},
        {"planned": "1,2,5"},
        {"held": "11"},
        {"items": "8"},
        {"held": ("9", True)},
    ],
)
def test_an_incomplete_report_is_not_handed_in(desk, cells):
    report = desk.filled(**cells)
    with pytest.raises(actions.Incomplete):
        actions.submit_report(report, by=desk.cast.reporter, at=IN_TIME)
    assert not report.revisions.exists()
    assert stands(desk, Stage.SUBMITTED) == {}


def test_an_optional_cell_may_stay_empty_and_is_then_missing_not_zero(desk):
    desk.submitted(hours="")
    assert "hours" not in stands(desk, Stage.SUBMITTED)


def test_nothing_to_report_is_a_zero_said_on_purpose(desk):
    desk.submitted(held=("", True))
    amount, is_nil, _entry = standing(desk.cast.unit, Stage.SUBMITTED)["held"]
    assert (amount, is_nil) == (0, True)


def test_only_the_units_own_reporter_hands_in(desk):
    report = desk.filled()
    for person in (desk.cast.stranger, desk.cast.planner, desk.cast.unit_chief):
        with pytest.raises(PermissionDenied):
            actions.submit_report(report, by=person, at=IN_TIME)


# Deciding


def total_of(desk, key, basis=Stage.ACCEPTED):
    indicator, period = Indicator.objects.get(key=key), desk.period
    return total(indicator, desk.cast.root.pk, period.start_on, period.end_on, basis).amount


def test_accepting_counts_at_once_in_the_totals_above(desk):
    report = desk.submitted()
    assert total_of(desk, "held") is None
    actions.accept_report(report, by=desk.cast.planner, at=LATER)
    report.refresh_from_db()
    assert (report.status, report.decided_at) == (Status.ACCEPTED, LATER)
    assert total_of(desk, "held") == 9
    assert stands(desk, Stage.ACCEPTED) == stands(desk, Stage.SUBMITTED) == HANDED_IN
    assert len(told(desk.cast.reporter)) == 1
    assert history(report)[-1].verb == "report.accepted"


def test_returning_withdraws_the_figures_and_says_why(desk):
    report = desk.submitted()
    actions.return_report(report, " Ô 1.2 lệch sổ. ", by=desk.cast.chief, at=LATER)
    report.refresh_from_db()
    assert report.status == Status.RETURNED
    assert stands(desk, Stage.SUBMITTED) == {}
    assert "Ô 1.2 lệch sổ." in told(desk.cast.reporter)[0]
    assert history(report)[-1].said["reason"] == "Ô 1.2 lệch sổ."
    assert report.cells.count() == len(GOOD)


def test_a_return_without_a_reason_is_refused(desk):
    report = desk.submitted()
    with pytest.raises(actions.NoReason):
        actions.return_report(report, "  ", by=desk.cast.planner, at=LATER)
    report.refresh_from_db()
    assert report.status == Status.SUBMITTED


def test_only_the_unit_directly_above_decides(desk):
    report = desk.submitted()
    cast = desk.cast
    nobody = (cast.reporter, cast.unit_chief, cast.stranger, cast.editor, cast.administrator)
    for person in nobody:
        with pytest.raises(PermissionDenied):
            actions.accept_report(report, by=person, at=LATER)
        with pytest.raises(PermissionDenied):
            actions.return_report(report, "Vì sao", by=person, at=LATER)
        if person is not cast.reporter:
            with pytest.raises(PermissionDenied):
                actions.reopen_report(report, "Vì sao", by=person, at=LATER)


def test_two_levels_above_does_not_decide(desk):
    cast = desk.cast
    report = actions.open_report(desk.owes(cast.leaf), at=IN_TIME)
    for person in (cast.planner, cast.chief):
        with pytest.raises(PermissionDenied):
            actions.accept_report(report, by=person, at=LATER)


def test_what_was_returned_is_neither_returned_again_nor_accepted(desk):
    report = desk.submitted()
    actions.return_report(report, "Sửa ô 1.", by=desk.cast.planner, at=LATER)
    with pytest.raises(actions.AlreadyDecided):
        actions.accept_report(report, by=desk.cast.chief, at=LATER)
    with pytest.raises(actions.AlreadyDecided):
        actions.return_report(report, "Sửa ô 1.", by=desk.cast.chief, at=LATER)


def test_accepting_twice_is_refused(desk):
    report = desk.submitted()
    actions.accept_report(report, by=desk.cast.planner, at=LATER)
    with pytest.raises(actions.AlreadyDecided):
        actions.accept_report(report, by=desk.cast.chief, at=LATER)


def test_a_decision_on_a_version_seen_before_the_last_one_is_refused(desk):
    report = desk.submitted()
    actions.return_report(report, "Sửa ô 1.", by=desk.cast.planner, at=LATER)
    actions.submit_report(report, by=desk.cast.reporter, at=LATER)
    with pytest.raises(actions.AlreadyDecided):
        actions.accept_report(report, by=desk.cast.chief, at=LATER, seen=1)
    actions.accept_report(report, by=desk.cast.chief, at=LATER, seen=2)


def test_handed_in_again_after_a_return_keeps_the_first_moment_and_every_version(desk):
    report = desk.submitted()
    actions.return_report(report, "Sửa ô 1.", by=desk.cast.planner, at=LATER)
    save(desk, report, at=TOO_LATE, held="8", hours="")
    actions.submit_report(report, by=desk.cast.reporter, at=TOO_LATE)
    report.refresh_from_db()
    assert report.submitted_at == IN_TIME
    assert [revision.number for revision in report.revisions.all()] == [1, 2]
    left = {key: amount for key, amount in HANDED_IN.items() if key != "hours"}
    assert stands(desk, Stage.SUBMITTED) == {**left, "held": 8}


# Corrections


def test_an_accepted_report_is_returned_and_counts_no_more(desk):
    report = desk.submitted()
    actions.accept_report(report, by=desk.cast.planner, at=LATER)
    actions.return_report(report, "Sổ gốc ghi khác.", by=desk.cast.planner, at=TOO_LATE)
    assert stands(desk, Stage.ACCEPTED) == stands(desk, Stage.SUBMITTED) == {}
    assert total_of(desk, "held") is None


def test_a_correction_counts_only_once_it_is_accepted(desk):
    report = desk.submitted()
    actions.accept_report(report, by=desk.cast.planner, at=LATER)
    actions.reopen_report(report, "Ghi nhầm ô 1.2.", by=desk.cast.reporter, at=LATER)
    assert "Ghi nhầm ô 1.2." in told(desk.cast.planner)[-1]
    save(desk, report, held="8")
    assert total_of(desk, "held") == 9
    actions.submit_report(report, by=desk.cast.reporter, at=TOO_LATE)
    assert total_of(desk, "held") == 9
    assert stands(desk, Stage.SUBMITTED)["held"] == 8
    actions.accept_report(report, by=desk.cast.planner, at=TOO_LATE)
    assert total_of(desk, "held") == 8


def test_a_returned_correction_falls_back_to_what_was_accepted(desk):
    report = desk.submitted()
    actions.accept_report(report, by=desk.cast.planner, at=LATER)
    actions.reopen_report(report, "Ghi nhầm.", by=desk.cast.planner, at=LATER)
    assert "Ghi nhầm." in told(desk.cast.reporter)[-1]
    save(desk, report, held="8")
    actions.submit_report(report, by=desk.cast.reporter, at=TOO_LATE)
    actions.return_report(report, "Chưa rõ.", by=desk.cast.planner, at=TOO_LATE)
    assert stands(desk, Stage.SUBMITTED) == stands(desk, Stage.ACCEPTED) == HANDED_IN


def test_only_an_accepted_report_is_opened_and_only_with_a_reason(desk):
    report = desk.submitted()
    with pytest.raises(actions.AlreadyDecided):
        actions.reopen_report(report, "Ghi nhầm.", by=desk.cast.reporter, at=LATER)
    actions.accept_report(report, by=desk.cast.planner, at=LATER)
    with pytest.raises(actions.NoReason):
        actions.reopen_report(report, "", by=desk.cast.reporter, at=LATER)
