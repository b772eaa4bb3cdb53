import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse

from nhip.portal.delivery.models import ViewDay
from nhip.portal.site.models import BasePage

pytestmark = pytest.mark.django_db
READER = {"User-Agent": "Mozilla/5.0 Firefox/128.0", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def article():
    root = BasePage.objects.get(depth=1)
    return root.add_child(instance=BasePage(title="Tin", slug="tin"))


def send(article, **headers):
    client = Client(enforce_csrf_checks=True)
    return client.post(reverse("delivery:view", args=[article.pk]), headers=READER | headers)


def views():
    return sum(ViewDay.objects.values_list("views", flat=True))


def test_an_opened_page_is_counted_and_nothing_is_set(article):
    answer = send(article)
    assert answer.status_code == 204
    assert not answer.cookies
    assert views() == 1


def test_robots_are_answered_and_not_counted(article):
    assert send(article, **{"User-Agent": "Googlebot/2.1"}).status_code == 204
    assert views() == 0


def test_other_sites_cannot_count(article):
    assert send(article, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert views() == 0


def test_what_is_not_public_is_not_there(article):
    article.unpublish()
    assert send(article).status_code == 404
    assert views() == 0


def test_a_get_does_not_count(article, client):
    assert (
        client.get(reverse("delivery:view", args=[article.pk]), headers=READER).status_code == 405
    )
    assert views() == 0


def test_counting_takes_few_queries(article, django_assert_max_num_queries):
    send(article)
    with django_assert_max_num_queries(3):
        send(article)


def beacon(article, **attributes):
    request = RequestFactory().get("/")
    vars(request).update(attributes)
    source = "{% load delivery %}{% view_beacon page %}"
    return Template(source).render(Context({"request": request, "page": article}))


def test_a_public_page_carries_the_beacon(article):
    html = beacon(article)
    assert f'data-view="/-/xem/{article.pk}/"' in html
    assert "delivery/view.js" in html


def test_previews_and_drafts_do_not(article):
    assert beacon(article, is_preview=True) == ""
    article.live = False
    assert beacon(article) == ""
