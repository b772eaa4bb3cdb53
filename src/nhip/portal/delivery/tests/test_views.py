import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse

from nhip.portal.delivery.models import ViewDay
from nhip.portal.site.models import BasePage

pytestmark = pytest.mark.django_db
READER = {"User-Agent": "Mozilla/5.0 Firefox/128.0", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def page():
    root = BasePage.objects.get(depth=1)
    return root.add_child(instance=BasePage(title="Tin", slug="tin"))


def send(page, **headers):
    client = Client(enforce_csrf_checks=True)
    return client.post(reverse("delivery:view", args=[page.pk]), headers=READER | headers)


def views():
    return sum(ViewDay.objects.values_list("views", flat=True))


def test_an_opened_page_is_counted_and_nothing_is_set(page):
    answer = send(page)
    assert answer.status_code == 204
    assert not answer.cookies
    assert views() == 1


def test_robots_are_answered_and_not_counted(page):
    assert send(page, **{"User-Agent": "Googlebot/2.1"}).status_code == 204
    assert views() == 0


def test_other_sites_cannot_count(page):
    assert send(page, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert views() == 0


def test_what_is_not_public_is_not_there(page):
    page.unpublish()
    assert send(page).status_code == 404
    assert views() == 0


def test_a_get_does_not_count(page, client):
    assert client.get(reverse("delivery:view", args=[page.pk]), headers=READER).status_code == 405
    assert views() == 0


def test_counting_takes_few_queries(page, django_assert_max_num_queries):
    send(page)
    with django_assert_max_num_queries(3):
        send(page)


def beacon(page, **attributes):
    request = RequestFactory().get("/")
    vars(request).update(attributes)
    source = "{% load delivery %}{% view_beacon page %}"
    return Template(source).render(Context({"request": request, "page": page}))


def test_a_public_page_carries_the_beacon(page):
    html = beacon(page)
    assert f'data-view="/-/xem/{page.pk}/"' in html
    assert "delivery/view.js" in html


def test_previews_and_drafts_do_not(page):
    assert beacon(page, is_preview=True) == ""
    page.live = False
    assert beacon(page) == ""
