"""What a text may be made of besides paragraphs and photos: shown, scanned, bound and searched like them."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from nhip.portal.news.actions import NotReady, create_draft, publish_article
from nhip.portal.news.models import ArticlePage
from nhip.portal.news.queries import broken_seals

from .conftest import AT, Format, reference

TABLE = {
    "columns": [{"type": "text", "heading": "Đơn vị"}, {"type": "text", "heading": "Số lớp"}],
    "rows": [{"values": ["<p>Đơn vị 07</p>", "<p>{classes}</p>"]}],
    "caption": "Lớp đã mở",
}
BODY = [
    ("heading", "Kết quả"),
    ("subheading", "Về tập huấn"),
    ("paragraph", "<p>Lời <i>nghiêng</i> và <b>đậm</b>.</p>"),
    ("table", TABLE),
    ("quote", {"text": "Làm đến đâu, chắc đến đó.", "by": "Chủ trì hội nghị"}),
    ("box", {"heading": "Địa chỉ góp ý", "text": "<p>Hộp thư của ban biên tập.</p>"}),
]


@pytest.fixture
def written(cast, section, released) -> ArticlePage:
    classes = (reference("classes", cast.root.pk), Format.PLAIN)
    return create_draft(
        section, title="Nhìn lại", lead="Dẫn.", body=BODY, byline="Tổ", figures={"classes": classes},
        by=cast.editor, at=AT,
    )  # fmt: skip


def test_every_part_is_shown_as_what_it_is(client, cast, written):
    page = publish_article(written, is_open_seen=True, by=cast.publisher, at=AT)
    html = " ".join(client.get(page.url).content.decode().split())
    for shown in (
        "<h3>Về tập huấn</h3>",
        "<i>nghiêng</i>",
        "<caption>Lớp đã mở</caption>",
        '<th scope="col">Số lớp</th>',
        "<blockquote><p>Làm đến đâu, chắc đến đó.</p></blockquote>",
        "<figcaption>Chủ trì hội nghị</figcaption>",
        ">Địa chỉ góp ý</h3>",
    ):
        assert shown in html
    row = html.partition("<tbody>")[2].partition("</tbody>")[0]
    assert '<th scope="row">' in row
    assert "data-figure" in row
    assert ">17<" in row
    assert broken_seals() == []


def test_a_figure_in_a_table_is_held_and_follows_its_source(cast, written, released):
    pin = written.passages()
    [held] = [each for each in pin if each.holds_figures]
    assert held.name.endswith(".0.1")
    page = publish_article(written, is_open_seen=True, by=cast.publisher, at=AT)
    assert [each["written"] for each in page.versions.last().content["figures"].values()] == ["17"]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("subheading", "Thêm 12 lớp"),
        ("table", TABLE | {"caption": "Mở 12 lớp"}),
        ("table", TABLE | {"rows": [{"values": ["<p>Đơn vị 07</p>", "<p>12 lớp</p>"]}]}),
        ("quote", {"text": "Mở 12 lớp.", "by": ""}),
        ("box", {"heading": "Nhớ", "text": "<p>Mở 12 lớp.</p>"}),
    ],
)
def test_a_number_typed_in_any_part_is_asked_about(cast, section, released, kind, value):
    page = create_draft(
        section, title="Nhìn lại", lead="Dẫn.", byline="Tổ",
        body=[("paragraph", "<p>Lời.</p>"), (kind, value)], by=cast.editor, at=AT,
    )  # fmt: skip
    with pytest.raises(NotReady, match="12"):
        publish_article(page, is_open_seen=True, by=cast.publisher, at=AT)


def test_words_of_every_part_are_found_without_marks(client, cast, written):
    publish_article(written, is_open_seen=True, by=cast.publisher, at=AT)
    for words in ("lop da mo", "chac den do", "hop thu", "ve tap huan", "nghieng"):
        assert "Nhìn lại" in client.get("/tin/tim/", {"q": words}).content.decode(), words


def test_the_editor_offers_them(cast, written):
    editor = Client()
    editor.force_login(cast.editor)
    page = editor.get(reverse("wagtailadmin_pages:edit", args=[written.pk])).content.decode()
    for label in ("Bảng", "Trích dẫn", "Khung", "Đề mục nhỏ"):
        assert json.dumps(label)[1:-1] in page
