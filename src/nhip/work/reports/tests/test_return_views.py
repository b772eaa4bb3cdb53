"""Returning by section and cell, mending just that, seeing just that; taking back and asking back."""

import re

import pytest
from django.urls import reverse

from nhip.work.duties.choices import Status
from nhip.work.reports import actions
from nhip.work.reports.choices import Step

from .desk import LATER
from .test_views import entry, page, section_one, told


@pytest.fixture
def cell_returned(desk):
    report = desk.submitted()
    return actions.return_report(
        report, "", by=desk.cast.planner, at=LATER, places={(1, 2): "Lệch sổ gốc."}
    )


def check(report):
    return reverse("reports:check", args=[report.pk])


def test_the_checker_names_a_cell_and_a_section(desk, as_user):
    report, client = desk.submitted(), as_user(desk.cast.planner)
    shown = client.get(check(report)).content.decode()
    assert 'name="tra-1-2"' in shown
    assert 'name="tra-1-3"' not in shown  # computed
    sent = {"do": "return", "seen": "1", "reason": "", "tra-1-2": "Lệch sổ.", "tra-2-0": "Thiếu."}
    assert client.post(check(report), sent).url == reverse("reports:revision", args=[report.pk, 1])
    step = report.steps.get(step=Step.RETURNED)
    assert not step.is_whole
    assert [(p.section, p.row, p.reason) for p in step.places.all()] == [
        (1, 2, "Lệch sổ."),
        (2, None, "Thiếu."),
    ]


def test_a_return_overtaken_by_an_acceptance_is_not_taken_unawares_and_keeps_its_words(
    desk, as_user
):
    report, client = desk.submitted(), as_user(desk.cast.planner)
    found = re.search(r'name="found" value="\w+"', client.get(check(report)).content.decode())
    assert found[0] == 'name="found" value="submitted"'
    actions.accept_report(report, by=desk.cast.chief, at=LATER)
    sent = {"do": "return", "seen": "1", "found": "submitted", "reason": "Cả bản.", "tra-1-2": "Ô."}
    response = client.post(check(report), sent)
    assert response.status_code == 409
    assert (
        told(response)
        == "Người khác vừa chấp nhận báo cáo này. Muốn số liệu thôi tính thì trả lại lần nữa."
    )
    shown = response.content.decode()
    assert "Cả bản.</textarea>" in shown
    assert "Ô.</textarea>" in shown
    report.refresh_from_db()
    assert report.status == Status.ACCEPTED
    client.post(check(report), sent | {"found": "accepted"})
    report.refresh_from_db()
    assert report.status == Status.RETURNED


def test_words_about_a_version_that_was_handed_in_anew_stay_beside_the_new_one(desk, as_user):
    report, client = desk.submitted(), as_user(desk.cast.planner)
    actions.return_report(report, "Xem lại.", by=desk.cast.chief, at=LATER)
    actions.submit_report(report, by=desk.cast.reporter, at=LATER)
    response = client.post(check(report), {"do": "return", "seen": "1", "tra-1-1": "Thiếu sổ."})
    assert response.status_code == 409
    shown = response.content.decode()
    assert "Thiếu sổ.</textarea>" in shown
    assert 'name="seen" value="2"' in shown
    assert 'id="o-1-1" class="named"' in shown  # not folded away with what stayed the same


def test_a_first_version_folds_what_nobody_need_look_at_first(desk, as_user):
    report = desk.submitted(planned="100")  # 9 of 100 misses its norm
    shown = as_user(desk.cast.planner).get(check(report)).content.decode()
    assert re.search(r'<details class="fold part" open id="muc-1">', shown)
    assert re.search(r'<details class="fold part" id="muc-2">', shown)
    assert 'id="o-1-1" class="same calm"' in shown
    assert 'id="o-1-3" class="same"' in shown
    sent = {"do": "return", "seen": "1", "tra-2-1": "TUYỆT MẬT"}
    refused = as_user(desk.cast.planner).post(check(report), sent).content.decode()
    assert re.search(r'<details class="fold part" open id="muc-2">', refused)


def test_a_marked_reason_is_refused_at_its_cell(desk, as_user):
    report = desk.submitted()
    sent = {"do": "return", "seen": "1", "tra-1-2": "TUYỆT MẬT"}
    response = as_user(desk.cast.planner).post(check(report), sent)
    assert response.status_code == 422
    assert "TUYỆT MẬT</textarea>" in response.content.decode()


def test_the_unit_sees_what_is_open_and_why_the_rest_is_locked(desk, as_user, cell_returned):
    response = as_user(desk.cast.reporter).get(entry(cell_returned))
    shown, words = response.content.decode(), page(response)
    held, planned = desk.rows["held"], desk.rows["planned"]
    assert f'name="so-{held}"' in shown
    assert f'name="so-{planned}"' not in shown
    assert re.search(rf'id="so-{planned}" value="10" readonly', shown)
    assert "Đã khóa: không bị trả lại" in words
    assert re.search(rf'id="sua-{held}">Phải sửa: Lệch sổ gốc.<', shown)
    assert "1.2. Buổi đã tổ chức: Lệch sổ gốc." in words
    assert "Đã khóa: phần nhận xét này không bị trả lại." in words


