from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhip.office.documents.actions import strike_document
from nhip.office.documents.models import PaperKind
from nhip.organisation.journal.queries import history

from .makers import AT, month, organ, paper, series


@pytest.fixture
def programmes(cast):
    return series(organ(cast.root), "programme")


@pytest.fixture
def shown(cast, programmes):
    return paper(programmes, date(2021, 1, 4), by=cast.planner, about=month(2021, 1))


def page(client, user, address, **query):
    client.force_login(user)
    return client.get(address, query)


def test_the_register_shows_standing_and_struck_lines(client, cast, programmes, shown):
    other = paper(programmes, date(2021, 2, 1), by=cast.planner)
    strike_document(other, reason="ghi trùng", by=cast.planner, at=AT)
    html = page(client, cast.planner, reverse("documents:list")).content.decode()
    assert "01/CTr-BCH" in html
    assert "<del>02/CTr-BCH</del>" in html
    assert "2 văn bản, trong đó 1 đã gỡ" in " ".join(html.split())


def test_the_register_is_filtered(client, cast, programmes, shown):
    notices = series(organ(cast.root, "Cục Chính trị"), "notice", sign="TB-CT")
    paper(notices, date(2020, 3, 2), by=cast.planner, subject="Thông báo kết quả kiểm tra")
    address = reverse("documents:list")
    for query in (
        {"tim": "thong bao ket qua"},
        {"co_quan": notices.organ_id},
        {"loai": "notice"},
        {"loat": notices.pk},
        {"nam": 2020},
    ):
        html = page(client, cast.planner, address, **query).content.decode()
        assert "01/TB-CT" in html
        assert "01/CTr-BCH" not in html


def test_a_filter_nobody_offered_is_told_at_its_field(client, cast, shown):
    html = page(client, cast.planner, reverse("documents:list"), nam="xyz").content.decode()
    assert "errorlist" in html
    assert "01/CTr-BCH" in html


def test_a_unit_sees_its_own_papers_only(client, cast, shown):
    own = paper(series(organ(cast.unit), "report", sign="BC-07"), date(2021, 1, 4), by=cast.planner)
    html = page(client, cast.reporter, reverse("documents:list")).content.decode()
    assert "01/BC-07" in html
    assert "01/CTr-BCH" not in html
    assert (
        page(client, cast.reporter, reverse("documents:document", args=[own.pk])).status_code == 200
    )


@pytest.mark.parametrize("who", ["stranger", "reader"])
def test_a_stranger_gets_the_answer_of_a_paper_that_is_not_there(client, cast, shown, who):
    address = reverse("documents:document", args=[shown.pk])
    assert page(client, getattr(cast, who), address).status_code == 404
    assert client.post(address, {"reason": "ghi trùng"}).status_code == 404
    assert client.get(reverse("documents:document", args=[0])).status_code == 404


def test_the_register_is_closed_to_readers(client, cast):
    assert page(client, cast.reader, reverse("documents:list")).status_code == 403
    client.logout()
    assert client.get(reverse("documents:list")).status_code == 302


def test_the_planner_strikes_with_a_reason(client, cast, shown):
    address = reverse("documents:document", args=[shown.pk])
    html = page(client, cast.planner, address).content.decode()
    assert "Gỡ khỏi sổ" in html
    refused = client.post(address, {"reason": "  "})
    assert refused.status_code == 422
    assert "id_reason_error" in refused.content.decode()
    assert client.post(address, {"reason": "ghi trùng số"}).status_code == 302
    html = client.get(address).content.decode()
    assert "ghi trùng số" in html
    assert "trợ lý kế hoạch, Cơ quan gốc" in html
    assert "id_reason" not in html
    assert client.post(address, {"reason": "lần nữa"}).status_code == 422


def test_others_are_not_offered_to_strike(client, cast, shown):
    address = reverse("documents:document", args=[shown.pk])
    assert "Gỡ khỏi sổ" not in page(client, cast.editor, address).content.decode()
    assert client.post(address, {"reason": "ghi trùng"}).status_code == 403


def test_a_marked_reason_is_refused_at_the_field(client, cast, shown):
    client.force_login(cast.planner)
    refused = client.post(reverse("documents:document", args=[shown.pk]), {"reason": "Độ mật: MẬT"})
    assert refused.status_code == 422
    shown.refresh_from_db()
    assert shown.struck_at is None


