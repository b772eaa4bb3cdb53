from datetime import date

import pytest

from nhip.portal.delivery.models import ViewDay
from nhip.portal.news.models import ArticlePage, HomePage, SectionPage
from nhip.portal.panels.queries import most_viewed
from nhip.portal.panels.registry import Card, register_card
from nhip.portal.site.models import BasePage

pytestmark = pytest.mark.django_db
DAY = date(2022, 7, 28)


@pytest.fixture
def articles():
    register_card(ArticlePage, lambda page: Card(page.title, page.get_url() or "/"))
    home = BasePage.objects.get(depth=1).add_child(instance=HomePage(title="Nhà", slug="nha"))
    section = home.add_child(instance=SectionPage(title="Mục", slug="muc"))
    made = [
        section.add_child(
            instance=ArticlePage(title=f"Tin {n}", slug=f"tin-{n}", lead="x", live=True)
        )
        for n in range(4)
    ]
    for page, views in ((home, 99), (section, 99), (made[0], 2), (made[1], 5), (made[2], 7)):
        ViewDay.objects.create(page_id=page.pk, day=DAY, views=views)
    ViewDay.objects.create(page_id=made[0].pk, day=date(2022, 7, 22), views=4)
    ViewDay.objects.create(page_id=made[3].pk, day=date(2022, 7, 21), views=50)
    return made


def titles(limit=5):
    return [card.title for card in most_viewed(DAY, limit)]


def test_the_most_opened_articles_of_seven_days_come_first(articles):
    assert titles() == ["Tin 2", "Tin 0", "Tin 1"]
    assert titles(1) == ["Tin 2"]


def test_what_is_not_public_is_left_out(articles):
    articles[2].unpublish()
    assert titles() == ["Tin 0", "Tin 1"]


def test_the_number_of_queries_does_not_grow(articles, django_assert_max_num_queries):
    most_viewed(DAY)
    with django_assert_max_num_queries(4):
        most_viewed(DAY)
