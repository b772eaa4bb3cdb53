from datetime import UTC, date, datetime

import pytest

from nhip.portal.delivery.models import ViewDay
from nhip.portal.panels import registry
from nhip.portal.panels.actions import rank_pages
from nhip.portal.panels.queries import most_opened, most_viewed
from nhip.portal.panels.registry import Card, register_card
from nhip.portal.site.models import BasePage

pytestmark = pytest.mark.django_db
DAY = date(2022, 7, 28)
AT = datetime(2022, 7, 28, 10, 20, tzinfo=UTC)


@pytest.fixture
def pages(monkeypatch):
    monkeypatch.setattr(registry, "_draws", {})
    register_card(BasePage, lambda page: Card(page.title, f"/{page.slug}/"))
    root = BasePage.objects.get(depth=1)
    made = [root.add_child(instance=BasePage(title=f"Tin {n}", slug=f"tin-{n}")) for n in range(4)]
    for n, day, views in (
        (0, DAY, 2),
        (0, date(2022, 7, 22), 4),
        (1, DAY, 5),
        (2, DAY, 7),
        (3, date(2022, 7, 21), 50),
        (3, date(2022, 7, 29), 50),
    ):
        ViewDay.objects.create(page=made[n], day=day, views=views)
    return made


def titles():
    rank_pages(AT)
    return [card.title for card in most_viewed()]


def test_the_most_opened_pages_of_seven_days_come_first(pages):
    assert titles() == ["Tin 2", "Tin 0", "Tin 1"]
    assert most_opened(DAY, limit=1) == [pages[2].pk]


def test_what_is_not_public_is_left_out(pages):
    assert titles() == ["Tin 2", "Tin 0", "Tin 1"]
    pages[2].unpublish()
    assert [card.title for card in most_viewed()] == ["Tin 0", "Tin 1"]  # before the next count
    assert titles() == ["Tin 0", "Tin 1"]


def test_kinds_nobody_registered_are_left_out(pages, monkeypatch):
    monkeypatch.setattr(registry, "_draws", {})
    assert titles() == []


def test_showing_them_takes_one_query(pages, django_assert_num_queries):
    rank_pages(AT)
    with django_assert_num_queries(1):
        assert len(most_viewed()) == 3
