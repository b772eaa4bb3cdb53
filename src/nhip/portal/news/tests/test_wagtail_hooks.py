"""The editor's screens: the figure chooser, saving, and the one way to publish."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models.pages import PagePermissionTester
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from nhip.office.figures.actions import release
from nhip.office.figures.choices import Basis, Format
from nhip.office.figures.models import Pin
from nhip.office.figures.registry import Offer
from nhip.portal.news.actions import NewArticle, take_in_articles
from nhip.portal.news.blocks import PARAGRAPH_FEATURES
from nhip.portal.news.models import HOLDER, ArticlePage, SectionPage
from tests.cast import Cast

from .conftest import AT, Numbers, picture, reference

CHOOSE = "/bien-tap/so-lieu/"


@pytest.fixture
def editor(client: Client, cast: Cast) -> Client:
    client.force_login(cast.editor)
    return client


@pytest.fixture
def publisher(client: Client, cast: Cast) -> Client:
    client.force_login(cast.publisher)
    return client


def window(client: Client, **asked: Any) -> str:
    response = client.get(CHOOSE, asked)
    assert response.status_code == 200
    return response.json()["html"]  # type: ignore[no-any-return]


def chosen(cast: Cast, key: str = "classes", format: str = Format.PLAIN) -> dict[str, Any]:
    ref = reference(key, cast.root.pk)
    return {
        "key": ref.key,
        "unit_id": ref.unit_id,
        "start_on": ref.start_on.isoformat(),
        "end_on": ref.end_on.isoformat(),
        "basis": ref.basis,
        "format": format,
    }


def saved(client: Client, page: ArticlePage, html: str, **more: Any) -> Any:
    """Save the page's form as the editor's browser does."""
    form = {
        "title": page.title,
        "slug": page.slug,
        "kicker": "",
        "lead": "Dẫn.",
        "byline": "Tổ biên tập",
        "sources": "",
        "shown_at": "",
        "seo_title": "",
        "search_description": "",
        "body": streamfield([("paragraph", rich_text(html, features=PARAGRAPH_FEATURES))]),
    }
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(url, nested_form_data({**form, **more}), follow=True)


def test_who_saves_over_words_of_another_is_led_to_them(
    editor: Client, draft: ArticlePage, cast: Cast
) -> None:
    seen = {"loaded_revision_id": draft.latest_revision_id}
    draft.lead = "Lời người khác."
    draft.save_revision(user=cast.publisher)
    html = saved(editor, draft, draft.html(), **seen).content.decode()
    assert f"{cast.publisher} đã lưu một phiên bản khác" in html
    [compare] = re.findall(r'href="([^"]+/compare/[^"]+)"', html)
    assert "Lời người khác." in editor.get(compare).content.decode()


def test_a_number_in_what_search_engines_are_told_is_asked_too(
    editor: Client, draft: ArticlePage
) -> None:
    saved(editor, draft, draft.html(), seo_title="61 tập thể", search_description="Có 73 người.")
    html = editor.get(reverse("news:sign", args=[draft.pk])).content.decode()
    assert "2 số chưa trả lời: 61; 73" in re.sub(r"<[^>]+>", "", html)


def test_rows_nobody_filled_are_left_out_of_an_article(editor: Client, draft: ArticlePage) -> None:
    def words(html: str) -> str:
        return rich_text(html, features=PARAGRAPH_FEATURES)

    kept = picture()
    row = {"caption": "", "alt": "", "decorative": "", "credit": ""}
    rows = [row | {"image": ""}, row | {"image": kept.pk, "caption": "Toàn cảnh"}]
    groups = [
        {"count": len(each)}
        | {str(n): {"value": one, "deleted": "", "order": n} for n, one in enumerate(each)}
        for each in (rows, rows[:1])
    ]
    parts = [("heading", ""), ("paragraph", words("<p></p>")), ("paragraph", words("<p>Lời.</p>"))]
    body = streamfield([*parts, *(("gallery", group) for group in groups)])
    saved(editor, draft, "", body=body)
    draft.refresh_from_db()
    [paragraph, gallery] = draft.get_latest_revision_as_object().body
    assert paragraph.value.source.count("Lời.") == 1
    assert [photo["caption"] for photo in gallery.value] == ["Toàn cảnh"]


def test_the_chooser_finds_figures_without_marks(editor: Client, draft: ArticlePage) -> None:
    html = window(editor, trang=draft.pk, q="lop tap huan")
    assert "Lớp tập huấn" in html
    assert "2017–2021" in html
    assert "20/21 đơn vị" in html
    assert "Chỉ thị năm" not in html


def test_what_is_handed_in_is_named_to_an_editor_without_its_value(
    editor: Client, draft: ArticlePage, released: Numbers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def handed_in(text: str, unit_id: int) -> list[Offer]:
        ref = replace(reference("people", unit_id), basis=Basis.SUBMITTED)
        said = replace(released.resolve(ref), amount=4321)
        return [Offer(ref, "Người dự tập huấn", "2022", said)]

    monkeypatch.setattr(released, "search", handed_in)
    html = window(editor, trang=draft.pk, q="nguoi")
    assert "Chưa được chấp nhận" in html
    assert "4.321" not in html


def test_the_chooser_offers_only_ways_that_differ(editor: Client, draft: ArticlePage) -> None:
    orders = window(editor, trang=draft.pk, q="chi thi")
    assert 'aria-label="4: Chỉ thị năm"' in orders
    assert 'aria-label="04: Chỉ thị năm"' in orders
    people = window(editor, trang=draft.pk, q="nguoi du")
    assert 'aria-label="1.247: Người dự tập huấn"' in people
    assert 'aria-label="trên 1.200: Người dự tập huấn"' in people
    assert window(editor, trang=draft.pk, q="lop tap").count("aria-label=") == 1


def test_what_is_not_released_or_withheld_cannot_be_pressed(
    editor: Client, section: SectionPage, numbers: Numbers, cast: Cast
) -> None:
    page = section.add_child(instance=ArticlePage(title="Bài", slug="bai", lead="Dẫn."))
    html = window(editor, trang=page.pk, q="lop")
    assert "Chưa được duyệt công bố" in html
    assert "aria-label=" not in html
    release(reference("classes", cast.root.pk), by=cast.chief, at=AT)
    assert 'aria-label="17: Lớp tập huấn"' in window(editor, trang=page.pk, q="lop")
    numbers.amounts["classes"] = 18
    html = " ".join(window(editor, trang=page.pk, q="lop").split())
    assert "aria-label=" not in html
    assert re.search(r"Được duyệt công bố: 17 lúc .* 28/7/2022; nay là 18", html)
    numbers.withheld.add("classes")
    assert "Quá ít người" in window(editor, trang=page.pk, q="lop")


def test_an_article_that_does_not_exist_yet_is_to_be_saved_first(
    editor: Client, released: Numbers
) -> None:
    for trang in ("", "abc", "999999"):
        assert "Lưu bản nháp trước" in window(editor, trang=trang)


def test_choosing_binds_and_hands_the_figure_over(
    editor: Client, section: SectionPage, released: Numbers, cast: Cast
) -> None:
    page = section.add_child(instance=ArticlePage(title="Bài", slug="bai", lead="Dẫn."))
    url = f"{CHOOSE}{page.pk}/"
    answer = editor.post(url, chosen(cast, "people", Format.OVER_HUNDRED)).json()
    assert answer["step"] == "chosen"
    pin = Pin.objects.get(pk=answer["chosen"]["pin"])
    assert (pin.holder, pin.holder_id, pin.pinned_by) == (HOLDER, page.pk, cast.editor)
    assert answer["chosen"]["written"] == "trên 1.200"


def test_the_same_figure_stands_in_one_text_in_two_ways(
    editor: Client, draft: ArticlePage, cast: Cast
) -> None:
    answer = editor.post(f"{CHOOSE}{draft.pk}/", chosen(cast, "people") | {"seen": 1247}).json()
    pin = Pin.objects.get(key="people")
    assert answer["chosen"] == {
        "pin": pin.pk,
        "format": "plain",
        "written": "1.247",
        "label": str(pin),
    }
    stored = (
        f'<p data-block-key="a"><a linktype="figure" pin="{pin.pk}" format="plain">1.247</a></p>'
    )
    converter = ContentstateConverter(features=PARAGRAPH_FEATURES)
    state = converter.from_database_format(stored)
    assert 'format="plain"' in converter.to_database_format(state)


def test_a_value_that_is_not_the_one_shown_is_not_put_in(
    editor: Client, section: SectionPage, released: Numbers, cast: Cast
) -> None:
    page = section.add_child(instance=ArticlePage(title="Bài", slug="bai", lead="Dẫn."))
    released.amounts["classes"] = 18
    answer = editor.post(f"{CHOOSE}{page.pk}/", chosen(cast) | {"seen": 17}).json()
    assert answer["step"] == "choose"
    assert "Giá trị vừa đổi tiếp" in answer["html"]
    assert not Pin.objects.filter(holder_id=page.pk).exists()


def test_a_figure_that_is_not_released_is_refused_with_its_reason(
    editor: Client, section: SectionPage, numbers: Numbers, cast: Cast
) -> None:
    page = section.add_child(instance=ArticlePage(title="Bài", slug="bai", lead="Dẫn."))
    answer = editor.post(f"{CHOOSE}{page.pk}/", chosen(cast)).json()
    assert answer["step"] == "choose"
    assert "chưa được duyệt công bố" in answer["html"]
    assert not Pin.objects.exists()


def test_strangers_neither_see_nor_choose(client: Client, draft: ArticlePage, cast: Cast) -> None:
    before = Pin.objects.count()
    for person in (cast.reader, cast.reporter, cast.planner, cast.stranger):
        client.force_login(person)
        assert client.get(CHOOSE, {"trang": draft.pk}).status_code in (302, 403)
        assert client.post(f"{CHOOSE}{draft.pk}/", chosen(cast)).status_code in (302, 403)
    assert Pin.objects.count() == before


def test_there_and_back_through_the_editor(draft: ArticlePage) -> None:
    pin = Pin.objects.get(key="classes")
    stored = f'<p data-block-key="abcde">Có <a linktype="figure" pin="{pin.pk}">17</a> lớp.</p>'
    converter = ContentstateConverter(features=PARAGRAPH_FEATURES)
    state = json.loads(converter.from_database_format(stored))
    (entity,) = state["entityMap"].values()
    assert entity["type"] == "FIGURE"
    assert entity["mutability"] == "IMMUTABLE"
    assert entity["data"] == {
        "pin": str(pin.pk),
        "format": "",
        "label": "Lớp tập huấn (2017–2021)",
    }
    assert converter.to_database_format(json.dumps(state)) == stored


def test_a_lost_figure_has_no_name_in_the_editor(db: None) -> None:
    converter = ContentstateConverter(features=PARAGRAPH_FEATURES)
    state = json.loads(
        converter.from_database_format('<p><a linktype="figure" pin="999">17</a></p>')
    )
    (entity,) = state["entityMap"].values()
    assert entity["data"]["label"] == ""


def test_an_editor_saves_but_cannot_publish(editor: Client, draft: ArticlePage, cast: Cast) -> None:
    page = editor.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()
    assert 'name="action-publish"' not in page
    saved(editor, draft, draft.html(), **{"action-publish": "1", "title": "Tựa của biên tập"})
    draft.refresh_from_db()
    assert not draft.live
    assert draft.get_latest_revision_as_object().title == "Tựa của biên tập"


def test_the_publishers_button_leads_to_the_page_that_is_signed(
    publisher: Client, draft: ArticlePage
) -> None:
    more = {"action-publish": "1", "byline": "", "title": "Tựa mới"}
    answer = saved(publisher, draft, draft.html(), **more)
    assert answer.redirect_chain[-1][0] == reverse("news:sign", args=[draft.pk])
    said = answer.content.decode()
    assert "Chưa ghi ai viết tin" in said
    assert "Công bố số liệu và đăng bài" not in said
    draft.refresh_from_db()
    assert not draft.live
    assert draft.get_latest_revision_as_object().title == "Tựa mới"


def test_a_new_article_published_at_once_goes_the_same_way(
    publisher: Client, section: SectionPage, released: Numbers
) -> None:
    url = reverse("wagtailadmin_pages:add", args=["news", "articlepage", section.pk])
    form = nested_form_data(
        {
            "title": "Bài viết thẳng",
            "slug": "bai-viet-thang",
            "kicker": "",
            "lead": "Dẫn.",
            "byline": "",
            "sources": "",
            "shown_at": "",
            "seo_title": "",
            "search_description": "",
            "body": streamfield([("paragraph", rich_text("<p>Lời.</p>", features=["bold"]))]),
            "action-publish": "1",
        }
    )
    publisher.post(url, form)
    page = ArticlePage.objects.get()
    assert not page.live
    assert page.title == "Bài viết thẳng"


def test_a_draft_saves_itself_before_it_has_a_title(
    editor: Client, publisher: Client, section: SectionPage, cast: Cast
) -> None:
    add = reverse("wagtailadmin_pages:add", args=["news", "articlepage", section.pk])
    typed = {"title": "", "slug": "", "lead": "Lời dẫn viết trước.", "byline": "", "kicker": ""}
    body = {"body": streamfield([("paragraph", rich_text("<p>Lời.</p>", features=["bold"]))])}
    form = nested_form_data({**typed, **body})
    assert editor.post(add, form, headers={"Accept": "application/json"}).json()["success"]
    page = ArticlePage.objects.get()
    assert (page.draft_title, page.slug) == ("(chưa có tiêu đề)", "chua-co-tieu-de")
    assert page.lead == "Lời dẫn viết trước."
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "(chưa có tiêu đề)</textarea>" not in editor.get(edit).content.decode()
    assert (
        "Chưa có tiêu đề." in publisher.get(reverse("news:sign", args=[page.pk])).content.decode()
    )
    editor.post(edit, {**form, "title": "Đã có tựa", "slug": page.slug})
    page.refresh_from_db()
    assert (page.draft_title, page.get_latest_revision_as_object().slug) == (
        "Đã có tựa",
        "da-co-tua",
    )


def test_a_title_stands_on_one_line_and_a_mark_on_a_line_of_it_is_seen(
    editor: Client, section: SectionPage
) -> None:
    add = reverse("wagtailadmin_pages:add", args=["news", "articlepage", section.pk])
    form = nested_form_data({"slug": "", "lead": "Dẫn.", "body": streamfield([])})
    marked = editor.post(add, {**form, "title": "Hội nghị\r\nTỐI MẬT\r\ngiao ban"})
    assert "TỐI MẬT" in str(marked.context["form"].errors["title"])
    assert editor.post(add, {**form, "title": "Hội nghị\r\n giao  ban"}).status_code == 302
    assert ArticlePage.objects.get().draft_title == "Hội nghị giao ban"


def test_no_publishing_by_the_dozen(publisher: Client, draft: ArticlePage) -> None:
    url = reverse("wagtail_bulk_action", args=["site", "basepage", "publish"])
    publisher.post(f"{url}?id={draft.pk}", {"include_descendants": "on"})
    draft.refresh_from_db()
    assert not draft.live


def test_no_publishing_through_the_back_door(publisher: Client, draft: ArticlePage) -> None:
    url = f"/bien-tap/api/main/pages/{draft.pk}/action/publish/"
    assert publisher.post(url).status_code == 403
    draft.refresh_from_db()
    assert not draft.live


def test_articles_are_not_copied(publisher: Client, draft: ArticlePage) -> None:
    url = reverse("wagtailadmin_pages:copy", args=[draft.pk])
    publisher.post(url, {"new_title": "Bản sao", "new_slug": "ban-sao", "alias": "on"})
    assert ArticlePage.objects.count() == 1


def test_a_mark_is_refused_and_nothing_is_saved(editor: Client, draft: ArticlePage) -> None:
    answer = saved(editor, draft, "<p>TỐI MẬT</p>")
    assert "TỐI MẬT" in str(answer.context["form"].errors["body"])
    assert "TỐI MẬT" not in draft.get_latest_revision_as_object().html()
    typed = answer.context["form"].data["body-0-value"]
    assert "TỐI MẬT" in json.loads(typed)["blocks"][0]["text"]


def test_an_article_waits_for_the_date_it_bears_and_a_moment_that_is_none_is_told_at_its_field(
    editor: Client, draft: ArticlePage
) -> None:
    moments = {"shown_at": "1/3/2199 7:30", "go_live_at": "", "expire_at": "2/3/2199"}
    saved(editor, draft, draft.html(), **moments)
    html = editor.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()
    for field, shown in {**moments, "go_live_at": "1/3/2199 07:30"}.items():
        shown = {"1/3/2199 7:30": "1/3/2199 07:30", "2/3/2199": "2/3/2199 00:00"}.get(shown, shown)
        assert re.search(rf'name="{field}" value="{shown}"', html), field
    assert "schedule-publishing-dialog" not in html
    answer = saved(editor, draft, draft.html(), **{**moments, "go_live_at": "sáng mai"})
    assert "28/7/2022 16:00" in str(answer.context["form"].errors["go_live_at"])
    answer = saved(editor, draft, draft.html(), **{**moments, "expire_at": "1/3/2199 7:00"})
    assert answer.context["form"].errors["expire_at"]


def test_a_photo_is_not_saved_without_its_words_when_publishing(
    publisher: Client, draft: ArticlePage
) -> None:
    photo = {"image": picture().pk, "caption": "Chú thích", "alt": ""}
    body = streamfield([("gallery", streamfield([("item", photo)]))])
    answer = saved(publisher, draft, "", body=body, **{"action-publish": "1"})
    assert answer.status_code == 200
    draft.refresh_from_db()
    assert not draft.live


def test_what_may_be_deleted_is_what_wagtail_says_without_a_query_a_row(
    editor: Client, section: SectionPage, cast: Cast
) -> None:
    new = NewArticle(section, "Tin", "Sáng.", [("paragraph", "<p>Lời.</p>")], byline="Tổ")
    public = replace(new, published_by=cast.publisher, is_open_seen=True)
    counts = []
    for _more in range(2):
        made = take_in_articles([new, public, public], by=cast.editor, at=AT)
        address = reverse("wagtailadmin_explore", args=[section.pk])
        assert editor.get(address).status_code == 200
        with CaptureQueriesContext(connection) as asked:
            editor.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    rights = (
        {"add"},
        {"change"},
        {"add", "change"},
        {"add", "publish"},
        {"change", "publish"},
        set(),
    )
    for page in (*made[:2], SectionPage.objects.get(pk=section.pk)):
        for user in (cast.editor, cast.publisher):
            for held in rights:
                ours, theirs = page.permissions_for_user(user), PagePermissionTester(user, page)
                ours.permissions = theirs.permissions = held
                assert (ours.can_delete(), ours.can_move()) == (
                    theirs.can_delete(),
                    theirs.can_move(),
                )
