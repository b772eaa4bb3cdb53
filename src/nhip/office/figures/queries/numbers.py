"""The numbers of a text: which are bound, what the others are said to be, what is still asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from nhip.kit.text.rules import write_days
from nhip.organisation.units.queries import known_names, tree

from .. import registry
from ..choices import Basis, Format, NumberKind, NumberState
from ..models import NumberAnswer, Pin, Release
from ..registry import Offer, Reference
from ..rules import write
from ..rules.offering import distance, is_near
from ..rules.prose import Passage, PlacedNumber, SaidNumber, SaidNumbers, is_said, state_of_number

OFFERED = 4
IN_REACH = 200
ASKED = {NumberState.OPEN, NumberState.TYPED_OVER, NumberState.LOST}


@dataclass(frozen=True)
class OwnLine:
    """A line of the table a text stands beside: its name there, what it says, where one sees it."""

    name: str
    offer: Offer
    url: str = ""

    @property
    def written(self) -> str:
        """Return what it says, "" where it says nothing."""
        said = self.offer.resolved
        return "" if said.amount is None else write(said.amount, said.decimals)


@dataclass(frozen=True)
class ReadNumber:
    """A number of a text as it stands: its figure where it has one, what was answered about it."""

    spot: PlacedNumber
    state: NumberState
    place: int  # in the order of reading, from 0
    pin: Pin | None = None
    answer: SaidNumber | None = None
    line: OwnLine | None = None

    @property
    def anchor(self) -> str:
        """Return the id of what is told of it on a page: "n-3"."""
        return f"n-{self.place}"

    @property
    def is_open(self) -> bool:
        """Tell whether it keeps the text from going out."""
        return self.state in ASKED

    @property
    def format(self) -> str:
        """Return the format the figure is written in at this place, or ""."""
        if self.spot.place:
            return self.spot.place.format
        return self.answer.format if self.answer else ""

    @property
    def written(self) -> str:
        """Return what its figure writes here; "" without one."""
        if self.line:
            return self.line.written
        return self.pin.write(self.pin.amount, self.format) if self.pin else ""

    @property
    def label(self) -> str:
        """Return the name of its figure; "" without one."""
        return self.line.offer.label if self.line else self.pin.label if self.pin else ""

    @property
    def window(self) -> str:
        """Return the days its figure covers, in words; "" without one."""
        return self.line.offer.window if self.line else self.pin.window if self.pin else ""


@dataclass(frozen=True)
class Reading:
    """A text read whole: its passages and every number in them, in the order of reading."""

    passages: Sequence[Passage]
    numbers: Sequence[ReadNumber]
    lines: Sequence[OwnLine] = ()

    @property
    def open(self) -> list[ReadNumber]:
        """Return what the writer has not answered."""
        return [each for each in self.numbers if each.is_open]

    @property
    def asked(self) -> list[ReadNumber]:
        """Return all but what is no figure by its shape."""
        return [each for each in self.numbers if each.state != NumberState.NOT_ASKED]

    @property
    def cited(self) -> list[Pin]:
        """Return the pins that stand in the text, each once, in the order of reading."""
        pins = {each.pin.pk: each.pin for each in self.numbers if each.pin and not each.is_open}
        return list(pins.values())

    @property
    def answers(self) -> dict[tuple[str, str, int], SaidNumber]:
        """Return the answers that hold as the text stands."""
        return {
            each.spot.key: each.answer
            for each in self.numbers
            if each.answer and not each.is_open and each.state != NumberState.NOT_ASKED
        }

    def passage(self, name: str) -> Passage:
        """Return one passage; an empty one where the text has none of that name."""
        return next((each for each in self.passages if each.name == name), Passage(name, ""))

    def of(self, passage: str) -> list[ReadNumber]:
        """Return the numbers of one passage."""
        return [each for each in self.numbers if each.spot.passage.name == passage]


def read(
    holder: str, holder_id: int, passages: Sequence[Passage], lines: Iterable[OwnLine] = ()
) -> Reading:
    """Read a text with the figures it holds and what was answered about its numbers."""
    pins = Pin.objects.held_by(holder, holder_id).prefetch_related("decisions").in_bulk()
    answers = NumberAnswer.objects.held_by(holder, holder_id).said()
    return read_with(pins, answers, passages, known_names(), lines)


def read_with(
    pins: Mapping[int, Pin],
    answers: SaidNumbers,
    passages: Sequence[Passage],
    names: Collection[str] = (),
    lines: Iterable[OwnLine] = (),
) -> Reading:
    """Read a text with these figures and answers, of now or of then; numbers in `names` are not asked.

    `lines` are those of the table it stands beside, where it has one.
    """
    own = {line.name: line for line in lines}
    says = {name: line.written for name, line in own.items()}

    def written(pk: int, format: str) -> str | None:
        return pins[pk].write(pins[pk].amount, format) if pk in pins else None

    found = []
    spots = (spot for passage in passages for spot in passage.spots(names))
    for place, spot in enumerate(spots):
        answer = None if spot.place else answers.get(spot.key)
        pk = spot.place.pin if spot.place else answer.pin if answer else None
        state = state_of_number(spot, answers, written, says)
        line = own.get(answer.source) if answer and answer.kind == NumberKind.LINE else None
        found.append(ReadNumber(spot, state, place, pins.get(pk) if pk else None, answer, line))
    return Reading(passages, found, list(own.values()))


@dataclass(frozen=True)
class Near:
    """A figure a number may be, and the format in which it writes just that; "" where it says another value."""

    offer: Offer
    format: str
    written: str
    is_same: bool
    line: str = ""  # its name in the text's own table


def nearest(
    unit_id: int, on: date, asked: Iterable[ReadNumber]
) -> list[tuple[ReadNumber, list[Near]]]:
    """Return, for each of these numbers, the released figures of a unit and those below that it may be."""
    numbers = list(asked)
    offers = released_in_reach(unit_id, on) if numbers else []
    return [(each, _near(each.spot, [(offer, "") for offer in offers])) for each in numbers]


def nearest_of(
    lines: Iterable[OwnLine], offers: Iterable[Offer], asked: Iterable[ReadNumber]
) -> list[tuple[ReadNumber, list[Near]]]:
    """Return, for each of these numbers, the lines of the text's own table and the figures that it may be."""
    own = [(line.offer, line.name) for line in lines if line.written]
    others = [(offer, "") for offer in offers if offer.resolved.amount is not None]
    return [(each, _near(each.spot, [*own, *others])) for each in asked]


