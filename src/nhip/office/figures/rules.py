"""How figures are written, read by machines and compared: pure functions over scaled integers."""

from __future__ import annotations

from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.kit.text.rules import write_figure

from .choices import Basis, Format, Hindrance, PinState


def write(amount: int, decimals: int, format: str = Format.PLAIN) -> str:
    """Write a figure as the prose has it: "7", "05", "over 1.200" in the installation's language.

    A format that would say something wrong (05 for 94,7; over 1.200 for 1.200) falls back to plain.
    """
    plain = write_figure(amount, decimals)
    if format == Format.TWO_DIGITS and decimals == 0 and 0 <= amount < 10:
        return f"0{plain}"
    if format == Format.OVER_HUNDRED:
        hundreds, rest = divmod(amount, 100 * 10**decimals)
        if hundreds > 0 and rest:
            with office_words():
                return _("over %(figure)s") % {"figure": write_figure(hundreds * 100, 0)}
    return plain


def is_true_to(amount: int, decimals: int, format: str) -> bool:
    """Return whether a way of writing is true to the scale of a value, so that it may be offered.

    Two digits are for counts below ten. "Over" a round hundred is said of what lies within a tenth of it:
    over 1.200 of 1.247, not over 100 of 165.
    """
    if format == Format.TWO_DIGITS:
        return decimals == 0 and 0 <= amount < 10
    if format == Format.OVER_HUNDRED:
        hundred: int = 100 * 10**decimals
        rest: int = amount % hundred
        return amount > hundred and 0 < rest * 10 <= amount - rest
    return True


def ways(amount: int, decimals: int) -> list[tuple[str, str]]:
    """Return each way a value can be written: (format, written), each wording once."""
    written: dict[str, str] = {}
    for format in Format.values:
        if is_true_to(amount, decimals, format):
            written.setdefault(write(amount, decimals, format), format)
    return [(format, words) for words, format in written.items()]


def hindrance_of(
    basis: str, amount: int | None, *, is_withheld: bool, is_released: bool, covers: bool
) -> Hindrance | None:
    """Return why a figure cannot be cited in public now; None where it can.

    `is_released` tells that a release of the question stands, `covers` that it is one of this value.
    """
    if amount is None:
        return Hindrance.NO_VALUE
    if is_withheld:
        return Hindrance.WITHHELD
    if basis != Basis.ACCEPTED:
        return Hindrance.NOT_ACCEPTED
    if covers:
        return None
    return Hindrance.OTHER_VALUE if is_released else Hindrance.NOT_RELEASED


def machine_value(amount: int, decimals: int) -> str:
    """Write a figure for `<data value>`: "1247", "94.7", "-0.5"."""
    whole, fraction = divmod(abs(amount), 10**decimals)
    written = f"{whole}.{fraction:0{decimals}d}" if decimals else str(whole)
    return f"-{written}" if amount < 0 else written


def state_of(pinned: int, now: int | None) -> PinState:
    """Return how a pinned value stands to what its source says now (None: it says nothing)."""
    if now is None:
        return PinState.BROKEN
    return PinState.FRESH if now == pinned else PinState.CHANGED


def size_of(written: str) -> str:
    """Return how wide a written value is, for its type size: "", "long" or "longer"."""
    return "longer" if len(written) > 7 else "long" if len(written) > 5 else ""
