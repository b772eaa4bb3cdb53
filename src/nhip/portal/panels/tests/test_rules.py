"""Reading what banks and weather services send, and writing it for people."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from nhip.kit.feeds.fetching import FeedFailure, Reason
from nhip.portal.panels import samples
from nhip.portal.panels.rules import (
    Bar,
    Day,
    Rate,
    Rates,
    Weather,
    bars,
    parse_rates,
    parse_weather,
    weather_words,
    write_age,
    write_degrees,
    write_limit,
    write_rate,
)

XML = (samples.FOLDER / "rates.xml").read_bytes()
WEATHER = (samples.FOLDER / "weather.json").read_bytes()
JSON = """{"Count":2,"Date":"2025-12-09T00:00:00","UpdatedDate":"2025-12-09T08:16:30+07:00","Data":[
{"currencyName":"US DOLLAR","currencyCode":"USD","cash":"26142.00","transfer":"26172.00","sell":"26412.00"},
{"currencyName":"DANISH KRONE","currencyCode":"DKK","cash":"0.00","transfer":"4000.5","sell":"4100.25"}]}"""
OLDER = '[{"CurrencyCode":"USD","Cash":"26142.00","Transfer":"26172.00","Sell":"26412.00"}]'


def changed(**parts):
    return json.dumps(json.loads(WEATHER) | parts).encode()


def test_the_banks_xml_is_read():
    read = parse_rates(XML)
    assert read.at == datetime(2022, 12, 21, 7, 36, 27, tzinfo=UTC)
    rates = {rate.code: rate for rate in read.rates}
    assert rates["USD"] == Rate("USD", 2355000, 2358000, 2386000)
    assert rates["EUR"].buy == 2451168
    assert rates["DKK"] == Rate("DKK", None, 331977, 344729)
    assert len(rates) == 11


def test_the_banks_json_is_read():
    read = parse_rates(JSON.encode())
    assert read.at == datetime(2025, 12, 9, 1, 16, 30, tzinfo=UTC)
    assert read.rates == (
        Rate("USD", 2614200, 2617200, 2641200),
        Rate("DKK", None, 400050, 410025),
    )


def test_the_banks_older_json_gives_no_time():
    assert parse_rates(OLDER.encode()) == Rates(None, (Rate("USD", 2614200, 2617200, 2641200),))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<html><body>Bao tri</body></html>",
        b"<ExrateList><DateTime>12/21/2022 2:36:27 PM</DateTime></ExrateList>",
        XML.replace(b"12/21/2022", b"21/12/2022"),
        XML.replace(b"23,550.00", b"23.550,00"),
        XML.replace(b"23,550.00", b"-1"),
        XML.replace(b'"USD"', b'"<b>"'),
        XML.replace(b"23,550.00", b"9" * 4000),
        b"{}",
        b"[]",
        b"[1]",
        b'"x"',
        b"null",
        b'{"Data": [{"currencyCode": "USD", "cash": "NaN"}]}',
        b'{"Data": [{"currencyCode": "USD", "cash": {}}]}',
        JSON.replace("2025-12-09T08", "today").encode(),
    ],
)
def test_rubbish_for_rates_is_refused(raw):
    with pytest.raises(FeedFailure) as failure:
        parse_rates(raw)
    assert failure.value.reason is Reason.RUBBISH


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


@pytest.mark.parametrize(
    ("parse", "raw", "kind"), [(parse_rates, XML, Rates), (parse_weather, WEATHER, Weather)]
)
def test_what_is_kept_reads_back_the_same(parse, raw, kind):
    read = parse(raw)
    assert kind.kept(json.loads(json.dumps(read.content)), read.at) == read


@pytest.mark.parametrize(
    ("amount", "written"),
    [(2355000, "23.550"), (2451168, "24.511,68"), (17443, "174,43"), (None, "–")],
)
def test_rates_are_written_in_the_vietnamese_way(amount, written):
    assert write_rate(amount) == written


@pytest.mark.parametrize(
    ("tenths", "written"), [(182, "18°"), (185, "19°"), (-4, "0°"), (-26, "−3°")]
)
def test_degrees_are_rounded(tenths, written):
    assert write_degrees(tenths) == written


@pytest.mark.parametrize(
    ("age", "written"),
    [
        (timedelta(seconds=-5), "trong giờ qua"),
        (timedelta(seconds=30), "trong giờ qua"),
        (timedelta(minutes=59), "trong giờ qua"),
        (timedelta(minutes=60), "1 giờ trước"),
        (timedelta(hours=47), "47 giờ trước"),
        (timedelta(days=1432), "1.432 ngày trước"),
    ],
)
def test_ages_are_told_in_words(age, written):
    assert write_age(age).replace("\u00a0", " ") == written


@pytest.mark.parametrize(("hours", "written"), [(72, "3 ngày"), (6, "6 giờ"), (30, "30 giờ")])
def test_limits_are_told_in_words(hours, written):
    assert write_limit(hours).replace("\u00a0", " ") == written


def test_every_code_of_the_sample_has_words():
    assert str(weather_words(61)) == "mưa nhỏ"
    assert str(weather_words(42)) == "không rõ"


def test_bars_share_one_scale():
    days = [Day(date(2026, 11, 23), 1, 180, 240), Day(date(2026, 11, 24), 1, 170, 270)]
    assert bars(days) == [Bar(9, 62), Bar(0, 100)]
    flat = Day(date(2026, 11, 23), 1, 200, 200)
    assert bars([flat]) == [Bar(0, 6)]


def test_samples_say_that_they_are_samples():
    assert "invented" in json.loads(WEATHER)["sample"]
    assert Path(samples.__file__).read_text().count("liên kết mẫu") == 6
