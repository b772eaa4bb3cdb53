from datetime import date, timedelta

import pytest

from nhip.office.documents.actions import strike_document
from nhip.office.documents.tests.makers import AT, month, organ, paper, quarter, series, year
from nhip.organisation.units.models import NumberSeries
from nhip.organisation.units.registry import open_at
from nhip.work.indicators.registry import Part, counter
from nhip.work.indicators.tests.bench import assert_parts_open_their_rows
from nhip.work.plans.actions import strike_plan
from nhip.work.plans.choices import MODEL_UNIT

from .makers import appraised, received

WINDOW = (date(2020, 1, 1), date(2022, 1, 1))


def everyone(cast):
    return {cast.root.pk, cast.unit.pk, cast.sibling.pk, cast.leaf.pk}


def count(cast, key, unit_ids=None):
    return counter(key).count(unit_ids or everyone(cast), *WINDOW)


@pytest.fixture
def committee(cast):
    return organ(cast.root)


@pytest.fixture
def plans(cast, committee):
    by = cast.planner
    received(cast.sibling, committee, 2021, by=by)
    appraised(cast.unit, committee, 2019, by=by)
    return [
        appraised(cast.unit, committee, 2020, by=by),
        appraised(cast.unit, committee, 2021, by=by),
        appraised(cast.unit, committee, 2021, by=by, kind=MODEL_UNIT),
    ]


def test_appraised_plans_are_counted_by_kind_with_the_units_due(cast, plans):
    found = count(cast, "plans_appraised")
    assert (found.amount, found.n, found.of_n, found.of_what) == (3, 1, 2, "đơn vị")
    assert found.parts == "2 kế hoạch năm, 1 kế hoạch xây dựng đơn vị “Mẫu mực, tiêu biểu”"
    assert count(cast, "plans_appraised", {cast.sibling.pk}).amount == 0


def test_closing_a_unit_lists_its_plans_that_wait_and_those_that_wait_at_its_organs(cast, plans):
    def listed(unit, *, closes=True):
        return [each.words for each in open_at([unit.pk], WINDOW[1], closes=closes)]

    waits = f"Đơn vị 08: Kế hoạch công tác năm 2021 của {cast.sibling}"
    assert waits in listed(cast.sibling)
    assert waits in listed(cast.root)
    assert not [words for words in listed(cast.unit) if "Kế hoạch công tác" in words]
    assert listed(cast.sibling, closes=False) == []


def test_a_struck_plan_no_longer_counts(cast, plans):
    strike_plan(plans[0], reason="ghi trùng", by=cast.planner, at=AT)
    assert count(cast, "plans_appraised").amount == 2


def test_plans_by_kind_and_year(cast, plans):
    assert_parts_open_their_rows(counter("plans_appraised"), everyone(cast), *WINDOW)
    shares = counter("plans_appraised").shares(everyone(cast), *WINDOW)
    assert [share.years for share in shares] == [{2020: 1, 2021: 1}, {2021: 1}]


@pytest.fixture
def papers(cast, committee):
    """Programmes in two series, of which one has begun a year later; reports and notices of three spans."""
    by = cast.planner
    first = series(committee, "programme", "a")
    second = series(committee, "programme", "b", sign="CTr-CT")
    made = [
        paper(first, date(2020, 1, 5), by=by, about=month(2020, 1)),
        paper(first, date(2021, 1, 5), by=by, about=month(2021, 1)),
        paper(second, date(2021, 2, 5), by=by, about=month(2021, 2)),
    ]
    paper(first, date(2021, 3, 5), by=by, about=year(2021))
    reports = series(committee, "report", sign="BC-CT")
    notices = series(committee, "notice", sign="TB-CT")
    paper(reports, date(2021, 1, 5), by=by, about=month(2021, 1))
    paper(reports, date(2021, 4, 5), by=by, about=quarter(2021, 1))
    paper(notices, date(2021, 12, 20), by=by, about=year(2021))
    paper(notices, date(2021, 12, 21), by=by)
    paper(series(committee, "directive", sign="CT-BCH"), date(2020, 1, 2), by=by)
    paper(series(committee, "plan", sign="KH-BCH"), date(2021, 1, 2), by=by, about=year(2021))
    return made


