from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhip.organisation.units.actions import move_unit
from nhip.organisation.units.rules import UnitDecision
from nhip.work.indicators.choices import NormSide, NormVerdict, Stage, TimeRule
from nhip.work.indicators.models import Indicator, PendingSum, Slice, Statement, Subtotal
from nhip.work.indicators.queries import children_totals, compared, explain, total, totals
from nhip.work.indicators.queries.explanations import entries

from .bench import AT, H1, H2, YEAR, collected, divided, period, report

LARGEST = 10**18 - 1


def of(key):
    return Indicator.objects.select_related("numerator", "denominator").get(key=key)


def amounts(totals):
    return [(each.node.name, each.is_own, each.total.amount) for each in totals]


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.dictionaries(
        st.tuples(
            st.sampled_from(["root", "unit", "sibling", "leaf"]),
            st.sampled_from([(2021, 1), (2021, 2), (2022, 1), (2022, 2)]),
            st.sampled_from(list(Stage)),
        ),
        st.integers(-LARGEST, LARGEST),
    )
)
def test_every_total_equals_adding_by_hand(cast, collector, reported):
    for table in (Statement, Slice, Subtotal, PendingSum):
        table.objects.all().delete()
    indicator = collected("hours", name="Giờ")
    for (who, half, stage), amount in reported.items():
        report(getattr(cast, who), period(*half), cast.reporter, [stage], hours=amount)
    below = {
        "root": {"root", "unit", "sibling", "leaf"},
        "unit": {"unit", "leaf"},
        "sibling": {"sibling"},
        "leaf": {"leaf"},
    }
    for stage in Stage:
        for top, units in below.items():
            for window, halves in ((YEAR, {(2022, 1), (2022, 2)}), (H2, {(2022, 2)})):
                by_hand = [
                    amount
                    for (who, half, its), amount in reported.items()
                    if who in units and half in halves and its == stage
                ]
                found = total(indicator, getattr(cast, top).pk, *window, stage)
                assert found.amount == (sum(by_hand) if by_hand else None)
                assert found.n == len(by_hand)
                parts = children_totals(indicator, getattr(cast, top).pk, *window, stage)
                known = [part.total.amount for part in parts if part.total.amount is not None]
                assert sum(known) == (found.amount or 0)
                assert bool(known) == (found.amount is not None)


def test_eighteen_digits_are_added_without_loss(cast, collector):
    indicator = collected("dong", decimals=2)
    for unit in (cast.root, cast.unit, cast.sibling, cast.leaf):
        for half in (1, 2):
            report(unit, period(2022, half), cast.reporter, dong=LARGEST)
    assert total(indicator, cast.root.pk, *YEAR, "accepted").amount == 8 * LARGEST
    for unit in (cast.root, cast.unit, cast.sibling, cast.leaf):
        report(unit, period(2022, 1), cast.reporter, dong=-LARGEST)
    assert total(indicator, cast.root.pk, *H1, "accepted").amount == -4 * LARGEST


def test_missing_is_told_and_never_zero(cast, collector):
    indicator = collected("classes_held")
    collector.owe(cast.sibling, period=period(2022, 2))
    unasked = total(indicator, cast.root.pk, *H1, "accepted")
    assert (unasked.amount, unasked.n, unasked.of_n) == (None, 0, 0)
    collector.owe(cast.unit, cast.sibling, cast.leaf, period=period(2022, 1))
    nothing = total(indicator, cast.root.pk, *H1, "accepted")
    assert nothing.amount is None
    assert (nothing.n, nothing.of_n) == (0, 3)
    report(cast.unit, period(2022, 1), cast.reporter, classes_held=None)
    nil = total(indicator, cast.root.pk, *H1, "accepted")
    assert nil.amount == 0
    assert (nil.n, nil.of_n, nil.nil_n) == (1, 3, 1)
    assert not nil.is_complete


