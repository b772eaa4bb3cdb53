"""A Word file is read as what is pasted from Word is; its pictures come along."""

import io
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.document import Document as Doc
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm
from PIL import Image

from nhip.kit.clean.pieces import CleanText, TextPicture
from nhip.kit.clean.reading import read_html
from nhip.kit.clean.word import NotAWordFile, read_docx

from .test_reading import left, written


def png(colour: str = "navy") -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "PNG")
    out.seek(0)
    return out


def saved(document: Doc) -> io.BytesIO:
    out = io.BytesIO()
    document.save(out)
    out.seek(0)
    return out


def read(document: Doc) -> CleanText:
    file = read_docx(saved(document))
    return read_html(file.html, pictures=file.pictures)


def changed(tag: str, words: str) -> Any:
    """Words deleted or put in while changes were tracked."""
    inner = "delText" if tag == "del" else "t"
    return parse_xml(
        f'<w:{tag} {nsdecls("w")} w:id="1" w:author="a"><w:r><w:{inner}>{words}</w:{inner}></w:r></w:{tag}>'
    )


@pytest.fixture
def document() -> Doc:
    return Document()


def test_what_a_word_file_says_keeps_its_shape(document):
    document.add_paragraph("Hội nghị sơ kết", style="Title")
    document.add_heading("Kết quả", 1)
    paragraph = document.add_paragraph("Mở ")
    paragraph.add_run("26 lớp").bold = True
    paragraph.add_run(" và ").italic = True
    document.add_paragraph("một", style="List Number")
    document.add_paragraph("hai", style="List Bullet")
    document.add_paragraph("Bảng 1. Số lớp", style="Caption")
    table = document.add_table(2, 2)
    for cell, words in zip(table._cells, ["Nội dung", "Số", "Lớp", "26"], strict=True):
        cell.text = words
    assert written(read(document)) == (
        "<h2>Hội nghị sơ kết</h><h2>Kết quả</h><p>Mở <b>26 lớp</b><i> và</i></p>"
        "<ol><li>một</li></ol><ul><li>hai</li></ul>"
        "Bảng 1. Số lớp|Nội dung|Số|<p>Lớp</p>|<p>26</p>"
    )


def test_pictures_come_with_the_caption_below_them(document):
    document.add_picture(png(), Cm(3))
    document.add_paragraph("Quang cảnh hội nghị", style="Caption")
    document.add_picture(png("red"), Cm(3))
    document.add_paragraph().add_run("Trao Bằng khen").italic = True
    document.styles.add_style("Illustration", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph(style="Illustration").add_run().add_picture(png("green"), Cm(3))
    document.paragraphs[-1].add_run("Bộ đội giúp dân")  # LibreOffice writes both into one paragraph
    document.add_paragraph("Lời.")
    file = read_docx(saved(document))
    first, second, third, _paragraph = read_html(file.html, pictures=file.pictures).pieces
    assert isinstance(first, TextPicture)
    assert isinstance(second, TextPicture)
    assert isinstance(third, TextPicture)
    assert (first.caption, second.caption) == ("Quang cảnh hội nghị", "Trao Bằng khen")
    assert third.caption == "Bộ đội giúp dân"
    assert file.pictures[second.name] == png("red").getvalue()


def test_what_readers_are_not_to_see_is_left_out_and_named(document):
    paragraph = document.add_paragraph("Tặng Bằng khen cho ")
    paragraph._p.append(changed("del", "7 tập thể"))
    paragraph._p.append(changed("ins", "5 tập thể"))
    paragraph.add_run(" cũ").font.strike = True
    paragraph.add_run(" ẩn").font.hidden = True
    document.add_comment(paragraph.runs[:1], "chưa duyệt, không đăng", "Biên tập viên")
    document.sections[0].header.paragraphs[0].text = "Đầu trang"
    text = read(document)
    assert written(text) == "<p>Tặng Bằng khen cho 5 tập thể</p>"
    assert left(text) == [
        ("deleted", "7 tập thể"),
        ("struck", "cũ"),
        ("hidden", "ẩn"),
        ("margin", "Đầu trang"),
        ("comment", "Biên tập viên: chưa duyệt, không đăng"),
    ]


def test_letters_of_a_legacy_font_are_read_by_run_and_by_style(document):
    document.styles["Normal"].font.name = ".VnTime"
    document.add_paragraph("s¬ kÕt").add_run(" Đảng").font.name = "Arial"
    assert written(read(document)) == "<p>sơ kết Đảng</p>"


def test_links_text_boxes_and_notes_are_read(document):
    paragraph = document.add_paragraph("Xem ")
    link = OxmlElement("w:hyperlink")
    link.set(
        qn("r:id"), document.part.relate_to("https://x.vn/", "http://x/hyperlink", is_external=True)
    )
    link.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>đây</w:t></w:r>"))
    paragraph._p.append(link)
    box = (
        f"<w:r {nsdecls('w')}><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox>"
        "<w:txbxContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r>"
    )
    paragraph._p.append(parse_xml(box))
    assert written(read(document)) == (
        '<p>Xem <a href="https://x.vn/">đây</a></p><p>Trong khung</p>'
    )


def test_a_picture_that_lies_elsewhere_is_named_and_not_asked_for(document):
    document.add_picture(png(), Cm(3))
    [key] = [key for key, each in document.part.rels.items() if each.reltype.endswith("/image")]
    document.part.rels[key]._is_external = True
    document.part.rels[key]._target = "http://169.254.169.254/latest.png"
    text = read(document)
    assert (written(text), left(text)) == ("", [("picture", "latest.png")])


def rewritten(part: str, content: bytes) -> io.BytesIO:
    """A .docx in which one part says something else."""
    out = io.BytesIO()
    with zipfile.ZipFile(saved(Document())) as whole, zipfile.ZipFile(out, "w") as package:
        for name in whole.namelist():
            package.writestr(name, content if name == part else whole.read(name))
    out.seek(0)
    return out


W = nsdecls("w")
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
BROKEN = {
    "no zip": io.BytesIO(b"PK\x03\x04" + b"x" * 100),
    "empty": io.BytesIO(b""),
    "no document": rewritten("word/document.xml", b""),
    "laughs": rewritten(
        "word/document.xml",
        f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]><w:document {W}><w:body><w:p><w:r><w:t>&a9;</w:t>'
        "</w:r></w:p></w:body></w:document>".encode(),
    ),
    "a file of the machine": rewritten(
        "word/document.xml",
        f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document {W}><w:body><w:p><w:r>'
        "<w:t>&a;</w:t></w:r></w:p></w:body></w:document>".encode(),
    ),
    "too deep": rewritten(
        "word/document.xml",
        f"<w:document {W}><w:body>{'<w:sdt>' * 2000}{'</w:sdt>' * 2000}</w:body></w:document>".encode(),
    ),
}


@pytest.mark.parametrize("file", BROKEN.values(), ids=BROKEN)
def test_a_hostile_file_is_refused_or_says_nothing(file):
    try:
        text = read_html(read_docx(file).html)
    except NotAWordFile:
        return
    assert written(text) == ""
