"""The page of the calendar."""

from datetime import date

import pytest
from django.urls import reverse

from nhip.organisation.periods.actions import open_calendar
from nhip.organisation.periods.models import Calendar, SpecialDay
from tests.cast import AT

HERE = "/lam-viec/lich/?nam=2026"


@pytest.fixture
def decree(cast):
    return open_calendar("decree", "Nghị định 09/2019", 15, by=cast.administrator, at=AT)


def test_everybody_at_work_reads_it(client, cast, decree):
    client.force_login(cast.reporter)
    page = client.get(HERE).content.decode()
    assert "15/12/2025" in page
    assert "14/1/2026" in page
    assert 'name="legal_basis"' not in page


def test_the_administrator_adds_a_day_and_takes_it_away(client, cast, decree):
    client.force_login(cast.administrator)
    sent = {"on": "17/2/2026", "name": "Mùng Một Tết", "legal_basis": "Bộ luật Lao động"}
    assert client.post(HERE, sent).status_code == 302
    day = SpecialDay.objects.get()
    assert day.on == date(2026, 2, 17)
    assert "Mùng Một Tết" in client.get(HERE).content.decode()
    assert client.post(reverse("periods:drop_day", args=[day.pk])).status_code == 302
    assert not SpecialDay.objects.exists()


def test_a_weekday_cannot_be_worked_in_exchange(client, cast):
    client.force_login(cast.administrator)
    sent = {"on": "16/2/2026", "name": "Bù", "legal_basis": "x", "is_worked": "on"}
    page = client.post(HERE, sent)
    assert page.status_code == 422
    assert "Chỉ thứ Bảy hoặc Chủ nhật" in page.content.decode()


def test_another_calendar_is_opened_beside_the_first(client, cast, decree):
    client.force_login(cast.administrator)
    here = reverse("periods:add_calendar")
    sent = {"name": "Kỳ 7, 17, 27", "first_day": "1"}
    for wrong in ("7, 30", "7 7", "abc"):
        answer = client.post(here, sent | {"named": wrong})
        assert answer.status_code == 422
        assert f'value="{wrong}"' in answer.content.decode()
    assert client.post(here, sent | {"named": "27, 7; 17"}).status_code == 302
    made = Calendar.objects.get(name="Kỳ 7, 17, 27")
    assert (made.cut, decree.cut) == ((7, 17, 27), 15)
    assert "7, 17, 27" in client.get(HERE).content.decode()
    again = client.post(here, sent | {"name": "Khác", "named": "7,17,27"})
    assert again.status_code == 422
    assert "“Kỳ 7, 17, 27” đã chia kỳ như vậy" in again.content.decode()


def test_others_change_nothing(client, cast):
    client.force_login(cast.planner)
    sent = {"on": "17/2/2026", "name": "x", "legal_basis": "y"}
    assert client.post(HERE, sent).status_code == 403
    assert not SpecialDay.objects.exists()
