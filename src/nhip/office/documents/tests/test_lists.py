"""Papers of past years from a spreadsheet."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhip.office.documents.actions import strike_document
from nhip.office.documents.models import Document
from nhip.office.documents.tables import PaperList
from nhip.office.records.rules import AlreadyStruck
from nhip.organisation.journal.queries import history

from .makers import AT, organ, paper, series

HEAD = (
    "Cơ quan ban hành;Loạt số;Số;Ngày ban hành;Trích yếu;Nói về từ ngày;Nói về đến ngày;"
    "Hiệu lực từ ngày;Hiệu lực đến ngày"
)
TAKE_IN = "documents:take_in"


@pytest.fixture
def programmes(cast):
    made = series(organ(cast.root), "programme")
    made.name = "Chương trình tháng"
    made.save()
    return made


@pytest.fixture
def sent(client, cast, programmes):
    client.force_login(cast.planner)

    def send(*lines):
        file = SimpleUploadedFile("vb.csv", "\n".join([HEAD, *lines]).encode())
        return client.post(reverse(TAKE_IN), {"file": file})

    return send


def packed(answer):
    return answer.content.decode().split('name="list" value="')[1].split('"')[0]


LINE = "Ban Chấp hành;chương trình THÁNG;{number};{day};{subject};1/1/2019;31/1/2019;;"


def line(number="7", day="2/1/2019", subject="Chương trình tháng 1/2019"):
    return LINE.format(number=number, day=day, subject=subject)


def test_past_years_come_in_with_the_numbers_they_bear(client, cast, sent):
    answer = sent(
        line(), line("9", "1/2/2019", "Chương trình tháng 2/2019"), line("", "1/3/2019", "Tháng 3")
    )
    assert (answer.status_code, Document.objects.count()) == (200, 0)
    assert "Chương trình tháng 2/2019" in answer.content.decode()
    assert client.post(reverse(TAKE_IN), {"list": packed(answer)}).status_code == 302
    made = Document.objects.order_by("number")
    assert [each.symbol for each in made] == ["07/CTr-BCH", "09/CTr-BCH", "10/CTr-BCH"]
    assert made[0].about == "1/1/2019–31/1/2019"
    assert history(made[0])[0].by_id == cast.planner.pk


def test_the_same_list_again_changes_nothing(client, sent):
    rows = line(), line("", "1/3/2019", "Tháng 3")
    client.post(reverse(TAKE_IN), {"list": packed(sent(*rows))})
    answer = sent(*rows)
    assert 'name="list"' not in answer.content.decode()
    assert "Mọi dòng trong danh sách đều đã có" in answer.content.decode()


FAULTS = {
    "B2": line().replace("chương trình THÁNG", "Loạt lạ"),
    "A2": line().replace("Ban Chấp hành", "Cục lạ"),
    "C2": line("0"),
    "D2": line(day="31/2/2019"),
    "E2": line(subject=""),
    "G2": line().replace("31/1/2019", ""),
    "H2": line()[:-1] + "1/1/2019;",
}


@pytest.mark.parametrize("cell", FAULTS)
def test_a_fault_is_told_by_its_cell(sent, cell):
    answer = sent(FAULTS[cell])
    assert answer.status_code == 422
    assert f"ô {cell}:" in answer.content.decode()


def test_every_fault_of_a_row_is_told_at_once(sent):
    html = sent("Cục lạ;Loạt lạ;x;31/2/2018;;;;;").content.decode()
    assert all(f"ô {cell}:" in html for cell in ("B2", "C2", "D2", "E2"))


def test_a_day_before_the_series_is_told_at_the_day(sent):
    assert "ô D2:" in sent(line(day="1/1/2010")).content.decode()


def test_a_number_of_another_paper_is_told(cast, programmes, sent):
    other = paper(programmes, date(2019, 5, 1), by=cast.planner, subject="Khác")
    html = sent(line("1")).content.decode()
    assert "ô C2: đã có trong sổ: Khác, 1/5/2019." in html
    strike_document(other, reason="nhầm", by=cast.planner, at=AT)
    assert "đã bị gỡ" in sent(line("1")).content.decode()
    with pytest.raises(AlreadyStruck):
        strike_document(other, reason="nhầm", by=cast.planner, at=AT)


def test_two_rows_with_one_number_are_told(sent):
    assert "ô C3: trùng với ô C2" in sent(line(), line(subject="Khác")).content.decode()


def test_an_organ_is_asked_for_where_two_have_such_a_series(cast, programmes, sent):
    other = series(organ(cast.root, "Cục Chính trị"), "programme")
    other.name = programmes.name
    other.save()
    assert "ô A2:" in sent(line().replace("Ban Chấp hành", "")).content.decode()
    assert sent(line()).status_code == 200


def test_the_template_names_the_series_one_keeps(client, cast, programmes):
    client.force_login(cast.planner)
    answer = client.get(reverse("documents:template"))
    assert answer["Content-Disposition"].endswith('.xlsx"')
    assert "Chương trình tháng" in str(PaperList(cast.planner, date(2021, 1, 1)).columns[1].hint)


def test_a_look_asks_as_often_for_many_rows_as_for_few(
    cast, programmes, sent, django_assert_num_queries
):
    rows = [line(str(number), subject=f"Số {number}") for number in range(1, 41)]
    sent(*rows[:2])
    with CaptureQueriesContext(connection) as few:
        sent(*rows[:2])
    with django_assert_num_queries(len(few)):
        assert sent(*rows).status_code == 200
