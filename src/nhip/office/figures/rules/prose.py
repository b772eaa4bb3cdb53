"""Text with figures in it: read, placed, replaced, compared. No query, no clock.

A text is a list of passages, each under a name that lasts while it is edited. In stored HTML a figure is
`<a linktype="figure" pin="12">7</a>`, with `format="two_digits"` where it is written otherwise than elsewhere
in the text. In plain words no mark can stand: there an answer kept beside the text says what a number is, and
finds it by the words around it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from html import unescape

from ..choices import NumberKind, NumberState
from .kinds import Nature, Number
from .numbers import numbers

AROUND = 3  # words on either side by which a number is found again
REACH = 80  # letters in which they are looked for
SHOWN = 60  # letters on either side a person is shown

_FIGURE = re.compile(
    r'<a\b(?=[^>]*\blinktype="figure")(?=[^>]*\bpin="(?P<pin>\d{1,18})")'
    r'(?:(?=[^>]*\bformat="(?P<format>\w*)"))?[^>]*>(?P<text>.*?)</a>',
    re.DOTALL,
)
_MARKUP = re.compile(r"<[^>]*>|&[#\w]+;")
_PART = re.compile(rf"{_MARKUP.pattern}|.", re.DOTALL)
_END_OF_LINE = re.compile(r"</(?:p|li|h\d|blockquote|td|th|tr)>|<br\s*/?>")
_END_OF_SENTENCE = re.compile(r"\n|(?<=[.!?…;])\s+")
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class FigurePlace:
    """A figure where it stands in stored HTML: its pin, its format there (or ""), its words."""

    pin: int
    format: str
    text: str

    def written(self, words: str) -> str:
        """Return the place as the stored text holds it, with other words."""
        return cite(self.pin, words, self.format)


def cite(pin: int, written: str, format: str = "") -> str:
    """Return a figure as stored HTML holds it."""
    said = f' format="{format}"' if format else ""
    return f'<a linktype="figure" pin="{pin}"{said}>{written}</a>'


def cited_pins(html: str) -> list[int]:
    """Return the pins stored HTML cites, each once, in the order of reading."""
    return list(dict.fromkeys(int(match["pin"]) for match in _FIGURE.finditer(html)))


def replace_figures(html: str, write: Callable[[FigurePlace], str]) -> str:
    """Put in place of every figure of stored HTML what `write(place)` returns."""
    return _FIGURE.sub(lambda match: write(_place(match)), html)


def _place(match: re.Match[str]) -> FigurePlace:
    return FigurePlace(int(match["pin"]), match["format"] or "", match["text"])


def fill_places(html: str, written: Mapping[str, str]) -> str:
    """Replace "{classes}" by what is written for `classes`; unknown names stay as they are."""
    return _PLACE.sub(lambda match: written.get(match[1], match[0]), html)


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


@dataclass(frozen=True)
class PlacedNumber:
    """A number where it stands in a passage; `place` where it is a figure of the stored HTML.

    `around` and `nth` find it again after the text was edited elsewhere: the words on either side, with "#"
    for numbers, and which it is of those they fit. `line` is what a person is shown, cut by the number.
    """

    passage: Passage
    number: Number
    around: str
    nth: int
    line: tuple[str, str]
    place: FigurePlace | None = None

    @property
    def key(self) -> tuple[str, str, int]:
        """Return what an answer to it is kept under."""
        return self.passage.name, self.around, self.nth


@dataclass(frozen=True)
class SaidNumber:
    """What a writer said a number is: a figure (`pin`, `format`), one with a source in words, or none.

    Or a line of the table the text stands beside, by its name there: that is kept as its `source`.
    """

    kind: NumberKind
    words: str
    pin: int | None = None
    format: str = ""
    source: str = ""


SaidNumbers = Mapping[tuple[str, str, int], SaidNumber]
Written = Callable[[int, str], str | None]
"""What a text's pin writes in a format ("": its own); None for a pin the text does not hold."""
Lines = Mapping[str, str]
"""What the lines of a text's own table write, by their names there."""


def _seen(part: re.Match[str]) -> str:
    """Return what readers see of a part of stored HTML: of markup at most the end of a line."""
    if part[0].startswith("<") and len(part[0]) > 1:
        return "\n" if _END_OF_LINE.fullmatch(part[0].lower()) else ""
    return unescape(part[0])