def released_in_reach(unit_id: int, on: date) -> list[Offer]:
    """Return the latest released figures of a unit and those below, as their sources say them."""
    units = tree(on).subtree(unit_id)
    rows = Release.objects.filter(unit__in=units, basis=Basis.ACCEPTED, ended_at=None).order_by(
        "-released_at"
    )
    found = offered([row.reference for row in rows[:IN_REACH]])
    return [offer for offer in found if not offer.resolved.is_withheld]


def offered(refs: Iterable[Reference]) -> list[Offer]:
    """Return these figures as a chooser offers them; those without a value are left out."""
    return [
        Offer(ref, said.label, write_days(ref.start_on, ref.end_on), said)
        for ref, said in registry.resolve_all(refs).items()
        if said and said.amount is not None
    ]


def _near(spot: PlacedNumber, offers: Iterable[tuple[Offer, str]]) -> list[Near]:
    near = [(offer, line) for offer, line in offers if is_near(spot, offer)]
    ranked = sorted(near, key=lambda each: (distance(spot, each[0]), not each[1]))
    return [_as_written(spot, *each) for each in ranked[:OFFERED]]


def _as_written(spot: PlacedNumber, offer: Offer, line: str) -> Near:
    said = offer.resolved
    assert said.amount is not None
    formats = (Format.OVER_HUNDRED, Format.PLAIN, Format.TWO_DIGITS)
    for format in formats[1:2] if line else formats:  # a line of a table writes one way
        written = write(said.amount, said.decimals, format)
        if is_said(spot, written):
            return Near(offer, format, written, is_same=True, line=line)
    plain = write(said.amount, said.decimals)
    return Near(offer, Format.PLAIN, plain, is_same=False, line=line)
