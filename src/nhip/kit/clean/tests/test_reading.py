"""What is pasted is read into pieces; whatever is not taken over is named."""

import re
import time
from collections import Counter
from contextlib import suppress
from html import escape
from itertools import chain
from pathlib import Path

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from nhip.kit.clean.choices import LeftOutKind
from nhip.kit.clean.pieces import (
    CleanText,
    TextHeading,
    TextList,
    TextParagraph,
    TextPicture,
    TextTable,
    words_of,
)
from nhip.kit.clean.reading import TooTangled, read_html
from nhip.kit.clean.writing import SCHEMES, TAGS, write_list, write_paragraphs

CASES = Path(__file__).with_name("cases")


def case(name: str) -> CleanText:
    return read_html((CASES / name).read_text())


def written(text: CleanText) -> str:
    """All pieces, as HTML."""
    parts = []
    for piece in text.pieces:
        match piece:
            case TextParagraph(line):
                parts.append(write_paragraphs([line]))
            case TextList():
                parts.append(write_list(piece))
            case TextHeading(words, is_small):
                parts.append(f"<h{3 if is_small else 2}>{escape(words)}</h>")
            case TextTable(headings, rows, caption):
                cells = [write_paragraphs(cell) for row in rows for cell in row]
                parts.append("|".join([*map(escape, [caption, *headings]), *cells]))
            case TextPicture(name, caption):
                parts.append(f"[{name}: {caption}]")
    return "".join(parts)


def left(text: CleanText) -> list[tuple[str, str]]:
    return [(each.kind.value, each.words) for each in text.left_out]


def test_tracked_changes_and_comments_of_word_are_left_out_and_named():
    text = case("word_tracked.txt")
    assert written(text) == (
        "<h2>ĐỀ MỤC LỚN TỪ WORD</h>"
        "<p><b>Hội nghị</b> tặng Bằng khen cho 5 tập thể và <i>5 cá nhân</i>.</p>"
        "<p>Câu còn lại.</p><ol><li>Mục một</li><li>Mục hai</li></ol>"
    )
    assert left(text) == [
        ("deleted", "7 tập thể"),
        ("struck", "Câu này đã gạch bỏ."),
        ("comment", "[BT1]"),
        ("comment", "Biên tập viên: số này chưa duyệt, không đăng"),
    ]


def test_a_table_of_word_has_its_heading_row_and_a_picture_on_a_disk_is_named():
    text = case("word_table.txt")
    assert written(text) == (
        "<p>Kết quả 5 năm:</p>|Nội dung|Số lượng|<p>Lớp tập huấn</p>|<p>26</p>"
        "|<p>Kế hoạch thẩm định</p>|<p>165</p><p>Hết bảng.</p>"
    )
    assert left(text) == [("picture", "clip_image001.png")]


def test_letters_of_a_legacy_font_are_read_as_unicode():
    text = case("word_tcvn3.txt")
    said = "Hội nghị sơ kết công tác Đảng, công tác chính trị 6 tháng đầu năm 2022"
    assert written(text) == f"<p>{said}</p>"
    [recoded] = text.recoded
    assert (recoded.encoding, recoded.after) == ("TCVN3", said)
    assert recoded.before.startswith("Héi nghÞ s¬ kÕt")
    kept = read_html((CASES / "word_tcvn3.txt").read_text(), converts=False)
    assert written(kept) == f"<p>{recoded.before}</p>"


PLACES = [  # where programs say which font it is, and that it is struck
    ("<style>p.MsoNormal, li.x {font-family:.VnTime,serif}</style><p class=MsoNormal>s¬ kÕt", "sơ kết"),
    ("<p><font face='.VnTime'>s¬ <b>kÕt</b></font>", "sơ <b>kết</b>"),
    ("<p style='font-family:.VnTimeH'>s¬ kÕt <span style='font-family:Arial'>Đảng</span>", "SƠ KẾT Đảng"),
    ("<p><span style='font-family:VNI-Times'>sô keát</span>", "sơ kết"),
    ("<p>Héi nghÞ s¬ kÕt c«ng t¸c §¶ng", "Hội nghị sơ kết công tác Đảng"),
    ("<p>sô keát coâng taùc Ñaûng", "sơ kết công tác Đảng"),
    ("<p>Héi nghÞ s¬ kÕt c«ng t¸c §¶ng<p>Héi thi", "Hội nghị sơ kết công tác Đảng</p><p>Hội thi"),
    ("<p>Hội nghị; déjà vu, 100 °C ± 2 § 5 © 2022", "Hội nghị; déjà vu, 100 °C ± 2 § 5 © 2022"),
    ("<p>hé mở là cá", "hé mở là cá"),
    ("<p>a <span style='text-decoration:line-through'>b</span> c", "a c"),
    ("<p>a <strike>b</strike> c", "a c"),
    ("<p>a <w:del>b</w:del><w:ins>c</w:ins>", "a c"),
    ("<p>a <span style='mso-hide:all'>b</span>c", "a c"),
]  # fmt: skip


