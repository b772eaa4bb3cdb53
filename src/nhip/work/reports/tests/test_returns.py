"""Returns by section and by cell; taking back what nobody has opened, asking for it afterwards."""

import pytest
from django.core.exceptions import PermissionDenied

from nhip.office.notices.models import Notice
from nhip.organisation.journal.queries import history
from nhip.work.duties.choices import Status
from nhip.work.forms.rules import OpenPlaces, paragraphs_between
from nhip.work.indicators.choices import Stage
from nhip.work.indicators.models import Statement
from nhip.work.indicators.tests.bench import standing
from nhip.work.reports import actions, queries
from nhip.work.reports.choices import Step

from .desk import IN_TIME, LATER, TOO_LATE


def save(desk, report, texts=None, **cells):
    return actions.save_draft(
        report,
        figures=desk.typed(**cells),
        narratives=texts or {},
        by=desk.cast.reporter,
        at=LATER,
    )


def returned(desk, places, reason="", report=None):
    report = report or desk.submitted()
    return actions.return_report(
        report, reason, by=desk.cast.planner, at=LATER, seen=1, places=places
    )


def raw(report, desk, name):
    return report.cells.get(row=desk.rows[name]).raw


def told(user):
    return Notice.objects.filter(user=user).latest("pk").text


# Returning single places


def test_a_returned_cell_is_open_with_its_reason_and_the_rest_is_locked(desk):
    report = returned(desk, {(1, 2): "Lệch sổ gốc."})
    assert queries.open_places_of(report) == OpenPlaces(False, {(1, 2): "Lệch sổ gốc."})
    assert told(desk.cast.reporter).endswith("1.2: Lệch sổ gốc.")
    saved = save(desk, report, texts={desk.sections[0]: "Viết lại."}, held="8", planned="12")
    assert set(saved.refused) == {desk.rows["planned"]}
    assert set(saved.refused_texts) == {desk.sections[0]}
    assert (raw(report, desk, "held"), raw(report, desk, "planned")) == ("8", "10")


def test_a_locked_cell_sent_as_it_stands_is_no_fault(desk):
    report = returned(desk, {(1, 2): "Lệch sổ gốc."})
    assert save(desk, report, held="8", planned="10").is_whole


def test_a_returned_section_is_open_whole_and_its_cells_keep_their_own_reasons(desk):
    report = returned(desk, {(1, None): "Viết cụ thể.", (1, 2): "Lệch sổ."})
    texts = {desk.sections[0]: "Cụ thể hơn.", desk.sections[1]: "Khác."}
    saved = save(desk, report, texts=texts, planned="12", items="8")
    assert set(saved.refused) == {desk.rows["items"]}
    assert set(saved.refused_texts) == {desk.sections[1]}
    assert report.narratives.get(section=desk.sections[0]).text == "Cụ thể hơn."


def test_a_reason_for_the_whole_opens_all_of_it(desk):
    report = returned(desk, {(1, 2): "Lệch sổ."}, reason="Xem lại cả báo cáo.")
    assert queries.open_places_of(report) == OpenPlaces(True, {(1, 2): "Lệch sổ."})
    assert save(desk, report, planned="12", items="8").is_whole


def test_places_that_do_not_exist_or_are_computed_are_no_return(desk):
    report = desk.submitted()
    for places in ({(9, 9): "x"}, {(1, 3): "Tỷ lệ tính ra."}, {(1, 2): " "}):
        with pytest.raises(actions.NoReason):
            returned(desk, places, report=report)
    report.refresh_from_db()
    assert report.status == Status.SUBMITTED


def test_an_accepted_report_is_returned_by_cell_too(desk):
    report = desk.submitted()
    actions.accept_report(report, by=desk.cast.planner, at=LATER)
    returned(desk, {(2, 1): "Đếm lại."}, report=report)
    assert not Statement.objects.filter(unit=desk.cast.unit).exists()
    assert set(save(desk, report, held="8").refused) == {desk.rows["held"]}


def test_a_cell_is_returned_with_its_breakdown(desk):
    report = returned(desk, {(2, 1): "Đếm lại."})
    assert set(queries.open_places_of(report).reasons) == {(2, 1), (2, 2), (2, 3)}
    assert save(desk, report, items="8", tin="4").is_whole


def test_a_return_is_widened_and_never_narrowed(desk):
    report = returned(desk, {(1, 2): "Lệch sổ."})
    save(desk, report, held="8")
    returned(desk, {(2, None): "Thiếu tin."}, report=report)
    asked = {(1, 2): "Lệch sổ.", (2, None): "Thiếu tin."}
    assert queries.open_places_of(report) == OpenPlaces(False, asked)
    assert raw(report, desk, "held") == "8"
    assert told(desk.cast.reporter).endswith(" 2: Thiếu tin.")
    assert "Lệch sổ" not in told(desk.cast.reporter)
    with pytest.raises(actions.AlreadyDecided):
        returned(desk, {(2, None): "Thiếu tin."}, report=report)
    returned(desk, {}, reason="Xem lại tất cả.", report=report)
    assert queries.open_places_of(report) == OpenPlaces(True, asked)
    assert queries.last_return(report).reason.endswith("Thiếu tin. Xem lại tất cả.")
    returned(desk, {(1, 1): "Cả ô này."}, report=report)
    assert queries.open_places_of(report).is_whole
    assert save(desk, report, planned="12", items="8").is_whole


