from dataclasses import replace
from datetime import date

import pytest

from nhip.office.figures import registry as figures
from nhip.office.figures.actions import release
from nhip.office.figures.queries import offers
from nhip.office.figures.registry import Reference
from nhip.work.indicators.queries import IndicatorSource

from .bench import AT, H1, YEAR, collected, divided, period, report


def ref(key, unit, window=H1):
    return Reference(key, unit.pk, *window, "accepted")


def test_a_figure_is_told_with_its_definition_and_coverage(cast, collector):
    collected(
        "held", name="Buổi học", definition="Mỗi buổi một lần.", measure="buổi", is_sample=True
    )
    collector.owe(cast.unit, cast.sibling, period=period(2022, 1))
    report(cast.unit, period(2022, 1), cast.reporter, held=4)
    found = figures.resolve(ref("held", cast.root))
    assert (found.amount, found.label, found.measure) == (4, "Buổi học", "buổi")
    assert found.definition == "Mỗi buổi một lần."
    assert (found.coverage, found.n, found.of_n) == ("1 trong 2 đơn vị", 1, 2)
    assert found.is_sample
    assert figures.resolve(ref("unknown", cast.root)) is None


def test_several_figures_of_a_window_are_resolved_at_one_stroke(cast, collector, same_queries):
    for number in range(8):
        collected(f"k{number}")
    report(cast.unit, period(2022, 1), cast.reporter, **{f"k{n}": n for n in range(8)})
    refs = [ref(f"k{number}", cast.root) for number in range(8)]
    figures.resolve_all(refs[:2])
    with same_queries():
        figures.resolve_all(refs[:2])
    with same_queries():
        found = figures.resolve_all(refs)
    assert [found[each].amount for each in refs] == list(range(8))


def test_search_is_blind_to_marks_and_offers_windows_in_use(cast, collector, counter):
    collected("held", name="Buổi học nghị quyết")
    collected("planned", name="Buổi học theo kế hoạch")
    report(cast.unit, period(2022, 1), cast.reporter, held=4)
    report(cast.unit, period(2021, 2), cast.reporter, held=3)
    search = IndicatorSource().search
    assert [(each.ref.key, each.resolved.amount, each.window) for each in search(
        "NGHI quyet", cast.root.pk
    )] == [("held", 4, "1/1/2022–30/6/2022"), ("held", 3, "1/7/2021–31/12/2021")]  # fmt: skip
    assert [each.ref.key for each in search("hel", cast.root.pk)] == ["held", "held"]
    # Nobody reported it: a chooser says so, once.
    [unsaid] = search("buoi hoc ke hoach", cast.root.pk)
    assert (unsaid.resolved.amount, unsaid.window) == (None, "1/1/2022–30/6/2022")
    assert {each.resolved.amount for each in search("buoi hoc", cast.sibling.pk)} == {None}
    assert search("khong co", cast.root.pk) == []


def test_released_windows_are_offered_first(cast, collector, counter):
    counter.records = [(date(2019, 5, 5), cast.unit.pk), (date(2022, 5, 5), cast.unit.pk)]
    collected("held")
    report(cast.unit, period(2022, 1), cast.reporter, held=4)
    five_years = (date(2017, 1, 1), date(2022, 1, 1))
    release(ref("lessons", cast.root, five_years), by=cast.chief, at=AT)
    found = offers("lop", cast.root.pk)
    assert [
        (each.offer.window, each.offer.resolved.amount, each.is_released) for each in found
    ] == [
        ("2017–2021", 1, True),
        ("1/1/2022–30/6/2022", 1, False),
    ]


def test_the_address_of_a_figure_is_the_page_that_takes_it_apart(cast, collector):
    collected("held")
    assert IndicatorSource().addresses([held := ref("held", cast.unit)])[held] == (
        "/lam-viec/tong-hop/held/?don-vi=G.07&tu=2022-01-01&den=2022-06-30&co-so=accepted"
    )
    unknown = ref("unknown", cast.unit)
    assert unknown not in IndicatorSource().addresses([unknown])


