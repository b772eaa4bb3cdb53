"""Figures come back as they were packed, alone and as a matrix, in as few bytes as hold them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.work.indicators.packing import MISSING, NIL, matrix, pack, unpack

WIDEST = 10**18
AMOUNTS = st.one_of(
    *(st.integers(-limit, limit) for limit in (9, 2**7, 2**15, 2**31, WIDEST)),
    st.sampled_from([-WIDEST, WIDEST, 0]),
)
FIGURES = st.one_of(st.none(), st.just((0, True)), AMOUNTS.map(lambda amount: (amount, False)))
TABLES = st.integers(0, 8).flatmap(
    lambda n: st.tuples(st.just(n), st.lists(st.lists(FIGURES, min_size=n, max_size=n), max_size=8))
)


def plain(figure):
    """Say a figure as a matrix says it."""
    return MISSING if figure is None else NIL if figure[1] else figure[0]


@given(TABLES)
def test_what_was_packed_is_read_again(table):
    n, rows = table
    packed = [pack(row) for row in rows]
    assert [unpack(row, n) for row in packed] == rows
    found = matrix(packed, n)
    assert found.shape == (len(rows), n)
    assert found.dtype == np.int64
    assert found.tolist() == [[plain(figure) for figure in row] for row in rows]


@pytest.mark.parametrize(
    ("amount", "width"),
    [
        *((0, 1), (127, 1), (-126, 1), (128, 2), (-127, 2), (32_767, 2), (-32_767, 4)),
        *((2**31 - 1, 4), (-(2**31) + 2, 4), (2**31, 8), (-(2**31) + 1, 8), (-WIDEST, 8)),
    ],
)
def test_the_least_width_that_holds_a_row_is_taken(amount, width):
    row = [(amount, False), None, (0, True)]
    assert len(pack(row)) == 3 * width
    assert unpack(pack(row), 3) == row


@pytest.mark.parametrize("amount", [(2**63, False), (-(2**63) + 1, False), (5, True)])
def test_what_would_not_come_back_is_refused(amount):
    with pytest.raises(ValueError, match=r"No room|no amount"):
        pack([amount])


@pytest.mark.parametrize(("packed", "n"), [(b"\0\0\0", 2), (b"\0\0\0", 1), (b"", 1), (b"\0", 0)])
def test_bytes_that_cannot_be_as_many_figures_are_refused(packed, n):
    with pytest.raises(ValueError, match="are not"):
        unpack(packed, n)
    with pytest.raises(ValueError, match="are not"):
        matrix([packed], n)
