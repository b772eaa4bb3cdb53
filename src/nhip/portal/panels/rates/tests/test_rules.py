"""Reading what the bank sends, and writing it for people."""

import json
from datetime import UTC, datetime

import pytest

from nhip.kit.feeds.fetching import FeedFailure, Reason
from nhip.portal.panels.rates import SAMPLE
from nhip.portal.panels.rates.rules import Rate, Rates, parse_rates, rows, write_rate

XML = SAMPLE.read_bytes()
JSON = """{"Count":2,"Date":"2025-12-09T00:00:00","UpdatedDate":"2025-12-09T08:16:30+07:00","Data":[
{"currencyName":"US DOLLAR","currencyCode":"USD","cash":"26142.00","transfer":"26172.00","sell":"26412.00"},
{"currencyName":"DANISH KRONE","currencyCode":"DKK","cash":"0.00","transfer":"4000.5","sell":"4100.25"}]}"""
OLDER = '[{"CurrencyCode":"USD","Cash":"26142.00","Transfer":"26172.00","Sell":"26412.00"}]'


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


def test_what_is_kept_reads_back_the_same():
    read = parse_rates(XML)
    assert Rates.kept(json.loads(json.dumps(read.content)), read.at) == read


@pytest.mark.parametrize(
    ("amount", "written"),
    [(2355000, "23.550"), (2451168, "24.511,68"), (17443, "174,43"), (None, "–")],
)
def test_rates_are_written_in_the_vietnamese_way(amount, written):
    assert write_rate(amount) == written


def test_the_chief_currencies_are_shown_or_all_where_none_of_them_is_given():
    dollar, krone = Rate("USD", 2355000, 2358000, 2386000), Rate("DKK", None, 331977, 344729)
    assert rows((krone, dollar)) == [("USD", "23.550", "23.860")]
    assert rows((krone,)) == [("DKK", "–", "3.447,29")]
