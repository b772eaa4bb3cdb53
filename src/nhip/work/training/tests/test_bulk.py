"""Many at once are what the single verbs make of each, and one bad one stops them all."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from nhip.kit.guard.forms import MarkedText
from nhip.office.documents.tests.makers import AT
from nhip.organisation.journal.models import Detail, Entry
from nhip.organisation.journal.rules import WrongRow
from nhip.organisation.people.actions import lay_down
from nhip.organisation.people.models import Authority
from nhip.organisation.people.queries.authority import BeyondAuthority
from nhip.organisation.units.rules import NotStanding
from nhip.work.training.actions import (
    NewAttendance,
    NewClass,
    faults_of_attendances,
    faults_of_classes,
    open_class,
    strike_attendance,
    strike_class,
    take_in_attendances,
    take_in_classes,
)
from nhip.work.training.models import Attendance, Trainee, TrainingClass
from nhip.work.training.rules import (
    AlreadyOnRoll,
    ClassCodeTaken,
    ClassStruck,
    EndsTooEarly,
    NoSuchAudience,
    NotACode,
    NoUnit,
    OtherUnit,
)

from .makers import attended

DAY = date(2019, 3, 5)
END = date(2019, 3, 9)


@pytest.fixture
def rows(cast):
    return [
        NewClass(cast.root, " Tập huấn ", DAY, END, "l-01", ("chinh-uy", "cap-uy", "cap-uy")),
        NewClass(cast.unit, "Bồi dưỡng", DAY, DAY, audience="cán bộ mới", is_sample=True),
        NewClass(cast.unit, "Bồi dưỡng", DAY, END, audiences=("cap-uy",), at=AT - timedelta(9)),
    ]


def story(model, number):
    entries = Entry.objects.filter(about=model._meta.label_lower)
    return sorted(
        (
            number[entry.about_id], entry.verb, entry.unit_id, entry.unit_code, entry.by_id, entry.at,
            Detail.objects.filter(entry=entry).exists(),
        )
        for entry in entries
    )  # fmt: skip


def fields(model):
    return [field.attname for field in model._meta.concrete_fields if field.name != "id"]


def classes():
    """Every field of the classes and their rows of the journal, but for keys."""
    found = TrainingClass.objects.order_by("code")
    number = {str(held.pk): place for place, held in enumerate(found)}
    audiences = [[each.code for each in held.audiences.all()] for held in found]
    return list(found.values(*fields(TrainingClass))), audiences, story(TrainingClass, number)


def rolls():
    found = Attendance.objects.order_by("training_class__code", "trainee__code")
    number = {str(line.pk): place for place, line in enumerate(found)}
    said = ("training_class", "trainee__code", "trainee__unit", "struck_at", "strike_reason")
    return list(found.values(*said)), story(Attendance, number)


def test_many_classes_are_what_one_after_another_would_be(cast, rows):
    with transaction.atomic():
        take_in_classes(rows, by=cast.planner, at=AT)
        many = classes()
        transaction.set_rollback(True)
    for new in rows:
        open_class(
            new.unit, name=new.name, opened_on=new.opened_on, closed_on=new.closed_on,
            code=new.code, audiences=new.audiences, audience=new.audience,
            is_sample=new.is_sample, by=cast.planner, at=new.at or AT,
        )  # fmt: skip
    assert classes() == many
    assert [held["code"] for held in many[0]] == ["L-01", "LTH-2019-01", "LTH-2019-02"]
    assert many[1] == [["cap-uy", "chinh-uy"], [], ["cap-uy"]]


def test_many_attendances_are_what_one_after_another_would_be(cast, rows):
    first, second, _third = take_in_classes(rows, by=cast.planner, at=AT)
    turns = [
        NewAttendance(first, "HV-1", cast.leaf),
        NewAttendance(second, "hv-1", at=AT + timedelta(1)),
        NewAttendance(second, "HV-2", cast.sibling),
    ]
    with transaction.atomic():
        take_in_attendances(turns, by=cast.planner, at=AT)
        many = rolls()
        transaction.set_rollback(True)
    assert not Trainee.objects.exists()
    for new in turns:
        take_in_attendances([new], by=cast.planner, at=AT)
    assert rolls() == many
    assert Trainee.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"opened_on": date(2014, 12, 31)}, NotStanding),
        ({"closed_on": date(2019, 3, 4)}, EndsTooEarly),
        ({"code": "L-01"}, ClassCodeTaken),
        ({"code": "Lớp một"}, NotACode),
        ({"audiences": ("ban-doc",)}, NoSuchAudience),
        ({"name": ""}, ValidationError),
        ({"name": "x" * 201}, ValidationError),
        ({"audience": "TỐI MẬT"}, MarkedText),
    ],
)
def test_one_bad_class_is_told_and_nothing_is_written(cast, rows, wrong, why):
    given = {"unit": cast.leaf, "name": "Lớp", "opened_on": DAY, "closed_on": END}
    bad = [*rows, NewClass(**{**given, **wrong})]
    with pytest.raises(WrongRow, match="4") as told:
        take_in_classes(bad, by=cast.planner, at=AT)
    assert told.value.index == 3
    assert isinstance(told.value.why, why)
    assert not TrainingClass.objects.exists()
    assert not Entry.objects.filter(about="training.trainingclass").exists()
    assert [each.index for each in faults_of_classes(bad, by=cast.planner)] == [3]


def test_strangers_and_levels_without_authority_hold_no_classes(cast, rows):
    for who in (cast.reporter, cast.stranger, cast.administrator):
        with pytest.raises(WrongRow) as told:
            take_in_classes(rows, by=who, at=AT)
        assert isinstance(told.value.why, PermissionDenied)
        assert len(faults_of_classes(rows, by=who)) == len(rows)
    line = Authority(verb="train", level=1, start_on=date(2015, 1, 1), basis="x")
    lay_down(line, by=cast.administrator, at=AT)
    wrong = faults_of_classes(rows, by=cast.planner)
    assert [(each.index, type(each.why)) for each in wrong] == [
        (1, BeyondAuthority), (2, BeyondAuthority),
    ]  # fmt: skip


def test_each_bad_line_of_a_roll_is_told_and_nothing_is_written(cast, rows):
    first, second, third = take_in_classes(rows, by=cast.planner, at=AT)
    known = attended(first, "HV-1", cast.leaf, by=cast.planner)
    gone = attended(first, "HV-2", cast.leaf, by=cast.planner)
    strike_attendance(gone, reason="không dự", by=cast.planner, at=AT)
    strike_class(third, reason="ghi trùng", by=cast.planner, at=AT)
    before = rolls()
    turns = [
        (NewAttendance(second, "HV-1"), None),
        (NewAttendance(first, known.trainee.code), AlreadyOnRoll),
        (NewAttendance(first, "HV-2"), AlreadyOnRoll),
        (NewAttendance(second, "HV-1", cast.leaf), AlreadyOnRoll),
        (NewAttendance(second, "HV-9"), NoUnit),
        (NewAttendance(second, "HV-2", cast.sibling), OtherUnit),
        (NewAttendance(second, "Nguyễn Văn A", cast.sibling), NotACode),
        (NewAttendance(third, "HV-2"), ClassStruck),
    ]
    bad = [new for new, _why in turns]
    told = faults_of_attendances(bad, by=cast.planner)
    assert {each.index: type(each.why) for each in told} == {
        place: why for place, (_new, why) in enumerate(turns) if why
    }
    with pytest.raises(WrongRow) as first_told:
        take_in_attendances(bad, by=cast.planner, at=AT)
    assert first_told.value.index == 1
    assert rolls() == before
    assert Trainee.objects.count() == 2


def test_a_long_roll_asks_as_often_as_a_short_one(cast, rows):
    held = take_in_classes(rows, by=cast.planner, at=AT)[0]

    def asked(number, letter):
        turns = [NewAttendance(held, f"{letter}-{each}", cast.leaf) for each in range(number)]
        with CaptureQueriesContext(connection) as queries:
            take_in_attendances(turns, by=cast.planner, at=AT)
        return len(queries)

    asked(1, "A")
    few = asked(2, "B")
    assert asked(60, "C") == few


def test_one_bad_row_in_the_midst_of_thousands_is_told_and_nothing_is_written(cast, rows):
    [held] = take_in_classes(rows[:1], by=cast.planner, at=AT)
    turns = [NewAttendance(held, f"HV-{place:04}", cast.leaf) for place in range(3000)]
    turns[1717] = NewAttendance(held, "Nguyễn Văn A", cast.leaf)
    with pytest.raises(WrongRow) as told:
        take_in_attendances(turns, by=cast.planner, at=AT)
    assert told.value.index == 1717
    assert "1718" in told.value.messages[0].replace(".", "")
    assert not Trainee.objects.exists()
    assert not Attendance.objects.exists()
    assert not Entry.objects.filter(verb="attendance.recorded").exists()
    del turns[1717]
    assert len(take_in_attendances(turns, by=cast.planner, at=AT)) == 2999
