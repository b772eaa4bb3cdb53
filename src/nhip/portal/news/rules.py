"""What an article's text holds, read from its stored HTML. No query, no clock.

In the stored text a figure is `<a linktype="figure" pin="12">7</a>`, with `format="two_digits"` where it is
written otherwise than elsewhere in the text.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhip.kit.text.rules import fold

SYLLABLES_A_MINUTE = 200

_FIGURE = re.compile(
    r'<a\b(?=[^>]*\blinktype="figure")(?=[^>]*\bpin="(?P<pin>\d+)")'
    r'(?:(?=[^>]*\bformat="(?P<format>\w*)"))?[^>]*>(?P<text>.*?)</a>',
    re.DOTALL,
)
_PAGE_LINK = re.compile(r'<a\b(?=[^>]*\blinktype="page")[^>]*\bid="(\d+)"')
_END_OF_LINE = re.compile(r"</(?:p|li|h\d)>|<br\s*/?>")
_THOUSANDS = re.compile(r"(?<=\d)\.(?=\d{3}(?!\d))")
_PLACE = re.compile(r"\{(\w+)\}")


def cited_pins(html: str) -> list[int]:
    """Return the pins a text cites, each once, in the order of reading."""
    return list(dict.fromkeys(int(match["pin"]) for match in _FIGURE.finditer(html)))


def linked_pages(html: str) -> list[int]:
    """Return the pages of this site a text points at."""
    return [int(match[1]) for match in _PAGE_LINK.finditer(html)]


@dataclass(frozen=True)
class FigurePlace:
    """A figure where it stands in a text: its pin, the format it is written in there (or ""), its words."""

    pin: int
    format: str
    text: str

    def written(self, words: str) -> str:
        """Return the place as the stored text holds it, with other words."""
        return cite(self.pin, words, self.format)


def replace_figures(html: str, write: Callable[[FigurePlace], str]) -> str:
    """Put in place of every figure what `write(place)` returns."""
    return _FIGURE.sub(
        lambda match: write(FigurePlace(int(match["pin"]), match["format"] or "", match["text"])),
        html,
    )


def cite(pin: int, written: str, format: str = "") -> str:
    """Return a figure as the stored text holds it."""
    said = f' format="{format}"' if format else ""
    return f'<a linktype="figure" pin="{pin}"{said}>{written}</a>'


def fill_places(html: str, written: dict[str, str]) -> str:
    """Replace "{classes}" by what is written for `classes`; unknown names stay as they are."""
    return _PLACE.sub(lambda match: written.get(match[1], match[0]), html)


def places(html: str) -> list[str]:
    """Return the names of the places in a text: `["classes"]` for "{classes} lớp"."""
    return _PLACE.findall(html)


def seal(before: str, said: Mapping[str, Any]) -> str:
    """Return the digest of a version: SHA-256 over the one before and what this one says, as canonical JSON."""
    written = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{before}\n{written}".encode()).hexdigest()


def differences(before: str, after: str) -> list[tuple[str, str]]:
    """Return two texts as one, word by word: parts that are "same", that have "gone" and that have "come"."""
    old, new = before.split(), after.split()
    parts = []
    for kind, from_, to, start, end in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            parts.append(("same", " ".join(old[from_:to])))
            continue
        parts += [("gone", " ".join(old[from_:to]))] if to > from_ else []
        parts += [("come", " ".join(new[start:end]))] if end > start else []
    return parts


def plain_lines(html: str) -> str:
    """Return the text without tags, a line for a paragraph, as the guard and the search read it."""
    return unescape(strip_tags(_END_OF_LINE.sub("\n", html))).strip()


def search_key(text: str) -> str:
    """Return what is searched: blind to marks and case, "2.300" and "2300" being one word."""
    return _THOUSANDS.sub("", fold(text))


def reading_minutes(text: str) -> int:
    """Return how many minutes the text takes to read, at least one."""
    return max(1, round(len(text.split()) / SYLLABLES_A_MINUTE))


def gallery_shape(photos: int) -> str:
    """Return how a group of photos is laid out: "three" in a row where that fills rows, else "four"."""
    return "three" if photos % 3 == 0 else "four"


@dataclass(frozen=True)
class Cited:
    """How a figure of the text stands on the day of publishing."""

    label: str
    is_held: bool
    is_settled: bool = True
    is_back: bool = True
    is_released: bool = True
    is_withheld: bool = False


@dataclass(frozen=True)
class Manuscript:
    """What is looked at before an article goes out."""

    title: str
    lead: str
    text: str
    byline: str
    photos: list[tuple[str, str]]
    figures: list[Cited]


def what_is_missing(manuscript: Manuscript) -> list[str]:
    """Return what keeps an article from being published, a sentence each; empty when it is ready."""
    missing = [
        sentence
        for value, sentence in (
            (manuscript.title, _("The title is empty.")),
            (manuscript.lead, _("The lead is empty.")),
            (manuscript.text, _("The text is empty.")),
            (manuscript.byline, _('The byline is empty: say who stands after "Tin, ảnh:".')),
        )
        if not value.strip()
    ]
    bare = sum(1 for caption, alt in manuscript.photos if not (caption.strip() and alt.strip()))
    if bare:
        missing.append(
            ngettext(
                "%(count)d photo lacks its caption or its description.",
                "%(count)d photos lack their caption or their description.",
                bare,
            )
            % {"count": bare}
        )
    return missing + list(_figures_amiss(manuscript.figures))


def _figures_amiss(figures: Iterable[Cited]) -> Iterable[str]:
    for figure in figures:
        named = {"label": figure.label}
        if not figure.is_held:
            yield (
                _("The figure %(label)s has lost its source: take it out and put it in again.")
                % named
            )
        elif figure.is_withheld:
            yield _("“%(label)s” counts too few people to be published: take it out.") % named
        elif not figure.is_released:
            yield _("“%(label)s” has not been released yet.") % named
        elif not figure.is_back:
            yield (
                _("“%(label)s” says another value than when it was taken out: put it in anew.")
                % named
            )
        elif not figure.is_settled:
            yield (
                _("“%(label)s” has changed since: accept the new value or keep the old one.")
                % named
            )
