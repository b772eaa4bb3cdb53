import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from nhip.office.figures.choices import Format, PinState
from nhip.office.figures.rules import machine_value, state_of, write


@pytest.mark.parametrize(
    ("amount", "decimals", "format", "written"),
    [
        (165, 0, Format.PLAIN, "165"),
        (1247, 0, Format.PLAIN, "1.247"),
        (947, 1, Format.PLAIN, "94,7"),
        (5, 0, Format.TWO_DIGITS, "05"),
        (0, 0, Format.TWO_DIGITS, "00"),
        (26, 0, Format.TWO_DIGITS, "26"),
        (144, 0, Format.TWO_DIGITS, "144"),
        (50, 1, Format.TWO_DIGITS, "5,0"),
        (1247, 0, Format.OVER_HUNDRED, "trên 1.200"),
        (12471, 1, Format.OVER_HUNDRED, "trên 1.200"),
        (1200, 0, Format.OVER_HUNDRED, "1.200"),
        (99, 0, Format.OVER_HUNDRED, "99"),
        (-250, 0, Format.OVER_HUNDRED, "−250"),
    ],
)
def test_figures_as_the_prose_writes_them(amount, decimals, format, written):
    assert write(amount, decimals, format) == written


def test_prose_is_written_in_the_language_of_the_installation():
    with translation.override("en"):
        assert write(1247, 0, Format.OVER_HUNDRED) == "trên 1.200"


@given(st.integers(-(10**18), 10**18), st.integers(0, 4))
def test_machines_read_back_what_is_written_for_them(amount, decimals):
    whole, _, fraction = machine_value(amount, decimals).partition(".")
    assert len(fraction) == decimals
    assert int(whole.replace("-", "") + fraction) == abs(amount)
    assert whole.startswith("-") == (amount < 0)


def test_a_pin_stands_to_its_source_in_one_of_three_ways():
    assert state_of(165, 165) == PinState.FRESH
    assert state_of(165, 164) == PinState.CHANGED
    assert state_of(0, None) == PinState.BROKEN
