from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhip.office.documents.actions import strike_document

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
    assert "2 văn bản, trong đó 1 đã gỡ" in html


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
