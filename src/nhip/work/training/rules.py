"""How classes and people are coded, and what a typed roll says. Pure functions over plain values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nhip.kit.text.rules import nfc
from nhip.organisation.journal.rules import FieldRefused

LONGEST = 32  # letters of a code
MARKS, BLANK = re.compile(r"\s*[\t,;]\s*"), re.compile(r"\s+")


class ClassCodeTaken(FieldRefused):
    """Another class has this code."""

    field = "code"


class NotACode(FieldRefused):
    """What was written is a name, or no code at all."""

    field = "code"


class EndsTooEarly(FieldRefused):
    """The class would close before it opened."""

    field = "closed_on"


class NoSuchAudience(FieldRefused):
    """Nobody is called an audience by this code."""

    field = "audiences"


class ClassStruck(FieldRefused):
    """Nobody attends a class that was struck."""

    field = "training_class"


class NoUnit(FieldRefused):
    """The unit of a person nobody knows yet is missing."""

    field = "unit"


class OtherUnit(FieldRefused):
    """The person is known, with another unit."""

    field = "unit"


class AlreadyOnRoll(FieldRefused):
    """The person stands on this roll, or was struck from it."""

    field = "code"


def spell(text: str) -> str:
    """Return a code as codes are compared: composed letters, in capitals."""
    return nfc(text).strip().upper()


def read_code(text: str) -> str:
    """Return a code as it is kept, in capitals: "hv-0001" is HV-0001. Raises NotACode.

    A name is no code: letters, digits, dots and dashes, with at least one digit and no space.
    """
    code = spell(text)
    is_plain = all(sign.isalnum() or sign in "-._/" for sign in code)
    if not is_plain or not any(sign.isdigit() for sign in code):
        raise NotACode(
            _("Write a code, not a name: letters, digits, dots and dashes without a space.")
        )
    if len(code) > LONGEST:
        raise NotACode(_("A code has at most %(number)d letters.") % {"number": LONGEST})
    return code


def next_code(year: int, taken: Iterable[str]) -> str:
    """Return the next code of a class that opens in a year: LTH-2026-01, LTH-2026-02, …"""
    start = f"LTH-{year}-"
    tails = (code.removeprefix(start) for code in taken if code.startswith(start))
    last = max((int(tail) for tail in tails if tail.isdecimal()), default=0)
    return f"{start}{last + 1:02d}"


@dataclass(frozen=True)
class RollLine:
    """One line of a typed roll: a person's code and the code of the unit, empty if it was left out."""

    number: int
    code: str
    unit: str


def read_roll(text: str) -> list[RollLine]:
    """Return the lines of a roll typed or pasted from a table; empty lines are passed over."""
    lines = []
    for number, line in enumerate(nfc(text).splitlines(), start=1):
        if line.strip():
            apart = MARKS if MARKS.search(line.strip()) else BLANK
            code, _gap, unit = apart.sub("\t", line.strip(), count=1).partition("\t")
            lines.append(RollLine(number, code, unit.strip()))
    return lines
