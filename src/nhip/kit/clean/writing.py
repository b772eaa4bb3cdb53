"""Pieces as the plain HTML of rich text; `nh3` stands behind it as a wall."""

from __future__ import annotations

from collections.abc import Iterable

import nh3
from django.utils.html import escape

from .pieces import TextLine, TextList, TextRun

TAGS = {"p", "b", "i", "a", "br", "ul", "ol", "li"}
SCHEMES = {"http", "https", "mailto"}


def write_paragraphs(lines: Iterable[TextLine]) -> str:
    """Return lines, a paragraph each."""
    return walled("".join(f"<p>{_line(line)}</p>" for line in lines))


def write_list(listed: TextList) -> str:
    """Return a list, and the lists within."""
    written: list[str] = []
    open_tags: list[str] = []
    for item in listed.items:
        tag = "ol" if item.is_numbered else "ul"
        depth = min(item.depth, len(open_tags))
        while len(open_tags) > depth + 1:
            written.append(f"</li></{open_tags.pop()}>")
        if len(open_tags) == depth + 1:
            written.append("</li>")
            if open_tags[-1] != tag:
                written.append(f"</{open_tags.pop()}>")
        if len(open_tags) == depth:
            open_tags.append(tag)
            written.append(f"<{tag}>")
        written.append(f"<li>{_line(item.line)}")
    written.extend(f"</li></{tag}>" for tag in reversed(open_tags))
    return walled("".join(written))


def walled(html: str) -> str:
    """Return only what rich text may hold, with line breaks as the editor reads them."""
    clean = nh3.clean(
        html, tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel=None
    )
    return clean.replace("<br>", "<br/>")


def _line(line: TextLine) -> str:
    return "".join(map(_run, line))


def _run(run: TextRun) -> str:
    written = escape(run.words).replace("\n", "<br>")
    if run.is_italic:
        written = f"<i>{written}</i>"
    if run.is_bold:
        written = f"<b>{written}</b>"
    return f'<a href="{escape(run.address)}">{written}</a>' if run.address else written
