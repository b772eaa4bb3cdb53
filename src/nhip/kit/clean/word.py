"""A Word file written as HTML, for the one reader there is; its pictures come beside it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import IO, Any

from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from lxml import etree

from .legacy import legacy_font

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CAPTIONS = {"caption", "illustration", "figure", "drawing"}  # the latter are LibreOffice's
_SHOWN = {"jpg", "jpeg", "png", "gif", "webp"}
_SKIPPED = {
    f"{W}{name}"
    for name in (
        "pPr", "rPr", "instrText", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "proofErr", "sdtPr",
        "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "lastRenderedPageBreak",
    )
}  # fmt: skip
_BROKEN = (OpcError, etree.LxmlError, zipfile.BadZipFile, OSError, EOFError, ValueError, KeyError,
           AttributeError, NotImplementedError, RuntimeError, TypeError)  # fmt: skip
"""What comes of a file that is no whole Word file."""


class NotAWordFile(ValueError):
    """The file cannot be read as a .docx."""


@dataclass(frozen=True)
class WordFile:
    """What a Word file says, as HTML, and its pictures by the name they stand under there."""

    html: str
    pictures: dict[str, bytes] = field(default_factory=dict)


def read_docx(file: IO[bytes]) -> WordFile:
    """Return what a .docx says. Nothing outside the file is asked for. Raises NotAWordFile.

    How large it unpacks is looked at before (`guard.filing.examine`).
    """
    try:
        return _Writer(Document(file)).written()
    except _BROKEN as error:
        raise NotAWordFile from error


@dataclass(frozen=True)
class _Style:
    tag: str = "p"
    said: str = ""
    is_bold: bool = False
    is_italic: bool = False
    font: str = ""
    number: tuple[str, int] | None = None


class _Writer:
    """Walks through a document and writes what it says."""

    def __init__(self, document: Any) -> None:
        self.part = document.part
        self.body = document.element.body
        self.sections = document.sections
        self.comments = document.comments
        self.elements = {
            each.get(f"{W}styleId"): each for each in document.styles.element.iter(f"{W}style")
        }
        self.usual = next(
            (key for key, each in self.elements.items()
             if each.get(f"{W}type") == "paragraph" and each.get(f"{W}default") == "1"), None,
        )  # fmt: skip
        defaults = document.styles.element.find(f"{W}docDefaults")
        self.font = _font(defaults)
        self.styles: dict[str | None, _Style] = {}
        self.bullets = self._bullets()
        self.pictures: dict[str, bytes] = {}
        self.around = _Style()
        self.out: list[str] = []

    def written(self) -> WordFile:
        """Return the whole document, what stands beside its pages marked as that."""
        self._all(self.body)
        for part in self._parts("footnotes", "endnotes"):
            self._all(parse_xml(part.blob))
        for name, margin in self._margins():
            self.part = margin.part
            self._within("div", margin._element, f' style="mso-element:{name}"')
        for comment in self.comments:
            self._aside("comment", f"{comment.author}: {comment.text}")
        return WordFile("".join(self.out), self.pictures)

    def _parts(self, *kinds: str) -> Iterator[Any]:
        for relation in self.part.rels.values():
            if relation.reltype.rpartition("/")[2] in kinds and not relation.is_external:
                yield relation.target_part

    def _margins(self) -> Iterator[tuple[str, Any]]:
        for section in self.sections:
            for kind in ("header", "footer"):
                for which in ("", "first_page_", "even_page_"):
                    margin = getattr(section, f"{which}{kind}")
                    if not margin.is_linked_to_previous:
                        yield kind, margin

    def _aside(self, name: str, words: str) -> None:
        self.out.append(f'<div style="mso-element:{name}"><p>{escape(words)}</p></div>')

    def _all(self, element: Any) -> None:
        for child in element:
            self._one(child)

    def _one(self, element: Any) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIPPED:
            return
        match tag.rpartition("}")[2]:
            case "p":
                self._paragraph(element)
            case "r":
                self._run(element)
            case "tbl":
                self._within("table", element)
            case "tr":
                self._within("tr", element)
            case "tc":
                self._cell(element)
            case "del" | "moveFrom":
                self._within("del", element)
            case "hyperlink":
                self._link(element)
            case "t" | "delText":
                self.out.append(escape(element.text or ""))
            case "tab" | "ptab":
                self.out.append(" ")
            case "br" | "cr":
                self.out.append("<br>")
            case "noBreakHyphen":
                self.out.append("-")
            case "drawing" | "pict":
                self._drawn(element, element)
            case "object" | "altChunk":
                self.out.append("<object></object>")
            case "AlternateContent":  # the same twice, for new programs and for old ones
                self._all(next(iter(element), ()))
            case "footnoteReference" | "endnoteReference":
                self.out.append(f"[{escape(element.get(f'{W}id') or '')}]")
            case "footnote" | "endnote" if element.get(f"{W}type"):
                pass  # the line above them
            case _:
                self._all(element)

    def _within(self, tag: str, element: Any, said: str = "") -> None:
        self.out.append(f"<{tag}{said}>")
        self._all(element)
        self.out.append(f"</{tag}>")

    def _paragraph(self, element: Any) -> None:
        properties = element.find(f"{W}pPr")
        style = self._style(_value(properties, "pStyle") or self.usual)
        number = _number(properties) or style.number
        said = style.said
        if number and number[0] != "0" and style.tag == "p" and not said:
            marker = "·" if number in self.bullets else "1."
            said = f' style="mso-list:l{number[0]} level{number[1] + 1}"'
            self.out.append(f'<p{said}><span style="mso-list:Ignore">{marker}</span>')
        else:
            self.out.append(f"<{style.tag}{said}>")
        self.around, before = style, self.around
        self._all(element)
        self.around = before
        self.out.append(f"</{style.tag}>")

    def _run(self, element: Any) -> None:
        properties = element.find(f"{W}rPr")
        named = self._style(_value(properties, "rStyle"))
        font = _font(properties) or named.font or self.around.font or self.font
        tags = [
            *["b"] * _is_on(properties, "b", self.around.is_bold or named.is_bold),
            *["i"] * _is_on(properties, "i", self.around.is_italic or named.is_italic),
            *["s"] * any(_is_on(properties, name, False) for name in ("strike", "dstrike")),
        ]
        self.out.extend(f"<{tag}>" for tag in tags)
        said = "; ".join(
            [
                *["display:none"] * _is_on(properties, "vanish", False),
                *[f"font-family:{font}"] * bool(legacy_font(font)),
            ]
        )
        self._within("span", element, f' style="{escape(said)}"' if said else "")
        self.out.extend(f"</{tag}>" for tag in reversed(tags))

    def _cell(self, element: Any) -> None:
        wide = _value(element.find(f"{W}tcPr"), "gridSpan") or "1"
        self._within("td", element, f' colspan="{escape(wide)}"')

    def _link(self, element: Any) -> None:
        relation = self.part.rels.get(element.get(f"{R}id"))
        address = relation.target_ref if relation is not None and relation.is_external else ""
        self._within("a", element, f' href="{escape(address)}"' if address else "")

    def _drawn(self, element: Any, drawing: Any) -> None:
        """Write the pictures of a drawing, and what its text boxes say."""
        for each in element:
            match str(each.tag).rpartition("}")[2]:
                case "blip":
                    self._picture(each.get(f"{R}embed") or each.get(f"{R}link"), drawing)
                case "imagedata":
                    self._picture(each.get(f"{R}id"), drawing)
                case "txbxContent":
                    self._all(each)
                case _:
                    self._drawn(each, drawing)

    def _picture(self, key: str | None, drawing: Any) -> None:
        described = next(
            (each for each in drawing.iter() if str(each.tag).endswith("}docPr")), None
        )
        alt = described.get("descr", "") if described is not None else ""
        relation = self.part.rels.get(key)
        if relation is None:
            return
        if relation.is_external:
            name = relation.target_ref
        else:
            name = str(relation.target_part.partname).rpartition("/")[2]
            if name.rpartition(".")[2].lower() in _SHOWN:
                self.pictures[name] = relation.target_part.blob
        self.out.append(f'<img src="{escape(name)}" alt="{escape(alt)}">')

    def _style(self, key: str | None) -> _Style:
        """Return what a style says, with what it is based on."""
        if key not in self.styles:
            element = self.elements.get(key)
            self.styles[key] = _Style()  # of a style based on itself
            if element is not None:
                self.styles[key] = _read_style(element, self._style(_value(element, "basedOn")))
        return self.styles[key]

    def _bullets(self) -> set[tuple[str, int]]:
        """Return which levels of which lists bear a sign instead of a number."""
        try:
            numbering = self.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return set()
        signed: dict[str, set[int]] = {}
        for abstract in numbering.iter(f"{W}abstractNum"):
            levels = {
                int(level.get(f"{W}ilvl", "0"))
                for level in abstract.iter(f"{W}lvl")
                if _value(level, "numFmt") in ("bullet", "none")
            }
            signed[abstract.get(f"{W}abstractNumId", "")] = levels
        return {
            (each.get(f"{W}numId", ""), level)
            for each in numbering.iter(f"{W}num")
            for level in signed.get(_value(each, "abstractNumId") or "", ())
        }


def _read_style(element: Any, base: _Style) -> _Style:
    name = (_value(element, "name") or "").casefold()
    tag, said = base.tag, base.said
    if name.startswith("heading ") and name[8:].isdecimal():
        tag, said = f"h{min(int(name[8:]), 6)}", ""
    elif name == "title":
        tag, said = "p", ' class="MsoTitle"'
    elif name in _CAPTIONS:
        tag, said = "p", ' class="MsoCaption"'
    properties, paragraph = element.find(f"{W}rPr"), element.find(f"{W}pPr")
    return _Style(
        tag,
        said,
        _is_on(properties, "b", base.is_bold),
        _is_on(properties, "i", base.is_italic),
        _font(properties) or base.font,
        _number(paragraph) or base.number,
    )


def _value(element: Any, name: str) -> str | None:
    found = element.find(f"{W}{name}") if element is not None else None
    return found.get(f"{W}val") if found is not None else None


def _is_on(properties: Any, name: str, otherwise: bool) -> bool:
    found = properties.find(f"{W}{name}") if properties is not None else None
    return otherwise if found is None else found.get(f"{W}val") not in ("0", "false", "off")


def _font(element: Any) -> str:
    found = next(element.iter(f"{W}rFonts"), None) if element is not None else None
    return (found.get(f"{W}ascii") or found.get(f"{W}hAnsi") or "") if found is not None else ""


def _number(properties: Any) -> tuple[str, int] | None:
    found = properties.find(f"{W}numPr") if properties is not None else None
    number = _value(found, "numId")
    level = _value(found, "ilvl") or "0"
    return (number, int(level) if level.isdecimal() else 0) if number else None
