"""What an element of HTML says of the words inside, in the manner of Word, LibreOffice and browsers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from .choices import LeftOutKind
from .legacy import LegacyFont, legacy_font

LISTS = {"ul", "ol"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = {
    *HEADINGS, *LISTS, "p", "div", "li", "blockquote", "pre", "section", "article", "header", "footer",
    "main", "aside", "nav", "address", "figure", "figcaption", "table", "thead", "tbody", "tfoot", "tr",
    "td", "th", "caption", "dl", "dt", "dd", "center", "form", "fieldset", "legend", "option", "body", "hr",
    "details", "summary", "title",
}  # fmt: skip
UNREAD = {"style", "title", "meta", "link"}
"""What is no words of the text."""
CAPTION, TITLE = "msocaption", "msotitle"
TITLE_LEVEL, NO_HEADING = 0, 9
LONGEST_ADDRESS = LONGEST_STYLE = 2000

_LEFT = {
    "s": LeftOutKind.STRUCK,
    "strike": LeftOutKind.STRUCK,
    "del": LeftOutKind.DELETED,
    "w:del": LeftOutKind.DELETED,
    "w:movefrom": LeftOutKind.DELETED,
    "script": LeftOutKind.PROGRAM,
    "noscript": LeftOutKind.PROGRAM,
    "xml": LeftOutKind.HIDDEN,
    "template": LeftOutKind.HIDDEN,
    **dict.fromkeys(
        ("object", "embed", "iframe", "svg", "math", "video", "audio", "canvas", "applet", "frame"),
        LeftOutKind.EMBEDDED,
    ),
}
_LEFT_CLASSES = {
    "msodel": LeftOutKind.DELETED,
    "msocommentreference": LeftOutKind.COMMENT,
    "msocommenttext": LeftOutKind.COMMENT,
    "msocommentsubject": LeftOutKind.COMMENT,
    "msocomanchor": LeftOutKind.COMMENT,
    "msocomtxt": LeftOutKind.COMMENT,
}
_LEFT_STYLES = [
    (re.compile(r"line-through"), LeftOutKind.STRUCK),
    (re.compile(r"mso-element:\s*comment"), LeftOutKind.COMMENT),
    (re.compile(r"mso-element:\s*(header|footer)"), LeftOutKind.MARGIN),
    (re.compile(r"display:\s*none|mso-hide:\s*all|visibility:\s*hidden"), LeftOutKind.HIDDEN),
]
_MARKER = re.compile(r"mso-list:\s*ignore")
_LEVEL = re.compile(r"mso-list:\s*\S+\s+level(\d)")
_FAMILY = re.compile(r"(?:^|[;\s])font-family:\s*([^;,]+)")
_WEIGHT = re.compile(r"(?:^|[;\s])font-weight:\s*(\w+)")
_SLANT = re.compile(r"(?:^|[;\s])font-style:\s*(\w+)")


@dataclass(frozen=True)
class WordLook:
    """What holds for the words inside an element; each starts from that of the element around it."""

    is_bold: bool = False
    is_italic: bool = False
    address: str = ""
    font: LegacyFont | None = None
    left: LeftOutKind | None = None
    heading: int = NO_HEADING
    depth: int = -1
    is_numbered: bool = False
    item: object = None
    is_caption: bool = False
    is_marker: bool = False
    keeps_breaks: bool = False


Fonts = Mapping[str, LegacyFont]
"""What a style sheet says of an element ("p") or a class (".msonormal")."""


def looked(tag: str, said: Mapping[str, str], around: WordLook, fonts: Fonts) -> WordLook:
    """Return the look of an element's words."""
    style = said.get("style", "")[:LONGEST_STYLE].casefold()
    classes = said.get("class", "").casefold().split()
    look = replace(around, font=_font(tag, classes, said, style, fonts, around.font))
    if TITLE in classes:
        look = replace(look, heading=TITLE_LEVEL)
    elif tag in HEADINGS:
        look = replace(look, heading=HEADINGS[tag])
    if tag in LISTS:
        look = replace(look, depth=around.depth + 1, is_numbered=tag == "ol", item=None)
    elif tag == "li":
        look = replace(look, depth=max(around.depth, 0), item=object())
    elif level := _LEVEL.search(style):
        look = replace(look, depth=max(int(level[1]) - 1, 0), item=object())
    if weight := _WEIGHT.search(style):
        is_bold = weight[1] in ("bold", "bolder") or (
            weight[1].isdecimal() and int(weight[1]) >= 600
        )
        look = replace(look, is_bold=is_bold)
    elif tag in ("b", "strong"):
        look = replace(look, is_bold=True)
    if slant := _SLANT.search(style):
        look = replace(look, is_italic=slant[1] in ("italic", "oblique"))
    elif tag in ("i", "em", "cite", "dfn"):
        look = replace(look, is_italic=True)
    return replace(
        look,
        left=around.left or _left(tag, classes, said, style),
        is_caption=around.is_caption or CAPTION in classes or tag in ("caption", "figcaption"),
        is_marker=around.is_marker or bool(_MARKER.search(style)),
        keeps_breaks=around.keeps_breaks or tag in ("pre", "textarea"),
        address=around.address or (safe_address(said.get("href", "")) if tag == "a" else ""),
    )


def _left(tag: str, classes: list[str], said: Mapping[str, str], style: str) -> LeftOutKind | None:
    kinds = [_LEFT_CLASSES[each] for each in classes if each in _LEFT_CLASSES]
    kinds += [kind for pattern, kind in _LEFT_STYLES if pattern.search(style)]
    if said.get("href", "").startswith("#_msocom"):
        kinds.append(LeftOutKind.COMMENT)
    return kinds[0] if kinds and tag not in _LEFT else _LEFT.get(tag)


def _font(
    tag: str,
    classes: list[str],
    said: Mapping[str, str],
    style: str,
    fonts: Fonts,
    around: LegacyFont | None,
) -> LegacyFont | None:
    """Return the legacy font named nearest: by the element's own style, its class, its kind, or around it."""
    family = _FAMILY.search(style)
    name = family[1] if family else said.get("face", "").split(",")[0]
    if name.strip():
        return legacy_font(name)
    keys = [*(f".{each}" for each in classes), tag]
    return next((fonts[key] for key in keys if key in fonts), around)


def sheet_fonts(sheet: str) -> dict[str, LegacyFont]:
    """Return for which elements and classes a style sheet asks for a legacy font."""
    fonts: dict[str, LegacyFont] = {}
    for rule in sheet.casefold().replace("<!--", "").split("}"):
        selectors, _brace, said = rule.partition("{")
        family = _FAMILY.search(said)
        font = legacy_font(family[1]) if family else None
        if font and "@font-face" not in selectors:
            for selector in selectors.split("*/")[-1].split(","):
                tag, dot, name = selector.strip().partition(".")
                fonts[f".{name}" if dot else tag] = font
    return fonts


def safe_address(address: str) -> str:
    """Return where a link leads to if readers can follow it: http, https or mailto; else ""."""
    bare = "".join(each for each in address.strip() if each.isprintable() and each not in " \\")
    try:
        parts = urlsplit(bare)
    except ValueError:
        return ""
    leads = parts.netloc if parts.scheme in ("http", "https") else parts.path
    if parts.scheme not in ("http", "https", "mailto") or not leads:
        return ""
    return bare if len(bare) <= LONGEST_ADDRESS else ""
