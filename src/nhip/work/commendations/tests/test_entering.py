"""Pages on which a decision's list is entered, corrected and taken in from a spreadsheet."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nhip.kit.sheets.writing import write_table
from nhip.office.documents.actions import strike_document
from nhip.office.documents.tests.makers import AT, organ, paper, series
from nhip.work.commendations.models import Certificate
from nhip.work.commendations.tables import CertificateList
from tests.pages import seen_on

from .makers import awarded, decision


@pytest.fixture
def honours(cast):
    return decision(organ(cast.root), by=cast.planner)


@pytest.fixture
def planner(client, cast):
    client.force_login(cast.planner)
    return client


def at(name, *args):
    return reverse(f"commendations:{name}", args=args)


def html(answer):
    return answer.content.decode()


SHARED = {"given_on": "28/7/2022", "start_on": "1/1/2017", "last_on": "31/12/2021"}


def test_from_an_empty_list_one_chooses_the_decision_and_enters_several_lines(
    planner, cast, honours
):
    assert "Ghi danh sách của quyết định" in html(planner.get(at("list")))
    assert at("enter", honours.pk) in html(planner.get(at("decisions")))
    sent = SHARED | {
        "shared_merit": "Thành tích chung",
        "d1-recipient": "collective", "d1-unit": "G.07",
        "d3-recipient": "individual", "d3-unit": "don vi 08", "d3-written_as": "Trợ lý kế hoạch",
        "d3-merit": "Thành tích riêng",
    }  # fmt: skip
    planner.post(at("enter", honours.pk), sent)
    kept = Certificate.objects.values_list("recipient", "unit__code", "written_as", "merit")
    assert set(kept) == {
        ("collective", "G.07", "Đơn vị 07", "Thành tích chung"),
        ("individual", "G.08", "Trợ lý kế hoạch", "Thành tích riêng"),
    }
    line = Certificate.objects.first()
    assert (line.reviewed, line.given_on) == ("2017–2021", date(2022, 7, 28))
    assert "2 dòng" in html(planner.get(at("decisions")))


def test_what_cannot_be_taken_is_told_at_its_field_and_nothing_is_lost(planner, cast, honours):
    here = at("enter", honours.pk)
    sent = SHARED | {
        "d1-recipient": "collective", "d1-unit": "G.07", "d1-merit": "Thành tích",
        "d2-recipient": "individual", "d2-unit": "khong co",
    }  # fmt: skip
    answer = planner.post(here, sent | {"last_on": "31/12/2016"})
    page = html(answer)
    assert answer.status_code == 422
    assert "Ngày cuối đứng trước ngày đầu" in page
    assert 'value="khong co"' in page
    assert "id_d2-unit_error" in page
    assert "id_d2-written_as_error" in page
    sent |= {"d2-unit": "G.08", "d2-written_as": "Trợ lý"}
    assert "Ghi thành tích ở đây" in html(planner.post(here, sent))
    sent |= {"d2-recipient": "collective", "d2-unit": "G.07", "d2-written_as": "", "d2-merit": "x"}
    assert "đã có trong" in html(planner.post(here, sent))
    assert planner.post(here, SHARED).status_code == 422
    assert not Certificate.objects.exists()


def test_one_begins_from_the_page_of_the_decision(client, planner, cast, honours):
    page = html(planner.get(reverse("documents:document", args=[honours.pk])))
    assert at("enter", honours.pk) in page
    notice = paper(series(organ(cast.root), "notice"), date(2022, 1, 5), by=cast.planner)
    page = html(planner.get(reverse("documents:document", args=[notice.pk])))
    assert at("enter", notice.pk) not in page
    client.force_login(cast.chief)
    page = html(client.get(reverse("documents:document", args=[honours.pk])))
    assert at("enter", honours.pk) not in page


def test_other_papers_and_struck_decisions_have_no_list(planner, cast, honours):
    notice = paper(series(organ(cast.root), "notice"), date(2022, 1, 5), by=cast.planner)
    assert planner.get(at("enter", notice.pk)).status_code == 404
    strike_document(honours, reason="nhầm", by=cast.planner, at=AT)
    assert planner.get(at("enter", honours.pk)).status_code == 302
    sent = SHARED | {"d1-recipient": "collective", "d1-unit": "G.07", "d1-merit": "Đã gõ từ trước"}
    stale = planner.post(at("enter", honours.pk), sent)
    assert stale.status_code == 422
    assert "Đã gõ từ trước" in html(stale), "what was typed on an old page stays"
    assert at("enter", honours.pk) not in html(planner.get(at("decisions")))


def test_a_line_is_corrected_struck_and_restored_on_its_pages(planner, cast, honours):
    line = awarded(honours, cast.unit, "collective", by=cast.planner)
    page = html(planner.get(at("correct", line.pk)))
    assert 'value="G.07"' in page
    assert 'value="31/12/2021"' in page
    sent = SHARED | {"recipient": "collective", "unit": "G.08", "written_as": "", "merit": "Khác",
                     "reason": "nhầm đơn vị"}  # fmt: skip
    sent |= seen_on(planner, at("correct", line.pk))
    assert planner.post(at("correct", line.pk), sent).status_code == 302
    page = html(planner.get(at("certificate", line.pk)))
    assert "nhầm đơn vị" in page
    assert "Đơn vị 08" in page
    planner.post(at("certificate", line.pk), {"reason": "ghi trùng"})
    assert planner.post(at("correct", line.pk), sent | {"merit": "x"}).status_code == 422
    planner.post(at("certificate", line.pk), {"do": "restore", "reason": "gỡ nhầm"})
    line.refresh_from_db()
    assert (line.unit, line.struck_at) == (cast.sibling, None)


def test_the_list_of_a_decision_comes_from_a_spreadsheet(planner, cast, honours):
    kind = CertificateList(cast.planner, date(2022, 8, 1), honours)
    headings = [column.headings[0] for column in kind.columns]
    span = ["1/1/2017", "31/12/2021"]
    good = [
        ["Tập thể", "G.07", "", "Thành tích", "", *span],
        ["cá nhân", "Đơn vị 08", "Trợ lý kế hoạch", "Thành tích", "29/7/2022", *span],
    ]
    bad = [
        ["", "G.07", "", "", "", *span],
        ["cá nhân", "G.99", "", "x", "", *span],
        ["cá nhân", "G.07", "", "x", "", *span],
    ]

    def sent(rows):
        file = SimpleUploadedFile("ds.xlsx", write_table("Danh sách", headings, rows))
        return planner.post(at("take_in", honours.pk), {"file": file})

    look = sent(good + bad)
    assert (look.status_code, Certificate.objects.count()) == (422, 0)
    for cell in ("A4", "D4", "B5", "C6"):
        assert f"ô {cell}" in html(look), cell
    backwards = [["Tập thể", "G.07", "", "x", "", "1/1/2022", "31/12/2021"]]
    assert "ô G3" in html(sent(good[:1] + backwards))
    packed = html(sent(good)).split('name="list" value="')[1].split('"')[0]
    planner.post(at("take_in", honours.pk), {"list": packed})
    kept = Certificate.objects.order_by("pk").values_list("unit__code", "written_as", "given_on")
    assert list(kept) == [
        ("G.07", "Đơn vị 07", honours.issued_on),
        ("G.08", "Trợ lý kế hoạch", date(2022, 7, 29)),
    ]
    assert 'name="list"' not in html(sent(good))


@pytest.mark.parametrize("who", ["chief", "administrator", "editor"])
def test_who_reads_sees_no_button_and_is_refused_the_pages(client, cast, honours, who):
    line = awarded(honours, cast.unit, "collective", by=cast.planner)
    client.force_login(getattr(cast, who))
    assert "Ghi danh sách" not in html(client.get(at("list")))
    page = html(client.get(at("certificate", line.pk)))
    assert "Sửa bản ghi này" not in page
    assert "Gỡ Bằng khen này" not in page
    for address in (at("decisions"), at("correct", line.pk)):
        assert client.get(address).status_code == 403


def test_an_empty_list_says_who_may_begin(client, cast):
    client.force_login(cast.administrator)
    page = html(client.get(at("list")))
    assert "Chưa có bằng khen nào" in page
    assert "Trợ lý kế hoạch" in page
