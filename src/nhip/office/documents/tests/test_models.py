from datetime import date

import pytest

from nhip.office.documents.models import Document
from nhip.organisation.periods.rules import Span

from .makers import month, organ, paper, quarter, series, year


@pytest.fixture
def papers(cast):
    reports = series(organ(cast.root), "report", sign="BC-CT")
    day, by = date(2021, 5, 4), cast.planner
    return {
        "month": paper(reports, day, by=by, about=month(2021, 12)),
        "staggered": paper(reports, day, by=by, about=Span(date(2020, 12, 15), date(2021, 1, 15))),
        "quarter": paper(reports, day, by=by, about=quarter(2021, 4)),
        "year": paper(reports, day, by=by, about=year(2021)),
        "odd": paper(reports, day, by=by, about=Span(date(2021, 1, 1), date(2021, 2, 4))),
        "nothing": paper(reports, day, by=by, subject="Tổng kết Đề án “Đường dây nóng”"),
    }


def about(papers, *lengths):
    found = set(Document.objects.about_months(*lengths))
    return {name for name, each in papers.items() if each in found}


def test_papers_are_found_by_the_months_they_are_about(papers):
    assert about(papers, 1) == {"month", "staggered"}
    assert about(papers, 3, 12) == {"quarter", "year"}


@pytest.mark.parametrize("words", ["de an duong", "ĐỀ ÁN", "06/bc-ct", "nong   tong"])
def test_search_is_blind_to_marks_case_and_order(papers, words):
    assert list(Document.objects.matching(words)) == [papers["nothing"]]


def test_search_wants_every_word(papers):
    assert not Document.objects.matching("duong sat").exists()


def test_bulk_writes_can_be_searched_too(cast, papers):
    line = papers["nothing"]
    line.pk, line.number, line.symbol, line.subject = None, 99, "99/BC-CT", "Điều chỉnh"
    Document.objects.bulk_create([line])
    assert Document.objects.matching("dieu chinh").count() == 1
