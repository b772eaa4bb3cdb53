"""Decisions that change units: names, places, merges, splits, ends; what stands in the way."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from nhip.organisation.journal.queries import history
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.units import actions, registry, rules
from nhip.organisation.units.choices import Layout, OrganKind, Restart
from nhip.organisation.units.models import (
    LineSpan,
    NumberSeries,
    Organ,
    Succession,
    Unit,
    UnitEvent,
    UnitSpan,
)
from nhip.organisation.units.queries import map_of, tree
from nhip.organisation.units.registry import Obstacle
from nhip.organisation.units.rules import WHOLE, UnitDecision
from tests.cast import START

AT = datetime(2022, 7, 28, 3, 0, tzinfo=UTC)
BEFORE, DAY, AFTER = date(2022, 9, 30), date(2022, 10, 1), date(2023, 1, 1)
DECISION = UnitDecision("15/QĐ-ĐV", date(2022, 9, 20))


def do(action, *args, by, on=DAY, decision=DECISION, **more):
    return action(*args, decision=decision, on=on, by=by, at=AT, **more)


def new(cast, code, name="Đơn vị mới", parent=None):
    return actions.NewUnit(code, name, parent or cast.root)


def names(on, unit=None):
    standing = tree(on)
    return [node.name for node in standing.children(unit.pk if unit else standing.root.id)]


def test_a_new_name_holds_from_its_day_on_and_the_old_one_before(cast):
    event = do(actions.rename_unit, cast.unit, "Đơn vị Bảy", by=cast.administrator)
    assert names(BEFORE) == ["Đơn vị 07", "Đơn vị 08"]
    assert names(DAY) == ["Đơn vị Bảy", "Đơn vị 08"]
    assert Unit.objects.get(pk=cast.unit.pk).name == "Đơn vị 07"  # it is July
    actions.take_up_names(datetime(2022, 9, 30, 16, 59, tzinfo=UTC))
    assert Unit.objects.get(pk=cast.unit.pk).name == "Đơn vị 07"
    actions.take_up_names(datetime(2022, 9, 30, 17, 0, tzinfo=UTC))  # midnight in Hà Nội
    assert Unit.objects.get(pk=cast.unit.pk).name == "Đơn vị Bảy"
    assert (event.decision_number, event.decision_on) == ("15/QĐ-ĐV", date(2022, 9, 20))
    [doing] = history(event)
    assert (doing.verb, doing.said) == ("units.renamed", {"from": "Đơn vị 07", "to": "Đơn vị Bảy"})


def test_what_is_below_moves_along_and_levels_follow(cast):
    do(actions.move_unit, cast.unit, cast.sibling, by=cast.administrator)
    assert [tree(BEFORE).node(unit.pk).level for unit in (cast.unit, cast.leaf)] == [2, 3]
    assert [tree(DAY).node(unit.pk).level for unit in (cast.unit, cast.leaf)] == [3, 4]
    assert tree(DAY).ancestors(cast.leaf.pk) == [cast.unit.pk, cast.sibling.pk, cast.root.pk]


def test_two_changes_on_one_day_make_one_span(cast):
    do(actions.move_unit, cast.leaf, cast.sibling, by=cast.administrator)
    do(actions.rename_unit, cast.leaf, "Tổ mới", by=cast.administrator)
    assert names(DAY, cast.sibling) == ["Tổ mới"]
    assert UnitSpan.objects.filter(unit=cast.leaf).count() == 2


def test_a_unit_never_comes_to_stand_below_itself(cast):
    with pytest.raises(rules.Circular):
        do(actions.move_unit, cast.unit, cast.leaf, by=cast.administrator)
    with pytest.raises(rules.Circular):
        do(actions.merge_units, [cast.unit], cast.leaf, by=cast.administrator)
    with pytest.raises(rules.RootStays):
        do(actions.move_unit, cast.root, cast.unit, by=cast.administrator)
    with pytest.raises(rules.NoSuchParent, match=r"already|rồi"):
        do(actions.move_unit, cast.leaf, cast.unit, by=cast.administrator)
    assert UnitSpan.objects.count() == 4


def test_a_merge_into_a_new_unit_closes_both_and_takes_the_units_below(cast):
    into = new(cast, "G.09", "Đơn vị 09")
    event = do(actions.merge_units, [cast.unit, cast.sibling], into, by=cast.administrator)
    merged = event.unit
    assert names(BEFORE) == ["Đơn vị 07", "Đơn vị 08"]
    assert names(DAY) == ["Đơn vị 09"]
    assert names(DAY, merged) == ["Đơn vị 07.1"]
    assert list(Succession.objects.values_list("source", "heir", "weight")) == [
        (cast.unit.pk, merged.pk, WHOLE),
        (cast.sibling.pk, merged.pk, WHOLE),
    ]
    assert map_of(DAY).carried(cast.unit.pk, 7) == {merged.pk: 7}
    assert map_of(BEFORE).carried(cast.unit.pk, 7) == {cast.unit.pk: 7}


def test_a_merge_into_a_unit_that_stands_keeps_it(cast):
    do(actions.merge_units, [cast.unit, cast.sibling], cast.sibling, by=cast.administrator)
    assert names(DAY) == ["Đơn vị 08"]
    assert names(DAY, cast.sibling) == ["Đơn vị 07.1"]


def test_a_merge_takes_two(cast):
    with pytest.raises(rules.TooFew):
        do(actions.merge_units, [cast.unit], new(cast, "G.09"), by=cast.administrator)
    with pytest.raises(rules.TooFew):
        do(actions.merge_units, [cast.unit], cast.unit, by=cast.administrator)
    assert not UnitEvent.objects.filter(kind="merged").exists()


def split(cast, *weights, below=0, **more):
    parts = [(new(cast, f"G.07{n}", f"Phần {n}"), weight) for n, weight in enumerate(weights)]
    return do(
        actions.split_unit,
        cast.unit,
        parts,
        below={cast.leaf.pk: below},
        by=cast.administrator,
        **more,
    )


def test_a_split_shares_by_weights_to_the_last_unit(cast):
    split(cast, 3334, 3333, 3333, below=2)
    assert names(DAY) == ["Phần 0", "Phần 1", "Phần 2", "Đơn vị 08"]
    assert names(DAY, Unit.objects.get(code="G.072")) == ["Đơn vị 07.1"]
    shared = map_of(DAY).carried(cast.unit.pk, 10)
    assert sorted(shared.values()) == [3, 3, 4]


def test_weights_must_make_one_whole(cast):
    for weights in ((5000, 4999), (5000, 5001), (10000,), (10000, 0), ()):
        with pytest.raises(rules.WrongShares):
            split(cast, *weights)
    with pytest.raises(rules.UnitsBelow, match=r"07\.1"):
        split(cast, 5000, 5000, below=2)
    assert UnitSpan.objects.count() == 4


def test_a_closed_unit_leaves_what_is_below_to_another(cast):
    with pytest.raises(rules.UnitsBelow, match=r"07\.1"):
        do(actions.close_unit, cast.unit, by=cast.administrator)
    with pytest.raises(rules.UnitsBelow):
        do(actions.close_unit, cast.unit, below=cast.leaf, by=cast.administrator)
    do(actions.close_unit, cast.unit, below=cast.sibling, by=cast.administrator)
    assert names(DAY, cast.sibling) == ["Đơn vị 07.1"]
    assert map_of(DAY).carried(cast.unit.pk, 5) == {cast.root.pk: 5}


def test_a_whole_branch_closes_at_once(cast):
    do(actions.close_unit, cast.unit, is_branch=True, by=cast.administrator)
    assert len(tree(DAY)) == 2
    assert map_of(DAY).sources([cast.root.pk]) == {cast.root.pk, cast.unit.pk, cast.leaf.pk}


def test_a_level_is_abolished_whole_or_not_at_all(cast):
    actions.create_unit("G.08.1", "Tổ 1", cast.sibling, on=DAY, by=cast.administrator, at=AT)
    with pytest.raises(rules.LaterChange):
        do(actions.abolish_level, [cast.unit, cast.sibling], on=BEFORE, by=cast.administrator)
    assert names(DAY) == ["Đơn vị 07", "Đơn vị 08"]
    events = do(actions.abolish_level, [cast.unit, cast.sibling], on=AFTER, by=cast.administrator)
    assert len(events) == 2
    assert names(AFTER) == ["Đơn vị 07.1", "Tổ 1"]
    assert {tree(AFTER).node(node.id).level for node in tree(AFTER).children(cast.root.pk)} == {2}


def test_two_levels_one_below_the_other_can_go_at_once(cast):
    deep = actions.create_unit("G.07.1.1", "Tổ", cast.leaf, on=START, by=cast.administrator, at=AT)
    do(actions.abolish_level, [cast.unit, cast.leaf], by=cast.administrator)
    assert tree(DAY).parent(deep.pk).id == cast.root.pk
    assert map_of(DAY).carried(cast.leaf.pk, 3) == {cast.root.pk: 3}


def test_nothing_changes_before_a_change_already_made(cast):
    do(actions.move_unit, cast.leaf, cast.sibling, by=cast.administrator)
    for action, args in (
        (actions.move_unit, (cast.unit, cast.sibling)),
        (actions.close_unit, (cast.leaf,)),
    ):
        with pytest.raises(rules.LaterChange, match="1/10/2022"):
            do(action, *args, on=BEFORE, by=cast.administrator)
    with pytest.raises(rules.LaterChange):
        actions.create_unit("X", "X", cast.leaf, on=BEFORE, by=cast.administrator, at=AT)
    do(actions.close_unit, cast.leaf, on=AFTER, by=cast.administrator)
    with pytest.raises(rules.NotStanding):
        do(actions.rename_unit, cast.leaf, "Tên", on=AFTER, by=cast.administrator)


def test_a_name_decided_for_later_stands_in_the_way_of_nothing_it_does_not_touch(cast):
    told = {"on": BEFORE, "by": cast.administrator}
    do(actions.rename_unit, cast.unit, "Đơn vị Bảy", by=cast.administrator)
    actions.create_unit("G.07.2", "Tổ", cast.unit, on=BEFORE, by=cast.administrator, at=AT)
    beside = actions.create_unit("G.09", "Chín", cast.root, on=BEFORE, by=cast.administrator, at=AT)
    do(actions.move_unit, cast.unit, cast.sibling, **told)
    assert [node.name for node in tree(BEFORE).children(cast.sibling.pk)] == ["Đơn vị 07"]
    for day in (DAY, AFTER):
        assert "Đơn vị Bảy" in names(day, cast.sibling)
        assert tree(day).node(cast.unit.pk).level == 3
        assert tree(day).node(cast.leaf.pk).level == 4
    do(actions.rename_unit, beside, "Chín A", on=AFTER, by=cast.administrator)
    do(actions.rename_unit, beside, "Chín B", **told)  # until the next name
    assert tree(DAY).node(beside.pk).name == "Chín B"
    assert tree(AFTER).node(beside.pk).name == "Chín A"
    with pytest.raises(rules.LaterChange, match="1/1/2023"):  # closed units bear no new name
        do(actions.close_unit, beside, by=cast.administrator)


def test_a_name_goes_on_through_places_decided_already(cast):
    do(actions.move_unit, cast.leaf, cast.sibling, by=cast.administrator)
    do(actions.close_unit, cast.leaf, on=AFTER, by=cast.administrator)
    do(actions.rename_unit, cast.leaf, "Tổ một", on=BEFORE, by=cast.administrator)
    assert names(BEFORE, cast.unit) == names(DAY, cast.sibling) == ["Tổ một"]
    assert cast.leaf.pk not in tree(AFTER)


def test_what_is_set_up_for_later_stands_in_the_way_of_nobody_beside_it(cast):
    told = {"by": cast.administrator, "at": AT}
    actions.create_unit("G.09", "Chín", cast.root, on=AFTER, **told)
    actions.create_unit("G.10", "Mười", cast.root, on=BEFORE, **told)
    do(actions.move_unit, cast.leaf, cast.root, on=BEFORE, by=cast.administrator)
    actions.create_unit("G.08.1", "Tám một", cast.sibling, on=AFTER, **told)
    with pytest.raises(rules.LaterChange, match="1/1/2023"):  # that one would hang in the air
        do(actions.close_unit, cast.sibling, on=BEFORE, by=cast.administrator)


def test_what_rests_on_the_tree_is_named_and_nothing_is_half_done(cast, monkeypatch):
    asked = []

    def check(unit_ids, on):
        asked.append((set(unit_ids), on))
        return [Obstacle("Đơn vị 07: Báo cáo nửa năm", date(2023, 1, 1))]

    monkeypatch.setattr(registry, "_checks", [check])
    with pytest.raises(rules.InTheWay) as refused:
        do(actions.merge_units, [cast.unit, cast.sibling], new(cast, "G.09"), by=cast.administrator)
    assert refused.value.messages[1:-1] == ["Đơn vị 07: Báo cáo nửa năm"]
    assert "1/1/2023" in refused.value.messages[-1]
    assert asked == [({cast.unit.pk, cast.leaf.pk, cast.sibling.pk}, DAY)]
    assert (Unit.objects.count(), UnitSpan.objects.count()) == (4, 4)


def test_only_administrators_change_units(cast):
    for nobody in (cast.planner, cast.chief, cast.unit_chief, cast.reader):
        for action, args, more in (
            (actions.rename_unit, (cast.unit, "X"), {}),
            (actions.move_unit, (cast.unit, cast.sibling), {}),
            (actions.merge_units, ([cast.unit], cast.sibling), {}),
            (actions.split_unit, (cast.unit, [(cast.sibling, WHOLE)]), {"below": {}}),
            (actions.close_unit, (cast.unit,), {}),
            (actions.abolish_level, ([cast.unit],), {}),
        ):
            with pytest.raises(PermissionDenied):
                do(action, *args, by=nobody, **more)


def test_places_on_lines_end_and_those_below_hang_on_the_heir(cast):
    line = actions.open_line("thanh-nien", "Công tác thanh niên", by=cast.administrator, at=AT)
    rows = [
        actions.LinePlace(unit, parent, START)
        for unit, parent in ((cast.unit, cast.root), (cast.leaf, cast.unit))
    ]
    actions.take_in_line_places(line, rows, by=cast.administrator, at=AT)
    event = do(
        actions.merge_units, [cast.unit, cast.sibling], new(cast, "G.09"), by=cast.administrator
    )
    held = LineSpan.objects.on(DAY)
    assert [(span.unit_id, span.parent_id) for span in held] == [(cast.leaf.pk, event.unit_id)]
    assert LineSpan.objects.on(BEFORE).count() == 2


def test_what_a_closed_unit_had_ends_with_it_and_a_neighbours_stays(cast):
    told = {"on": START, "by": cast.administrator, "at": AT}
    heir = actions.create_unit("G.09", "Đơn vị 09", cast.root, **told)
    line = actions.open_line("thanh-nien", "Thanh niên", by=cast.administrator, at=AT)
    series = {}
    for unit in (cast.unit, cast.sibling):
        organ = actions.open_organ(unit, OrganKind.STAFF, "Phòng", Layout.STATE, **told)
        named = ("ke-hoach", "Kế hoạch năm", "plan", "KH-P", Restart.YEAR)
        series[unit] = actions.open_series(organ, *named, **told)
    rows = [
        actions.LinePlace(below, above, START)
        for below, above in ((cast.unit, heir), (cast.leaf, cast.unit), (cast.sibling, heir))
    ]
    actions.take_in_line_places(line, rows, by=cast.administrator, at=AT)
    do(actions.close_unit, cast.unit, below=heir, by=cast.administrator)
    assert list(Organ.objects.on(DAY).values_list("unit", flat=True)) == [cast.sibling.pk]
    assert list(NumberSeries.objects.on(DAY)) == [series[cast.sibling]]
    assert set(LineSpan.objects.on(DAY).values_list("unit", "parent")) == {
        (cast.leaf.pk, cast.root.pk),
        (cast.sibling.pk, heir.pk),
    }
    assert Organ.objects.on(BEFORE).count() == NumberSeries.objects.on(BEFORE).count() == 2


def test_the_papers_of_a_closed_unit_stay_in_reach_of_those_above_and_of_its_heir(cast):
    do(actions.merge_units, [cast.unit], cast.sibling, by=cast.administrator)
    reached = unit_ids(cast.planner, "reports.see", AFTER)
    assert {cast.unit.pk, cast.leaf.pk} <= reached
    assert unit_ids(cast.reporter, "reports.see", AFTER) == set()  # appointments end with the unit
    assert cast.unit.pk in unit_ids(cast.stranger, "indicators.see", AFTER)
    assert cast.unit.pk not in unit_ids(cast.stranger, "indicators.see", BEFORE)