@pytest.mark.parametrize(("html", "said"), PLACES)
def test_what_programs_say_of_words_is_understood(html, said):
    assert written(read_html(html)) == f"<p>{said}</p>"


SHAPES = [
    ("<h2>A</h2><p>x<h3>B</h3>", "<h2>A</h><p>x</p><h3>B</h>"),
    ("<p class=MsoTitle>T</p><h1>A</h1><h4>B</h4>", "<h2>T</h><h2>A</h><h3>B</h>"),
    ("<ul><li>a<ul><li>b</ul><li>c</ul>", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
    ("<ol><li><p>a<p>b<li>c</ol>", "<ol><li>a<br/>b</li><li>c</li></ol>"),
    (
        "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>a"
        "<p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>a)</span>b",
        "<ul><li>a<ol><li>b</li></ol></li></ul>",
    ),
    ("<b style='font-weight:normal'>a <b>b</b></b><br>c", "<p>a <b>b</b><br/>c</p>"),
    ("<a href='https://x.vn/?a=1&b=2'>q</a>", '<p><a href="https://x.vn/?a=1&amp;b=2">q</a></p>'),
    ("<table><tr><td>a<tr><td>b</table>", "<p>a</p><p>b</p>"),  # only a frame
    (
        "<table><caption>C</caption><tr><th colspan=2>A<tr><td>1<td>2</table>",
        "C|A||<p>1</p>|<p>2</p>",
    ),
    (
        "<p class=MsoCaption>Bảng 1<table><tr><td rowspan=2>A<td>B<tr><td>C</table>",
        "Bảng 1|A|B||<p>C</p>",
    ),
    ("<table><tr><td>a<td><table><tr><td>b<td>c</table></table>", "|||<p>a</p>|<p>b</p><p>c</p>"),
]


@pytest.mark.parametrize(("html", "said"), SHAPES)
def test_headings_lists_links_and_tables_keep_their_shape(html, said):
    assert written(read_html(html)) == said


def test_a_picture_that_came_along_has_the_italic_line_below_as_its_caption():
    html = "<p><img src='a.png' alt='Hội trường'></p><p><i>Quang cảnh hội nghị</i></p><p>Lời.</p>"
    picture, paragraph = read_html(html, pictures={"a.png"}).pieces
    assert picture == TextPicture("a.png", "Quang cảnh hội nghị", "Hội trường")
    assert paragraph == TextParagraph(read_html("Lời.").pieces[0].line)


# Shapes that sanitisers have let through before: see the lists of OWASP and of DOMPurify's advisories.
HOSTILE = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='java&#10;script:alert(1)'>x</a>",
    "<a href=' &#14; javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:x'>x</a>",
    "<a href='//evil.example/x'>x</a>",
    "<a href='https:\\\\evil.example'>x</a>",
    "<a href='http://[::1'>x</a>",
    '<a href="https://x.vn/&quot;onmouseover=&quot;alert(1)">x</a>',
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='javascript:alert(1)'>x</object><embed src=x>",
    "<base href='//evil.example/'><link rel=stylesheet href=x><meta http-equiv=refresh content='0;url=x'>",
    "<p style='background:url(javascript:alert(1))' onclick='alert(1)'>x</p>",
    "<template><script>alert(1)</script></template>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<p>\x00<\x00script>alert(1)</script>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<input value='x' autofocus onfocus=alert(1)><button>x</button>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
]


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_hostile_comes_through(html):
    text = read_html(f"<p>trước</p>{html}<p>sau</p>")
    said = written(text)
    assert "trước" in said
    assert_harmless(said)