def test_remarks_are_compared_by_paragraph():
    found = paragraphs_between("Một.\nHai.\nBa.", "Một.\nHai mới.\nBa.\nBốn.")
    assert [(each.was, each.now) for each in found if not each.is_same] == [
        ("Hai.", "Hai mới."),
        ("", "Bốn."),
    ]


# Taking back


def test_what_nobody_has_opened_is_taken_back_and_counts_no_more(desk):
    report = desk.submitted()
    actions.withdraw_report(report, by=desk.cast.reporter, at=LATER)
    report.refresh_from_db()
    assert (report.status, report.submitted_at) == (Status.DRAFT, None)
    assert not standing(desk.cast.unit, Stage.SUBMITTED)
    assert [doing.verb for doing in history(report)][-1] == "report.withdrawn"
    assert "rút lại" in told(desk.cast.planner)
    assert save(desk, report, held="8").is_whole
    actions.submit_report(report, by=desk.cast.reporter, at=TOO_LATE)
    report.refresh_from_db()
    assert report.submitted_at == TOO_LATE
    assert queries.seen_before(report.revisions.get(number=2)) is None


def test_once_opened_it_is_asked_back_not_taken(desk):
    report = desk.submitted()
    assert actions.note_opening(report, by=desk.cast.chief, at=IN_TIME)
    assert not actions.note_opening(report, by=desk.cast.planner, at=LATER)
    with pytest.raises(actions.AlreadySeen):
        actions.withdraw_report(report, by=desk.cast.reporter, at=LATER)
    with pytest.raises(actions.NoReason):
        actions.ask_back(report, " ", by=desk.cast.reporter, at=LATER)
    actions.ask_back(report, "Thiếu một buổi.", by=desk.cast.reporter, at=LATER)
    assert "Thiếu một buổi." in told(desk.cast.planner)
    assert report.steps.filter(step=Step.OPENED).count() == 1
    report.refresh_from_db()
    assert report.status == Status.SUBMITTED


def test_an_answer_to_a_return_that_is_taken_back_is_returned_again(desk):
    report = returned(desk, {(1, 2): "Lệch sổ."})
    save(desk, report, held="8")
    actions.submit_report(report, by=desk.cast.reporter, at=LATER)
    actions.withdraw_report(report, by=desk.cast.reporter, at=LATER)
    report.refresh_from_db()
    assert (report.status, report.submitted_at) == (Status.RETURNED, IN_TIME)
    assert set(save(desk, report, planned="12").refused) == {desk.rows["planned"]}
    actions.submit_report(report, by=desk.cast.reporter, at=TOO_LATE)
    assert queries.seen_before(report.revisions.get(number=3)).number == 1


def test_only_the_unit_takes_back_and_only_a_checkers_look_counts(desk):
    report = desk.submitted()
    for person in (desk.cast.planner, desk.cast.stranger, desk.cast.unit_chief):
        with pytest.raises(PermissionDenied):
            actions.withdraw_report(report, by=person, at=LATER)
        with pytest.raises(PermissionDenied):
            actions.ask_back(report, "x", by=person, at=LATER)
    with pytest.raises(PermissionDenied):
        actions.note_opening(report, by=desk.cast.reporter, at=LATER)
    actions.accept_report(report, by=desk.cast.planner, at=LATER)
    with pytest.raises(actions.AlreadyDecided):
        actions.withdraw_report(report, by=desk.cast.reporter, at=LATER)


# Handing in again


@pytest.mark.parametrize(
    ("places", "mended", "still"),
    [
        ({(1, 2): "Lệch."}, {"held": "8"}, []),
        ({(1, 2): "Lệch.", (1, 1): "Sai."}, {"held": "8"}, [(1, 1)]),
        ({(2, 1): "Sai."}, {"items": "8", "bai": "5"}, []),  # a part of it counts as it
        ({(2, None): "Xem lại."}, {"held": "8"}, [(2, None)]),
        ({(1, None): "Xem lại."}, {"held": "8"}, []),
    ],
)
def test_what_was_asked_and_not_touched_is_told_before_it_goes_out(desk, places, mended, still):
    report = returned(desk, places, "" if len(mended) > 1 or (1, 2) in places else "Cả bản.")
    save(desk, report, **mended)
    again = {"by": desk.cast.reporter, "at": TOO_LATE}
    if still:
        with pytest.raises(actions.NotMended) as told_so:
            actions.submit_report(report, left=frozenset(), **again)
        assert told_so.value.places == still
    left = frozenset(still)
    assert actions.submit_report(report, left=left, **again).number == 2


def test_a_report_returned_as_a_whole_that_says_nothing_new_is_asked_about(desk):
    report = returned(desk, {}, "Xem lại cả bản.")
    with pytest.raises(actions.NotMended) as told_so:
        actions.submit_report(report, left=set(), by=desk.cast.reporter, at=TOO_LATE)
    assert told_so.value.places == [(0, None)]
