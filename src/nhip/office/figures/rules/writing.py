"""How figures are written, read by machines and compared: pure functions over scaled integers."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.kit.text.rules import write_figure

from ..choices import Format, PinState

LARGEST = 2**63 - 1  # a number the database can hold


def can_be_kept(amount: int | None) -> bool:
    """Return whether a value can stand on record: sums of very large ones have more digits than that."""
    return amount is None or abs(amount) <= LARGEST


def write(amount: int | None, decimals: int, format: str = Format.PLAIN) -> str:
    """Write a figure as the prose has it: "7", "05", "over 1.200" in the installation's language.

    A format that would say something wrong (05 for 94,7; over 1.200 for 1.200) falls back to plain; no value
    is a dash.
    """
    if amount is None:
        return "–"
    plain = write_figure(amount, decimals)
    if format == Format.TWO_DIGITS and decimals == 0 and 0 <= amount < 10:
        return f"0{plain}"
    if format == Format.OVER_HUNDRED:
        hundreds, rest = divmod(amount, 100 * 10**decimals)
        if hundreds > 0 and rest:
            with office_words():
                return _("over %(figure)s") % {"figure": write_figure(hundreds * 100, 0)}
    return plain


def machine_value(amount: int, decimals: int) -> str:
    """Write a figure for `<data value>`: "1247", "94.7", "-0.5"."""
    whole, fraction = divmod(abs(amount), 10**decimals)
    written = f"{whole}.{fraction:0{decimals}d}" if decimals else str(whole)
    return f"-{written}" if amount < 0 else written


def state_of(pinned: int | None, now: int | None) -> PinState:
    """Return how a pinned value (None: there was none yet) stands to what its source says now.

    A source that says nothing any more has lost a value it had.
    """
    if now == pinned:
        return PinState.FRESH
    return PinState.BROKEN if now is None else PinState.CHANGED


_N_OF_N = re.compile(r"^([\d.]+) (\S+) ([\d.]+) [^;]*(.*)$", re.DOTALL)


def covers_alike(pinned: str, now: str, *, has_n: bool) -> bool:
    """Tell whether two wordings of "n of N" say the same: what N counts may be called otherwise.

    Where a source says of no N any longer (`has_n`), since nothing it counts can be missing, what was said
    of one before is a wording too.
    """
    if pinned == now or not (has_n or now):
        return True
    before, after = _N_OF_N.match(pinned), _N_OF_N.match(now)
    if before is None or after is None:
        return False
    return before.group(1, 3, 4) == after.group(1, 3, 4)


def size_of(written: str) -> str:
    """Return how wide a written value is, for its type size: "", "long" or "longer"."""
    return "longer" if len(written) > 7 else "long" if len(written) > 5 else ""