def test_only_the_basis_asked_for_counts(cast, collector):
    indicator = collected("classes_held")
    report(cast.unit, period(2022, 1), cast.reporter, [Stage.SUBMITTED], classes_held=5)
    report(cast.sibling, period(2022, 1), cast.reporter, classes_held=2)
    assert total(indicator, cast.root.pk, *H1, "accepted").amount == 2
    assert total(indicator, cast.root.pk, *H1, "submitted").amount == 7


def test_coverage_says_units_for_a_period_and_reports_for_several(cast, collector):
    indicator = collected("classes_held")
    for half in (1, 2):
        collector.owe(cast.unit, cast.sibling, period=period(2022, half))
    report(cast.unit, period(2022, 1), cast.reporter, classes_held=1)
    report(cast.unit, period(2022, 2), cast.reporter, classes_held=1)
    assert total(indicator, cast.root.pk, *H1, "accepted").coverage == "1 trong 2 đơn vị"
    assert total(indicator, cast.root.pk, *YEAR, "accepted").coverage == "2 trong 4 báo cáo"


def test_coverage_never_says_units_where_a_unit_owes_more_than_once(cast, collector):
    indicator = collected("classes_held")
    for half in (1, 2):
        collector.owe(cast.unit, cast.sibling, period=period(2022, half))
    report(cast.unit, period(2022, 1), cast.reporter, classes_held=1)
    assert total(indicator, cast.root.pk, *YEAR, "accepted").coverage == "1 trong 4 báo cáo"


def test_a_ratio_is_as_complete_as_the_side_that_can_miss_something(cast, collector, counter):
    held, lessons = collected("classes_held"), Indicator.objects.get(key="lessons")
    ratio = divided("held_by_lesson", held, lessons)
    counter.records = [(date(2022, 3, 1), cast.unit.pk)]
    collector.owe(cast.unit, cast.sibling, period=period(2022, 1))
    report(cast.unit, period(2022, 1), cast.reporter, classes_held=1)
    assert total(lessons, cast.root.pk, *H1, "accepted").coverage == ""
    assert total(ratio, cast.root.pk, *H1, "accepted").coverage == "1 trong 2 đơn vị"


def test_the_last_period_stands_for_the_year_and_who_is_not_in_it_is_missing(cast, collector):
    indicator = collected("cells", time_rule=TimeRule.LAST)
    for half in (1, 2):
        collector.owe(cast.unit, cast.sibling, period=period(2022, half))
    report(cast.unit, period(2022, 1), cast.reporter, cells=10)
    report(cast.sibling, period(2022, 1), cast.reporter, cells=20)
    first = total(indicator, cast.root.pk, *YEAR, "accepted")
    assert (first.amount, first.n, first.of_n) == (30, 2, 2)
    assert period(2022, 1).label in first.coverage
    report(cast.unit, period(2022, 2), cast.reporter, cells=11)
    second = total(indicator, cast.root.pk, *YEAR, "accepted")
    assert (second.amount, second.n, second.of_n) == (11, 1, 2)
    assert not total(indicator, cast.root.pk, *H2, "accepted").as_of
    assert amounts(children_totals(indicator, cast.root.pk, *YEAR, "accepted")) == [
        ("Đơn vị 07", False, 11),
        ("Đơn vị 08", False, None),
        ("Cơ quan gốc", True, None),
    ]


def test_a_window_that_cuts_a_period_counts_whole_ones_and_says_so(cast, collector):
    indicator = collected("classes_held")
    for index, amount in ((1, 10), (2, 20), (3, 40)):
        report(cast.unit, period(2022, index, "month"), cast.reporter, classes_held=amount)
    found = total(indicator, cast.root.pk, date(2022, 1, 10), date(2022, 3, 1), "accepted")
    assert found.amount == 20
    assert found.cut == [period(2022, 1, "month").label]
    assert found.cut[0] in found.coverage