def assert_harmless(said: str) -> None:
    tags = {tag.lower() for tag in re.findall(r"<\s*/?\s*([^\s>/]*)", said)}
    assert tags <= {*TAGS, "h2", "h3", "h", ""}
    for attribute in re.findall(r"<a ([^>]*)>", said):
        assert re.fullmatch(r'href="(https?://|mailto:)[^"<> ]*"', attribute)
    assert not re.findall(r"<(?!a |/?(?:p|b|i|a|br/?|ul|ol|li|h[23]?)>)", said)


def test_programs_and_links_that_lead_nowhere_are_named():
    text = read_html(
        "<p>a<script>alert(1)</script><a href='file:///C:/x'>b</a><iframe src=x></iframe>"
    )
    assert left(text) == [("program", "alert(1)"), ("link", "file:///C:/x"), ("embedded", "")]


@pytest.mark.parametrize(
    "html",
    [
        "<!--" * 100_000,
        "<a " * 100_000,
        "<![if" * 100_000,
        "<b>x</b>" * 50_000,
        "<p><b><i>" * 50_000,
        "<li>" * 100_000,
        "<style>" + "a" * 200_000 + "</style>x",
        "<td>" * 50_000,
        "<li>" + "<p>a" * 20_000,
        "<s>" + "<b>xxxxxxxx</b>" * 80_000,
        "<span style='mso-list:ignore'>" + "<b>xxxxxxxx</b>" * 80_000,
        "<p style='" + "mso-list:" * 100_000 + "'>x",
        "<p style='" + "font-family:" * 100_000 + "'>x",
        "<p>" + "a<b>á</b>" * 20_000,
        "<table><tr>" + "<td>x" * 1000 + "<tr><td>y" * 1000,
    ],
)
def test_no_shape_takes_long(html):
    begun = time.process_time()
    with suppress(TooTangled):
        read_html(html)
    assert time.process_time() - begun < 3


@pytest.mark.parametrize(
    "html", ["<div>" * 100_000, "x" * 2_000_001, "<table><tr>" + "<td colspan=40>x" * 500]
)
def test_what_cannot_be_read_whole_is_refused(html):
    with pytest.raises(TooTangled):
        read_html(html)


TAG = st.sampled_from(
    ["p", "div", "b", "i", "s", "del", "span", "h1", "h3", "ul", "ol", "li", "table", "tr", "td", "th",
     "caption", "a", "script", "style", "pre", "br", "img", "svg", "object"]
)  # fmt: skip
SAID = st.sampled_from(
    ["", " class=MsoNormal", " class=MsoCommentText", " style='display:none'", " href='https://x.vn'",
     " href='javascript:x'", " colspan=3", " rowspan=2", " style='mso-list:l0 level2 lfo1'",
     " style='text-decoration:line-through'", " style='font-weight:bold'", " src='file:///a.png'"]
)  # fmt: skip
BIT = st.one_of(
    st.text("abc đảngƯ<>&\"'/= \n", max_size=12),
    st.builds("<{}{}>".format, TAG, SAID),
    st.builds("</{}>".format, TAG),
)


@given(st.lists(BIT, max_size=25).map("".join))
def test_no_word_is_lost_and_no_mark_comes_through(html):
    text = read_html(html)
    assert_harmless(said := written(text))
    named = [
        each.words
        for each in text.left_out
        if each.kind not in (LeftOutKind.PICTURE, LeftOutKind.LINK)
    ]
    kept = chain.from_iterable(said_by(piece) for piece in text.pieces)
    assert letters([*kept, *named]) == letters(words_in(html))
    assert nh3.clean(said, tags=TAGS | {"h2", "h3"}, url_schemes=SCHEMES) is not None


def said_by(piece: object) -> list[str]:
    match piece:
        case TextParagraph(line):
            return [words_of(line)]
        case TextHeading(words):
            return [words]
        case TextList(items):
            return [words_of(item.line) for item in items]
        case TextTable(headings, rows, caption):
            return [
                caption,
                *headings,
                *(words_of(line) for row in rows for cell in row for line in cell),
            ]
    return []


def letters(words: list[str]) -> Counter[str]:
    return Counter(re.sub(r"\s", "", "".join(words)))


def words_in(html: str) -> list[str]:
    """The words a reader would see in the source, but for style sheets."""
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = etree.fromstring(html.encode(), parser)
    except etree.ParseError:
        return []
    if root is None:
        return []
    for sheet in list(root.iter("style")):
        sheet.text = ""
    return list(root.itertext())
