"""What readers get: whole pages, in the order of the page, with or without JavaScript."""

import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nhip.kit.text.rules import write_day
from nhip.office.figures.actions import accept_change, keep_value, unpin
from nhip.office.figures.models import Pin
from nhip.portal.delivery.actions import add_views
from nhip.portal.delivery.queries import store
from nhip.portal.delivery.rules import BAKE_HEADER
from nhip.portal.news.actions import create_draft, publish_article
from nhip.portal.news.models import ArticlePage, HomeFigure, HomePage, SectionPage
from nhip.portal.panels.actions import load_samples, rank_pages
from nhip.portal.pictures.models import Picture
from tests import files
from tests.cast import Cast

from .conftest import AT, Numbers
from .test_actions import changed, edited

LATER = AT + timedelta(days=1)


def html_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def in_order(html: str, *parts: str) -> None:
    place = 0
    for part in parts:
        found = html.find(part, place)
        assert found >= 0, f"{part!r} is missing, or stands before {html[place : place + 80]!r}"
        place = found + len(part)


def statements_of_a_miss(client: Client, url: str) -> int:
    """How much a page asks of the database when the front wants it made for everybody."""
    html_of(client, url)
    store().purge(["*"], at=0)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(url, headers={"host": "localhost", BAKE_HEADER: "1"})
    assert answer.status_code == 204
    assert not answer.cookies
    return len(asked)


def read_most(page: ArticlePage, at: datetime) -> None:
    add_views(page.pk, at.date(), 10)
    rank_pages(at)


def test_an_article_carries_the_page_in_its_order(
    cast: Cast, client: Client, article: ArticlePage
) -> None:
    load_samples(by=cast.publisher, at=AT)
    read_most(article, AT)
    in_order(
        html_of(client, article.url),
        "A-",
        ">A<",
        "A+",
        "Tăng tương phản",
        "Giảm tương phản",
        "Sơ kết</p>",
        "<h1>Nhìn lại mấy năm làm kế hoạch</h1>",
        "Đăng",
        "17:20, 28/7/2022",
        "Cập nhật",
        "Chưa có",
        "1 phút",
        "3 số, đều mở được nguồn",
        "Hội nghị chiều 28/7/2022.",
        "Mở đầu.",
        "<h2>Mấy năm: đếm được những gì</h2>",
        'class="gallery four wide"',
        "Chú thích d</figcaption>",
        'class="gallery three wide"',
        "Chú thích c</figcaption>",
        "Tin, ảnh: Tổ biên tập",
        "Nguồn của 3 số liệu trên trang",
        "Dữ kiện theo bài đăng về hội nghị.",
        "Số liệu minh họa",
        "Tổng số điểm của bài viết là: 0 trong 0 đánh giá",
        "Click để đánh giá bài viết",
        "Bình luận, góp ý (0)",
        "Chưa có phản hồi",
        "Bạn cần đăng nhập để bình luận",
        "Xem nhiều",
        "Liên kết Website",
        "Tỷ giá",
        "Quân khu - Quân chủng",
        "Dự báo thời tiết",
        "Thời tiết Hà Nội",
    )


def test_every_figure_says_what_it_is_and_where_it_comes_from(
    client: Client, article: ArticlePage
) -> None:
    html = html_of(client, article.url)
    for key, value, written in (
        ("classes", "17", "17"),
        ("people", "1247", "trên 1.200"),
        ("orders", "4", "04"),
    ):
        pin = Pin.objects.get(key=key)
        button = re.search(
            rf'<button type="button" class="fig" popovertarget="f-{pin.pk}"[^>]*>'
            rf'<data value="{value}" data-figure="{key}">{written}</data></button>',
            html,
        )
        assert button, key
        popover = html.split(f'<div popover class="why" id="f-{pin.pk}">')[1].split("</div>")[0]
        fold = html.split('<details class="fold">')[1].split("</details>")[0]
        for told in (popover, fold):
            assert f"Cách đếm {key}." in told
            assert "2017–2021" in told
            assert "20/21 đơn vị" in told
            assert "17:20, 28/7/2022" in told


def test_a_figure_cited_twice_has_one_explanation(
    client: Client, section: SectionPage, cast: Cast, draft: ArticlePage
) -> None:
    pin = Pin.objects.get(key="classes")
    cited = f'<a linktype="figure" pin="{pin.pk}">17</a>'
    draft.body = [("paragraph", f"<p>{cited} lớp, lại {cited}.</p>")]
    draft.save_revision()
    article = publish_article(draft, is_open_seen=True, by=cast.publisher, at=AT)
    html = html_of(client, article.url)
    assert html.count('data-figure="classes"') == 2
    assert html.count(f'id="f-{pin.pk}"') == 1