def test_sensitive_counts_of_few_people_are_withheld(cast, collector):
    items = {"party": "đảng viên", "other": "quần chúng"}
    sensitive = collected("disciplined", items, is_sensitive=True)
    received = collected("members")
    divided("rate", sensitive, received)
    report(cast.unit, period(2022, 1), cast.reporter, disciplined=4, members=100)
    report(cast.sibling, period(2022, 1), cast.reporter, disciplined=0, members=100)
    report(
        cast.root, period(2022, 1), cast.planner, disciplined=8, disciplined__party=7,
        disciplined__other=1, members=50,
    )  # fmt: skip

    def is_withheld(key, unit):
        return figures.resolve(ref(key, unit)).is_withheld

    assert is_withheld("disciplined", cast.unit)
    assert not is_withheld("disciplined", cast.sibling)  # zero says nothing of anybody
    assert not is_withheld("disciplined", cast.root)
    assert is_withheld("rate", cast.unit)
    assert not is_withheld("rate", cast.root)
    assert not is_withheld("members", cast.unit)
    assert figures.resolve(ref("disciplined", cast.unit)).parts == ""
    assert figures.resolve(ref("disciplined", cast.root)).parts == ""  # one person would show


@pytest.mark.parametrize(("people", "is_withheld"), [(1, True), (4, True), (5, False)])
def test_fewer_than_five_people_are_few(cast, collector, people, is_withheld):
    collected("disciplined", is_sensitive=True)
    report(cast.unit, period(2022, 1), cast.reporter, disciplined=people)
    assert figures.resolve(ref("disciplined", cast.unit)).is_withheld == is_withheld


def test_what_a_parent_leaves_over_is_not_revealed_by_subtraction(cast, collector):
    collected("disciplined", is_sensitive=True)
    report(cast.unit, period(2022, 1), cast.reporter, disciplined=20)
    report(cast.sibling, period(2022, 1), cast.reporter, disciplined=3)
    assert figures.resolve(ref("disciplined", cast.unit)).is_withheld
    assert not figures.resolve(ref("disciplined", cast.root)).is_withheld


def test_an_address_is_offered_to_whoever_may_open_it(cast, collector):
    collected("held")
    asked = ref("held", cast.root)
    waiting = replace(asked, basis="submitted")
    for who, opened in (
        (cast.planner, {asked, waiting}),
        (cast.editor, {asked}),
        (cast.publisher, {asked}),
        (cast.reporter, set()),
        (cast.reader, set()),
    ):
        assert set(IndicatorSource().addresses([asked, waiting], who)) == opened, who


TWO_YEARS = date(2021, 1, 1), date(2023, 1, 1)


def test_a_figure_of_several_years_says_each_and_asks_no_more_for_it(cast, collector, same_queries):
    collected("held")
    collected("members", time_rule="last")
    divided("rate", *(collected(key) for key in ("above", "below")))
    for year, amount in ((2021, 3), (2022, 1200)):
        said = {"held": amount, "members": amount, "above": amount, "below": 10}
        report(cast.unit, period(year, 1), cast.reporter, **said)
        report(cast.sibling, period(year, 2), cast.reporter, held=1)
    keys = ("held", "members", "rate")
    refs = [ref(key, cast.root, TWO_YEARS) for key in keys]
    figures.resolve_all(refs)
    with same_queries():
        figures.resolve_all([ref(key, cast.root, YEAR) for key in keys])
    with same_queries():
        found = figures.resolve_all(refs)
    assert [found[each].years for each in refs] == ["2021: 4; 2022: 1.201", "", ""]
    assert found[refs[0]].amount == 1205
    assert figures.resolve(ref("held", cast.root, YEAR)).years == ""


def test_no_year_is_told_where_one_of_them_counts_few_people(cast, collector):
    collected("disciplined", is_sensitive=True)
    for year, mine, theirs in ((2021, 20, 20), (2022, 20, 20)):
        report(cast.unit, period(year, 1), cast.reporter, disciplined=mine)
        report(cast.sibling, period(year, 1), cast.reporter, disciplined=theirs)
    assert figures.resolve(ref("disciplined", cast.unit, TWO_YEARS)).years == "2021: 20; 2022: 20"
    report(cast.sibling, period(2022, 1), cast.reporter, disciplined=3)
    told = figures.resolve(ref("disciplined", cast.unit, TWO_YEARS))
    assert (told.amount, told.is_withheld, told.years) == (40, False, "")  # 3 are left over
    assert figures.resolve(ref("disciplined", cast.root, TWO_YEARS)).years == "2021: 40; 2022: 23"
    report(cast.unit, period(2021, 1), cast.reporter, disciplined=4)
    told = figures.resolve(ref("disciplined", cast.unit, TWO_YEARS))
    assert (told.amount, told.is_withheld, told.years) == (24, False, "")
