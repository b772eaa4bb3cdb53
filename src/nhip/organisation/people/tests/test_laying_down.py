"""One line of the table of authority, written on a page of its own."""

from datetime import date

import pytest
from django.urls import reverse

from nhip.organisation.journal.queries import history
from nhip.organisation.people.models import Authority

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
