"""Totals on two maps: as reported, and on the map of a day, where successors hold what closed units left."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhip.organisation.journal.rules import FieldRefused
from nhip.organisation.units import actions
from nhip.organisation.units.models import Unit
from nhip.organisation.units.queries import tree
from nhip.organisation.units.rules import UnitDecision
from nhip.work.indicators.models import Indicator
from nhip.work.indicators.queries import children_totals, explain, total

from .bench import AT, H1, H2, YEAR, collected, divided, period, report

DAY, TODAY = date(2022, 10, 1), date(2023, 6, 1)
DECISION = UnitDecision("15/QĐ-ĐV", date(2022, 9, 20))


def do(action, *args, by, on=DAY, **more):
    return action(*args, decision=DECISION, on=on, by=by, at=AT, **more)


def by_name(indicator, unit, window, map_on=None):
    parts = children_totals(indicator, unit.pk, *window, "accepted", map_on=map_on)
    return {
        each.node.name: each.total.amount for each in parts if each.total.amount or not each.is_own
    }


@pytest.fixture
def lessons(cast, collector):
    indicator = collected("hours", name="Giờ")
    for unit, amount in ((cast.unit, 5), (cast.leaf, 2), (cast.sibling, 10)):
        report(unit, period(2022, 1), cast.reporter, hours=amount)
    return indicator


def test_a_merge_is_the_sum_of_histories(cast, lessons):
    into = actions.NewUnit("G.09", "Đơn vị 09", cast.root)
    merged = do(actions.merge_units, [cast.unit, cast.sibling], into, by=cast.administrator).unit
    assert by_name(lessons, cast.root, H1) == {"Đơn vị 07": 7, "Đơn vị 08": 10}
    assert by_name(lessons, cast.root, H1, TODAY) == {"Đơn vị 09": 17}
    assert by_name(lessons, merged, H1, TODAY) == {"Đơn vị 07.1": 2, "Đơn vị 09": 15}
    found = explain(lessons, merged.pk, *H1, "accepted", map_on=TODAY)
    told = [(each.node.name, each.reported.amount, each.part.amount) for each in found.carried]
    assert told == [("Đơn vị 07", 5, 5), ("Đơn vị 08", 10, 10)]
    assert {each.event.decision_number for each in found.carried} == {"15/QĐ-ĐV"}
    assert found.parts[-1].came_from == ["Đơn vị 07", "Đơn vị 08"]
    assert explain(lessons, cast.unit.pk, *H1, "accepted", map_on=TODAY) is None


def test_a_split_shares_each_value_exactly(cast, lessons):
    parts = [
        (actions.NewUnit(f"G.1{n}", f"Phần {n}", cast.root), w) for n, w in ((0, 2500), (1, 7500))
    ]
    do(actions.split_unit, cast.sibling, parts, below={}, by=cast.administrator)
    assert by_name(lessons, cast.root, H1, TODAY) == {"Đơn vị 07": 7, "Phần 0": 3, "Phần 1": 7}
    part = Unit.objects.get(code="G.10")
    assert total(lessons, part.pk, *H1, "accepted", map_on=TODAY).amount == 3
    found = explain(lessons, part.pk, *H1, "accepted", map_on=TODAY)
    assert [(each.reported.amount, each.part.amount) for each in found.carried] == [(10, 3)]


def test_a_window_over_a_change_keeps_what_was_reported_before_it(cast, lessons, collector):
    merged = do(actions.merge_units, [cast.unit], cast.sibling, by=cast.administrator).unit
    report(merged, period(2022, 2), cast.reporter, hours=100)
    assert by_name(lessons, cast.root, YEAR) == {"Đơn vị 07": 5, "Đơn vị 08": 112}
    assert by_name(lessons, cast.root, YEAR, TODAY) == {"Đơn vị 08": 117}
    assert by_name(lessons, cast.root, H2) == {"Đơn vị 07": None, "Đơn vị 08": 100}


def test_ratios_are_divided_after_both_sides_are_carried(cast, collector):
    above, below = collected("above"), collected("below")
    share = divided("share", above, below)
    report(cast.unit, period(2022, 1), cast.reporter, above=1, below=2)
    report(cast.sibling, period(2022, 1), cast.reporter, above=9, below=10)
    do(actions.merge_units, [cast.unit], cast.sibling, by=cast.administrator)
    share = Indicator.objects.select_related("numerator", "denominator").get(pk=share.pk)
    assert total(share, cast.sibling.pk, *H1, "accepted", map_on=TODAY).amount == 83


def test_records_counted_go_to_the_successors_too(cast, counter):
    indicator = Indicator.objects.get(key="lessons")
    counter.records = [(date(2022, 3, n), cast.sibling.pk) for n in (1, 2, 3)]
    parts = [(actions.NewUnit(f"G.1{n}", f"Phần {n}", cast.root), 5000) for n in (0, 1)]
    do(actions.split_unit, cast.sibling, parts, below={}, by=cast.administrator)
    assert by_name(indicator, cast.root, H1, TODAY) == {"Đơn vị 07": 0, "Phần 0": 2, "Phần 1": 1}
    assert total(indicator, cast.root.pk, *H1, "accepted", map_on=TODAY).amount == 3


def test_coverage_counts_each_report_once_on_both_maps(cast, lessons, collector):
    collector.owe(cast.root, cast.unit, cast.leaf, cast.sibling, period=period(2022, 1))
    do(actions.merge_units, [cast.unit], cast.sibling, by=cast.administrator)
    for map_on in (None, TODAY):
        found = total(lessons, cast.root.pk, *H1, "accepted", map_on=map_on)
        assert (found.n, found.of_n) == (3, 4)


kinds = st.sampled_from(["move", "merge", "merge new", "split", "close", "abolish", "rename"])
steps = st.lists(st.tuples(kinds, st.integers(0, 99), st.integers(0, 99)), max_size=6)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps, st.lists(st.integers(-50, 10**6), min_size=8, max_size=8), st.integers(0, 10_000))
def test_the_whole_is_the_same_on_both_maps(cast, collector, steps, amounts, weight):
    """Over random histories of moves, merges, splits and closings, in the middle of the window."""
    with transaction.atomic():
        indicator = collected("hours")
        happen(cast, steps[:3], "A", weight, month=3)
        at_half = tree(date(2022, 6, 30)).ids
        for unit_id, amount in zip(at_half, amounts, strict=False):
            unit = Unit.objects.get(pk=unit_id)
            report(unit, period(2022, 1), cast.reporter, hours=amount)
        happen(cast, steps[3:], "B", weight, month=8)
        for window in (H1, YEAR):
            reported = total(indicator, cast.root.pk, *window, "accepted")
            for map_on in (date(2022, 6, 30), TODAY):
                carried = total(indicator, cast.root.pk, *window, "accepted", map_on=map_on)
                assert carried.amount == reported.amount == sum(amounts[: len(at_half)])
                parts = children_totals(indicator, cast.root.pk, *window, "accepted", map_on=map_on)
                assert sum(each.total.amount or 0 for each in parts) == carried.amount
        transaction.set_rollback(True)


def happen(cast, steps, prefix, weight, *, month):
    """Let what can happen happen; what is refused leaves nothing."""
    for number, (kind, one, other) in enumerate(steps):
        on = date(2022, month, 1 + number)
        units = list(Unit.objects.filter(pk__in=tree(on).ids[1:]).order_by("pk"))
        if not units:
            return
        first, second = units[one % len(units)], units[other % len(units)]
        new = [actions.NewUnit(f"{prefix}{number}{n}", f"Mới {n}", cast.root) for n in (0, 1)]
        try:
            with transaction.atomic():
                if kind == "move":
                    do(actions.move_unit, first, second, on=on, by=cast.administrator)
                elif kind == "merge":
                    do(actions.merge_units, [first], second, on=on, by=cast.administrator)
                elif kind == "merge new":
                    do(actions.merge_units, [first, second], new[0], on=on, by=cast.administrator)
                elif kind == "split":
                    children = tree(on).children(first.pk)
                    below = {child.id: place % 2 for place, child in enumerate(children)}
                    parts = list(zip(new, (weight, 10_000 - weight), strict=True))
                    do(actions.split_unit, first, parts, below=below, on=on, by=cast.administrator)
                elif kind == "close":
                    do(actions.close_unit, first, is_branch=True, on=on, by=cast.administrator)
                elif kind == "abolish":
                    do(actions.abolish_level, [first], on=on, by=cast.administrator)
                else:
                    do(actions.rename_unit, first, "Tên mới", on=on, by=cast.administrator)
        except FieldRefused:
            continue
