"""One line of the table of authority, written on a page of its own."""

from datetime import date

import pytest
from django.urls import reverse

from nhip.organisation.journal.queries import history
from nhip.organisation.people.models import Authority
from nhip.organisation.units.actions import name_levels
from tests.cast import AT

PAGE, NEW = reverse("people:authority"), reverse("people:new_authority")
TYPED = {
    "verb": "issue",
    "subject": "issue:directive",
    "level": "1",
    "organ_kind": "committee",
    "start_on": "1/1/2022",
    "end_on": "",
    "basis": "Quy chế, Điều 5",
}


def told(answer):
    return " ".join(answer.content.decode().split())


def test_an_administrator_lays_a_line_down_and_the_table_shows_it(cast, client):
    client.force_login(cast.administrator)
    page = told(client.get(PAGE))
    assert f'href="{NEW}"' in page
    assert f'href="{reverse("documents:authority_list")}"' in page
    shown = told(client.post(NEW, TYPED, follow=True))
    assert "Đã ghi" in shown
    assert "Quy chế, Điều 5" in shown
    line = Authority.objects.get()
    assert (line.verb, line.subject, line.level, line.organ_kind) == (
        "issue", "directive", 1, "committee",
    )  # fmt: skip
    assert (line.start_on, line.end_on) == (date(2022, 1, 1), None)
    [row] = history(line)
    assert (row.verb, row.by_id) == ("authority.laid_down", cast.administrator.pk)


def test_a_level_is_chosen_by_what_it_is_called(cast, client):
    name_levels(["Sở", "Chi cục", "Trạm"], by=cast.administrator, at=AT)
    client.force_login(cast.administrator)
    page = told(client.get(NEW))
    for number, name in ((1, "Sở"), (2, "Chi cục"), (3, "Trạm")):
        assert f'<option value="{number}">{name}</option>' in page
    assert "Cấp (" not in page


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"end_on": "1/1/2022"}, "end_on"),
        ({"verb": "commend"}, "subject"),
        ({"subject": "issue:không-có"}, "subject"),
        ({"level": "0"}, "level"),
        ({"start_on": "hôm nào"}, "start_on"),
        ({"basis": ""}, "basis"),
        ({"basis": "TUYỆT MẬT"}, "basis"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_what_was_typed_stays(cast, client, changed, field):
    client.force_login(cast.administrator)
    answer = client.post(NEW, TYPED | changed)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert 'value="1/1/2022"' in told(answer) or field == "start_on"
    assert not Authority.objects.exists()


def test_an_empty_table_says_what_belongs_there_and_who_may_begin(cast, client):
    client.force_login(cast.planner)
    page = told(client.get(PAGE))
    assert "quản trị hệ thống, Cơ quan gốc" in page
    assert f'href="{NEW}"' not in page
    assert client.post(NEW, TYPED).status_code == 403
    assert not Authority.objects.exists()


@pytest.fixture
def line(cast, client):
    client.force_login(cast.administrator)
    client.post(NEW, TYPED)
    return Authority.objects.get()


def mend(client, line, **typed):
    """Send what the line's page would, with what it shows now."""
    address = reverse("people:mend_authority", args=[line.pk])
    page = client.get(address)
    seen = page.context["change"].initial["seen"]
    if typed.get("do") == "end":
        return client.post(address, {"end-seen": seen} | typed, follow=True)
    return client.post(address, {**TYPED, "seen": seen} | typed, follow=True)


def test_a_line_is_changed_from_a_day_on_where_the_table_shows_it(client, line):
    assert reverse("people:mend_authority", args=[line.pk]) in told(client.get(PAGE))
    shown = mend(client, line, level="2", start_on="1/7/2022", basis="Quy chế mới")
    old, new = Authority.objects.order_by("pk")
    assert shown.redirect_chain[-1][0] == f"{PAGE}#dong-{new.pk}"
    assert f'id="dong-{new.pk}"' in told(shown)
    assert (old.level, old.end_on) == (1, date(2022, 7, 1))
    assert (new.level, new.start_on, new.basis) == (2, date(2022, 7, 1), "Quy chế mới")
    assert {row.verb for row in history(old)} == {"authority.ended", "authority.laid_down"}
    assert "30/6/2022" in told(shown)


def test_a_line_ends_and_what_comes_of_it_is_said_before(client, line):
    page = told(client.get(reverse("people:mend_authority", args=[line.pk])))
    assert "không ai bị giới hạn" in page
    mend(client, line, do="end", **{"end-on": "1/1/2022"})
    line.refresh_from_db()
    assert line.end_on == line.start_on
    assert "chưa từng có hiệu lực" in told(client.get(PAGE))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"start_on": "31/12/2021", "level": "3"}, "trước khi bắt đầu"),
        ({}, "đã ghi như vậy"),
        ({"do": "end", "end-on": "31/12/2021"}, "đứng trước ngày bắt đầu"),
        ({"start_on": "1/7/2022", "level": "3", "seen": "cũ"}, "Chính bạn vừa sửa bản ghi này"),
    ],
)
def test_what_cannot_be_changed_is_refused_and_nothing_written(client, line, typed, words):
    refused = mend(client, line, **typed)
    assert refused.status_code == 422
    assert words in told(refused)
    assert Authority.objects.values_list("level", "end_on").get() == (1, None)