def test_a_page_opened_before_the_return_cannot_change_what_is_locked(desk, as_user, cell_returned):
    seen = {"seen-{held}": "09", "seen-{planned}": "010", "seen-nhan-xet": "Học tập theo lịch."}
    fields = section_one(desk, **seen, **{"so-{planned}": "20", "so-{held}": "8"})
    response = as_user(desk.cast.reporter).post(entry(cell_returned), fields)
    assert response.status_code == 409
    assert "Đã khóa: cấp trên chỉ trả lại chỗ khác." in page(response)
    assert cell_returned.cells.get(row=desk.rows["planned"]).raw == "10"
    assert cell_returned.cells.get(row=desk.rows["held"]).raw == "8"


def test_the_checker_sees_only_what_changed_since(desk, as_user, cell_returned):
    actions.save_draft(
        cell_returned, figures=desk.typed(held="8"), narratives={}, by=desk.cast.reporter, at=LATER
    )
    actions.submit_report(cell_returned, by=desk.cast.reporter, at=LATER)
    response = as_user(desk.cast.planner).get(check(cell_returned))
    shown, words = response.content.decode(), page(response)
    assert 'id="o-1-2" class="new"' in shown
    assert 'id="o-1-1" class="same"' in shown
    assert re.search(r'class="fold part same" id="muc-2"', shown)
    assert "trước là 9 8" in words
    assert "Đã yêu cầu: Lệch sổ gốc." in words
    assert 'id="tat-ca"' in shown


def test_the_unit_takes_back_what_nobody_has_opened(desk, as_user):
    report, client = desk.submitted(), as_user(desk.cast.reporter)
    address = reverse("reports:revision", args=[report.pk, 1])
    assert "Rút lại báo cáo" in page(client.get(address))
    response = client.post(reverse("reports:withdraw", args=[report.pk]))
    assert response.url == reverse("reports:entry", args=[report.pk])
    report.refresh_from_db()
    assert report.status == Status.DRAFT


@pytest.mark.parametrize("name", ["check", "revision"])
def test_a_look_by_the_checker_is_written_down_and_the_unit_must_ask(desk, as_user, name):
    report = desk.submitted()
    address = reverse("reports:revision", args=[report.pk, 1])
    as_user(desk.cast.planner).get(check(report) if name == "check" else address)
    client = as_user(desk.cast.reporter)
    assert "Rút lại báo cáo" not in page(client.get(address))
    assert "Cấp trên đã mở xem lúc" in told(
        client.post(reverse("reports:withdraw", args=[report.pk]))
    )
    client.post(reverse("reports:ask", args=[report.pk]), {"reason": "Thiếu một buổi."})
    shown = as_user(desk.cast.planner).get(check(report))
    assert "Đơn vị xin lại báo cáo “Thiếu một buổi.”" in page(shown)
    assert re.search(r"<textarea[^>]*>\s*Thiếu một buổi\.</textarea>", shown.content.decode())


def test_a_decision_that_names_no_version_is_refused(desk, as_user):
    report = desk.submitted()
    as_user(desk.cast.planner).post(check(report), {"do": "accept"})
    report.refresh_from_db()
    assert report.status == Status.SUBMITTED


def test_handing_in_asks_once_about_what_nobody_touched_and_keeps_what_was_typed(
    desk, cell_returned, as_user
):
    client = as_user(desk.cast.reporter)
    sent = section_one(desk) | {"do": "submit"}
    answer = client.post(entry(cell_returned), sent)
    assert answer.status_code == 409
    assert 'name="giu-nguyen" value="1.2"' in answer.content.decode()
    assert cell_returned.revisions.count() == 1
    answer = client.post(entry(cell_returned), sent | {"giu-nguyen": "1.2"})
    assert answer.url == reverse("reports:revision", args=[cell_returned.pk, 2])
    assert cell_returned.revisions.count() == 2


def test_a_report_taken_back_unseen_is_not_called_a_correction(desk, as_user):
    report = desk.submitted()
    actions.withdraw_report(report, by=desk.cast.reporter, at=LATER)
    shown = as_user(desk.cast.reporter).get(entry(report)).content.decode()
    assert "Đính chính" not in shown
    assert "Đã nộp 1 lần" not in shown
    handed_in = as_user(desk.cast.reporter).get(reverse("reports:revision", args=[report.pk, 1]))
    assert "đơn vị đã rút về" in handed_in.content.decode()
    actions.submit_report(report, by=desk.cast.reporter, at=LATER)
    actions.accept_report(report, by=desk.cast.planner, at=LATER)
    actions.reopen_report(report, "Sót.", by=desk.cast.reporter, at=LATER)
    assert "Đính chính" in as_user(desk.cast.reporter).get(entry(report)).content.decode()
