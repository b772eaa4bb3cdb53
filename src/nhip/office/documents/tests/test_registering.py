"""Papers in many: the same lines, the same journal, and one bad row that leaves nothing behind."""

from dataclasses import asdict
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhip.office.documents.actions import (
    NewPaper,
    correct_document,
    name_kind,
    register_document,
    take_in_papers,
)
from nhip.office.documents.models import Document, PaperKind
from nhip.office.documents.rules import HoldsForNoSpan, NumberTaken, SeriesClosed
from nhip.office.records.rules import ComesLater, KindTaken, SpanBackwards
from nhip.organisation.journal.models import Entry
from nhip.organisation.journal.rules import WrongRow
from nhip.organisation.people.actions import lay_down
from nhip.organisation.people.models import Authority
from nhip.organisation.people.queries.authority import BeyondAuthority
from nhip.organisation.periods.rules import Span

from .makers import AT, month, organ, paper, series

DAY = date(2021, 1, 4)
LATER = datetime(2022, 2, 1, 3, 0, tzinfo=UTC)


@pytest.fixture
def programmes(cast):
    return series(organ(cast.root), "programme")


@pytest.fixture
def regulations(cast):
    return series(organ(cast.root), "regulation", sign="QC-BCH")


def new(of, on=DAY, subject="Chương trình tháng", **said):
    return NewPaper(of, on, subject, **said)


def told(row):
    said = {name: value for name, value in asdict(row).items() if name not in ("series", "about")}
    return said | {"series": row.series, "about": row.about}


def lines():
    left = ("id",)
    return [
        {name: value for name, value in row.items() if name not in left}
        for row in Document.objects.order_by("pk").values()
    ]


def entries():
    fields = ("verb", "about", "unit_id", "unit_code", "by_id", "at", "detail__said")
    return list(Entry.objects.filter(verb__startswith="document.").order_by("pk").values(*fields))


def test_one_and_many_write_the_same(cast, programmes, regulations):
    rows = [
        new(programmes, about=month(2021, 1)),
        new(programmes, date(2021, 2, 1), number=7, is_sample=True),
        new(regulations, holds_start_on=DAY, holds_end_on=date(2026, 1, 1), text="Điều 1."),
        new(programmes, date(2021, 3, 1), "Chương trình tháng 3"),
    ]
    for row in rows:
        said = told(row) | {"by": cast.planner, "at": AT}
        register_document(said.pop("series"), **said)
    one_by_one, journal = lines(), entries()
    Document.objects.all().delete()
    before = Entry.objects.latest("pk").pk
    take_in_papers(rows, by=cast.planner, at=AT)
    assert lines() == one_by_one
    assert [line["number"] for line in one_by_one] == [1, 7, 1, 8]
    assert [line["search_key"] for line in lines()][3] == "08/ctr-bch chuong trinh thang 3"
    assert entries()[-4:] == journal
    assert Entry.objects.filter(pk__gt=before).count() == 4


def test_a_row_may_say_who_entered_it_when(cast, programmes):
    (made,) = take_in_papers([new(programmes, at=LATER, by=cast.planner)], by=cast.planner, at=AT)
    assert Entry.objects.get(about_id=made.pk, verb="document.registered").at == LATER


def test_the_number_on_the_paper_is_kept_and_the_next_goes_on_after_it(cast, programmes):
    take_in_papers([new(programmes, number=41)], by=cast.planner, at=AT)
    assert paper(programmes, DAY, by=cast.planner).symbol == "42/CTr-BCH"
    (made,) = take_in_papers([new(programmes, number=3)], by=cast.planner, at=AT)
    assert made.symbol == "03/CTr-BCH"


BAD = {
    NumberTaken: {"number": 5},
    SeriesClosed: {"on": date(2014, 1, 1)},
    HoldsForNoSpan: {"holds_start_on": DAY},
    SpanBackwards: {"about": Span(DAY, DAY)},
    ValidationError: {"subject": "Độ mật: MẬT"},
}


