"""What every test of this room may ask for."""

import pytest

from tests.cast import Cast

from .desk import Desk, lay_out


@pytest.fixture
def desk(cast: Cast) -> Desk:
    """A small form, owed by the unit for the first half of 2022."""
    return lay_out(cast)
