"""Pages of regimes and obligations: written, put in force, more time given, by whom may."""

from datetime import date

from django.urls import reverse

from nhip.work.reports.models import Obligation, Regime
from tests.cast import Cast

from .desk import Desk

WRITTEN = {
    "code": "quy",
    "name": "Báo cáo quý",
    "content": "Kết quả quý",
    "recipient": "Phòng Kế hoạch",
    "method": "system",
    "due_rule": "working_days",
    "due_days": "5",
    "days_less_a_level": "1",
    "frequency": "quarter",
    "levels": ["2", "3"],
}


def write(client, desk, **changed):
    chosen = {
        "organ": desk.regime.organ_id,
        "calendar": desk.regime.calendar_id,
        "form": desk.form.pk,
    }
    return client.post(reverse("reports:new_regime"), WRITTEN | chosen | changed)


def test_a_planner_writes_a_regime_and_puts_it_in_force(client, desk: Desk):
    client.force_login(desk.cast.planner)
    assert write(client, desk).status_code == 302
    regime = Regime.objects.get(code="quy")
    page = client.get(reverse("reports:regime", args=[regime.pk])).content.decode()
    assert "Bản thảo" in page
    assert "Cấp 2: 2 đơn vị" in page
    answer = client.post(reverse("reports:publish", args=[regime.pk]), follow=True)
    assert "Đã ban hành" in answer.content.decode()
    assert regime.obligations.count() == 3  # the next whole period; the running one had begun


def test_what_is_missing_is_told_and_nothing_is_put_in_force(client, desk: Desk):
    client.force_login(desk.cast.planner)
    write(client, desk, content="", recipient="")
    regime = Regime.objects.get(code="quy")
    page = client.get(reverse("reports:regime", args=[regime.pk])).content.decode()
    assert "Nội dung yêu cầu; Nơi nhận" in page
    answer = client.post(reverse("reports:publish", args=[regime.pk]), follow=True)
    assert "Điều 7" in answer.content.decode()
    assert not regime.obligations.exists()


def test_a_draft_is_seen_by_nobody_else(client, desk: Desk):
    for person in (desk.cast.reporter, desk.cast.unit_chief, desk.cast.editor):
        client.force_login(person)
        assert client.get(reverse("reports:regime", args=[desk.regime.pk])).status_code == 404
        assert desk.regime.name not in client.get(reverse("reports:regimes")).content.decode()


def test_the_unit_above_gives_more_time_and_the_unit_reads_why(client, desk: Desk):
    here = reverse("reports:obligation", args=[desk.obligation.pk])
    Obligation.objects.update(due_on=date(2099, 1, 5))
    client.force_login(desk.cast.planner)
    assert (
        client.post(here, {"han-until": "1/1/2099", "han-reason": "Bão"}, follow=True).status_code
        == 200
    )
    assert Obligation.objects.get(pk=desk.obligation.pk).due_on == date(2099, 1, 5)
    assert client.post(here, {"han-until": "1/2/2099", "han-reason": ""}).status_code == 422
    client.post(here, {"han-until": "1/2/2099", "han-reason": "Bão"})
    client.force_login(desk.cast.reporter)
    page = client.get(here).content.decode()
    assert "Từ 5/1/2099 sang 1/2/2099" in page
    assert "Bão" in page
    assert "<textarea" not in page
    assert client.post(here, {"han-until": "1/3/2099", "han-reason": "x"}).status_code == 403


def test_an_excuse_stands_on_the_page_and_closes_it(client, desk: Desk):
    here = reverse("reports:obligation", args=[desk.obligation.pk])
    client.force_login(desk.cast.chief)
    client.post(here, {"do": "excuse", "mien-reason": "Đang giải thể"})
    page = client.get(here).content.decode()
    assert "Được miễn" in page
    assert "Đang giải thể" in page
    assert "<textarea" not in page


def test_a_stranger_finds_nothing(client, desk: Desk, cast: Cast):
    client.force_login(cast.stranger)
    here = reverse("reports:obligation", args=[desk.obligation.pk])
    assert client.get(here).status_code == 404