def test_pictures_come_in_two_sizes_and_three_formats_with_their_words(
    client: Client, article: ArticlePage
) -> None:
    html = html_of(client, article.url)
    pictures = re.findall(r"<picture>.*?</picture>", html, re.DOTALL)
    assert len(pictures) == 7
    for picture in pictures:
        in_order(picture, 'type="image/avif"', 'type="image/webp"', "<img", ".jpg")
        assert picture.count(" 480w") == picture.count(" 960w") == 3
        assert re.search(r'alt="Mô tả \w"', picture)
        assert re.search(r'width="480"', picture)
        assert re.search(r'height="285"', picture)
        assert 'loading="lazy"' in picture


def test_a_picture_on_top_is_fetched_first(
    client: Client, article: ArticlePage, cast: Cast
) -> None:
    assert "fetchpriority" not in html_of(client, article.url)
    article.body = [
        ("gallery", article.photos()[:2]),
        *((p.block_type, p.value) for p in article.body),
    ]
    article.save_revision()
    publish_article(article, is_open_seen=True, by=cast.publisher, at=LATER)
    first, second = re.findall(r"<img[^>]*>", html_of(client, article.url))[:2]
    assert 'fetchpriority="high"' in first
    assert "loading" not in first
    assert 'loading="lazy"' in second
    assert "fetchpriority" in html_of(client, "/").split('class="lede"')[1].split("</picture>")[0]


def test_readers_do_not_wait_for_pictures_to_be_made(
    client: Client, article: ArticlePage, django_capture_on_commit_callbacks
) -> None:
    html_of(client, article.url)
    some, none = (photo["image"] for photo in article.photos()[:2])
    some.renditions.filter(filter_spec__contains="avif").delete()
    none.renditions.all().delete()
    with django_capture_on_commit_callbacks() as asked:
        html = html_of(client, article.url)
    assert some.renditions.count() == 9
    assert none.renditions.count() == 0
    first, whole = re.findall(r"<figure[^>]*>(.*?)<figcaption>", html, re.DOTALL)[:2]
    assert "image/avif" not in first
    assert "image/webp" in first
    assert none.file.url not in html
    for said in ('aria-label="Mô tả b"', 'viewBox="0 0 1280 760"', '<a class="large">'):
        assert said in whole
    with django_capture_on_commit_callbacks(execute=True):
        for ordered in asked:
            ordered()
    assert some.renditions.count() == none.renditions.count() == 13
    assert html_of(client, article.url).count("image/avif") == 7
    with django_capture_on_commit_callbacks() as asked:
        html_of(client, article.url)
    assert not asked


@pytest.mark.parametrize(("size", "shape"), [((600, 900), "tall"), ((3000, 700), "wide")])
def test_an_article_shows_a_photo_whole_with_a_large_view(
    client: Client, cast: Cast, draft: ArticlePage, size: tuple[int, int], shape: str
) -> None:
    image = files.picture("Ảnh", "anh.png", size)
    specs = ("width-480|format-jpeg", "max-1920x1920|format-webp", "fill-480x285|format-jpeg")
    whole, large, cut = (image.get_rendition(spec) for spec in specs)
    photo = {"image": image, "caption": "Lời", "alt": "Mô tả", "credit": "Tổ ảnh"}
    edited(
        draft,
        body=[("paragraph", "<p>Lời.</p>"), ("gallery", [photo, photo | {"decorative": True}])],
    )
    page = publish_article(draft, is_open_seen=True, by=cast.publisher, at=AT)
    first, second = re.findall(r"<figure.*?</figure>", html_of(client, page.url), re.DOTALL)
    assert f'class="{shape}"' in first
    assert f'href="{large.url}"' in first
    assert whole.url in first
    assert whole.width / whole.height == pytest.approx(size[0] / size[1], rel=0.01)
    assert cut.url not in first
    assert 'alt="Mô tả"' in first
    assert 'alt=""' in second
    assert re.search(r"Ảnh:\s+Tổ ảnh", first)


