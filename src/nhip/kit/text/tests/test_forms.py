from datetime import UTC, date, datetime

import pytest
from django import forms
from django.core.exceptions import ValidationError

from nhip.kit.guard.forms import GuardedCharField
from nhip.kit.text.forms import DayField, MomentField


def test_a_day_is_shown_as_offices_write_it():
    class Form(forms.Form):
        on = DayField()

    assert 'value="20/6/2026"' in str(Form(initial={"on": date(2026, 6, 20)})["on"])
    assert 'value="32/6/2026"' in str(Form({"on": "32/6/2026"})["on"]), "what was typed stays"


@pytest.mark.parametrize("said", ["31/12/9999", "1/1/2200", "31/12/1900", "1/1/0001"])
def test_no_record_speaks_of_a_day_out_of_reach(said):
    with pytest.raises(ValidationError, match="31/12/2199"):
        DayField().clean(said)


@pytest.mark.parametrize(
    "said", ["28/7/2022", "28-7-2022", "28.7.2022", "28/07/22", " 28 / 7 / 2022 ", "2022-07-28"]
)
def test_a_day_is_read_day_first_whatever_parts_it(said):
    assert DayField().clean(said) == date(2022, 7, 28)


def test_a_year_of_two_digits_is_one_of_this_century():
    assert DayField().clean("22/12/44") == date(2044, 12, 22)
    assert DayField().clean("22/12/1944") == date(1944, 12, 22)


@pytest.mark.parametrize(
    "said", ["31/02/2026", "0/0/0", "6/20/2026", "20/6", "20/6-2026", "20/6/026", "hôm nay"]
)
def test_what_is_no_day_is_refused(said):
    with pytest.raises(ValidationError):
        DayField().clean(said)


def test_what_is_asked_on_one_line_stands_on_one():
    assert GuardedCharField().clean("hai\r\ndòng") == "hai dòng"
    assert GuardedCharField(widget=forms.Textarea).clean("hai\ndòng") == "hai\ndòng"


@pytest.mark.parametrize(
    "said",
    ["1/3/2027 0:30", "0h30 1/3/2027", "00:30, 1-3-27", "0 giờ 30 1.3.2027", "2027-03-01T00:30"],
)
def test_a_moment_is_a_day_and_an_hour_of_this_office_in_either_order(said):
    assert MomentField().clean(said) == datetime(2027, 2, 28, 17, 30, tzinfo=UTC)


def test_a_day_alone_begins_at_midnight_and_a_moment_is_shown_as_it_is_typed():
    class Form(forms.Form):
        at = MomentField()

    midnight = MomentField().clean("1/3/2027")
    assert midnight == datetime(2027, 2, 28, 17, tzinfo=UTC)
    assert 'value="1/3/2027 00:00"' in str(Form(initial={"at": midnight})["at"])


@pytest.mark.parametrize(
    "said", ["1/3/2027 24:00", "7:00", "3/2027 7:00", "mai", "101/3/2027", "1/3/2200"]
)
def test_what_is_no_moment_is_refused(said):
    with pytest.raises(ValidationError):
        MomentField().clean(said)