def test_a_unit_that_reported_by_month_and_by_half_is_counted_once(cast, collector):
    indicator = collected("classes_held")
    report(cast.unit, period(2022, 1, "month"), cast.reporter, classes_held=3)
    report(cast.unit, period(2022, 1), cast.reporter, classes_held=10)
    report(cast.sibling, period(2022, 1, "month"), cast.reporter, classes_held=4)
    assert total(indicator, cast.root.pk, *H1, "accepted").amount == 14


def test_items_stand_beside_the_whole_and_are_not_added_to_it(cast, collector):
    items = {"on_site": "tại chỗ", "mobile": "lưu động", "other": "khác"}
    indicator = collected("sessions", items)
    report(
        cast.unit, period(2022, 1), cast.reporter, sessions=10, sessions__on_site=7,
        sessions__mobile=3,
    )  # fmt: skip
    report(cast.leaf, period(2022, 1), cast.reporter, sessions=5, sessions__on_site=5)
    found = total(indicator, cast.root.pk, *H1, "accepted")
    assert found.amount == 15
    assert [(item.name, item.amount) for item in found.items] == [
        ("tại chỗ", 12),
        ("lưu động", 3),
        ("khác", None),
    ]
    assert found.parts == "12 tại chỗ, 3 lưu động"


def test_a_ratio_divides_the_sums_and_compares_with_its_norm(cast, collector):
    above, below = collected("settled"), collected("received")
    divided(
        "settled_share", above, below, decimals=1, norm=900, norm_side=NormSide.AT_LEAST
    )  # fmt: skip
    collector.owe(cast.unit, cast.sibling, period=period(2022, 1))
    report(cast.unit, period(2022, 1), cast.reporter, settled=1, received=1)
    report(cast.sibling, period(2022, 1), cast.reporter, settled=8, received=10)
    found = total(of("settled_share"), cast.root.pk, *H1, "accepted")
    assert found.amount == 818  # 9 of 11, not the mean of 100 % and 80 %
    assert found.verdict == NormVerdict.MISSED
    assert (found.n, found.of_n) == (2, 2)
    assert [side.amount for side in found.sides] == [9, 11]
    assert amounts(children_totals(of("settled_share"), cast.root.pk, *H1, "accepted")) == [
        ("Đơn vị 07", False, 1000),
        ("Đơn vị 08", False, 800),
        ("Cơ quan gốc", True, None),
    ]


def test_counted_indicators_ask_their_counter_for_the_subtree(cast, counter):
    counter.records = [(date(2022, 3, 1), cast.unit.pk), (date(2022, 4, 1), cast.leaf.pk)]
    lessons = of("lessons")
    assert total(lessons, cast.root.pk, *H1, "accepted").amount == 2
    assert total(lessons, cast.leaf.pk, *H1, "accepted").amount == 1
    assert total(lessons, cast.sibling.pk, *H1, "accepted").amount == 0
    assert amounts(children_totals(lessons, cast.unit.pk, *H1, "accepted")) == [
        ("Đơn vị 07.1", False, 1),
        ("Đơn vị 07", True, 1),
    ]


def test_the_tree_of_the_last_day_of_the_window_counts(cast, collector):
    indicator = collected("classes_held")
    for half in (1, 2):
        report(cast.leaf, period(2022, half), cast.reporter, classes_held=half)
    decision = UnitDecision("QĐ 1")
    by = cast.administrator
    move_unit(cast.leaf, cast.sibling, on=date(2022, 7, 1), decision=decision, by=by, at=AT)
    assert total(indicator, cast.unit.pk, *H1, "accepted").amount == 1
    assert total(indicator, cast.unit.pk, *H2, "accepted").amount is None
    assert total(indicator, cast.sibling.pk, *YEAR, "accepted").amount == 3


def test_a_unit_that_did_not_stand_yet_has_no_totals(cast, collector, counter):
    before = (date(2014, 1, 1), date(2015, 1, 1))
    assert total(of("lessons"), cast.unit.pk, *before, "accepted").amount is None
    assert explain(of("lessons"), cast.unit.pk, *before, "accepted") is None


