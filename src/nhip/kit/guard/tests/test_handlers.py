"""Uploads, the way a browser sends them, down to the form that receives them."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def wide(words):
    return words.encode("utf-16-le")


FOOT = Path("tests/lists/returned.xls").read_bytes()
MARKED = Path("tests/lists/marked.xls").read_bytes()


class PaperForm(forms.Form):
    file = forms.FileField()


def sent(name, content):
    file = SimpleUploadedFile(name, content)
    request = RequestFactory().post("/", {"file": file})
    return PaperForm(request.POST, request.FILES)


def package(**parts):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, xml in parts.items():
            file.writestr(name.replace("__", "/") + ".xml", xml)
    return packed.getvalue()


def word(*paragraphs):
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    return f'<w:document xmlns:w="{W}">{body}</w:document>'


def runs(*texts):
    body = "".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in texts)
    return f'<w:document xmlns:w="{W}"><w:p>{body}</w:p></w:document>'


WATERMARK = f'<w:hdr xmlns:w="{W}" xmlns:v="urn:v"><w:p><v:textpath string="MẬT"/></w:p></w:hdr>'
SHEET = (
    '<worksheet><headerFooter><oddHeader>&amp;L&amp;12Sổ&amp;C&amp;"Arial"TỐI MẬT</oddHeader>'
    "</headerFooter></worksheet>"
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bao-cao.docx", package(word__document=word("Kính gửi", "MẬT"))),
        ("bao-cao.docx", package(word__document=runs("TỐI ", "M", "ẬT"))),
        ("bao-cao.DOCX", package(word__document=word("x"), word__header1=word("TỐI MẬT"))),
        ("bao-cao.docx", package(word__document=word("x"), word__footer2=word("Độ mật: Mật"))),
        ("bao-cao.docx", package(word__document=word("x"), word__header1=WATERMARK)),
        ("so.xlsx", package(xl__sharedStrings="<sst><si><t>Số</t></si><si><t>MẬT</t></si></sst>")),
        ("so.xlsx", package(xl__worksheets__sheet1=SHEET)),
        ("so.xls", MARKED),
        (
            "so.xls",
            re.sub(rb"\xfd\x00\x0a\x00..", b"\xfd\x00\x0a\x00\x70\x17", MARKED),
        ),  # in row 6001
        ("so.xls", FOOT.replace(wide("Biểu nửa năm (1)&R"), wide("MẬT             &R"))),
        ("so.xls", "<table><tr><td>TỐI MẬT</td></tr></table>".encode()),
        ("van-ban.odt", package(content='<c xmlns:t="urn:t"><t:p>MẬT <t:s/></t:p></c>')),
        ("ghi-chu.txt", "Kính gửi\r\nMẬT\r\n".encode()),
        ("ghi-chu.txt", "MẬT".encode("utf-16")),
        ("ghi-chu.txt", "MÂ\u0323T".encode("cp1258")),
        ("TUYỆT MẬT.pdf", b"%PDF-1.7"),
    ],
)
def test_marked_files_are_refused_at_their_field(name, content):
    form = sent(name, content)
    (said,) = form.errors["file"]
    assert "Tệp có dấu" in said
    assert "Máy này nối mạng" in said


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bao-cao.xls", FOOT),
        ("bao-cao.docx", package(word__document=word("Giữ bí mật quân sự", "BÍ MẬT"))),
        ("anh.png", b"\x89PNG\r\n\x1a\n" + bytes(100)),
        ("ghi-chu.txt", "Độ mật: không mật".encode()),
    ],
)
def test_other_files_arrive_whole(name, content):
    form = sent(name, content)
    assert form.is_valid()
    assert form.cleaned_data["file"].name == name
    assert form.cleaned_data["file"].read() == content


BOMB = package(
    word__document=f'<w:document xmlns:w="{W}">' + " " * 61 * 1024 * 1024 + "</w:document>"
)
ENTITY = package(word__document='<!DOCTYPE d [<!ENTITY a "aaaa">]><d>&a;&a;</d>')


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (b"not a package", "docx"),
        (BOMB, "docx"),
        (ENTITY, "docx"),
        (package(word__document="<w:p"), "docx"),
        (package(word__document=word("x"))[:200], "docx"),
        (MARKED[:2000], "xls"),
        (MARKED.replace(b"\x85\x00", b"\x2f\x00", 1), "xls"),
        (MARKED.ljust(31 * 1024 * 1024), "xls"),
    ],
    ids=["rubbish", "bomb", "entities", "broken xml", "cut off", "cut off", "locked", "too large"],
)
def test_files_that_cannot_be_checked_are_refused(content, suffix):
    (said,) = sent(f"bao-cao.{suffix}", content).errors["file"]
    assert "Không kiểm tra được" in said


def test_nobody_reads_a_refused_file_past_the_form():
    request = RequestFactory().post("/", {"file": SimpleUploadedFile("a.txt", "MẬT".encode())})
    with pytest.raises(forms.ValidationError):
        len(request.FILES["file"])
    with pytest.raises(AttributeError):
        request.FILES["file"].read()