@dataclass(frozen=True)
class Passage:
    """A stretch of a text: its name, its stored words, and what people call it."""

    name: str
    stored: str
    is_html: bool = False
    label: str = ""

    @cached_property
    def _letters(self) -> list[tuple[str, int, int]]:
        """Return the letters readers see, each with where it stands in the stored words."""
        if not self.is_html:
            return [(letter, place, place + 1) for place, letter in enumerate(self.stored)]
        letters: list[tuple[str, int, int]] = []
        for match in _PART.finditer(self.stored):
            letters += [(letter, *match.span()) for letter in _seen(match)]
        return letters

    @cached_property
    def text(self) -> str:
        """Return the words without markup, a line for a paragraph."""
        return _MARKUP.sub(_seen, self.stored) if self.is_html else self.stored

    @property
    def holds_figures(self) -> bool:
        """Tell whether figures were placed in it, without reading where."""
        return self.is_html and _FIGURE.search(self.stored) is not None

    @cached_property
    def places(self) -> list[tuple[int, int, FigurePlace]]:
        """Return the figures of stored HTML, with where they stand in `text`."""
        if not self.is_html:
            return []
        starts = [start for _letter, start, _end in self._letters]
        return [
            (bisect_left(starts, match.start()), bisect_left(starts, match.end()), _place(match))
            for match in _FIGURE.finditer(self.stored)
        ]

    def spots(self, names: Collection[str] = ()) -> list[PlacedNumber]:
        """Return every number that is read in it: figures of the stored HTML, and what was typed.

        What is no figure by its shape (a date, an article of law) is among them, with its kind. Those in
        `names` of units are not asked either.
        """
        found = numbers(self.text, names)
        masks = [(start, end) for start, end, _place in self.places]
        masks += [(each.start, each.end) for each in found if each.kind != Nature.DATE]
        spots: list[PlacedNumber] = []
        seen: Counter[str] = Counter()
        for number in found:
            around = self._around(number, masks)
            spots.append(
                PlacedNumber(
                    self, number, around, seen[around], self._line(number), self._place_of(number)
                )
            )
            seen[around] += 1
        return spots

    def _place_of(self, number: Number) -> FigurePlace | None:
        for start, end, place in self.places:
            if start <= number.start and number.end <= end:
                return place
        return None

    def _around(self, number: Number, masks: Collection[tuple[int, int]]) -> str:
        before, after = self._sides(number, REACH)
        start, end = number.start - len(before), number.end + len(after)
        said_before = _masked(self.text, start, number.start, masks).lower().split()
        said_after = _masked(self.text, number.end, end, masks).lower().split()
        return " ".join([*said_before[-AROUND:], "#", *said_after[:AROUND]])

    def _sides(self, number: Number, reach: int) -> tuple[str, str]:
        """Return what stands before and after a number in its sentence, so many letters of it."""
        before = self.text[max(0, number.start - reach) : number.start]
        after = self.text[number.end : number.end + reach]
        return _END_OF_SENTENCE.split(before)[-1], _END_OF_SENTENCE.split(after)[0]

    def _line(self, number: Number) -> tuple[str, str]:
        before, after = self._sides(number, SHOWN)
        return before.lstrip(), after.rstrip()

    def replaced(self, words: Iterable[tuple[int, int, str]]) -> str:
        """Return the stored words with others in place of stretches of `text`: (start, end, words)."""
        stored = self.stored
        for start, end, said in sorted(words, reverse=True):
            from_, to = self._letters[start][1], self._letters[end - 1][2]
            stored = stored[:from_] + said + stored[to:]
        return stored

    def cut(self, stretches: Iterable[tuple[int, int]]) -> list[str]:
        """Return `text` cut so that each of these stretches is a part: before, stretch, between, …, after."""
        parts, last = [], 0
        for start, end in sorted(stretches):
            parts += [self.text[last:start], self.text[start:end]]
            last = end
        return [*parts, self.text[last:]]


def _masked(text: str, start: int, end: int, masks: Iterable[tuple[int, int]]) -> str:
    """Return a stretch of a text with "#" for each of these that lies in it."""
    parts, last = [], start
    for from_, to in sorted(masks):
        if last <= from_ < to <= end:
            parts += [text[last:from_], "#"]
            last = to
    return "".join([*parts, text[last:end]])


def state_of_number(
    spot: PlacedNumber, answers: SaidNumbers, written: Written, lines: Lines
) -> NumberState:
    """Return how a number stands: bound, explained, or a question that keeps the text from going out."""
    if spot.place:
        held = written(spot.place.pin, spot.place.format) is not None
        return NumberState.BOUND if held else NumberState.LOST
    if spot.number.kind != Nature.FIGURE:
        return NumberState.NOT_ASKED
    answer = answers.get(spot.key)
    if answer and answer.kind == NumberKind.FIGURE:
        said = written(answer.pin or 0, answer.format)
        return NumberState.BOUND if said and is_said(spot, said) else NumberState.TYPED_OVER
    if answer and answer.kind == NumberKind.LINE:
        said = lines.get(answer.source)
        return NumberState.BOUND if said and is_said(spot, said) else NumberState.TYPED_OVER
    if answer is None or answer.words != spot.number.words:
        return NumberState.OPEN
    return NumberState.SOURCED if answer.kind == NumberKind.SOURCED else NumberState.NO_FIGURE


def rewritten(
    passage: Passage,
    answers: SaidNumbers,
    stood: Callable[[SaidNumber], Iterable[str]],
    now: Callable[[SaidNumber], str],
) -> str:
    """Return the stored words with each figure that an answer names as it says now.

    Where they say what it `stood` at: what somebody typed over stays as typed.
    """
    words = []
    for spot in passage.spots():
        answer = None if spot.place else answers.get(spot.key)
        if answer and (before := next((one for one in stood(answer) if is_said(spot, one)), "")):
            words.append((*stretch(spot, before), now(answer)))
    return passage.replaced(words)


def is_said(spot: PlacedNumber, written: str) -> bool:
    """Tell whether a text says here what a figure writes: "trên 1.200" whole, "7" also as "07"."""
    number = spot.number
    if not written[:1].isdigit():
        return spot.passage.text[: number.end].lower().endswith(written.lower())
    said = numbers(written)[0]
    return bool(said.amount * 10**number.decimals == number.amount * 10**said.decimals)


def stretch(spot: PlacedNumber, written: str) -> tuple[int, int]:
    """Return from where to where a text says what a figure writes: with "trên", where that is written."""
    start = spot.number.start if written[:1].isdigit() else spot.number.end - len(written)
    return start, spot.number.end
