"""What every test may ask for."""

from tests.cast import _journal_can_be_emptied, cast  # noqa: F401
