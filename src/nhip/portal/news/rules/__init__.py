"""What an article's text holds, and what keeps it from going out. No query, no clock."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from html import unescape
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhip.kit.text.language import office_words
from nhip.kit.text.rules import plain_address
from nhip.office.figures.choices import NumberKind
from nhip.office.figures.rules.prose import Passage, SaidNumber, SaidNumbers
from nhip.portal.pictures.choices import PictureState

from ..choices import CREDITED, FilingRole

SYLLABLES_A_MINUTE = 200
PLACES_A_SECOND = 100_000_000
BINNED_FOR = timedelta(days=30)

_PAGE_LINK = re.compile(r'<a\b(?=[^>]*\blinktype="page")[^>]*\bid="(\d+)"')
_END_OF_LINE = re.compile(r"</(?:p|li|h\d)>|<br\s*/?>")


def linked_pages(html: str) -> list[int]:
    """Return the pages of this site a text points at."""
    return [int(match[1]) for match in _PAGE_LINK.finditer(html)]


@dataclass(frozen=True)
class StoredWords:
    """Where some words of a stored stream lie: `holder[key]`; what they are called, and how they are kept."""

    name: str
    holder: Any
    key: str | int
    label: str
    is_html: bool = False

    @property
    def passage(self) -> Passage:
        """Return the words as they are read."""
        return Passage(self.name, self.holder[self.key], self.is_html, self.label)


def stored_words(parts: Iterable[Mapping[str, Any]]) -> Iterator[StoredWords]:
    """Return where all words of a stored stream lie, in the order of reading."""
    for part in parts:
        here, value = f"body.{part['id']}", part["value"]
        match part["type"]:
            case "paragraph":
                yield StoredWords(here, part, "value", _("Paragraph"), is_html=True)
            case "heading" | "subheading":
                yield StoredWords(here, part, "value", _("Heading"))
            case "quote":
                yield StoredWords(f"{here}.text", value, "text", _("Quotation"))
                yield StoredWords(f"{here}.by", value, "by", _("Whose words"))
            case "box":
                yield StoredWords(f"{here}.heading", value, "heading", _("Heading"))
                yield StoredWords(f"{here}.text", value, "text", _("Box"), is_html=True)
            case "table":
                yield from _of_table(here, value)
            case "attachment":
                yield StoredWords(f"{here}.title", value, "title", _("Attached file"))
            case "played":
                yield StoredWords(f"{here}.title", value, "title", _("Video or sound"))
                yield StoredWords(f"{here}.transcript", value, "transcript", _("Transcript"))
            case "gallery":
                for photo in value:
                    name, said = f"body.{photo['id']}", photo["value"]
                    yield StoredWords(f"{name}.caption", said, "caption", _("Caption"))
                    yield StoredWords(f"{name}.alt", said, "alt", _("Description"))
                    if said.get("credit"):
                        yield StoredWords(f"{name}.credit", said, "credit", _("Credit"))


def _of_table(here: str, table: Mapping[str, Any]) -> Iterator[StoredWords]:
    """Return a table's words; a cell is named by its row and column, for Wagtail gives it no name."""
    yield StoredWords(f"{here}.caption", table, "caption", _("Caption"))
    for place, column in enumerate(table["columns"]):
        yield StoredWords(f"{here}.{place}", column, "heading", _("Table"))
    for number, row in enumerate(table["rows"]):
        for place in range(len(row["values"])):
            name = f"{here}.{number}.{place}"
            yield StoredWords(name, row["values"], place, _("Table"), is_html=True)


def place_in_form(parts: Iterable[Mapping[str, Any]], passage: str) -> str:
    """Return where an editor finds a passage: the block of the text it stands in, or else its field."""
    for part in parts:
        if any(words.name == passage for words in stored_words([part])):
            return f"body.{part['id']}"
    return passage


def passages_of(parts: Iterable[Mapping[str, Any]]) -> Iterator[Passage]:
    """Return the words of a stored stream, passage by passage, in the order of reading."""
    return (words.passage for words in stored_words(parts))


