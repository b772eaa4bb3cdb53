"""What waits for whoever looks after an installation, and what came in where nobody looks."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from nhip.hall.queries import desk
from nhip.organisation.people.actions import appoint_as, end_appointment
from nhip.organisation.people.models import Appointment
from nhip.work.reports.actions import open_report, save_draft, submit_report
from nhip.work.reports.tests.desk import BEFORE, GOOD, IN_TIME
from tests.cast import AT, START

DESK = "/lam-viec/"


def told(user) -> str:
    browser = Client()
    browser.force_login(user)
    return " ".join(browser.get(DESK).content.decode().split())


def test_an_administrators_desk_says_what_is_missing(laid_out):
    cast = laid_out.cast
    shown = told(cast.administrator)
    assert "Chờ người quản trị" in shown
    assert "Chưa ghi ngày nghỉ nào của năm" in shown
    assert "Chưa khai máy chủ thư" in shown
    assert "Chưa sao lưu lần nào" in shown
    assert "Chưa có người báo cáo" not in shown
    held = Appointment.objects.get(user=cast.reporter)
    end_appointment(held, on=date(2022, 1, 2), by=cast.administrator, at=AT)
    shown = told(cast.administrator)
    assert f"Chưa có người báo cáo: {cast.unit.name}" in shown
    assert "1 tài khoản không giữ chức vụ nào" in shown
    assert "Chờ người quản trị" not in told(cast.planner)


def test_the_last_backup_is_read_from_the_log_beside_the_database(laid_out):
    log = settings.DATA / "backup.log"
    log.write_text("2022-07-01T01:00:00+07:00 backup a 1 MB\n2022-07-02T01:00:00+07:00 restore a\n")
    try:
        assert "Bản sao lưu gần nhất: 1/7/2022" in told(laid_out.cast.administrator)
    finally:
        log.unlink()


def test_reports_that_nobody_sees_are_told_to_the_unit_above(laid_out):
    cast = laid_out.cast
    owed = laid_out.owes(cast.leaf)
    report = open_report(owed, by=cast.reporter, at=IN_TIME)
    words = {laid_out.sections[0]: "Học tập."}
    told_by = {"by": cast.reporter, "at": IN_TIME}
    save_draft(report, figures=laid_out.typed(**GOOD), narratives=words, **told_by)
    submit_report(report, **told_by)
    assert "Báo cáo không ai xem" not in told(cast.planner)
    held = Appointment.objects.get(user=cast.unit_chief)
    end_appointment(held, on=START, by=cast.administrator, at=AT)
    shown = told(cast.planner)
    assert f"{cast.unit.name}: ở đó không có ai kiểm tra" in shown
    assert "1 báo cáo đã nộp lên mà không ai xem" in shown
    assert "Báo cáo không ai xem" not in told(cast.reporter)
    assert cast.unit.name in told(cast.administrator)


@pytest.mark.parametrize("role", ["chief", "administrator", "planner"])
def test_missing_holidays_are_told_to_those_who_write_them_down(laid_out, role):
    shown = told(getattr(laid_out.cast, role))
    assert ("Mở lịch" in shown or "Chưa ghi ngày nghỉ" in shown) == (role != "chief")


def test_a_reader_has_no_desk_and_learns_whom_to_ask(laid_out):
    shown = told(laid_out.cast.reader)
    assert "Chưa có bàn làm việc" in shown
    assert "quản trị hệ thống, Cơ quan gốc" in shown


@pytest.mark.parametrize("role", ["inspector", "editor", "reporter", "chief"])
def test_a_desk_where_nothing_waits_says_so_and_leads_on(cast, role):
    appoint_as(cast.reader, cast.root, "Trợ lý", role, on=START, by=cast.administrator, at=AT)
    page = BeautifulSoup(told(cast.reader), "html.parser").select_one("main")
    assert "Không có việc nào chờ bạn" in page.text
    assert ("không sửa gì" in page.text) == (role == "inspector")
    ways = {each["href"] for each in page.select(".doings a")}
    assert "/lam-viec/don-vi/" in ways
    assert DESK not in ways
    assert ("/lam-viec/nhat-ky/" in ways) == (role == "inspector")


def test_a_map_stands_on_the_desk_once_there_is_something_in_it(laid_out):
    planner = laid_out.cast.planner
    laid_out.owes(laid_out.cast.unit)
    assert not desk(planner, BEFORE).heat_maps
    laid_out.filled()
    assert desk(planner, BEFORE).heat_maps
