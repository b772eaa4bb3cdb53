from datetime import date

import pytest

from nhip.office.documents.tests.makers import AT
from nhip.work.indicators.registry import counter
from nhip.work.indicators.tests.bench import assert_parts_open_their_rows
from nhip.work.training.actions import strike_attendance, strike_class

from .makers import attended, held

WINDOW = (date(2017, 1, 1), date(2022, 1, 1))


@pytest.fixture
def classes(cast):
    """Two classes of the unit, one of the sibling without a roll, one outside the window."""
    by = cast.planner
    first = held(cast.unit, "L-01", date(2017, 3, 1), by=by)
    second = held(cast.unit, "L-02", date(2019, 3, 1), by=by)
    attended(first, "HV-1", cast.leaf, by=by)
    attended(first, "HV-2", cast.unit, by=by)
    attended(second, "HV-1", cast.leaf, by=by)
    held(cast.sibling, "L-03", date(2021, 12, 31), by=by)
    late = held(cast.unit, "L-04", date(2022, 1, 1), by=by)
    attended(late, "HV-9", cast.unit, by=by)
    return first, second


def everyone(cast):
    return {cast.root.pk, cast.unit.pk, cast.sibling.pk, cast.leaf.pk}


def count(cast, key, unit_ids=None):
    return counter(key).count(unit_ids or everyone(cast), *WINDOW)


def test_classes_are_counted_by_the_day_they_opened_and_none_of_them_can_be_missing(cast, classes):
    found = count(cast, "classes")
    assert (found.amount, found.n, found.of_n) == (3, 0, 0)
    assert count(cast, "classes", {cast.sibling.pk}).amount == 1


def test_people_are_counted_once_and_attendances_each_time(cast, classes):
    people, turns = count(cast, "trainees"), count(cast, "attendances")
    assert (people.amount, people.parts) == (2, "mỗi người một lần; theo lượt 3")
    assert (turns.amount, turns.parts) == (3, "2 người")
    assert (people.n, people.of_n, people.of_what) == (2, 3, "danh sách lớp")


def test_a_person_goes_with_their_last_attendance(cast, classes):
    first, second = classes
    for expected, lesson in ((2, first), (1, second)):
        line = lesson.attendances.get(trainee__code="HV-1")
        strike_attendance(line, reason="không dự", by=cast.planner, at=AT)
        assert count(cast, "trainees").amount == expected


def test_a_struck_class_and_its_people_no_longer_count(cast, classes):
    strike_class(classes[0], reason="ghi trùng", by=cast.planner, at=AT)
    amounts = [count(cast, key).amount for key in ("classes", "trainees", "attendances")]
    assert amounts == [2, 1, 1]


def test_the_rows_are_the_records_with_day_unit_page_and_author(cast, classes):
    rows = counter("classes").rows(everyone(cast), *WINDOW)
    first = rows[0]
    assert len(rows) == 3
    assert (first.text, first.on, first.unit_id) == (
        "Lớp bồi dưỡng L-01",
        date(2017, 3, 1),
        cast.unit.pk,
    )
    assert first.url == f"/lam-viec/tap-huan/{classes[0].pk}/"
    assert first.by == "trợ lý kế hoạch, Cơ quan gốc"


def test_the_rows_of_people_and_attendances_lead_to_the_roll(cast, classes):
    people = counter("trainees").rows(everyone(cast), *WINDOW)
    assert [row.text for row in people[:10]] == [
        "HV-1, Lớp bồi dưỡng L-01",
        "HV-2, Lớp bồi dưỡng L-01",
    ]
    turns = counter("attendances").rows(everyone(cast), *WINDOW)
    line = classes[1].attendances.get()
    assert len(turns) == 3
    assert turns[2].url == f"/lam-viec/tap-huan/{classes[1].pk}/#luot-{line.pk}"


def test_a_page_of_rows_asks_as_often_for_many_as_for_one(cast, classes, django_assert_num_queries):
    rows = counter("trainees").rows(everyone(cast), *WINDOW)
    for some in (rows[:1], rows[:2]):
        assert some
    with django_assert_num_queries(7):
        rows[:1]
    with django_assert_num_queries(7):
        rows[:2]


@pytest.mark.parametrize("key", ["classes", "trainees", "attendances"])
def test_every_number_of_a_year_opens_so_many_rows(cast, classes, key):
    assert_parts_open_their_rows(counter(key), everyone(cast), *WINDOW)


def test_the_years_make_the_whole_but_not_of_people(cast, classes):
    [of_classes] = counter("classes").shares(everyone(cast), *WINDOW)
    assert (of_classes.years, of_classes.adds_up) == ({2017: 1, 2019: 1, 2021: 1}, True)
    [of_people] = counter("trainees").shares(everyone(cast), *WINDOW)
    assert (of_people.years, of_people.adds_up) == ({2017: 2, 2019: 1}, False)
    assert count(cast, "attendances").years == {2017: 2, 2019: 1}
    assert count(cast, "trainees").years == {}
