"""Pages on which a regime in force is decided on: the consequence before the press, the result after it."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from nhip.organisation.periods.rules import today
from nhip.organisation.units.actions import create_unit
from nhip.work.duties.actions import publish_regime
from nhip.work.duties.models import Obligation, Regime
from nhip.work.duties.tests.makers import draft
from tests.cast import START

WHY = "Theo công văn 12/KH."


@pytest.fixture
def monthly(client, desk):
    """A monthly regime in force since two months ago; its planner has signed in."""
    on = today(timezone.now())
    first = (on.replace(day=1) - timedelta(days=62)).replace(day=1)
    client.force_login(desk.cast.planner)
    regime = draft(desk, start_on=first, due_rule="working_days", due_days=5)
    return publish_regime(regime, by=desk.cast.planner, at=timezone.now())


def here(regime, decision):
    return reverse("duties:decide", args=[regime.pk, decision])


def told(answer):
    return " ".join(answer.content.decode().split())


def seen_on(answer):
    """What the page shows it would bring about, as it posts it."""
    page = answer.content.decode()
    start = page.index('name="seen" value="') + len('name="seen" value="')
    return page[start : page.index('"', start)]


def owed(regime):
    return Obligation.objects.owed().filter(regime=regime).count()


def test_the_page_tells_what_ending_brings_about_and_one_press_ends_it(client, monthly):
    page = client.get(here(monthly, "ket-thuc"))
    falls = len(page.context["foreseen"].falls)
    assert falls
    assert f"{falls} báo cáo chưa bắt đầu thôi không phải nộp" in told(page)
    chosen = page.context["form"].fields["from_on"].initial
    before = owed(monthly)
    posted = {"from_on": chosen, "drafts": "keep", "reason": WHY, "seen": seen_on(page)}
    answer = client.post(here(monthly, "ket-thuc"), posted)
    assert answer.url == reverse("duties:regime", args=[monthly.pk]) + "#thay-doi"
    assert WHY in told(client.get(answer.url))
    assert owed(monthly) == before - falls


def test_what_was_chosen_anew_is_shown_before_anything_is_done(client, monthly):
    page = client.get(here(monthly, "ket-thuc"))
    offered = [day for day, _label in page.context["form"].fields["from_on"].choices]
    posted = {"from_on": offered[0], "drafts": "keep", "reason": WHY, "seen": seen_on(page)}
    before = owed(monthly)
    answer = client.post(here(monthly, "ket-thuc"), posted)
    assert answer.status_code == 409
    assert WHY in told(answer), "nothing typed is lost"
    assert owed(monthly) == before
    client.post(here(monthly, "ket-thuc"), posted | {"seen": seen_on(answer)})
    assert owed(monthly) < before


def test_looking_does_nothing_and_a_reason_that_lacks_is_told_at_its_field(client, monthly):
    page = client.get(here(monthly, "thu-hoi"))
    posted = {"reason": WHY, "seen": seen_on(page)}
    client.post(here(monthly, "thu-hoi"), posted | {"do": "look"})
    answer = client.post(here(monthly, "thu-hoi"), posted | {"reason": " "})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"reason"}
    monthly.refresh_from_db()
    assert monthly.withdrawn_at is None
    answer = client.post(here(monthly, "thu-hoi"), posted, follow=True)
    assert "Đã thu hồi chế độ" in told(answer)
    assert owed(monthly) == 0
    assert "Thu hồi chế độ</a>" not in told(answer), "there is nothing left to decide"


def test_a_regime_is_replaced_by_one_written_as_it_stands(client, desk, monthly):
    form = client.get(here(monthly, "thay-the")).context["form"]
    posted = {name: form[name].value() for name in form.fields}
    posted = {name: value for name, value in posted.items() if value not in (None, "", [])}
    posted["drafts"], posted["due_days"] = "keep", "8"
    assert posted["code"] == "thang-2"
    page = client.post(here(monthly, "thay-the"), posted | {"do": "look"})
    assert f"{len(page.context['foreseen'].made)} báo cáo phải nộp" in told(page)
    assert Regime.objects.filter(code="thang-2").count() == 0
    answer = client.post(here(monthly, "thay-the"), posted | {"seen": seen_on(page)}, follow=True)
    new = Regime.objects.get(code="thang-2")
    assert (new.replaces, new.due_days) == (monthly, 8)
    assert answer.redirect_chain[-1][0] == f"{reverse('duties:regime', args=[new.pk])}#thay-doi"
    assert monthly.name in told(answer)
    old = client.get(reverse("duties:regime", args=[monthly.pk])).content.decode()
    assert reverse("duties:regime", args=[new.pk]) in old
    assert here(monthly, "thay-the") not in old
    assert here(monthly, "ket-thuc") not in old
    again = client.post(here(monthly, "thay-the"), posted | {"seen": seen_on(page), "code": "x"})
    assert again.status_code == 422
    assert "đã được thay bằng" in told(again)


def test_what_the_new_regime_lacks_is_told_before_the_press(client, monthly):
    form = client.get(here(monthly, "thay-the")).context["form"]
    posted = {name: form[name].value() for name in form.fields}
    posted = {name: value for name, value in posted.items() if value not in (None, "", [])}
    answer = client.post(here(monthly, "thay-the"), posted | {"content": " ", "drafts": "keep"})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"content"}
    del posted["levels"]
    answer = client.post(here(monthly, "thay-the"), posted | {"drafts": "keep"})
    assert answer.status_code == 422
    assert "Điều 7" in told(answer)


def test_units_come_and_go_on_one_page(client, desk, monthly):
    page = client.get(here(monthly, "don-vi"))
    assert page.context["foreseen"] is None
    assert not re.search(r"<select[^>]* multiple", told(page)), "no phone can tick in it"
    posted = {
        "from_on": page.context["form"].fields["from_on"].initial,
        "add": [desk.cast.leaf.pk],
        "leave": [desk.cast.unit.pk],
        "drafts": "keep",
        "reason": WHY,
    }
    look = client.post(here(monthly, "don-vi"), posted)
    foreseen = look.context["foreseen"]
    assert {line.unit_id for line in foreseen.made} == {desk.cast.leaf.pk}
    assert {line.unit_id for line in foreseen.falls} == {desk.cast.unit.pk}
    assert f"{len(foreseen.falls)} báo cáo chưa bắt đầu thôi không phải nộp" in told(look)
    answer = client.post(here(monthly, "don-vi"), posted | {"seen": seen_on(look)}, follow=True)
    assert f"{desk.cast.unit.name}, không báo cáo" in told(answer)


def test_a_late_comer_is_asked_for_past_periods_with_time_to_answer(client, desk, monthly):
    told_by = {"on": START, "by": desk.cast.administrator, "at": timezone.now()}
    assert "select" not in client.get(here(monthly, "ky-da-qua")).content.decode().split("<main")[1]
    unit = create_unit("G.10", "Đơn vị 10", desk.cast.root, **told_by)
    page = client.get(here(monthly, "ky-da-qua"))
    assert [each.pk for each in page.context["form"].fields["units"].queryset] == [unit.pk]
    periods = [day for day, _label in page.context["form"].fields["periods"].choices]
    posted = {"units": [unit.pk], "periods": periods, "due_on": ""}
    look = client.post(here(monthly, "ky-da-qua"), posted)
    assert "quá hạn ngay" in told(look)
    on = today(timezone.now()) + timedelta(days=9)
    posted["due_on"] = f"{on.day}/{on.month}/{on.year}"
    look = client.post(here(monthly, "ky-da-qua"), posted | {"seen": seen_on(look)})
    assert look.status_code == 409, "due by another day than was shown"
    client.post(here(monthly, "ky-da-qua"), posted | {"seen": seen_on(look)})
    assert set(unit.obligations.values_list("due_on", flat=True)) == {on}


def test_the_page_of_a_draft_tells_what_putting_it_in_force_makes(client, desk):
    client.force_login(desk.cast.planner)
    regime = draft(desk, start_on=date(2022, 7, 1))
    page = client.get(reverse("duties:regime", args=[regime.pk]))
    assert "quá hạn ngay" in told(page)
    late = page.context["foreseen"].late
    posted = {"seen": "x"}
    client.post(reverse("duties:publish", args=[regime.pk]), posted)
    assert not regime.obligations.exists()
    client.post(reverse("duties:publish", args=[regime.pk]), {"seen": seen_on(page)})
    assert regime.obligations.filter(due_on__lt=today(timezone.now())).count() == late


def test_a_draft_and_an_unknown_decision_have_no_page(client, desk, monthly):
    assert client.get(here(draft(desk, code="b"), "ket-thuc")).status_code == 404
    assert client.get(here(monthly, "xoa")).status_code == 404
