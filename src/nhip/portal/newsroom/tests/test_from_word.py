"""A Word file becomes a draft with its photos; what is hostile is refused at the field."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document
from docx.shared import Cm

from nhip.kit.clean.pieces import TextHeading, TextParagraph, TextRun
from nhip.kit.clean.tests.test_word import W, changed, png, rewritten, saved
from nhip.organisation.journal.models import Entry
from nhip.portal.news.models import ArticlePage, SectionPage
from nhip.portal.news.rules.pieces import credited
from nhip.portal.newsroom.rules import LONGEST_LEAD, beginning_of
from nhip.portal.pictures.models import Picture
from tests.cast import Cast


def manuscript() -> Any:
    document = Document()
    document.add_paragraph("Hội nghị sơ kết", style="Title")
    document.add_paragraph("Sáng 28/7, hội nghị được tổ chức.")
    document.add_picture(png(), Cm(3))
    document.add_paragraph("Quang cảnh hội nghị (Ảnh: Trần B)", style="Caption")
    document.add_heading("Kết quả", 1)
    document.add_paragraph("Đã mở lớp. ")._p.append(changed("del", "chưa duyệt"))
    return document


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def with_more(name: str, content: bytes) -> bytes:
    out = saved(manuscript())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return out.getvalue()


def sent(client: Client, section: SectionPage, content: bytes, name: str = "tin.docx") -> Any:
    said = {"file": SimpleUploadedFile(name, content), "section": section.pk}
    return client.post(reverse("newsroom:from_word"), said, follow=True)


@pytest.fixture
def editor(client: Client, cast: Cast) -> Client:
    client.force_login(cast.editor)
    return client


def test_a_word_file_becomes_a_draft_with_its_photos(editor: Client, section: SectionPage) -> None:
    answer = sent(editor, section, saved(manuscript()).getvalue())
    page = ArticlePage.objects.latest("pk")
    assert answer.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (page.title, page.lead) == ("Hội nghị sơ kết", "Sáng 28/7, hội nghị được tổ chức.")
    assert not page.live
    gallery, heading, paragraph = page.body
    [photo] = gallery.value
    assert (photo["caption"], photo["image"].title) == ("Quang cảnh hội nghị",) * 2
    assert photo["credit"] == "Trần B"
    assert (heading.block_type, heading.value) == ("heading", "Kết quả")
    assert "Đã mở lớp." in paragraph.value.source
    told = answer.content.decode()
    assert "Không đưa vào từ tệp (1): chữ đã xóa khi theo dõi thay đổi “chưa duyệt”" in told
    assert Entry.objects.get(verb="article.read_from_word").about_id == str(page.pk)


def test_a_picture_that_is_none_is_named_and_the_text_kept(
    editor: Client, section: SectionPage
) -> None:
    document = manuscript()
    [image] = [each for each in document.part.rels.values() if each.reltype.endswith("/image")]
    image.target_part._blob = b"\x89PNG\r\n\x1a\n" + b"x" * 50
    told = sent(editor, section, saved(document).getvalue()).content.decode()
    assert "ảnh “Quang cảnh hội nghị" in told
    assert not Picture.objects.exists()
    assert ArticlePage.objects.latest("pk").title == "Hội nghị sơ kết"


HOSTILE = {
    "a text": b"chi la chu",
    "a zip": packed({"a.txt": b"x"}),
    "a bomb": with_more("word/media/x.bin", b"\0" * 70_000_000),
    "a program": with_more("word/vbaProject.bin", b"x"),
    "an entity": packed(
        {"word/document.xml": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'}
    ),
    "nothing inside": packed({"word/document.xml": b"<x/>"}),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_what_is_hostile_is_refused_at_the_field(
    editor: Client, section: SectionPage, content: bytes
) -> None:
    answer = sent(editor, section, content)
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    assert not ArticlePage.objects.exists()


def test_a_text_too_long_is_told_so_at_the_field(editor: Client, section: SectionPage) -> None:
    long = f"<w:document {W}><w:body>{'<w:p><w:r><w:t>a</w:t></w:r></w:p>' * 30_000}</w:body></w:document>"
    answer = sent(editor, section, rewritten("word/document.xml", long.encode()).getvalue())
    assert "Văn bản dài quá, không vừa một bài." in answer.content.decode()
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("caption", "read"),
    [
        ("Hội nghị. Ảnh: Nguyễn Văn A", ("Hội nghị.", "Nguyễn Văn A")),
        ("Hội nghị (Ảnh: Trần B).", ("Hội nghị", "Trần B")),
        ("Hội nghị – Ảnh: CTV", ("Hội nghị", "CTV")),
        ("Trong ảnh: bộ đội giúp dân", ("Trong ảnh: bộ đội giúp dân", "")),
        ("Ảnh: Trần B", ("Ảnh: Trần B", "")),
        ("Hội nghị", ("Hội nghị", "")),
    ],
)
def test_who_took_a_photo_stands_apart_from_its_caption(
    caption: str, read: tuple[str, str]
) -> None:
    assert credited(caption) == read


def test_a_mark_inside_is_refused(editor: Client, section: SectionPage) -> None:
    document = manuscript()
    document.add_paragraph("MẬT")
    answer = sent(editor, section, saved(document).getvalue())
    assert "MẬT" in answer.content.decode()
    assert not ArticlePage.objects.exists()


def said(words: str) -> TextParagraph:
    return TextParagraph((TextRun(words),))


def test_how_an_article_begins() -> None:
    long = said("Câu một. " + "dài " * 200)
    begun = beginning_of([long, TextHeading("A", is_small=True)], "tin")
    assert (begun.title, begun.lead) == ("A", "Câu một.")
    assert begun.pieces == [long]
    assert len(beginning_of([said("x" * 700)], "tin").lead) <= LONGEST_LEAD
    assert beginning_of([], "tin").title == "tin"
    small = [TextHeading("A"), said("Dẫn."), TextHeading("B", is_small=True)]
    assert beginning_of(small, "tin").pieces == [TextHeading("B")]
