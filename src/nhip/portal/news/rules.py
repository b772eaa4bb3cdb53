"""What an article's text holds, read from its stored HTML. No query, no clock.

In the stored text a figure is `<a linktype="figure" pin="12">7</a>`.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import unescape

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhip.kit.text.rules import fold

SYLLABLES_A_MINUTE = 200

_FIGURE = re.compile(
    r'<a\b(?=[^>]*\blinktype="figure")(?=[^>]*\bpin="(?P<pin>\d+)")[^>]*>(?P<text>.*?)</a>',
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


def replace_figures(html: str, write: Callable[[int, str], str]) -> str:
    """Put in place of every figure what `write(pin, stored text)` returns."""
    return _FIGURE.sub(lambda match: write(int(match["pin"]), match["text"]), html)


def cite(pin: int, written: str) -> str:
    """Return a figure as the stored text holds it."""
    return f'<a linktype="figure" pin="{pin}">{written}</a>'


def fill_places(html: str, written: dict[str, str]) -> str:
    """Replace "{classes}" by what is written for `classes`; unknown names stay as they are."""
    return _PLACE.sub(lambda match: written.get(match[1], match[0]), html)


def places(html: str) -> list[str]:
    """Return the names of the places in a text: `["classes"]` for "{classes} lớp"."""
    return _PLACE.findall(html)


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
        elif not figure.is_settled:
            yield (
                _("“%(label)s” has changed since: accept the new value or keep the old one.")
                % named
            )
