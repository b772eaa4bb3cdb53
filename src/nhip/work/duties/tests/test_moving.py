"""Holidays move the deadlines counted in working days, told before and after; nothing else moves."""

from datetime import date

import pytest
from django.urls import reverse

from nhip.office.notices.models import Notice
from nhip.organisation.journal.queries import history
from nhip.organisation.periods.actions import set_special_day
from nhip.organisation.periods.models import SpecialDay
from nhip.work.duties.actions import extend_deadline, publish_regime
from nhip.work.duties.models import Obligation
from nhip.work.duties.tests.makers import AT, draft
from nhip.work.duties.tests.test_living import NEXT_WEEK

LIST = reverse("periods:take_in_days")
SENT = {"lines": "2/8/2022 Nghỉ bù", "legal_basis": "QĐ 1"}


@pytest.fixture(autouse=True)
def in_july(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NEXT_WEEK)


@pytest.fixture
def monthly(desk):
    """Two units owe July by 5/8 and August by 7/9."""
    return publish_regime(draft(desk), by=desk.cast.planner, at=AT)


def july(regime, unit):
    return regime.obligations.get(unit=unit, period__index=7)


def test_a_list_of_days_tells_what_moves_and_moves_it_for_who_still_owes(desk, monthly, as_user):
    theirs = july(monthly, desk.cast.sibling)
    extend_deadline(theirs, date(2022, 8, 12), "Bão", by=desk.cast.planner, at=AT)
    client = as_user(desk.cast.administrator)
    looked = client.post(LIST, SENT | {"do": "try"})
    page = looked.content.decode()
    assert "Báo cáo tháng, Tháng 7/2022: 1 hạn nộp dời từ thứ\xa0Sáu, 5/8/2022 sang" in page
    unseen = client.post(LIST, SENT | {"do": "keep"})
    assert unseen.status_code == 200
    assert not SpecialDay.objects.exists(), "what moves was not shown yet"
    kept = client.post(LIST, SENT | {"do": "keep", "seen": looked.context["seen"]})
    assert kept.status_code == 302
    mine = july(monthly, desk.cast.unit)
    assert mine.due_on == date(2022, 8, 8)
    theirs.refresh_from_db()
    assert theirs.due_on == date(2022, 8, 12), "more time was given: it is not touched"
    notice = Notice.objects.filter(user=desk.cast.reporter).latest("pk")
    assert "8/8/2022" in notice.text
    assert "Nghỉ bù" in notice.text
    assert history(mine)[-1].verb == "obligation.moved"
    regime = as_user(desk.cast.planner).get(reverse("duties:regime", args=[monthly.pk]))
    assert "thứ\xa0Hai, 8/8/2022" in regime.content.decode()


def test_more_time_is_never_overtaken_by_the_deadline_of_the_others(desk, monthly):
    theirs = july(monthly, desk.cast.sibling)
    extend_deadline(theirs, date(2022, 8, 6), "Bão", by=desk.cast.planner, at=AT)
    set_special_day(date(2022, 8, 2), name="Nghỉ", legal_basis="x",
                    by=desk.cast.administrator, at=NEXT_WEEK)  # fmt: skip
    theirs.refresh_from_db()
    assert theirs.due_on == date(2022, 8, 8)


def test_one_day_added_and_removed_moves_there_and_back_each_told_first(desk, monthly, as_user):
    client, here = as_user(desk.cast.administrator), reverse("periods:calendar")
    one = {"on": "2/8/2022", "name": "Nghỉ bù", "legal_basis": "QĐ 1"}
    looked = client.post(here, one)
    assert "2 hạn nộp dời" in looked.content.decode()
    client.post(here, one | {"seen": looked.context["seen"]})
    assert july(monthly, desk.cast.unit).due_on == date(2022, 8, 8)
    drop = reverse("periods:drop_day", args=[SpecialDay.objects.get().pk])
    looked = client.post(drop)
    assert "dời từ thứ\xa0Hai, 8/8/2022 sang thứ\xa0Sáu, 5/8/2022" in looked.content.decode()
    client.post(drop, {"seen": looked.context["seen"]})
    assert not SpecialDay.objects.exists()
    assert july(monthly, desk.cast.unit).due_on == date(2022, 8, 5)


def test_the_page_of_the_regime_shows_what_stands(desk, monthly, as_user):
    Obligation.objects.filter(regime=monthly, period__index=7).update(due_on=date(2022, 8, 4))
    page = as_user(desk.cast.planner).get(reverse("duties:regime", args=[monthly.pk]))
    assert "thứ\xa0Năm, 4/8/2022" in page.content.decode()