@pytest.mark.parametrize("why", BAD)
def test_one_bad_row_is_named_and_nothing_is_written(cast, programmes, why):
    rows = [new(programmes, number=5), new(programmes), new(programmes, **BAD[why])]
    with pytest.raises(WrongRow) as refusal:
        take_in_papers(rows, by=cast.planner, at=AT)
    assert refusal.value.index == 2
    assert isinstance(refusal.value.why, why)
    assert not Document.objects.exists()
    assert not entries()


def test_a_subject_too_long_or_empty_is_refused(cast, programmes):
    for subject in ("", "x" * 301):
        with pytest.raises(ValidationError):
            register_document(
                programmes, issued_on=DAY, subject=subject, about=None, by=cast.planner, at=AT
            )


def test_a_stranger_s_row_among_many_is_refused(cast, programmes):
    rows = [new(programmes), new(programmes, by=cast.stranger)]
    with pytest.raises(WrongRow) as refusal:
        take_in_papers(rows, by=cast.planner, at=AT)
    assert isinstance(refusal.value.why, PermissionDenied)


def test_the_table_of_authority_is_asked_for_each_row(cast, programmes):
    line = Authority(
        verb="issue", subject="programme", level=9, start_on=date(2021, 2, 1), basis="Quy định"
    )
    lay_down(line, by=cast.administrator, at=AT)
    take_in_papers([new(programmes)], by=cast.planner, at=AT)
    with pytest.raises(WrongRow) as refusal:
        take_in_papers([new(programmes, date(2021, 2, 1))], by=cast.planner, at=AT)
    assert isinstance(refusal.value.why, BeyondAuthority)


def test_a_paper_that_holds_says_from_when_until_when(cast, regulations):
    rows = [
        new(regulations),
        new(regulations, holds_start_on=DAY),
        new(regulations, holds_start_on=DAY, holds_end_on=date(2022, 1, 1)),
    ]
    made = take_in_papers(rows, by=cast.planner, at=AT)
    assert [each.holding for each in made] == ["", "từ 4/1/2021", "4/1/2021–31/12/2021"]
    with pytest.raises(WrongRow) as refusal:
        take_in_papers([new(regulations, holds_end_on=DAY)], by=cast.planner, at=AT)
    assert isinstance(refusal.value.why, HoldsForNoSpan)


def test_many_papers_ask_as_often_as_few(cast, programmes, django_assert_num_queries):
    take_in_papers([new(programmes)], by=cast.planner, at=AT)
    with CaptureQueriesContext(connection) as few:
        take_in_papers([new(programmes), new(programmes)], by=cast.planner, at=AT)
    with django_assert_num_queries(len(few)):
        take_in_papers([new(programmes) for _each in range(40)], by=cast.planner, at=AT)


def test_no_paper_is_of_a_day_that_has_not_come(cast, programmes):
    told = {"about": None, "subject": "Chương trình", "by": cast.planner, "at": AT}
    with pytest.raises(ComesLater) as refusal:
        register_document(programmes, issued_on=date(2022, 1, 11), **told)
    assert refusal.value.field == "issued_on"
    kept = register_document(programmes, issued_on=date(2022, 1, 10), **told)
    with pytest.raises(ComesLater):
        correct_document(
            kept, {"issued_on": date(2022, 1, 11)}, reason="nhầm", by=cast.planner, at=AT
        )
    with pytest.raises(WrongRow, match="3"):
        take_in_papers(
            [new(programmes), new(programmes), new(programmes, date(2023, 1, 1))],
            by=cast.planner,
            at=AT,
        )


def test_an_office_names_a_kind_of_its_own(cast):
    kind = name_kind("Đề án", holds=True, by=cast.planner, at=AT)
    assert (kind.code, kind.holds) == ("de-an", True)
    assert PaperKind.objects.last() == kind
    with pytest.raises(KindTaken):
        name_kind("đề ÁN", holds=False, by=cast.planner, at=AT)
    for who in (cast.reporter, cast.chief, cast.reader):
        with pytest.raises(PermissionDenied):
            name_kind("Hướng dẫn", holds=False, by=who, at=AT)


def test_the_kinds_of_every_installation_are_there(cast):
    names = dict(PaperKind.objects.values_list("name", "holds"))
    assert names["nghị quyết"]
    assert names["quy chế"]
    assert names["quy định"]
    assert not names["chỉ thị"]
    assert len(names) == 9