def test_a_comparison_has_the_window_before_and_the_year_before(cast, collector):
    indicator = collected("classes_held")
    for year, half, amount in ((2021, 1, 4), (2021, 2, 7), (2022, 1, 9)):
        report(cast.unit, period(year, half), cast.reporter, classes_held=amount)
    [line] = compared([indicator], cast.root.pk, *H1, "accepted")
    assert (line.now.amount, line.before.amount, line.last_year.amount) == (9, 7, 4)
    assert line.difference == 2


def test_an_explanation_leads_to_entries_and_says_what_is_missing(cast, collector):
    indicator = collected("classes_held")
    for year, half in ((2021, 2), (2022, 1), (2022, 2)):
        collector.owe(cast.unit, period=period(year, half))
    report(cast.unit, period(2021, 2), cast.reporter, classes_held=3)
    report(cast.unit, period(2022, 1), cast.reporter, [Stage.SUBMITTED], classes_held=None)
    found = explain(indicator, cast.unit.pk, date(2021, 7, 1), date(2023, 1, 1), "accepted")
    assert [node.name for node in found.path] == ["Cơ quan gốc"]
    missing, waiting, accepted = found.entries
    assert missing.is_missing
    assert missing.period == period(2022, 2)
    assert (waiting.submitted.is_nil, waiting.accepted) == (True, None)
    assert (accepted.accepted.amount, accepted.at) == (3, AT)
    assert accepted.address == f"/lam-viec/bao-cao/{cast.unit.pk}/"
    assert accepted.author == "trợ lý báo cáo, Đơn vị 07"


def test_totals_cost_the_same_number_of_queries_however_many_units_report(
    cast, collector, django_assert_num_queries
):
    keys = [collected(f"k{number}") for number in range(3)]
    keys.append(collected("stock", time_rule=TimeRule.LAST))
    divided("share", keys[0], keys[1])
    indicators = list(Indicator.objects.select_related("numerator", "denominator"))
    report(cast.unit, period(2022, 1), cast.reporter, k0=1, k1=2, stock=3)
    collector.owe(cast.unit, period=period(2022, 1))
    totals(indicators, cast.root.pk, *H1, "accepted")  # the tree is read once and kept
    with django_assert_num_queries(9):
        totals(indicators, cast.root.pk, *H1, "accepted")
    for unit in (cast.root, cast.sibling, cast.leaf):
        report(unit, period(2022, 1), cast.reporter, k0=1, k1=2, k2=2, stock=3)
        collector.owe(unit, period=period(2022, 1))
    with django_assert_num_queries(9):
        totals(indicators, cast.root.pk, *H1, "accepted")


@pytest.mark.parametrize("days", [1, 40])
def test_a_window_without_a_whole_period_has_no_total(cast, collector, days):
    indicator = collected("classes_held")
    report(cast.unit, period(2022, 1), cast.reporter, classes_held=3)
    start_on = date(2022, 3, 1)
    found = total(indicator, cast.root.pk, start_on, start_on + timedelta(days=days), "accepted")
    assert found.amount is None
    assert found.cut == [period(2022, 1).label]


def test_the_entries_of_a_unit_are_its_own_whole_figures_in_the_window(cast, collector):
    indicator, other = collected("classes_held"), collected("beside")
    said = {"classes_held": 5, "beside": 3, "classes_held__tin": 1}
    report(cast.unit, period(2022, 1), cast.reporter, **said)
    report(cast.unit, period(2021, 1), cast.reporter, classes_held=4)
    report(cast.sibling, period(2022, 1), cast.reporter, classes_held=7)
    [entry] = entries(indicator, cast.unit.pk, *YEAR)
    assert (entry.period, entry.accepted.amount) == (period(2022, 1), 5)
    [entry] = entries(other, cast.unit.pk, *YEAR)
    assert entry.accepted.amount == 3
