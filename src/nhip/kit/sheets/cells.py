"""What a cell may say: `day(value)`, `text(most=200)(value)`. Each returns a value or raises Unread."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from django.utils.translation import gettext as _

from nhip.kit.text.rules import fold, is_in_reach, write_day, write_figure

from .reading import Value

T = TypeVar("T")
SHOWN = 40  # letters of a cell repeated in a refusal


class Unread(ValueError):
    """The cell does not say what belongs there; the words tell what is wrong and how to mend it."""


def written(value: Value) -> str:
    """Return a cell as people write it: a day as 28/7/2022."""
    return value if isinstance(value, str) else write_day(value)


def text(most: int) -> Callable[[Value], str]:
    """Read words, at most so many letters."""

    def read(value: Value) -> str:
        if len(said := written(value)) > most:
            raise Unread(_("more than %(most)d letters.") % {"most": most})
        return said

    return read


def day(value: Value) -> date:
    """Read a day: a date cell, or text as 28/7/2022."""
    if isinstance(value, str):
        found = re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", value)
        try:
            read = date(int(found[3]), int(found[2]), int(found[1])) if found else None
        except ValueError:
            read = None
    else:
        read = value
    if read is None or not is_in_reach(read):
        words = _("“%(value)s” is no day. Write it as 28/7/2022.")
        raise Unread(words % {"value": written(value)[:SHOWN]})
    return read


def whole(least: int, most: int) -> Callable[[Value], int]:
    """Read a whole number within bounds."""

    def read(value: Value) -> int:
        said = written(value).replace(".", "")
        number = int(said) if re.fullmatch("[0-9]{1,18}", said) else least - 1
        if not least <= number <= most:
            words = _("“%(value)s” is no whole number from %(least)s to %(most)s.")
            bounds = {"least": write_figure(least, 0), "most": write_figure(most, 0)}
            raise Unread(words % {"value": written(value)[:SHOWN], **bounds})
        return number

    return read


def one_of(choices: Mapping[str, T]) -> Callable[[Value], T]:
    """Read one of some words, blind to case and marks: `one_of({"chỉ thị": "directive"})`."""
    by_key = {fold(words): value for words, value in choices.items()}

    def read(value: Value) -> T:
        key = fold(written(value))
        if key not in by_key:
            said = {"value": written(value)[:SHOWN], "choices": ", ".join(choices)}
            raise Unread(_("“%(value)s” is none of these: %(choices)s.") % said)
        return by_key[key]

    return read
