"""Plain words with figures in them, ready to be sealed or drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from nhip.organisation.units.models import Unit

from .. import registry
from ..choices import Basis, NumberState
from ..models import CITED, Pin
from ..registry import Offer, Reference
from ..rules.prose import stretch
from ..rules.told import ToldFigure
from .numbers import ASKED, Near, Reading, ReadNumber, nearest_of


def told_figures(reading: Reading) -> dict[str, list[ToldFigure]]:
    """Return, by passage, the figures that plain words cite as they stand, with all that is told of them."""
    bound = [
        each
        for each in reading.numbers
        if each.state == NumberState.BOUND and not each.spot.place and (each.pin or each.line)
    ]
    units = Unit.objects.in_bulk({_reference(each).unit_id for each in bound}) if bound else {}
    found: dict[str, list[ToldFigure]] = {}
    for each in bound:
        code = units[_reference(each).unit_id].code
        found.setdefault(each.spot.passage.name, []).append(_told(each, code))
    return found


def _reference(number: ReadNumber) -> Reference:
    if number.line:
        return number.line.offer.ref
    assert number.pin
    return number.pin.reference


def _told(number: ReadNumber, unit: str) -> ToldFigure:
    said = number.line.offer.resolved if number.line else number.pin
    ref, (start, end) = _reference(number), stretch(number.spot, number.written)
    told = {name: getattr(said, name) for name in CITED}
    return ToldFigure(
        start=start,
        end=end,
        words=number.spot.passage.text[start:end],
        key=ref.key,
        unit=unit,
        start_on=ref.start_on.isoformat(),
        end_on=ref.end_on.isoformat(),
        basis=str(ref.basis),
        window=number.line.offer.window if number.line else number.pin.window if number.pin else "",
        line=number.line.name if number.line else "",
        pin=number.pin.pk if number.pin and not number.line else None,
        **told | ({"label": number.line.offer.label} if number.line else {}),
    )


@dataclass(frozen=True)
class DrawnFigure:
    """A figure of words as staff see it: the page that takes it apart, and what its records say by now.

    `now` is "" where they say what the words do.
    """

    told: ToldFigure
    anchor: str
    url: str
    now: str = ""


@dataclass(frozen=True)
class DrawnWords:
    """Plain words and the figures in them."""

    text: str
    figures: Sequence[DrawnFigure] = ()

    def __bool__(self) -> bool:
        return bool(self.text.strip())


def drawn(
    passages: Mapping[str, str],
    figures: Mapping[str, Sequence[ToldFigure]],
    line_urls: Mapping[str, str],
    *,
    sees_handed_in: bool = True,
) -> dict[str, DrawnWords]:
    """Return passages as staff see them, in a fixed number of queries; figures that do not fit are left out.

    `line_urls` are the places of the lines of the text's own table, by their names. Who does not see what was
    handed in and nobody accepted is told what the words say, and no more.
    """
    told = [each for its in figures.values() for each in its]
    pins = Pin.objects.in_bulk({each.pin for each in told if each.pin}) if told else {}
    pages = registry.addresses(pin.reference for pin in pins.values()) if pins else {}

    def draw(name: str, each: ToldFigure) -> DrawnFigure:
        pin = pins.get(each.pin or 0)
        if pin and pin.basis == Basis.SUBMITTED and not sees_handed_in:
            return DrawnFigure(each, _anchor(name, each), "")
        url = pages[pin.reference] if pin else line_urls.get(each.line, "")
        return DrawnFigure(each, _anchor(name, each), url, _now(each, pin))

    return {
        name: DrawnWords(
            text,
            [
                draw(name, each)
                for each in figures.get(name, ())
                if text[each.start : each.end] == each.words
            ],
        )
        for name, text in passages.items()
    }


def _anchor(passage: str, told: ToldFigure) -> str:
    return f"so-{passage.replace('.', '-')}-{told.start}"


def _now(told: ToldFigure, pin: Pin | None) -> str:
    """Return what records say by now where that is another value; a dash where they say nothing."""
    if pin is None:
        return ""
    if pin.new_amount is None and not pin.agrees:
        return pin.written_now
    now = pin.amount if pin.new_amount is None else pin.new_amount
    return "" if now == told.amount else pin.write(now)


@dataclass(frozen=True)
class TypedNumbers:
    """The numbers of words while they are written: those bound, those a figure is near, how many others."""

    bound: Sequence[ReadNumber]
    near: Sequence[tuple[ReadNumber, Sequence[Near]]]
    others: int
    refused: str = ""

    def __bool__(self) -> bool:
        return bool(self.bound or self.near or self.others or self.refused)


def typed_numbers(
    reading: Reading, offers: Callable[[], Iterable[Offer]], refused: str = ""
) -> TypedNumbers:
    """Return what a writer is shown of the numbers of plain words; `offers` are asked for where one is open."""
    open_states = {*ASKED, NumberState.NO_FIGURE}
    asked = [each for each in reading.numbers if each.state in open_states and not each.spot.place]
    near = nearest_of(reading.lines, offers() if asked else (), asked)
    shown = [(number, its) for number, its in near if its or number.label]
    bound = [each for each in reading.asked if each.state == NumberState.BOUND]
    return TypedNumbers(bound, shown, len(near) - len(shown), refused)
