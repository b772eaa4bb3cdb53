"""The text that reminds of what is missing: each unit once for each report it owes, nobody else."""

import re
from datetime import date, time, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from nhip.organisation.accounts.models import User
from nhip.organisation.periods.rules import Due
from nhip.organisation.units.actions import SetUp, take_in_units
from nhip.organisation.units.models import UnitSpan
from nhip.work.duties.actions import excuse_unit, extend_deadline
from nhip.work.duties.queries import Reminders, reminders
from nhip.work.duties.rules import Missing, remind
from nhip.work.reports.tests.desk import IN_TIME, LATER, TOO_LATE
from tests.cast import AT, START

DUE = date(2022, 7, 15)
LINE = re.compile(r"^(\d+)\. (.*?): (?:chậm|còn|hết hạn|quá hạn)", re.MULTILINE)
names = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "Zs"]), min_size=1, max_size=100
).filter(str.strip)


@pytest.fixture(autouse=True)
def vietnamese():
    with translation.override("vi"):
        yield


def missing(unit, days=4, due_on=DUE, period="nửa đầu 2022", hour=None, is_late=None):
    late = days > 0 if is_late is None else is_late
    return Missing("Báo cáo nửa năm", period, unit, Due(due_on, hour), days, late)


def test_it_reads_as_an_office_writes():
    asked = [missing("Đơn vị 07"), missing("Đơn vị 09", 1, DUE + timedelta(days=3))]
    asked += [missing("Đơn vị 07", 0, period="quý III"), missing("Đơn vị 08", -2, period="quý III")]
    assert remind(asked, "Phòng Kế hoạch").replace("\xa0", " ") == (
        "Phòng Kế hoạch đề nghị các đơn vị nộp báo cáo:\n\n"
        "Báo cáo nửa năm, nửa đầu 2022\n"
        "Hạn nộp: 24:00 thứ Sáu, 15/7/2022\n"
        "1. Đơn vị 07: chậm 4 ngày\n"
        "2. Đơn vị 09: chậm 1 ngày, hạn thứ Hai, 18/7/2022\n\n"
        "Báo cáo nửa năm, quý III\n"
        "Hạn nộp: 24:00 thứ Sáu, 15/7/2022\n"
        "1. Đơn vị 07: hết hạn hôm nay\n"
        "2. Đơn vị 08: còn 2 ngày\n\n"
        "Đơn vị nào có vướng mắc, xin báo lại. Trân trọng cảm ơn."
    )


def test_an_hour_is_named_and_who_missed_it_today_is_late():
    four = {"days": 0, "hour": time(16)}
    asked = [missing("Đơn vị 07", **four, is_late=True), missing("Đơn vị 08", 0)]
    told = remind(asked, "Phòng Kế hoạch").replace("\xa0", " ")
    assert "Hạn nộp: 16:00 thứ Sáu, 15/7/2022\n1. Đơn vị 07: quá hạn từ hôm nay\n" in told
    assert "2. Đơn vị 08: hết hạn hôm nay, hạn thứ Sáu, 15/7/2022" in told


def test_nothing_missing_is_no_text():
    assert remind([], "Phòng Kế hoạch") == ""


@given(st.lists(st.lists(names, min_size=1, max_size=100), max_size=4), st.integers(-3, 400))
def test_every_unit_stands_once_in_its_group_and_nobody_else(groups, days):
    text = remind(
        [
            missing(unit, days, period=f"tháng {number}")
            for number, units in enumerate(groups)
            for unit in units
        ],
        "Cơ quan",
    )
    parts = text.split("\n\n")[1:-1] if groups else []
    told = [[name for _number, name in LINE.findall(part)] for part in parts]
    assert told == [[" ".join(unit.split()) for unit in units] for units in groups]


def test_who_is_told_is_late_stands_below_and_is_not_excused(desk):
    cast = desk.cast
    desk.owes(cast.leaf)
    owed = desk.owes(cast.sibling)
    assert reminders(cast.planner, IN_TIME) == Reminders("", "")

    def told(at):
        found = reminders(cast.planner, at)
        return [[name for _n, name in LINE.findall(text)] for text in (found.late, found.soon)]

    assert told(LATER) == [[], ["Đơn vị 07", "Đơn vị 08"]]
    assert told(TOO_LATE) == [["Đơn vị 07", "Đơn vị 08"], []]
    extend_deadline(owed, date(2022, 7, 21), "Bận.", by=cast.planner, at=TOO_LATE)
    assert told(TOO_LATE) == [["Đơn vị 07"], ["Đơn vị 08"]]
    assert "Hạn nộp: 24:00 thứ\xa0Năm, 21/7/2022" in reminders(cast.planner, TOO_LATE).soon
    excuse_unit(owed, "Sắp xếp lại.", by=cast.planner, at=TOO_LATE)
    assert told(TOO_LATE) == [["Đơn vị 07"], []]
    desk.submitted()
    assert told(TOO_LATE) == [[], []]


def test_the_telephone_of_who_is_late_stands_beside_the_text(desk, as_user):
    cast = desk.cast
    desk.owes(cast.sibling)
    User.objects.filter(pk=cast.reporter.pk).update(phone="069 555 123")
    User.objects.filter(pk=cast.stranger.pk).update(phone="069 555 999", is_active=False)
    found = reminders(cast.planner, TOO_LATE)
    post = cast.reporter.appointments.get().post.name
    assert found.calls == (("Đơn vị 07", post, "069 555 123"),)
    assert "069" not in found.late
    assert reminders(cast.planner, IN_TIME).calls == ()
    shown = as_user(cast.planner).get("/lam-viec/bao-cao/").content.decode()
    assert 'href="tel:069555123"' in shown


@pytest.mark.parametrize(("day", "is_told"), [(11, False), (12, True), (15, True)])
def test_who_is_told_has_three_working_days_left_or_fewer(desk, day, is_told):
    at = IN_TIME.replace(day=day)  # due on Friday the 15th
    assert ("Đơn vị 07" in reminders(desk.cast.planner, at).soon) == is_told
    assert reminders(desk.cast.planner, at).late == ""


def test_a_unit_that_has_closed_is_not_told(desk):
    desk.owes(desk.cast.sibling)
    UnitSpan.objects.filter(unit=desk.cast.sibling).update(end_on=date(2022, 7, 18))
    assert "Đơn vị 08" not in reminders(desk.cast.planner, TOO_LATE).late


def test_the_desk_offers_the_text_to_whoever_checks(desk, as_user):
    for path in ("/lam-viec/", "/lam-viec/bao-cao/"):
        shown = as_user(desk.cast.planner).get(path).content.decode()
        assert 'id="nhac-cham" rows="9" readonly' in shown
        assert "Cơ quan gốc đề nghị" in shown
        assert "nhac-cham" not in as_user(desk.cast.reporter).get(path).content.decode()


def test_the_number_of_queries_does_not_grow(desk, same_queries):
    reminders(desk.cast.planner, TOO_LATE)
    with same_queries():
        reminders(desk.cast.planner, TOO_LATE)
    rows = [SetUp(f"X{number}", f"Đơn vị X{number}", "G", START) for number in range(100)]
    for unit in take_in_units(rows, by=desk.cast.administrator, at=AT):
        desk.owes(unit)
    reminders(desk.cast.planner, TOO_LATE)
    with same_queries():
        found = reminders(desk.cast.planner, TOO_LATE)
    assert len(LINE.findall(found.late)) == 101
