"""Figures on public pages: each has a name of its own, its corrections beside it, and for staff a way down."""

import re
from datetime import timedelta

from django.test import Client

from nhip.kit.text.rules import write_day
from nhip.office.figures.actions import accept_change, check_pins, pin, release
from nhip.office.figures.models import Pin
from nhip.portal.news.actions import publish_article
from nhip.portal.news.models import HOLDER, ArticlePage
from tests.cast import Cast

from .conftest import AT, Numbers, reference

LATER = AT + timedelta(days=1)


def html_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def names(html: str) -> list[str]:
    """Return the accessible names of the buttons that explain a figure."""
    return re.findall(r'<button[^>]*popovertarget="[fn]-\d+"\s+aria-label="([^"]+)"', html)


def published(draft: ArticlePage, cast: Cast, text: str) -> ArticlePage:
    draft.body = [("paragraph", f"<p>{text}</p>")]
    draft.save_revision()
    return publish_article(draft, is_open_seen=True, by=cast.publisher, at=AT)


def placed(cited: Pin, written: str) -> str:
    return f'<a linktype="figure" pin="{cited.pk}">{written}</a>'


def test_a_figure_is_called_what_it_counts_and_when(client: Client, article: ArticlePage) -> None:
    found = names(html_of(client, article.url))
    assert "17: Lớp tập huấn, 2017–2021; xem số này từ đâu" in found
    assert len(found) == len(set(found)) == 3


def test_no_two_places_of_one_figure_share_a_name(
    client: Client, draft: ArticlePage, cast: Cast
) -> None:
    cited = placed(Pin.objects.get(key="classes"), "17")
    page = published(draft, cast, f"{cited} lớp, lại {cited}, và {cited}.")
    assert names(html_of(client, page.url)) == [
        "17: Lớp tập huấn, 2017–2021; xem số này từ đâu",
        "17: Lớp tập huấn, 2017–2021, chỗ thứ 2; xem số này từ đâu",
        "17: Lớp tập huấn, 2017–2021, chỗ thứ 3; xem số này từ đâu",
    ]


def test_figures_of_two_units_are_told_apart(
    client: Client, draft: ArticlePage, cast: Cast, released: Numbers
) -> None:
    place = {"holder": HOLDER, "holder_id": draft.pk}
    own = Pin.objects.get(key="classes")
    release(reference("classes", cast.unit.pk), by=cast.chief, at=AT)
    other = pin(reference("classes", cast.unit.pk), **place, by=cast.editor, at=AT)
    cited = f"{placed(other, '17')} lớp, {placed(own, '17')} lớp"
    found = names(html_of(client, published(draft, cast, cited).url))
    assert found == [
        "17: Lớp tập huấn, 2017–2021, Đơn vị 07; xem số này từ đâu",
        f"17: Lớp tập huấn, 2017–2021, {cast.root.name}; xem số này từ đâu",
    ]


def test_a_correction_stands_at_its_figure_in_words(
    client: Client, article: ArticlePage, cast: Cast, released: Numbers
) -> None:
    assert "đính chính ngày" not in html_of(client, article.url)
    released.amounts["classes"], released.amounts["people"] = 16, 1250  # still "over 1.200"
    check_pins(at=LATER)
    for key in ("classes", "people"):
        accept_change(Pin.objects.get(key=key), by=cast.publisher, at=LATER)
    html = html_of(client, article.url)
    told = f"(đính chính ngày {write_day(LATER.date())}, trước là 17)"
    assert re.search(rf">16</data></button>\s*<small[^>]*>\s*{re.escape(told)}\s*</small>", html)
    assert html.count("đính chính ngày") == 1
    home = html_of(client, "/")
    assert "Sửa 17 thành 16" in home  # in the explanation of the front page's figure too


def test_the_front_page_explains_its_own_figures(client: Client, article: ArticlePage) -> None:
    html = html_of(client, "/")
    found = names(html)
    assert len(found) == len(set(found)) == 3
    for anchor in re.findall(r'popovertarget="(f-\d+)"\s+aria-label', html):
        popover = html.split(f'<div popover class="why" id="{anchor}">')[1].split("</div>")[0]
        assert "Cách đếm" in popover
        assert "2017–2021" in popover
        assert f'<a href="{article.url}">Đọc bài: {article.title}</a>' in popover


def test_staff_get_from_a_figure_to_its_records_and_readers_do_not(
    client: Client, article: ArticlePage, cast: Cast
) -> None:
    way = 'href="/lam-viec/tong-hop/classes/#ban-ghi"'
    for url in (article.url, "/"):
        assert way not in html_of(client, url)
    client.force_login(cast.planner)
    for url in (article.url, "/"):
        html = html_of(client, url)
        anchor = f"f-{Pin.objects.get(key='classes').pk}"
        popover = html.split(f'<div popover class="why" id="{anchor}">')[1].split("</div>")[0]
        assert way in popover
        fold = html.split('<details class="fold">')[1].split("</details>")[0]
        assert way in fold