def test_the_register_asks_as_often_for_one_line_as_for_many(
    client, cast, programmes, shown, django_assert_num_queries
):
    address = reverse("documents:list")
    page(client, cast.planner, address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(5):
        paper(programmes, date(2021, 2, 1 + number), by=cast.planner)
    with django_assert_num_queries(len(few)):
        client.get(address)


def test_an_empty_register_says_who_may_begin(client, cast):
    html = page(client, cast.chief, reverse("documents:list")).content.decode()
    assert "Chưa có văn bản" in html
    assert "trợ lý kế hoạch, Cơ quan gốc" in html
    html = page(client, cast.planner, reverse("documents:list")).content.decode()
    assert reverse("documents:new") in html
    assert "Người có thể bắt đầu" not in html


def test_an_administrator_reads_the_register_and_changes_nothing(client, cast, shown):
    html = page(client, cast.administrator, reverse("documents:list")).content.decode()
    assert "01/CTr-BCH" in html
    assert reverse("documents:new") not in html
    address = reverse("documents:document", args=[shown.pk])
    html = page(client, cast.administrator, address).content.decode()
    assert "id_reason" not in html
    assert reverse("documents:correct", args=[shown.pk]) not in html


def test_without_a_series_the_page_says_who_may_make_one(client, cast):
    html = page(client, cast.planner, reverse("documents:new")).content.decode()
    assert "quản trị hệ thống, Cơ quan gốc" in html
    assert reverse("units:organs") in html
    assert '<form class="form' not in html


def typed(series, **said):
    return {"series": series.pk, "issued_on": "4/1/2019", "subject": "Về công tác"} | said


def test_a_paper_is_entered_with_its_text_and_read(client, cast, programmes):
    client.force_login(cast.planner)
    sent = typed(programmes, number="5", text="Điều 1.\n\nĐiều 2.")
    answer = client.post(reverse("documents:new"), sent, follow=True)
    html = answer.content.decode()
    assert "Đã vào sổ: 05/CTr-BCH." in html
    assert "<p>Điều 1.</p>" in html


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"issued_on": "1/1/2010"}, "issued_on"),
        ({"number": "1"}, "number"),
        ({"holds_start_on": "1/1/2019"}, "holds_start_on"),
        ({"about_first_on": "1/1/2019"}, "about_last_on"),
        ({"about_first_on": "2/1/2019", "about_last_on": "1/1/2019"}, "about_last_on"),
        ({"subject": "Độ mật: MẬT"}, "subject"),
        ({"series": "0"}, "series"),
    ],
)
def test_what_is_refused_stands_at_its_field_and_nothing_is_lost(
    client, cast, programmes, said, field
):
    paper(programmes, date(2019, 1, 2), by=cast.planner)
    client.force_login(cast.planner)
    answer = client.post(reverse("documents:new"), typed(programmes, text="Nguyên văn") | said)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert f"id_{field}_error" in html
    assert "Nguyên văn" in html


def test_a_series_of_another_unit_is_not_offered(client, cast, programmes):
    html = page(client, cast.planner, reverse("documents:new")).content.decode()
    assert programmes.name in html
    assert page(client, cast.reporter, reverse("documents:new")).status_code == 403


def corrected(client, shown, **said):
    address = reverse("documents:correct", args=[shown.pk])
    form = client.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    days = {name: f"{day:%d/%m/%Y}" for name, day in sent.items() if hasattr(day, "year")}
    return client.post(address, {k: v for k, v in (sent | days | said).items() if v is not None})


def test_a_paper_is_corrected_and_its_page_tells_what_it_said(client, cast, shown):
    client.force_login(cast.planner)
    said = {"subject": "Chương trình tháng 2", "about_last_on": "28/2/2021", "reason": "gõ nhầm"}
    assert corrected(client, shown, **said).status_code == 302
    html = client.get(reverse("documents:document", args=[shown.pk])).content.decode()
    assert "<del>Chương trình công tác tháng</del> → Chương trình tháng 2" in html
    assert "<del>1/2/2021</del> → 1/3/2021" in html
    assert "gõ nhầm" in html


def test_a_correction_without_reason_or_change_is_refused(client, cast, shown):
    client.force_login(cast.planner)
    assert "id_reason_error" in corrected(client, shown, subject="x").content.decode()
    assert corrected(client, shown, reason="gõ nhầm").status_code == 422


def test_a_struck_paper_is_restored_on_its_page(client, cast, shown):
    client.force_login(cast.planner)
    address = reverse("documents:document", args=[shown.pk])
    client.post(address, {"reason": "trùng"})
    here = reverse("documents:correct", args=[shown.pk])
    assert client.get(here)["Location"] == address, "its page says it is struck, and restores"
    stale = client.post(here, {"subject": "Đã gõ từ trước", "reason": "ghi nhầm"})
    assert stale.status_code == 422
    assert "Bản ghi này đã bị gỡ" in (html := stale.content.decode()), (
        "whoever sent an old page is told why"
    )
    assert "Đã gõ từ trước" in html, "and loses nothing typed"
    assert "id_restore_reason_error" in client.post(address, {"do": "restore"}).content.decode()
    assert client.post(address, {"do": "restore", "reason": "gỡ nhầm"}).status_code == 302
    shown.refresh_from_db()
    assert shown.struck_at is None
    assert client.post(address, {"do": "restore", "reason": "lần nữa"}).status_code == 422


def test_a_kind_is_added_on_a_page(client, cast):
    client.force_login(cast.planner)
    address = reverse("documents:kinds")
    assert client.post(address, {"name": "Đề án", "holds": "on"}).status_code == 302
    assert "Đề án" in client.get(address).content.decode()
    assert "id_name_error" in client.post(address, {"name": "đề án"}).content.decode()
    assert page(client, cast.chief, address).status_code == 200
    assert client.post(address, {"name": "Khác"}).status_code == 403


def test_a_kind_is_renamed_on_a_page_and_keeps_its_papers(client, cast, shown):
    client.force_login(cast.planner)
    kind = PaperKind.objects.get(code=shown.kind)
    here = reverse("documents:rename_kind", args=[kind.pk])
    assert here in client.get(reverse("documents:kinds")).content.decode()
    assert f'value="{kind.name}"' in client.get(here).content.decode()
    other = PaperKind.objects.exclude(pk=kind.pk).first()
    assert "id_name_error" in client.post(here, {"name": other.name.upper()}).content.decode()
    assert client.post(here, {"name": "Chương trình công tác"}).status_code == 302
    page = client.get(reverse("documents:document", args=[shown.pk])).content.decode()
    assert "hương trình công tác" in page
    assert history(kind)[-1].said == {"from": kind.name, "to": "Chương trình công tác"}


def test_from_a_paper_one_enters_the_next(client, cast, shown):
    new = f'href="{reverse("documents:new")}"'
    here = reverse("documents:document", args=[shown.pk])
    client.force_login(cast.planner)
    assert new in client.get(here).content.decode()
    client.force_login(cast.editor)
    assert new not in client.get(here).content.decode()
