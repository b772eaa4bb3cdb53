"""Units and places on lines, many at once: what each alone leaves, or nothing."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from nhip.kit.guard.forms import MarkedText
from nhip.organisation.journal.models import Entry
from nhip.organisation.journal.rules import WrongRow
from nhip.organisation.units import actions
from nhip.organisation.units.actions import LinePlace, SetUp
from nhip.organisation.units.models import LineSpan, Unit, UnitEvent, UnitSpan
from nhip.organisation.units.queries import tree
from nhip.organisation.units.rules import (
    Circular,
    NoSuchParent,
    Overlapping,
    SecondRoot,
    UnitCodeTaken,
    UnitDecision,
)
from tests.cast import START

AT = datetime(2022, 7, 28, 3, 0, tzinfo=UTC)
DAY = date(2022, 7, 28)
DECISION = UnitDecision("15/QĐ", date(2022, 7, 1), "/x/")


def kept(model, **asked):
    hidden = {"id": 0, "unit_id": 0, "code": "", "stamp": 0}
    return [
        {**row, **{name: hidden[name] for name in hidden.keys() & row.keys()}}
        for row in model.objects.filter(**asked).values()
    ]


def test_units_set_up_at_once_stand_as_if_set_up_one_by_one(cast):
    by = cast.administrator
    before = Entry.objects.count()
    alone = actions.create_unit(
        "G.1", "Đơn vị", cast.unit, on=DAY, by=by, at=AT, sort_order=4, is_sample=True,
        decision=DECISION,
    )  # fmt: skip
    [other] = actions.take_in_units(
        [SetUp("G.2", "Đơn vị", "G.07", DAY, 4, True, DECISION)], by=by, at=AT
    )
    assert kept(Unit, pk=alone.pk) == kept(Unit, pk=other.pk)
    for model in (UnitSpan, UnitEvent):
        assert kept(model, unit=alone) == kept(model, unit=other)
    first, second = Entry.objects.order_by("pk")[before:]
    assert (first.verb, first.by_id, first.at) == (second.verb, second.by_id, second.at)
    assert (second.about_id, second.unit_id, second.unit_code) == (str(other.pk), other.pk, "G.2")


def test_units_of_a_list_carry_each_other(cast):
    rows = [
        SetUp("a", "A", "G", DAY),
        SetUp("a.1", "A1", "a", DAY),
        SetUp("a.1.1", "A11", "a.1", DAY),
    ]
    actions.take_in_units(rows, by=cast.administrator, at=AT)
    standing = tree(DAY)
    leaf = Unit.objects.get(code="a.1.1")
    assert [standing.node(each).code for each in standing.ancestors(leaf.pk)] == ["a.1", "a", "G"]
    assert standing.node(leaf.pk).level == 4
    assert cast.administrator.has_perm("units.change", leaf)


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (SetUp("G.07", "x", "G", DAY), UnitCodeTaken),
        (SetUp("g.07", "x", "G", DAY), UnitCodeTaken),
        (SetUp("n3", "x", "G", DAY), UnitCodeTaken),
        (SetUp("x", "x", "", DAY), SecondRoot),
        (SetUp("x", "x", "khong", DAY), NoSuchParent),
        (SetUp("x", "x", "G", date(2014, 1, 1)), NoSuchParent),
        (SetUp("x", "x", "n3", date(2022, 7, 27)), NoSuchParent),
        (SetUp("x", "TUYỆT MẬT", "G", DAY), MarkedText),
    ],
)
def test_one_bad_unit_is_named_and_none_is_set_up(cast, bad, why):
    rows = [SetUp(f"n{n}", f"Đơn vị {n}", "G", DAY) for n in range(20)]
    rows[13] = bad
    count = Unit.objects.count(), Entry.objects.count()
    with pytest.raises(WrongRow, match="14") as told:
        actions.take_in_units(rows, by=cast.administrator, at=AT)
    assert (told.value.index, type(told.value.why)) == (13, why)
    assert (Unit.objects.count(), Entry.objects.count()) == count


def test_only_administrators_set_units_up(cast):
    with pytest.raises(WrongRow) as told:
        actions.take_in_units([SetUp("x", "x", "G", DAY)], by=cast.planner, at=AT)
    assert isinstance(told.value.why, PermissionDenied)


def test_two_tops_in_one_list_are_refused(db, django_user_model):
    first = django_user_model.objects.create(username="dau", is_superuser=True)
    with pytest.raises(WrongRow) as told:
        actions.take_in_units([SetUp("a", "A", "", DAY), SetUp("b", "B", "", DAY)], by=first, at=AT)
    assert isinstance(told.value.why, SecondRoot)
    assert "đứng đầu: a." in told.value.why.messages[0]


@pytest.fixture
def line(cast):
    return actions.open_line("phu-nu", "Phụ nữ", by=cast.administrator, at=AT)


def spans(line):
    return sorted(
        LineSpan.objects.filter(line=line).values_list("unit", "parent", "start_on", "end_on")
    )


def test_places_on_a_line_at_once_or_one_by_one(cast, line):
    by = cast.administrator
    other = actions.open_line("thanh-nien", "Thanh niên", by=by, at=AT)
    rows = [
        LinePlace(cast.unit, cast.root, START),
        LinePlace(cast.leaf, cast.unit, START),
        LinePlace(cast.leaf, cast.root, DAY),
    ]
    for each in rows:
        actions.take_in_line_places(other, [each], by=by, at=AT)
    actions.take_in_line_places(line, rows, by=by, at=AT)
    assert spans(line) == spans(other)
    assert Entry.objects.filter(verb="units.placed_on_line").count() == 6
    again = [LinePlace(cast.unit, cast.sibling, DAY)]
    actions.take_in_line_places(line, again, by=by, at=AT)
    assert (cast.unit.pk, cast.root.pk, START, DAY) in spans(line)


def test_one_bad_place_is_named(cast, line):
    by = cast.administrator
    rows = [LinePlace(cast.leaf, cast.unit, START), LinePlace(cast.unit, cast.leaf, START)]
    for bad, why in ((rows[1], Circular), (rows[0], Overlapping)):
        with pytest.raises(WrongRow) as told:
            actions.take_in_line_places(line, [rows[0], bad], by=by, at=AT)
        assert (told.value.index, type(told.value.why)) == (1, why)
    assert not LineSpan.objects.exists()
    with pytest.raises(UnitCodeTaken):
        actions.open_line("phu-nu", "Lại nữa", by=by, at=AT)
    with pytest.raises(PermissionDenied):
        actions.open_line("x", "X", by=cast.planner, at=AT)
