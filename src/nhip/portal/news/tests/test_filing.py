"""Who stands under an article, where else it is shown, what is related: typed by editors, read by readers."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from nhip.portal.news.actions import create_draft, publish_article, withdraw_article
from nhip.portal.news.choices import FilingRole
from nhip.portal.news.models import ArticlePage, SectionPage
from nhip.portal.shelves.actions import make_shelf, set_shelf
from nhip.portal.shelves.choices import ShelfKind
from nhip.portal.shelves.models import Shelf
from tests.cast import Cast

from .conftest import AT, Numbers
from .test_pages import statements_of_a_miss
from .test_wagtail_hooks import saved


def words(client: Client, address: str) -> str:
    """What stands on a page, without its marks."""
    return " ".join(re.sub("<[^>]+>", " ", client.get(address).content.decode()).split())


def story(section: SectionPage, title: str, cast: Cast, **more) -> ArticlePage:
    page = create_draft(
        section,
        title=title,
        lead="Dẫn.",
        body=[("paragraph", "<p>Lời.</p>")],
        byline="Tổ biên tập",
        **more,
        by=cast.editor,
        at=AT,
    )
    return publish_article(page, is_open_seen=True, by=cast.publisher, at=AT)


def test_names_typed_in_the_article_stand_under_it_and_have_a_page(
    client: Client, draft: ArticlePage, cast: Cast
):
    client.force_login(cast.editor)
    known = make_shelf(ShelfKind.AUTHOR, "Lê Mẫu", unit="Đơn vị mẫu", by=cast.editor, at=AT)
    typed = {"news": 'Hồ Mẫu, "Hồ Mẫu"', "photos": "Hồ Mẫu", "video": "Lê Mẫu (Đơn vị mẫu)"}
    saved(client, draft, draft.html(), byline="", **typed)
    assert Shelf.objects.count() == 1  # what is half typed makes nobody
    html = client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()
    assert 'name="video" value="Lê Mẫu (Đơn vị mẫu)"' in html
    saved(client, draft, draft.html(), byline="")  # a programme that knows nothing of authors
    client.force_login(cast.publisher)
    signed = "Tin, ảnh: HỒ MẪU - Video: LÊ MẪU"
    assert signed in words(client, reverse("news:sign", args=[draft.pk]))
    page = publish_article(draft, is_open_seen=True, by=cast.publisher, at=AT)
    assert signed in words(client, page.url)
    assert page.title in words(client, "/tac-gia/ho-mau/")
    assert "Đơn vị mẫu" in words(client, known.get_absolute_url())
    set_shelf(known, name="Lê Văn Mẫu", about="", is_used=True, by=cast.editor, at=AT)
    assert signed in words(client, page.url)  # as it was signed
    assert "Lê Văn Mẫu" in words(client, known.get_absolute_url())
    first = page.versions.get()
    assert [each["name"] for each in first.content["filings"]] == ["Hồ Mẫu", "Hồ Mẫu", "Lê Mẫu"]
    withdraw_article(page, reason="Ghi nhầm.", by=cast.publisher, at=AT)
    assert client.get("/tac-gia/ho-mau/").status_code == 404


def test_who_is_named_is_compared_with_who_stood_there(
    client: Client, article: ArticlePage, cast: Cast
):
    client.force_login(cast.editor)
    saved(client, article, article.html(), news="Hồ Mẫu")
    client.force_login(cast.publisher)
    html = client.get(reverse("news:sign", args=[article.pk])).content.decode()
    assert "Tin: HỒ MẪU" in html[html.index('id="khac"') : html.index('id="bai"')]


def test_two_drafts_are_compared_by_what_a_person_changed(
    client: Client, article: ArticlePage, cast: Cast
):
    client.force_login(cast.editor)
    saved(client, article, "<p>Lời mới.</p>", news="Hồ Mẫu", tag="Thẻ mới")
    first, last = article.revisions.order_by("pk").values_list("pk", flat=True)
    asked = reverse("wagtailadmin_pages:revisions_compare", args=[article.pk, first, last])
    html = client.get(asked).content.decode()
    told = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", html[html.index("<main") :]))
    assert "Tin: Hồ Mẫu" in told
    assert "Thẻ: Thẻ mới" in told
    assert "Chú thích: Chú thích a" in told
    assert "None" not in told
    assert "caption" not in told
    assert "Tiêu đề:" not in told  # it is what it was


def test_a_name_too_long_is_refused_at_its_field(client: Client, draft: ArticlePage, cast: Cast):
    client.force_login(cast.editor)
    answer = saved(client, draft, draft.html(), tag="a" * 121)
    assert "dài quá" in str(answer.context["form"].errors["tag"])


@pytest.fixture
def other(home, section: SectionPage) -> SectionPage:
    made: SectionPage = home.add_child(instance=SectionPage(title="Hội nghị", slug="hoi-nghi"))
    return made


def test_an_article_is_shown_in_other_sections_too(
    client: Client, section: SectionPage, other: SectionPage, cast: Cast
):
    page = story(section, "Tin hai nơi", cast, also_in=[other])
    assert page.url == "/tin-tuc/tin-hai-noi/"
    for each in (section, other):
        assert "Tin hai nơi" in words(client, each.url)
    client.force_login(cast.editor)
    saved(client, page, page.html())  # says nothing of sections
    publish_article(page, is_open_seen=True, by=cast.publisher, at=AT)
    assert "Tin hai nơi" in words(client, other.url)


def test_related_are_those_chosen_then_by_topic_then_by_tag_and_public_alone(
    client: Client, section: SectionPage, released: Numbers, cast: Cast
):
    topic, tag = {FilingRole.TOPIC: ["Lũ lụt"]}, {FilingRole.TAG: ["Cứu hộ"]}
    same_tag = story(section, "Cùng thẻ", cast, filed=tag)
    same_topic = story(section, "Cùng dòng sự kiện", cast, filed={FilingRole.TOPIC: ["lu lut"]})
    chosen = story(section, "Được chọn", cast)
    gone = story(section, "Đã rút", cast, filed=topic)
    withdraw_article(gone, reason="Ghi nhầm.", by=cast.publisher, at=AT)
    page = story(section, "Bài chính", cast, filed={**topic, **tag})
    assert statements_of_a_miss(client, page.url) <= statements_of_a_miss(client, chosen.url) + 1
    client.force_login(cast.editor)
    picked = {"chosen-0-article": chosen.pk, "chosen-0-ORDER": "1", "chosen-1-article": gone.pk}
    counted = {"chosen-TOTAL_FORMS": "2", "chosen-INITIAL_FORMS": "0"}
    saved(client, page, page.html(), **counted, **picked)
    publish_article(page, is_open_seen=True, by=cast.publisher, at=AT)
    html = client.get(page.url).content.decode()
    below = html[html.index('id="lien-quan"') :]
    places = [below.index(each.title) for each in (chosen, same_topic, same_tag)]
    assert places == sorted(places)
    assert "Đã rút" not in below[: below.index("</section>")]
    assert 'href="/dong-su-kien/lu-lut/"' in html
    assert "Bài chính" in words(client, "/the/cuu-ho/")
