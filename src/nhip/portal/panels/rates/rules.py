"""Reading the bank's rates, and writing them for people. Pure: no query, no clock, no float."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Self
from zoneinfo import ZoneInfo

from nhip.kit.feeds.fetching import FeedFailure, Reason
from nhip.kit.feeds.parsing import read_json, read_xml
from nhip.kit.text.rules import write_figure
from nhip.portal.panels.rules import moment, scaled

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
RATE_DECIMALS = 2
MAX_RATE = 10**12
SHOWN_RATES = ("USD", "EUR", "JPY", "CNY", "THB")
XML_NAMES = ("CurrencyCode", "Buy", "Transfer", "Sell")
JSON_NAMES = ("currencycode", "cash", "transfer", "sell")

_CURRENCY = re.compile(r"[A-Z]{3}")
_AMERICAN = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")


@dataclass(frozen=True)
class Rate:
    """Đồng for one unit of a currency, in hundredths; None where the bank does not deal."""

    code: str
    buy: int | None
    transfer: int | None
    sell: int | None


@dataclass(frozen=True)
class Rates:
    """One answer of the bank; `at` is None where it gave no time."""

    at: datetime | None
    rates: tuple[Rate, ...]

    @property
    def content(self) -> dict[str, Any]:
        return {"rates": [asdict(rate) for rate in self.rates]}

    @classmethod
    def kept(cls, content: dict[str, Any], at: datetime | None) -> Self:
        """Build from what `content` kept."""
        return cls(at, tuple(Rate(**rate) for rate in content["rates"]))

    def told_at(self, at: datetime) -> Self:
        """Return the same rates as if they had been told at another moment."""
        return replace(self, at=at)


def parse_rates(raw: bytes) -> Rates:
    """Read Vietcombank's XML, its JSON object, or its older bare JSON list. Raises FeedFailure."""
    return _rates_of_xml(raw) if raw.lstrip()[:1] == b"<" else _rates_of_json(raw)


def _rates_of_xml(raw: bytes) -> Rates:
    root = read_xml(raw)
    if root.tag != "ExrateList":
        raise FeedFailure(Reason.RUBBISH)
    try:
        # The bank writes its local time the American way: 12/21/2022 2:36:27 PM.
        written = root.findtext("DateTime", "").strip()
        at = datetime.strptime(written, "%m/%d/%Y %I:%M:%S %p").replace(tzinfo=VIETNAM)
    except ValueError as error:
        raise FeedFailure(Reason.RUBBISH) from error
    rows = ([row.get(name) for name in XML_NAMES] for row in root.iter("Exrate"))
    return Rates(at, _rates(rows))


def _rates_of_json(raw: bytes) -> Rates:
    answer = _small_names(read_json(raw))
    listed = answer.get("data") if isinstance(answer, dict) else answer
    if not isinstance(listed, list):
        raise FeedFailure(Reason.RUBBISH)
    said = answer.get("updateddate") if isinstance(answer, dict) else None
    rows = [_small_names(row) for row in listed]
    if not all(isinstance(row, dict) for row in rows):
        raise FeedFailure(Reason.RUBBISH)
    return Rates(
        moment(said, VIETNAM) if said else None,
        _rates([row.get(name) for name in JSON_NAMES] for row in rows),
    )


def _small_names(value: Any) -> Any:
    """The same bank writes currencyCode and CurrencyCode, by year."""
    return (
        {name.lower(): part for name, part in value.items()} if isinstance(value, dict) else value
    )


def _rates(rows: Iterable[list[Any]]) -> tuple[Rate, ...]:
    found = tuple(
        Rate(str(code).strip(), *(_price(price) for price in prices)) for code, *prices in rows
    )
    if not found or not all(_CURRENCY.fullmatch(rate.code) for rate in found):
        raise FeedFailure(Reason.RUBBISH)
    return found


def _price(written: object) -> int | None:
    """Return hundredths of a đồng: "23,550.00" is 2355000, "-" and zero are none."""
    text = str("" if written is None else written).strip()
    if text in ("", "-"):
        return None
    if not _AMERICAN.fullmatch(text):
        raise FeedFailure(Reason.RUBBISH)
    amount = scaled(Decimal(text.replace(",", "")), RATE_DECIMALS)
    if amount > MAX_RATE:
        raise FeedFailure(Reason.RUBBISH)
    return amount or None


def write_rate(amount: int | None) -> str:
    """Write a rate without empty hundredths: "23.550", "24.511,68", "–" for none."""
    if amount is None:
        return "–"
    if amount % 10**RATE_DECIMALS == 0:
        return write_figure(amount // 10**RATE_DECIMALS, 0)
    return write_figure(amount, RATE_DECIMALS)


def rows(rates: tuple[Rate, ...]) -> list[tuple[str, str, str]]:
    """Return code, buying and selling rate of the chief currencies; of all where none of them is given."""
    by_code = {rate.code: rate for rate in rates}
    chosen = [by_code[code] for code in SHOWN_RATES if code in by_code] or rates
    return [(rate.code, write_rate(rate.buy), write_rate(rate.sell)) for rate in chosen]