def with_passages(parts: list[dict[str, Any]], stored: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return a stored stream with other words in some of its passages."""
    for words in stored_words(parts):
        words.holder[words.key] = stored.get(words.name, words.holder[words.key])
    return parts


@dataclass(frozen=True)
class Credit:
    """Somebody who stands under an article, by the name it was signed with."""

    role: str
    name: str
    shelf: int | None = None


def byline(credits: Iterable[Credit]) -> list[tuple[str, list[Credit]]]:
    """Return who stands under an article: (label, people), roles of the same people under one: "Tin, ảnh"."""
    told = list(credits)
    shared: dict[tuple[str, ...], list[FilingRole]] = {}
    people: dict[FilingRole, list[Credit]] = {}
    for role in CREDITED:
        if named := [each for each in told if each.role == role]:
            people[role] = named
            shared.setdefault(tuple(each.name for each in named), []).append(role)
    labels = [[str(role.label) for role in roles] for roles in shared.values()]
    return [
        (", ".join([first, *map(str.lower, others)]), people[roles[0]])
        for (first, *others), roles in zip(labels, shared.values(), strict=True)
    ]


def byline_words(credits: Iterable[Credit]) -> str:
    """Return the byline as it is printed: "Tin, ảnh: HỒ MẪU - Video: LÊ MẪU"."""
    return " - ".join(
        f"{label}: {', '.join(each.name.upper() for each in people)}"
        for label, people in byline(credits)
    )


def typed_names(said: str) -> list[str]:
    """Return the names of a field that holds several, each once; the editor puts some in quotes."""
    names = (" ".join(part.replace('"', " ").split()) for part in said.split(","))
    return list(dict.fromkeys(filter(None, names)))


def read_answers(kept: Iterable[list[Any]]) -> SaidNumbers:
    """Return what the numbers of a text are said to be, from how `kept_answers` keeps it."""
    return {
        (passage, around, nth): SaidNumber(**{**said, "kind": NumberKind(said["kind"])})
        for passage, around, nth, said in kept
    }


def kept_answers(answers: SaidNumbers) -> list[list[Any]]:
    """Return the answers as JSON keeps them."""
    return [[*key, {**asdict(said), "kind": str(said.kind)}] for key, said in answers.items()]


def seal(before: str, said: Mapping[str, Any]) -> str:
    """Return the digest of a version: SHA-256 over the one before and what this one says, as canonical JSON."""
    written = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{before}\n{written}".encode()).hexdigest()


def plain_lines(html: str) -> str:
    """Return the text without tags, a line for a paragraph, as the guard and the search read it."""
    return unescape(strip_tags(_END_OF_LINE.sub("\n", html))).strip()


def place_of(shown_at: datetime | None, page_id: int) -> int:
    """Return a number that puts articles in the order of their shown dates, each in a place of its own."""
    return int(shown_at.timestamp() if shown_at else 0) * PLACES_A_SECOND + page_id


def reading_minutes(text: str) -> int:
    """Return how many minutes the text takes to read, at least one."""
    return max(1, round(len(text.split()) / SYLLABLES_A_MINUTE))


def gallery_shape(photos: int) -> str:
    """Return how a group of photos is laid out: "three" in a row where that fills rows, else "four"."""
    return "three" if photos % 3 == 0 else "four"


def first_photo(parts: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Return the photo a stored stream shows first, as it is stored; its picture stands there by its id."""
    groups = (part["value"] for part in parts if part["type"] == "gallery")
    photos = (photo["value"] for group in groups for photo in group)
    return next((photo for photo in photos if photo["image"]), None)


def goes_out_at(*asked: datetime | None, at: datetime) -> datetime | None:
    """Return when an article goes out that asks for these moments, its shown date among them; None: at once.

    What is public bears no date that lies ahead, so the last of them counts.
    """
    return max((moment for moment in asked if moment and moment > at), default=None)


@dataclass(frozen=True)
class Cited:
    """How a figure of the text stands on the day of publishing."""

    label: str
    is_held: bool
    is_settled: bool = True
    is_back: bool = True
    is_released: bool = True
    is_withheld: bool = False
    place: str = ""
    pin: int | None = None


@dataclass(frozen=True)
class SeenPhoto:
    """A photo of the text: whether it is said what is on it, and how far its picture is."""

    caption: str
    is_told: bool
    place: str = ""
    title: str = ""
    state: str = PictureState.READY
    picture: int | None = None


@dataclass(frozen=True)
class Lack:
    """What keeps an article from going out, and where it is mended: in its form, at a picture, at a figure."""

    words: str
    place: str = ""
    picture: int | None = None
    pin: int | None = None

    def __str__(self) -> str:
        return self.words

    @property
    def anchor(self) -> str:
        """Return where the editor's page shows its place, as Wagtail reads an address; "" of none."""
        return f":w:contentpath={self.place}" if self.place else ""


@dataclass(frozen=True)
class Manuscript:
    """What is looked at before an article goes out."""

    title: str
    lead: str
    text: str
    byline: str
    photos: Sequence[SeenPhoto]
    figures: Sequence[Cited]
    questions: Sequence[tuple[str, str]] = ()  # a number, and its place in the form
    lost_files: Sequence[str] = ()  # their places
    unheard: Sequence[tuple[str, str]] = ()  # a title, and its place


def untitled() -> str:
    """Return what a draft is called until it has a title."""
    with office_words():
        return _("(no title yet)")


def is_untitled_address(slug: str) -> bool:
    """Tell whether an address was made of no title."""
    return re.fullmatch(rf"{plain_address(untitled())}(-\d+)?", slug) is not None


def what_is_alone() -> str:
    """Return the sentence that keeps one person from writing and publishing."""
    return _(
        "You wrote a part of this yourself: another person publishes it, "
        "or an administrator lets one person do both in the site settings."
    )


def what_is_missing(manuscript: Manuscript) -> list[Lack]:
    """Return what keeps an article from being published, a sentence each; empty when it is ready."""
    missing = [
        Lack(sentence, place)
        for value, sentence, place in (
            (manuscript.title, _("The title is empty."), "title"),
            (manuscript.lead, _("The lead is empty."), "lead"),
            (manuscript.text, _("The text is empty."), "body"),
            (
                manuscript.byline,
                _('The byline is empty: say who stands after "Tin, ảnh:".'),
                "byline",
            ),
        )
        if not value.strip()
    ]
    if bare := [each for each in manuscript.photos if not (each.caption.strip() and each.is_told)]:
        words = ngettext(
            "%(count)d photo lacks its caption or its description.",
            "%(count)d photos lack their caption or their description.",
            len(bare),
        )
        missing.append(Lack(words % {"count": len(bare)}, bare[0].place))
    missing += _pictures_amiss(manuscript.photos)
    if manuscript.lost_files:
        words = _("A file of the text is gone: choose another one.")
        missing.append(Lack(words, manuscript.lost_files[0]))
    missing += [
        Lack(_("“%(title)s” has neither captions nor a transcript.") % {"title": title}, place)
        for title, place in manuscript.unheard
    ]
    if asked := manuscript.questions:
        words = ngettext(
            "%(count)d number is not answered yet: %(numbers)s. Say in the editor what it is.",
            "%(count)d numbers are not answered yet: %(numbers)s. Say in the editor what they are.",
            len(asked),
        )
        numbers = "; ".join(number for number, _place in asked[:8])
        missing.append(Lack(words % {"count": len(asked), "numbers": numbers}, asked[0][1]))
    return missing + list(_figures_amiss(manuscript.figures))


def _pictures_amiss(photos: Iterable[SeenPhoto]) -> Iterable[Lack]:
    sentences = {
        PictureState.WAITING: _("The photo “%s” is still being processed. Look again in a minute."),
        PictureState.FAILED: _("The photo “%s” could not be processed: choose another file."),
        PictureState.STOPPED: _(
            "Processing the photo “%s” broke off: try again on its page, or choose another."
        ),
    }
    amiss = {each.picture: each for each in photos if each.state in sentences}
    for photo in amiss.values():
        yield Lack(sentences[PictureState(photo.state)] % photo.title, picture=photo.picture)


def _figures_amiss(figures: Iterable[Cited]) -> Iterable[Lack]:
    for figure in figures:
        pin = None
        if not figure.is_held:
            words = _("The figure %(label)s has lost its source: take it out and put it in again.")
        elif figure.is_withheld:
            words = _("“%(label)s” counts too few people to be published: take it out.")
        elif not figure.is_released:
            words = _("“%(label)s” has not been released yet.")
        elif not figure.is_back:
            words = _("“%(label)s” says another value than when it was taken out: put it in anew.")
        elif not figure.is_settled:
            words = _("“%(label)s” has changed since: accept the new value or keep the old one.")
            pin = figure.pin
        else:
            continue
        yield Lack(words % {"label": figure.label}, figure.place, pin=pin)