def test_programmes_are_counted_over_their_series(cast, papers):
    found = count(cast, "programmes")
    assert (found.amount, found.n, found.of_n, found.of_what) == (3, 2, 2, "loạt")
    assert found.parts == "2 + 1, hai loạt"
    assert count(cast, "programmes", {cast.unit.pk}).amount == 0


def test_reports_and_notices_are_told_by_span(cast, papers):
    found = count(cast, "reports_notices")
    assert (found.amount, found.parts) == (3, "1 tháng, 1 quý, 1 năm")
    shares = counter("reports_notices").shares(everyone(cast), *WINDOW)
    assert {share.group for share in shares} == {"tháng", "quý", "năm"}


def test_yearly_papers_are_due_in_each_year(cast, papers):
    for key in ("directives", "plans_yearly"):
        found = count(cast, key)
        assert (found.amount, found.n, found.of_n, found.of_what) == (1, 1, 2, "năm")
        a_day_more = counter(key).count(everyone(cast), WINDOW[0], WINDOW[1] + timedelta(days=1))
        assert a_day_more.of_n == 3


def test_a_series_without_a_paper_in_the_window_is_missing(cast, papers):
    strike_document(papers[2], reason="ghi trùng", by=cast.planner, at=AT)
    found = count(cast, "programmes")
    assert (found.amount, found.n, found.of_n) == (2, 1, 2)


def test_a_series_is_due_where_it_is_open_in_the_window_and_its_organ_is_asked(
    cast, committee, papers
):
    def one_more(of, code, on, **days):
        added = series(of, "programme", code, sign=f"CTr-{code}")
        paper(added, on, by=cast.planner, about=month(on.year, on.month))
        NumberSeries.objects.filter(pk=added.pk).update(**days)

    one_more(committee, "cu", date(2019, 5, 5), end_on=WINDOW[0])
    one_more(committee, "moi", date(2022, 1, 5), start_on=WINDOW[1])
    one_more(organ(cast.sibling), "ban", date(2019, 5, 5), start_on=date(2019, 1, 1))
    series(committee, "programme", "trong", sign="CTr-T")
    assert count(cast, "programmes", {cast.root.pk}).of_n == 2
    one_more(committee, "dau", date(2019, 5, 5), end_on=WINDOW[0] + timedelta(days=1))
    one_more(committee, "cuoi", date(2022, 1, 5), start_on=WINDOW[1] - timedelta(days=1))
    assert count(cast, "programmes", {cast.root.pk}).of_n == 4
    assert count(cast, "programmes").of_n == 5


def test_the_rows_are_lines_of_the_register(cast, papers):
    rows = counter("programmes").rows(everyone(cast), *WINDOW)
    assert len(rows) == 3
    assert [row.on for row in rows[:5]] == [date(2020, 1, 5), date(2021, 1, 5), date(2021, 2, 5)]
    assert rows[0].url == f"/lam-viec/van-ban/{papers[0].pk}/"
    assert rows[0].by == "trợ lý kế hoạch, Cơ quan gốc"


def test_a_share_leads_to_the_papers_of_its_series(cast, papers):
    shares = counter("programmes").shares(everyone(cast), *WINDOW)
    assert [share.years for share in shares] == [{2020: 1, 2021: 1}, {2021: 1}]
    part = Part(shares[1].key)
    [row] = counter("programmes").rows(everyone(cast), *WINDOW, part)
    assert row.url == f"/lam-viec/van-ban/{papers[2].pk}/"


@pytest.mark.parametrize("key", ["programmes", "reports_notices", "plans_yearly", "directives"])
def test_every_number_of_a_part_opens_so_many_papers(cast, papers, key):
    assert_parts_open_their_rows(counter(key), everyone(cast), *WINDOW)
