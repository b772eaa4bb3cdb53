"""Reading a forecast, and writing it for people."""

import json
from datetime import UTC, date, datetime

import pytest

from nhip.kit.feeds.fetching import FeedFailure, Reason
from nhip.portal.panels.weather import SAMPLE
from nhip.portal.panels.weather.rules import (
    Bar,
    Day,
    Weather,
    bars,
    parse_weather,
    weather_words,
    write_degrees,
)

WEATHER = SAMPLE.read_bytes()


def changed(**parts):
    return json.dumps(json.loads(WEATHER) | parts).encode()


def test_the_weather_is_read():
    read = parse_weather(WEATHER)
    assert read.at == datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
    assert (read.temperature, read.humidity, read.wind, read.code) == (214, 83, 79, 3)
    assert [day.on for day in read.next_days] == [date(2026, 11, d) for d in (23, 24, 25)]
    assert read.next_days[0] == Day(date(2026, 11, 23), 61, 182, 236)


def test_the_older_shape_of_the_weather_is_read():
    older = json.loads(WEATHER)
    del older["current"], older["current_units"]
    older["current_weather"] = {
        "time": "2026-11-22T08:00",
        "temperature": 21,
        "windspeed": 7.9,
        "weathercode": 3,
    }
    read = parse_weather(json.dumps(older).encode())
    assert (read.temperature, read.humidity, read.wind, read.code) == (210, None, 79, 3)


def test_with_three_days_in_all_today_is_among_them():
    daily = {name: values[:3] for name, values in json.loads(WEATHER)["daily"].items()}
    read = parse_weather(changed(daily=daily))
    assert [day.on.day for day in read.next_days] == [22, 23, 24]


DAILY = json.loads(WEATHER)["daily"]
CURRENT = json.loads(WEATHER)["current"]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<html>",
        b"[]",
        b"{}",
        b'{"error": true, "reason": "limit"}',
        changed(daily={name: values[:2] for name, values in DAILY.items()}),
        changed(daily=DAILY | {"weather_code": [1, 2, 3]}),
        changed(daily=DAILY | {"temperature_2m_max": [None] * 7}),
        changed(current=CURRENT | {"temperature_2m": "warm"}),
        changed(current=CURRENT | {"temperature_2m": 2000}),
        changed(current=CURRENT | {"temperature_2m": True}),
        changed(current=CURRENT | {"relative_humidity_2m": 200}),
        changed(current=CURRENT | {"time": "now"}),
        changed(current_units={"temperature_2m": "°F"}),
        changed(utc_offset_seconds=10**9),
    ],
)
def test_rubbish_for_weather_is_refused(raw):
    with pytest.raises(FeedFailure) as failure:
        parse_weather(raw)
    assert failure.value.reason is Reason.RUBBISH


def test_what_is_kept_reads_back_the_same():
    read = parse_weather(WEATHER)
    assert Weather.kept(json.loads(json.dumps(read.content)), read.at) == read


@pytest.mark.parametrize(
    ("tenths", "written"), [(182, "18°"), (185, "19°"), (-4, "0°"), (-26, "−3°")]
)
def test_degrees_are_rounded(tenths, written):
    assert write_degrees(tenths) == written


def test_every_code_of_the_sample_has_words():
    assert str(weather_words(61)) == "mưa nhỏ"
    assert str(weather_words(42)) == "không rõ"


def test_bars_share_one_scale():
    days = [Day(date(2026, 11, 23), 1, 180, 240), Day(date(2026, 11, 24), 1, 170, 270)]
    assert bars(days) == [Bar(9, 62), Bar(0, 100)]
    flat = Day(date(2026, 11, 23), 1, 200, 200)
    assert bars([flat]) == [Bar(0, 6)]


def test_the_sample_says_that_it_is_one():
    assert "invented" in json.loads(WEATHER)["sample"]
