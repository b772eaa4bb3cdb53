"""A file is taken for what its content is; a player is given the part it asks for."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from wagtail.documents.forms import get_document_form

from nhip.portal.files.forms import StoredFileForm
from nhip.portal.files.models import StoredFile
from nhip.portal.files.rules import part_asked
from nhip.portal.news.actions import set_up_site
from tests.cast import AT, Cast

MP4 = b"\x00\x00\x00\x18ftypisom" + bytes(60)
PDF = b"%PDF-1.7\n" + bytes(20)


@pytest.fixture(autouse=True)
def _site(cast: Cast) -> None:
    set_up_site(name="Q", sections=[], by=cast.administrator, at=AT)


def sheet(word: str = "") -> bytes:
    book = Workbook()
    book.active["A1"] = word
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def errors(name: str, content: bytes, cast) -> str:
    form_class = get_document_form(StoredFile)
    assert issubclass(form_class, StoredFileForm)
    form = form_class(
        {"title": "Tệp"}, {"file": SimpleUploadedFile(name, content)}, user=cast.editor
    )
    return str(form.errors.get("file", ""))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bao-cao.pdf", PDF),
        ("bieu.xlsx", sheet()),
        ("phim.mp4", MP4),
        ("tieng.mp3", b"ID3\x04" + bytes(80)),
        ("loi.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.000\nXin ch\xc3\xa0o\n"),
    ],
)
def test_what_is_inside_is_what_the_name_says(name, content, cast):
    assert not errors(name, content, cast)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("trang.html", b"<script>alert(1)</script>"),
        ("hinh.svg", b"<svg onload='alert(1)'/>"),
        ("bao-cao.pdf", b"<html><script>alert(1)</script>"),
        ("phim.mp4", PDF),
        ("loi.vtt", b"<script>alert(1)</script>"),
        ("chay.exe", b"MZ" + bytes(90)),
        ("khong-ten", PDF),
    ],
)
def test_what_is_something_else_is_refused_at_the_field(name, content, cast):
    assert "Ở đây chỉ nhận" in errors(name, content, cast)


def test_captions_too_large_or_marked_are_refused(cast):
    assert "lớn hơn 1 MB" in errors("loi.vtt", b"WEBVTT\n" + bytes(1024 * 1024), cast)
    assert "TỐI MẬT" in errors("loi.vtt", "WEBVTT\n\nTỐI MẬT\n".encode(), cast)
    assert "TỐI MẬT" in errors("bieu.xlsx", sheet("TỐI MẬT"), cast)


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("", (0, 100)),
        ("bytes=0-", (0, 100)),
        ("bytes=10-19", (10, 20)),
        ("bytes=-5", (95, 100)),
        ("bytes=90-500", (90, 100)),
        ("bytes=100-", None),
        ("bytes=-0", None),
        ("lines=1-2", (0, 100)),
    ],
)
def test_a_player_is_given_the_part_it_asks_for(header, part):
    assert part_asked(header, 100) == part
