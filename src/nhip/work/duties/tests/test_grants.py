"""Many grants and excuses at once are what one after another would be, and one bad one stops them all."""

from datetime import date, time

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from nhip.office.notices.models import Notice
from nhip.organisation.journal.models import Entry
from nhip.organisation.journal.rules import NoReason, WrongRow
from nhip.work.duties.actions import (
    AlreadyDecided,
    Excuse,
    MoreTime,
    NotLater,
    excuse_unit,
    extend_deadline,
    take_in_excuses,
    take_in_extensions,
)
from nhip.work.duties.models import Extension, Obligation
from nhip.work.reports.tests.desk import LATER

LATER_DAY = date(2022, 7, 25)


@pytest.fixture
def owed(desk):
    return [desk.obligation, desk.owes(desk.cast.sibling)]


def written(act):
    """Do it, take it back, and return what it wrote, without the numbers a database gives."""
    point = transaction.savepoint()
    entries, notices = Entry.objects.count(), Notice.objects.count()
    act()
    found = (
        list(Obligation.objects.order_by("pk").values()),
        [row | {"id": 0} for row in Extension.objects.order_by("pk").values()],
        [
            (entry.verb, entry.about_id, entry.unit_id, entry.by_id, entry.at, entry.detail.said)
            for entry in Entry.objects.order_by("pk")[entries:]
        ],
        [row | {"id": 0} for row in Notice.objects.order_by("pk").values()[notices:]],
    )
    transaction.savepoint_rollback(point)
    return found


def test_more_time_for_many_is_what_each_would_get(desk, owed):
    by = desk.cast.planner
    rows = [MoreTime(each, LATER_DAY, "Bão số 4") for each in owed]
    rows.append(MoreTime(owed[0], date(2022, 7, 28), "Đường còn ngập", hour=time(10)))
    rows.append(MoreTime(owed[0], date(2022, 7, 28), "Cầu còn hỏng", hour=time(16)))
    rows.append(MoreTime(owed[0], date(2022, 7, 29), "Chưa có điện"))

    def one_by_one():
        for new in rows:
            told = {"hour": new.hour, "by": by, "at": LATER}
            extend_deadline(new.obligation, new.until, new.reason, **told)

    alone = written(one_by_one)
    assert [row["due_before"] for row in alone[1]] == [
        date(2022, 7, 15), date(2022, 7, 15), LATER_DAY, date(2022, 7, 28), date(2022, 7, 28)
    ]  # fmt: skip
    hours = [row["due_time"] for row in alone[1]]
    assert hours == [None, None, time(10), time(16), time(16)], "kept unless another is named"
    assert len(alone[2]) == 5
    assert alone[3]
    assert alone == written(lambda: take_in_extensions(rows, by=by, at=LATER))


def test_many_are_excused_as_each_would_be(desk, owed):
    by = desk.cast.planner
    rows = [Excuse(each, " Bão số 4 ") for each in owed]

    def one_by_one():
        for new in rows:
            excuse_unit(new.obligation, new.reason, by=by, at=LATER)

    alone = written(one_by_one)
    assert [row["excuse"] for row in alone[0]] == ["Bão số 4"] * 2
    assert alone == written(lambda: take_in_excuses(rows, by=by, at=LATER))


def test_one_bad_row_is_told_and_nothing_is_written(desk, owed):
    by, whole = desk.cast.planner, written(lambda: None)
    leaf = desk.owes(desk.cast.leaf)  # two levels below: not this planner's
    for bad, why in (
        (MoreTime(owed[0], date(2022, 7, 15), "Bão"), NotLater),
        (MoreTime(owed[0], LATER_DAY, " "), NoReason),
        (MoreTime(leaf, LATER_DAY, "Bão"), PermissionDenied),
    ):
        with pytest.raises(WrongRow) as refused:
            take_in_extensions([MoreTime(owed[1], LATER_DAY, "Bão"), bad], by=by, at=LATER)
        assert (refused.value.index, type(refused.value.why)) == (1, why)
    with pytest.raises(WrongRow) as refused:
        take_in_excuses([Excuse(owed[0], "Bão"), Excuse(owed[0], "Lũ")], by=by, at=LATER)
    assert (refused.value.index, type(refused.value.why)) == (1, AlreadyDecided)
    leaf.delete()
    assert written(lambda: None) == whole


def test_rows_are_written_table_by_table(desk, owed):
    """Only the notices are one a unit: each says another report to other people."""

    def writes(rows):
        point = transaction.savepoint()
        with CaptureQueriesContext(connection) as asked:
            take_in_extensions(rows, by=desk.cast.planner, at=LATER)
        transaction.savepoint_rollback(point)
        said = [each["sql"] for each in asked.captured_queries]
        return sum(sql.startswith(("INSERT", "UPDATE")) and "notices_" not in sql for sql in said)

    rows = [MoreTime(each, LATER_DAY, "Bão số 4") for each in owed]
    assert writes(rows) == writes(rows[:1])
