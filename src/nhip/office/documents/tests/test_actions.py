from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from nhip.office.documents.actions import register_document, strike_document
from nhip.office.documents.models import Document
from nhip.office.documents.rules import SeriesClosed
from nhip.office.documents.signals import papers_registered, register_changed
from nhip.office.records.rules import AlreadyStruck
from nhip.organisation.journal.queries import history
from nhip.organisation.journal.rules import NoReason

from .makers import AT, month, organ, paper, series


@pytest.fixture
def programmes(cast):
    return series(organ(cast.root), "programme")


@pytest.fixture
def heard():
    said = []

    def listen(sender, **told):
        said.append((told["document"], told["cause"]))

    def listen_to_many(sender, entered, **rest):
        said.extend((each.document, each.cause) for each in entered)

    register_changed.connect(listen)
    papers_registered.connect(listen_to_many)
    yield said
    register_changed.disconnect(listen)
    papers_registered.disconnect(listen_to_many)


def test_a_series_counts_on_and_begins_again_each_year(cast, programmes):
    numbers = [
        paper(programmes, day, by=cast.planner).symbol
        for day in (date(2020, 11, 30), date(2020, 12, 31), date(2021, 1, 4))
    ]
    assert numbers == ["01/CTr-BCH", "02/CTr-BCH", "01/CTr-BCH"]


def test_a_series_of_a_term_counts_through_the_years(cast):
    of_term = series(organ(cast.root), "directive", sign="CT/ĐU", restarts="term")
    numbers = [
        paper(of_term, day, by=cast.planner).symbol
        for day in (date(2020, 12, 31), date(2021, 1, 4))
    ]
    assert numbers == ["01/CT/ĐU", "02/CT/ĐU"]


def test_the_number_of_a_struck_paper_stays_taken(cast, programmes):
    first = paper(programmes, date(2021, 1, 4), by=cast.planner)
    strike_document(first, reason="ghi trùng", by=cast.planner, at=AT)
    assert paper(programmes, date(2021, 2, 1), by=cast.planner).symbol == "02/CTr-BCH"


def test_a_paper_is_registered_with_its_span_and_its_history(cast, programmes, heard):
    made = paper(programmes, date(2021, 1, 4), by=cast.planner, about=month(2021, 1))
    assert (made.about_start_on, made.about_end_on) == (date(2021, 1, 1), date(2021, 2, 1))
    assert made.organ == programmes.organ
    assert [doing.verb for doing in history(made)] == ["document.registered"]
    ((document, cause),) = heard
    assert (document, "01/CTr-BCH" in cause) == (made, True)


def test_a_series_gives_no_number_outside_its_days(cast, programmes):
    programmes.end_on = date(2021, 1, 1)
    programmes.save()
    with pytest.raises(SeriesClosed):
        paper(programmes, date(2021, 1, 1), by=cast.planner)
    with pytest.raises(SeriesClosed):
        paper(programmes, date(2014, 12, 31), by=cast.planner)


@pytest.mark.parametrize("who", ["reporter", "stranger", "reader", "editor", "chief"])
def test_only_the_planner_keeps_the_register(cast, programmes, who):
    with pytest.raises(PermissionDenied):
        register_document(
            programmes,
            issued_on=date(2021, 1, 4),
            subject="x",
            about=None,
            by=getattr(cast, who),
            at=AT,
        )
    made = paper(programmes, date(2021, 1, 4), by=cast.planner)
    with pytest.raises(PermissionDenied):
        strike_document(made, reason="ghi trùng", by=getattr(cast, who), at=AT)


def test_a_struck_paper_stays_with_its_reason(cast, programmes, heard):
    made = paper(programmes, date(2021, 1, 4), by=cast.planner)
    struck = strike_document(made, reason="ghi trùng", by=cast.planner, at=AT)
    assert (struck.struck_at, struck.strike_reason) == (AT, "ghi trùng")
    assert not Document.objects.standing().exists()
    assert history(made)[-1].said == {"reason": "ghi trùng"}
    assert "ghi trùng" in heard[-1][1]


def test_a_paper_is_struck_once_and_for_a_reason(cast, programmes):
    made = paper(programmes, date(2021, 1, 4), by=cast.planner)
    with pytest.raises(NoReason):
        strike_document(made, reason=" ", by=cast.planner, at=AT)
    strike_document(made, reason="ghi trùng", by=cast.planner, at=AT)
    with pytest.raises(AlreadyStruck):
        strike_document(made, reason="ghi trùng", by=cast.planner, at=AT)