def test_an_article_outlives_its_pictures(client: Client, article: ArticlePage) -> None:
    image = article.photos()[0]["image"]
    image.renditions.all().delete()
    Picture.objects.filter(pk=image.pk)._raw_delete("default")  # no door does that: it is public
    html = html_of(client, article.url)
    assert html.count("<picture>") == 6
    assert html.count("<figcaption>") == 6


def test_nothing_inline_and_no_index(client: Client, article: ArticlePage) -> None:
    html = html_of(client, article.url)
    assert " style=" not in html
    assert "<style" not in html
    assert not re.search(r"<script(?![^>]* src=|[^>]*ld.json)", html)
    assert '<meta name="robots" content="noindex">' in html
    assert "Bản trình diễn" in html


def test_an_accepted_change_is_a_correction(
    client: Client, article: ArticlePage, cast: Cast, released: Numbers
) -> None:
    released.amounts["classes"] = 16
    pin = changed(article, cast)
    assert ">17</data>" in html_of(client, article.url)
    accept_change(pin, by=cast.publisher, at=LATER)
    html = html_of(client, article.url)
    assert ">17</data>" not in html
    note = html.split('id="dinh-chinh"')[1].split("</aside>")[0]
    for told in ("Đính chính", "Lớp tập huấn", "17", "16", write_day(LATER.date())):
        assert told in note
    assert "Xóa một lớp" not in html
    rail = html.split('class="rail"')[1].split("</div>")[0]
    assert write_day(LATER.date()) in rail


def test_a_kept_value_stays_and_nothing_is_noted(
    client: Client, article: ArticlePage, cast: Cast, released: Numbers
) -> None:
    released.amounts["classes"] = 16
    keep_value(changed(article, cast), "Lớp ấy đã dạy.", by=cast.editor, at=LATER)
    html = html_of(client, article.url)
    assert ">17</data>" in html
    assert 'id="dinh-chinh"' not in html
    assert "Lớp ấy đã dạy" not in html


def test_a_lost_figure_is_plain_for_readers_and_marked_for_editors(
    client: Client, article: ArticlePage, cast: Cast
) -> None:
    lost = [("paragraph", '<p><a linktype="figure" pin="999999">17</a> lớp</p>')]
    article.body = lost
    article.save()
    article.save_revision()
    assert "đứt nguồn" not in html_of(client, article.url)
    client.force_login(cast.editor)
    preview = html_of(client, f"/bien-tap/pages/{article.pk}/view_draft/")
    assert "<mark>17</mark>" in preview
    assert "đứt nguồn" in preview


def test_a_draft_is_not_found(client: Client, draft: ArticlePage, cast: Cast) -> None:
    for person in (None, cast.reader, cast.editor):
        if person:
            client.force_login(person)
        assert client.get("/tin-tuc/nhin-lai-may-nam-lam-ke-hoach/").status_code == 404
    assert client.get("/tin-tuc/khong-co/").status_code == 404
    assert client.get("/khong-co/").status_code == 404


def test_unfinished_changes_stay_with_the_editors(
    client: Client, article: ArticlePage, cast: Cast
) -> None:
    version = article.get_latest_revision_as_object()
    version.title = "Tựa mới"
    version.save_revision()
    assert "Tựa mới" not in html_of(client, article.url)


def test_an_article_asks_the_database_little(
    cast: Cast, client: Client, article: ArticlePage
) -> None:
    load_samples(by=cast.publisher, at=AT)
    assert statements_of_a_miss(client, article.url) <= 12


def test_home_shows_the_lead_story_its_figures_and_the_news(
    client: Client, article: ArticlePage, section: SectionPage, cast: Cast
) -> None:
    other = create_draft(
        section,
        title="Tin khác",
        lead="Dẫn khác.",
        body=[("paragraph", "<p>Lời.</p>")],
        byline="Tổ biên tập",
        by=cast.editor,
        at=LATER,
    )
    HomePage.objects.update(lead_article=article)
    publish_article(other, is_open_seen=True, by=cast.publisher, at=LATER)
    read_most(other, LATER)
    html = html_of(client, "/")
    in_order(
        html,
        'aria-current="page"',
        "Tin tức",
        '<h1><a href="/tin-tuc/nhin-lai-may-nam-lam-ke-hoach/">',
        "Giai đoạn 2017–2021 qua 3 con số",
        ">17</data>",
        "Tin mới",
        "Tin khác",
        "Xem nhiều",
    )
    assert html.split("Tin mới")[1].count("Nhìn lại năm năm") == 0


