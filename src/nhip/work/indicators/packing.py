"""Many figures in few bytes: a row of them as one value of the database, and many rows as one matrix."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

WIDTHS = {1: "b", 2: "h", 4: "i", 8: "q"}  # bytes a figure, as struct calls them
MISSING, NIL = -(2**63), -(2**63) + 1  # in a matrix; in a row the two least numbers of its width

Amount = tuple[int, bool]
"""An amount, scaled, and whether it says "nothing to report": then it is 0."""


def pack(figures: Sequence[Amount | None]) -> bytes:
    """Write figures in the least width that holds them all; None is missing.

    Raises ValueError where an amount is wider than 8 bytes, or says more than nothing to report.
    """
    said = [amount for amount, _is_nil in filter(None, figures)]
    if any(figure and figure[1] and figure[0] for figure in figures):
        raise ValueError("Nothing to report bears no amount.")
    low, high = min(said, default=0), max(said, default=0)
    for width, code in WIDTHS.items():
        least = _least(width)
        if low > least + 1 and high < -least:
            row = [
                least if figure is None else least + 1 if figure[1] else figure[0]
                for figure in figures
            ]
            return struct.pack(f"<{len(row)}{code}", *row)
    raise ValueError(f"No room for {low} to {high}.")


def unpack(packed: bytes, n: int) -> list[Amount | None]:
    """Read n figures again. Raises ValueError where the bytes cannot be as many."""
    width = _width(packed, n)
    least = _least(width)
    return [
        None if amount == least else (0, True) if amount == least + 1 else (amount, False)
        for amount in struct.unpack(f"<{n}{WIDTHS[width]}", packed)
    ]


def matrix(packed: Sequence[bytes], n: int) -> npt.NDArray[np.int64]:
    """Read many rows of n figures at once, one below the other, with MISSING and NIL for what is none.

    Raises ValueError as `unpack` does.
    """
    found = np.empty((len(packed), n), np.int64)
    widths = np.array([_width(row, n) for row in packed])
    for width in WIDTHS:
        if places := np.flatnonzero(widths == width).tolist():
            joined = b"".join(packed[i] for i in places)
            narrow = np.frombuffer(joined, f"<i{width}").reshape(len(places), n)
            rows, least = narrow.astype(np.int64), _least(width)
            rows[narrow == least], rows[narrow == least + 1] = MISSING, NIL
            found[places] = rows
    return found


def _least(width: int) -> int:
    return -(1 << 8 * width - 1)


def _width(packed: bytes, n: int) -> int:
    width = len(packed) // n if n else 1
    if width not in WIDTHS or width * n != len(packed):
        raise ValueError(f"{len(packed)} bytes are not {n} figures.")
    return width


def pack_units(unit_ids: Iterable[int]) -> bytes:
    """Write a set of units: their ids, ascending, four bytes each."""
    return np.array(sorted(set(unit_ids)), "<i4").tobytes()


def units_in(packed: bytes | memoryview) -> npt.NDArray[np.int32]:
    """Read a set of units again, ascending."""
    return np.frombuffer(packed, "<i4")
