from datetime import date

import pytest

from nhip.office.documents.actions import strike_document
from nhip.office.documents.tests.makers import AT, START, organ, paper, series
from nhip.organisation.people.actions import appoint
from nhip.organisation.people.models import Post
from nhip.organisation.periods.rules import Span
from nhip.work.commendations.actions import strike_certificate
from nhip.work.commendations.queries import decisions
from nhip.work.indicators.registry import counter
from nhip.work.indicators.tests.bench import assert_parts_open_their_rows

from .makers import awarded, decision

WINDOW = (date(2017, 1, 1), date(2022, 1, 1))


@pytest.fixture
def lines(cast):
    paper = decision(organ(cast.root), by=cast.planner)
    return [
        awarded(paper, cast.unit, "collective", by=cast.planner),
        awarded(paper, cast.sibling, "collective", by=cast.planner),
        awarded(paper, cast.unit, "individual", by=cast.planner),
    ]


def everyone(cast):
    return {cast.root.pk, cast.unit.pk, cast.sibling.pk, cast.leaf.pk}


def amounts(cast, unit_ids=None):
    return [
        counter(key).count(unit_ids or everyone(cast), *WINDOW).amount
        for key in ("commended_collectives", "commended_individuals")
    ]


def test_collectives_and_individuals_are_counted_apart(cast, lines):
    assert amounts(cast) == [2, 1]
    assert amounts(cast, {cast.sibling.pk}) == [1, 0]
    found = counter("commended_collectives").count(everyone(cast), *WINDOW)
    assert (found.n, found.of_n) == (0, 0)  # lines as they stand: nothing of them can be missing


def test_a_certificate_counts_where_its_reviewed_span_lies_inside_the_window(cast, lines):
    paper = lines[0].decision
    for span in (
        Span(date(2016, 12, 31), date(2022, 1, 1)),
        Span(date(2017, 1, 1), date(2022, 1, 2)),
        Span(date(2022, 1, 1), date(2022, 7, 1)),
    ):
        awarded(paper, cast.leaf, "collective", by=cast.planner, reviewed=span)
    awarded(
        paper,
        cast.leaf,
        "collective",
        by=cast.planner,
        reviewed=Span(date(2019, 1, 1), date(2020, 1, 1)),
    )
    assert amounts(cast) == [3, 1]


def test_a_struck_line_or_decision_no_longer_counts(cast, lines):
    strike_certificate(lines[0], reason="nhầm", by=cast.planner, at=AT)
    assert amounts(cast) == [1, 1]
    strike_document(lines[1].decision, reason="ban hành lại", by=cast.planner, at=AT)
    assert amounts(cast) == [0, 0]


def test_the_rows_lead_to_each_certificate(cast, lines):
    rows = counter("commended_individuals").rows(everyone(cast), *WINDOW)
    [row] = rows[:5]
    assert row.url == f"/lam-viec/khen-thuong/{lines[2].pk}/"
    assert row.by == "trợ lý kế hoạch, Cơ quan gốc"
    assert row.unit_id == cast.unit.pk


def test_a_share_leads_to_the_lines_of_its_decision(cast, lines):
    [share] = counter("commended_collectives").shares(everyone(cast), *WINDOW)
    assert share.years == {2022: 2}
    assert share.name == f"Quyết định {lines[0].decision.symbol}"
    awarded(
        decision(lines[0].decision.organ, by=cast.planner), cast.leaf, "collective", by=cast.planner
    )
    assert_parts_open_their_rows(counter("commended_collectives"), everyone(cast), *WINDOW)


def test_a_planner_chooses_among_the_decisions_of_the_own_branch_that_stand(cast, lines):
    post = Post.objects.get(name="trợ lý kế hoạch")
    appoint(cast.stranger, cast.sibling, post, "planner", on=START, by=cast.administrator, at=AT)
    own = organ(cast.sibling)
    kept, struck = decision(own, by=cast.stranger), decision(own, by=cast.stranger)
    paper(series(own, "directive"), date(2022, 7, 25), by=cast.stranger)
    decision(organ(cast.unit), by=cast.planner)
    strike_document(struck, reason="nhầm", by=cast.stranger, at=AT)
    awarded(kept, cast.sibling, "collective", by=cast.stranger)
    taken_out = awarded(kept, cast.sibling, "individual", by=cast.stranger)
    strike_certificate(taken_out, reason="nhầm", by=cast.stranger, at=AT)
    assert [(each.paper, each.lines) for each in decisions(cast.stranger, date(2022, 8, 1))] == [
        (kept, 1)
    ]
