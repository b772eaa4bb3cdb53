"""What may be said in public, and in which wordings: pure functions over scaled integers."""

from __future__ import annotations

from ..choices import Basis, Format, Hindrance
from .writing import write


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
    basis: str,
    amount: int | None,
    *,
    is_withheld: bool,
    is_released: bool,
    is_this_value: bool,
    covers: bool,
) -> Hindrance | None:
    """Return why a figure cannot be cited in public now; None where it can.

    `is_released` tells that a release of the question stands, `is_this_value` that it is one of this value,
    `covers` that what is told beside it is the same too.
    """
    if amount is None:
        return Hindrance.NO_VALUE
    if is_withheld:
        return Hindrance.WITHHELD
    if basis != Basis.ACCEPTED:
        return Hindrance.NOT_ACCEPTED
    if covers:
        return None
    if is_this_value:
        return Hindrance.OTHER_WORDS
    return Hindrance.OTHER_VALUE if is_released else Hindrance.NOT_RELEASED
