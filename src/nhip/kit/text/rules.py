"""Vietnamese text as plain values: letters, figures, days. No query, no clock, no float."""

import re
import unicodedata
from collections.abc import Container
from datetime import date, datetime, time, timedelta
from itertools import chain, count

from django.utils.functional import Promise
from django.utils.text import format_lazy, slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MAX_DIGITS = 18
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền hỏi ngã sắc nặng, in the order of the dictionary
ZERO_WIDTH = (0x200B, 0x2060, 0xFEFF)
CONTROLS = (*range(9), *range(0x0E, 0x20), 0x7F)
TURNS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))  # text that shows otherwise than it reads
BREAKS = {0x0B: "\n", 0x0C: "\n"}  # what a line or page break becomes when copied from Word
UNSEEN = dict.fromkeys((*ZERO_WIDTH, *CONTROLS, *TURNS)) | BREAKS
FIRST_DAY, LAST_DAY = date(1901, 1, 1), date(2199, 12, 31)
"""No record speaks of days outside: a slip of the pen, and the end of a span needs a day after it."""
MINUS = "\u2212"
DASH = "\u2013"

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_THOUSANDS = re.compile(r"(?<=\d)\.(?=\d{3}(?!\d))")
_WORD = re.compile(
    r"(?:[^\W_]|[\u0300-\u036f])+"
)  # a mark nothing is composed with belongs to its letter
_FIGURE = re.compile(
    r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:(?P<group>[. ])[0-9]{3}(?:(?P=group)[0-9]{3})*))"
    r"(?:,(?P<fraction>[0-9]+))?"
)

_HOUR = re.compile(
    r"(?P<hour>[01]?[0-9]|2[0-3])\s?(?:(?::|\.|h|g|gio)\s?(?:(?P<minute>[0-5][0-9])(?: ?phut)?)?)?"
)
_DAY = re.compile(r"([0-9]{1,2})\s?([/.\-])\s?([0-9]{1,2})\s?\2\s?([0-9]{4}|[0-9]{2})")
_ISO_DAY = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
)  # as addresses and other programs write it
WEEKDAYS = (
    pgettext_lazy("before a date", "Monday"),
    pgettext_lazy("before a date", "Tuesday"),
    pgettext_lazy("before a date", "Wednesday"),
    pgettext_lazy("before a date", "Thursday"),
    pgettext_lazy("before a date", "Friday"),
    pgettext_lazy("before a date", "Saturday"),
    pgettext_lazy("before a date", "Sunday"),
)