def test_home_shows_the_figures_the_editors_chose(
    client: Client, article: ArticlePage, home: HomePage
) -> None:
    HomeFigure.objects.create(home=home, pin=Pin.objects.get(key="orders"))
    Pin.objects.update(years="2020: 1; 2021: 3")
    html = html_of(client, "/")
    assert ">04</data>" in html
    assert ">17</data>" not in html
    assert 'aria-label="Chỉ thị năm: 2020: 1, 2021: 3"' in html
    assert "2017–2021, từng năm: 1, 3" in html


def test_home_shows_no_figure_that_left_its_text(
    client: Client, article: ArticlePage, home: HomePage, cast: Cast
) -> None:
    """Nobody compares it with its source any more."""
    orders = Pin.objects.get(key="orders")
    home.figures = [HomeFigure(pin=orders)]
    home.save()
    assert ">04</data>" in html_of(client, "/")
    unpin(orders, by=cast.editor, at=AT)
    assert ">04</data>" not in html_of(client, "/")
    home.figures = []
    home.save()
    assert ">04</data>" not in html_of(client, "/")


def test_home_shows_no_figure_of_a_draft(
    client: Client, draft: ArticlePage, home: HomePage
) -> None:
    HomeFigure.objects.create(home=home, pin=Pin.objects.get(key="orders"))
    html = html_of(client, "/")
    assert ">04</data>" not in html
    assert "Chưa có bài nào được đăng" in html


def test_home_asks_the_database_little(cast: Cast, client: Client, article: ArticlePage) -> None:
    load_samples(by=cast.publisher, at=AT)
    assert statements_of_a_miss(client, "/") <= 12
    HomePage.objects.update(lead_article=article)
    assert statements_of_a_miss(client, "/") <= 12


def test_a_section_pages_its_articles(client: Client, section: SectionPage, cast: Cast) -> None:
    assert "Chuyên mục chưa có tin" in html_of(client, "/tin-tuc/")
    for n, letter in enumerate("abcdefghijkl"):
        page = create_draft(
            section,
            title=f"Tin mục {letter}",
            lead="Dẫn.",
            body=[("paragraph", "<p>Lời.</p>")],
            byline="Tổ biên tập",
            by=cast.editor,
            at=AT,
        )
        publish_article(page, is_open_seen=True, by=cast.publisher, at=AT + timedelta(hours=n))
    assert statements_of_a_miss(client, "/tin-tuc/") <= 9
    first, second = html_of(client, "/tin-tuc/"), html_of(client, "/tin-tuc/?trang=2")
    in_order(first, "Việc đã làm.", "Tin mục l", "Tin mục c", "Trang 1 trên 2", "?trang=2")
    assert "Tin mục b" not in first
    in_order(second, "Tin mục b", "Tin mục a", "Trang 2 trên 2")
    assert "Tin mục a" in html_of(client, "/tin-tuc/?trang=99")


@pytest.mark.parametrize("typed", ["ke hoach", "KẾ HOẠCH", "chi thi", "Chu thich c", "dem duoc"])
def test_search_is_blind_to_marks(client: Client, article: ArticlePage, typed: str) -> None:
    html = html_of(client, f"/tin/tim/?q={typed}")
    assert "Nhìn lại mấy năm làm kế hoạch" in html
    assert "Tìm thấy 1 bài" in html


def test_search_asks_for_every_word(client: Client, article: ArticlePage) -> None:
    html = html_of(client, "/tin/tim/?q=ke hoach zyx")
    assert "Không có bài nào đủ các chữ này" in html


def test_search_finds_no_drafts(client: Client, draft: ArticlePage) -> None:
    assert "Không có bài nào đủ các chữ này" in html_of(client, "/tin/tim/?q=ke hoach")


@pytest.mark.parametrize(
    "typed", ["", "   ", '"', "* OR (", "a" * 500, "<script>", "đ", "%", "'--"]
)
def test_search_bears_anything(client: Client, article: ArticlePage, typed: str) -> None:
    response = client.get("/tin/tim/", {"q": typed})
    assert response.status_code == 200
    assert b"<script>" not in response.content


def test_a_new_value_is_found_by_the_search(
    client: Client, article: ArticlePage, cast: Cast, released: Numbers
) -> None:
    released.amounts["people"] = 2345
    accept_change(changed(article, cast, "people"), by=cast.publisher, at=LATER)
    assert "Tìm thấy 1 bài" in html_of(client, "/tin/tim/?q=2.300")
