"""The way down: from every figure of a published article to its list and its records, number by number."""

import re
from html import unescape

import pytest
from django.test import Client

from nhip.hall.demo.words import NINE
from nhip.kit.text.rules import write_figure
from nhip.office.figures.models import Pin
from nhip.organisation.accounts.models import User
from nhip.portal.news.models import HOLDER, ArticlePage
from nhip.work.reviews.models import Review

LIST = re.compile(r'<section class="card" id="ban-ghi">(.*?)</section>', re.DOTALL)
NUMBERS = re.compile(r'<a href="([^"]*#ban-ghi)"\s+aria-label="([\d.]+): ([^"]*)"')


def seen(client: Client, url: str) -> str:
    answer = client.get(unescape(url).partition("#")[0])
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.content.decode()


def listed(client: Client, url: str) -> tuple[int, str]:
    """Return how many records the list of a page says it has, and the list; all of its pages are counted."""
    [card] = LIST.findall(seen(client, url))
    said = int(
        re.search(r'<span class="small muted num">([\d.]+)</span>', card)[1].replace(".", "")
    )
    pages = re.search(r"trang=(\d+)", card)
    rows = card.count('<th scope="row">')
    assert rows == (50 if pages else said)
    return said, card


def way_down(html: str, pin: Pin) -> str:
    """Press the figure, then the link in what opens."""
    assert f'popovertarget="{pin.anchor}"' in html
    popover = html.split(f'<div popover class="why" id="{pin.anchor}">')[1].split("</div>")[0]
    return re.search(r'href="([^"]*#ban-ghi)"', popover)[1]


@pytest.fixture
def signed_in(built: object, db: None, client: Client):
    def sign_in(name: str) -> Client:
        client.force_login(User.objects.get(username=name))
        return client

    return sign_in


@pytest.mark.parametrize("name", ["kehoach", "thutruong", "bientap", "xuatban", "kiemtra"])
def test_a_figure_in_print_leads_to_its_list_and_its_record_in_three_presses(signed_in, name):
    client = signed_in(name)
    for article in ArticlePage.objects.live():
        html = seen(client, article.url)
        for pin in Pin.objects.held_by(HOLDER, article.pk).in_text():
            number, card = listed(client, way_down(html, pin))
            if pin.key in NINE:
                assert number == pin.amount, pin
            seen(client, re.search(r'<th scope="row">\s*<a href="([^"]+)"', card)[1])


def test_every_number_of_a_table_by_year_opens_so_many_records(signed_in):
    client = signed_in("kehoach")
    opened = 0
    for pin in Pin.objects.filter(holder=HOLDER, key__in=NINE).order_by("pk"):
        article = ArticlePage.objects.get(pk=pin.holder_id)
        page = seen(client, way_down(seen(client, article.url), pin))
        for url, number, _what in NUMBERS.findall(page):
            assert write_figure(listed(client, url)[0], 0) == number, url
            opened += 1
    assert opened > 45


def test_every_number_beside_a_review_opens_so_many_records(signed_in):
    client = signed_in("thutruong")
    opened = 0
    for review in Review.objects.all():
        for asked in review.figures.all():
            at = f"/lam-viec/hoi-nghi/{review.conference_id}/?phan={review.number}&so={asked.key}"
            beside = seen(client, at).split('id="theo-so"')[1].split("<tfoot>")[0]
            for row in beside.split("<tr>"):
                url = re.search(r'href="([^"]+#ban-ghi)"', row)
                if url:
                    number = re.findall(r">([\d.]+)</td>", row)[-1]
                    assert write_figure(listed(client, url[1])[0], 0) == number, url[1]
                    opened += 1
    assert opened > 20