class NotAFigure(ValueError):
    """What was typed is no figure; `message` says what is wrong and how to mend it."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


def nfc(text: str) -> str:
    """Return the text in composed letters, without zero-width and control characters.

    The soft hyphen stays: in TCVN3 it is the letter ư (see `rules.md` 5.2).
    """
    return unicodedata.normalize("NFC", text.translate(UNSEEN))


def fold(text: str) -> str:
    """Return the search key: lower case, no marks, đ as d, single spaces."""
    letters = unicodedata.normalize("NFD", nfc(text).casefold())
    bare = "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")
    return " ".join(bare.replace("đ", "d").split())


def spelt_words(text: str) -> list[str]:
    """Return the words of a text as they are spelt, in small letters: "2.300" and "2300" are one word."""
    return _WORD.findall(_THOUSANDS.sub("", nfc(text).casefold()))


def search_key(text: str) -> str:
    """Return what is searched: the words, blind to marks and case, with a space between."""
    return fold(" ".join(spelt_words(text)))


def plain_address(words: str, room: int = 80) -> str:
    """Return what stands for these words in an address or a code: plain letters, figures and hyphens.

    At most `room` characters, cut between words where that leaves some; "" where none of it is a letter or
    figure.
    """
    whole = slugify(fold(words)).strip("-_")
    return whole if len(whole) <= room else whole[: room + 1].rpartition("-")[0] or whole[:room]


def free_among(taken: Container[str], stem: str) -> str:
    """Return the stem, or the first of stem-2, stem-3 … that is not taken."""
    numbered = (f"{stem}-{n}" for n in count(2))
    return next(each for each in chain([stem], numbered) if each not in taken)


def parse_figure(text: str, decimals: int, *, signed: bool = False) -> int:
    """Return the figure scaled by its decimals: "1.200" is 1200, "1,5" with one decimal 15.

    A dot or a space groups thousands and a comma begins the fraction, always. Raises NotAFigure.
    """
    written = " ".join(nfc(text).split())
    negative = signed and written[:1] in ("-", MINUS, DASH)
    if negative:
        written = written[1:].lstrip()
    match = _FIGURE.fullmatch(written)
    if match is None:
        raise NotAFigure(_what_is_wrong(written, signed=signed))
    fraction = match["fraction"] or ""
    if len(fraction) > decimals:
        raise NotAFigure(_too_fine(written, match, decimals))
    digits = re.sub("[. ]", "", match["whole"]) + fraction.ljust(decimals, "0")
    if len(digits.lstrip("0")) > MAX_DIGITS:
        raise NotAFigure(
            format_lazy(_("Too long. A figure has at most {digits} digits."), digits=MAX_DIGITS)
        )
    return -int(digits) if negative else int(digits)


def read_number(text: str) -> int | None:
    """Return the number an address or a hidden field holds; None for what a database cannot hold."""
    return int(text) if text.isdecimal() and len(text) <= MAX_DIGITS else None


def _what_is_wrong(written: str, *, signed: bool) -> str | Promise:
    """Name the first fault of what is no figure, in the order a person would look for it."""
    if not written:
        return _("Nothing is written. Write a figure, 0 included.")
    if not signed and re.match(rf"[{DASHES}] ?[0-9]", written):
        return _("This figure cannot be below zero. Write it without the minus sign.")
    if re.fullmatch(r"\( ?[0-9., ]+\)", written):
        return format_lazy(
            _(
                "{written} is how accountants write a figure below zero. Write it without the brackets."
            ),
            written=written,
        )
    if re.fullmatch("#+", written):
        return _(
            "##### is what a column too narrow shows. Make it wider and copy the figure again."
        )
    if re.fullmatch(r"[0-9., ]+%", written):
        return _("A percent sign. Write the figure alone, in the measure beside it.")
    if re.search(r"[^0-9., ]", written):
        return _("Not only digits. Write digits alone, for example 1.200 or 1,5.")
    if written.count(",") > 1:
        return _("Two commas. Write 1,5 for one and a half, 1.200 for one thousand two hundred.")
    if " " in written:
        return format_lazy(
            _(
                "“{written}” is no figure: a space only groups thousands. Write 1.200, or one figure a cell."
            ),
            written=written,
        )
    if written.startswith(",") or written.endswith(","):
        return _("A digit is missing beside the comma. Write 0,5 for a half.")
    return _(
        "A dot must have three digits after it. Write 1,5 for one and a half, 1.500 for fifteen hundred."
    )


def _too_fine(written: str, figure: re.Match[str], decimals: int) -> str | Promise:
    if decimals == 0 and len(figure["fraction"]) == 3 and int(figure["whole"][:1]) > 0:
        return format_lazy(
            _(
                "“{written}” has a comma, and this is a whole number. Write {grouped} if you mean that."
            ),
            written=written,
            grouped=written.replace(",", "."),
        )
    if decimals == 0:
        return _("This figure is a whole number. Write 1.200 for one thousand two hundred.")
    return format_lazy(
        _(
            "Too many digits after the comma: at most {decimals}. Write 1.200 for one thousand two hundred."
        ),
        decimals=decimals,
    )


def write_figure(amount: int, decimals: int) -> str:
    """Write a scaled figure: 1247 as "1.247", 947 with one decimal as "94,7", -13 as "−13"."""
    whole, fraction = divmod(abs(amount), 10**decimals)
    written = f"{whole:,}".replace(",", ".")
    if decimals:
        written += f",{fraction:0{decimals}d}"
    return (MINUS if amount < 0 else "") + written


def write_day(day: date) -> str:
    """Write a day as offices do: 28/7/2022."""
    return f"{day.day}/{day.month}/{day.year}"


def write_weekday(day: date) -> str:
    """Write a day with its weekday, as deadlines are told: "thứ Sáu, 28/11/2026"."""
    return f"{WEEKDAYS[day.weekday()]}, {write_day(day)}"


def read_day(text: str) -> date | None:
    """Return the day as offices write it, day first: 28/7/2022, 28-7-2022, 28.7.2022; None for anything else.

    A year of two digits is one of this century: "28/7/22". A year of the last century is written in full.
    """
    words = " ".join(nfc(text).split())
    if match := _DAY.fullmatch(words):
        day, _between, month, year = match.groups()
    elif match := _ISO_DAY.fullmatch(words):
        year, month, day = match.groups()
    else:
        return None
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    except ValueError:
        return None


def write_hour(hour: time) -> str:
    """Write an hour of the day: 16:00."""
    return f"{hour:%H:%M}"


def read_hour(text: str) -> time | None:
    """Return the hour of the day as offices write it: 16:00, 16h30, 16 giờ, 16g; None for anything else."""
    match = _HOUR.fullmatch(fold(text))
    return time(int(match["hour"]), int(match["minute"] or 0)) if match else None


def is_in_reach(day: date) -> bool:
    """Return whether records may speak of a day."""
    return FIRST_DAY <= day <= LAST_DAY


def write_moment(moment: datetime) -> str:
    """Write a moment as it is typed: 28/7/2022 16:00."""
    return f"{write_day(moment)} {write_hour(moment.time())}"


def read_moment(text: str) -> datetime | None:
    """Return the moment, in no zone, of a day and an hour in either order; a day alone begins it."""
    words = " ".join(nfc(text).replace(",", " ").replace("T", " ").split())
    for form in (_DAY, _ISO_DAY):
        if match := re.search(rf"(?<!\S){form.pattern}(?!\S)", words):
            day = read_day(match[0])
            rest = (words[: match.start()] + words[match.end() :]).strip()
            hour = read_hour(rest) if rest else time()
            return datetime.combine(day, hour) if day and hour is not None else None
    return None


def write_days(start_on: date, end_on: date) -> str:
    """Write a half-open span closed, as people say it: "2017–2021", "15/12/2021–14/6/2022"."""
    last = end_on - timedelta(days=1)
    if (start_on.month, start_on.day) == (1, 1) and (last.month, last.day) == (12, 31):
        first_word, last_word = str(start_on.year), str(last.year)
    else:
        first_word, last_word = write_day(start_on), write_day(last)
    return first_word if first_word == last_word else f"{first_word}{DASH}{last_word}"


def name_key(name: str) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """Return the sorting key of a person's name: given name, family name, then those between.

    Letters first, in the Vietnamese alphabet, then tones, as dictionaries do.
    """
    words = nfc(name).lower().split()
    return tuple(_word_key(word) for word in [*words[-1:], *words[:-1]])


def _word_key(word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    letters, tones = [], []
    for letter in word:
        marks = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in marks if mark in TONES), "")
        plain = unicodedata.normalize("NFC", marks.replace(tone, ""))
        # Whatever is no letter of ours (a digit, a hyphen) stands before the letters.
        place = ALPHABET.find(plain)
        letters.append(place if place >= 0 else ord(plain[0]) - 0x110000)
        tones.append(TONES.find(tone) + 1 if tone else 0)
    return tuple(letters), tuple(tones)
