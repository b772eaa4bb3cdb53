"""Reading rates and weather, and writing them for people. Pure: no query, no clock, no float."""

import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from nhip.kit.feeds.fetching import FeedFailure, Reason
from nhip.kit.feeds.parsing import read_json, read_xml
from nhip.kit.text.rules import write_figure

from .choices import Feed

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
RATE_DECIMALS = 2
DAYS_SHOWN = 3
MAX_RATE = 10**12
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


@dataclass(frozen=True)
class Day:
    """The forecast of a day: WMO code, lowest and highest in tenths of a degree."""

    on: date
    code: int
    low: int
    high: int


@dataclass(frozen=True)
class Weather:
    """Now and the days from today on: degrees and km/h in tenths, humidity in percent."""

    at: datetime | None
    temperature: int
    code: int
    humidity: int | None
    wind: int
    days: tuple[Day, ...]

    @property
    def content(self) -> dict[str, Any]:
        kept = asdict(self) | {
            "days": [asdict(day) | {"on": day.on.isoformat()} for day in self.days]
        }
        del kept["at"]
        return kept

    @classmethod
    def kept(cls, content: dict[str, Any], at: datetime | None) -> Self:
        """Build from what `content` kept."""
        days = tuple(Day(**day | {"on": date.fromisoformat(day["on"])}) for day in content["days"])
        return cls(at, **content | {"days": days})

    @property
    def next_days(self) -> tuple[Day, ...]:
        """The days after today; with too few of them, today too."""
        later = [day for day in self.days if self.at is None or day.on > self.at.date()]
        return tuple((later if len(later) >= DAYS_SHOWN else self.days)[:DAYS_SHOWN])


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
        _moment(said, VIETNAM) if said else None,
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
    amount = _scaled(Decimal(text.replace(",", "")), RATE_DECIMALS)
    if amount > MAX_RATE:
        raise FeedFailure(Reason.RUBBISH)
    return amount or None


def parse_weather(raw: bytes) -> Weather:
    """Read Open-Meteo's forecast, of today's shape or the older one. Raises FeedFailure."""
    answer = read_json(raw)
    try:
        zone = timezone(timedelta(seconds=answer["utc_offset_seconds"]))
        now = answer.get("current") or answer["current_weather"]
        units = answer.get("current_units") or answer.get("current_weather_units") or {}
        if set(units.values()) & {"°F", "mph", "mp/h", "m/s", "kn"}:
            raise FeedFailure(Reason.RUBBISH)
        daily = answer["daily"]
        days = tuple(
            Day(date.fromisoformat(on), _whole(code, 0, 99), _degrees(low), _degrees(high))
            for on, code, low, high in zip(
                daily["time"],
                daily["weather_code"],
                daily["temperature_2m_min"],
                daily["temperature_2m_max"],
                strict=True,
            )
        )
        weather = Weather(
            at=_moment(now["time"], zone),
            temperature=_degrees(now.get("temperature_2m", now.get("temperature"))),
            code=_whole(now.get("weather_code", now.get("weathercode")), 0, 99),
            humidity=_whole(now["relative_humidity_2m"], 0, 100)
            if "relative_humidity_2m" in now
            else None,
            wind=_tenths(now.get("wind_speed_10m", now.get("windspeed")), 0, 500),
            days=days,
        )
    except (TypeError, KeyError, ValueError, AttributeError, OverflowError) as error:
        raise FeedFailure(Reason.RUBBISH) from error
    if len(days) < DAYS_SHOWN:
        raise FeedFailure(Reason.RUBBISH)
    return weather


def _moment(written: object, zone: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(str(written))
    except ValueError as error:
        raise FeedFailure(Reason.RUBBISH) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _tenths(value: object, lowest: int, highest: int) -> int:
    """Return tenths of a number of JSON that lies within bounds."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise FeedFailure(Reason.RUBBISH)
    if not lowest <= value <= highest:
        raise FeedFailure(Reason.RUBBISH)
    return _scaled(Decimal(value), 1)


def _degrees(value: object) -> int:
    return _tenths(value, -90, 60)


def _whole(value: object, lowest: int, highest: int) -> int:
    return _round(_tenths(value, lowest, highest))


def _scaled(value: Decimal, decimals: int) -> int:
    return int(value.scaleb(decimals).to_integral_value(ROUND_HALF_UP))


def _round(tenths: int) -> int:
    return (tenths + 5) // 10


PARSERS: dict[Feed, Callable[[bytes], Rates | Weather]] = {
    Feed.RATES: parse_rates,
    Feed.WEATHER: parse_weather,
}


def write_rate(amount: int | None) -> str:
    """Write a rate without empty hundredths: "23.550", "24.511,68", "–" for none."""
    if amount is None:
        return "–"
    if amount % 10**RATE_DECIMALS == 0:
        return write_figure(amount // 10**RATE_DECIMALS, 0)
    return write_figure(amount, RATE_DECIMALS)


def write_degrees(tenths: int) -> str:
    """Write whole degrees: "18°"."""
    return f"{write_figure(_round(tenths), 0)}°"


HOUR = timedelta(hours=1)
HOURS_TOLD = 48


def write_age(age: timedelta) -> str:
    """Write how old something is in its largest whole unit: "3 days ago"."""
    hours = age // HOUR
    if hours < 1:
        return pgettext("age of data", "within the last hour")
    if hours < HOURS_TOLD:
        return ngettext("%(n)s hour ago", "%(n)s hours ago", hours) % {"n": hours}
    days = age.days
    return ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": write_figure(days, 0)}


def next_age(age: timedelta, limit: timedelta) -> timedelta:
    """Return the next age at which the panel says something else: a whole unit more, or past the limit."""
    step = HOUR if age < HOURS_TOLD * HOUR else timedelta(days=1)
    follows = (age // step + 1) * step
    return min(follows, limit) if age <= limit else follows


def write_limit(hours: int) -> str:
    """Write an age limit: "3 days", "6 hours"."""
    if hours >= 24 and hours % 24 == 0:
        days = hours // 24
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}


@dataclass(frozen=True)
class Bar:
    """Where a day's span of degrees lies among all shown, in hundredths of the width."""

    x: int
    width: int


def bars(days: Iterable[Day]) -> list[Bar]:
    """Return one bar a day on a common scale; none is thinner than can be seen."""
    listed = list(days)
    lowest = min(day.low for day in listed)
    span = max(day.high for day in listed) - lowest or 1
    return [
        Bar((day.low - lowest) * 94 // span, 6 + (day.high - day.low) * 94 // span)
        for day in listed
    ]


WEEKDAYS = (
    pgettext_lazy("day of the forecast", "Monday"),
    pgettext_lazy("day of the forecast", "Tuesday"),
    pgettext_lazy("day of the forecast", "Wednesday"),
    pgettext_lazy("day of the forecast", "Thursday"),
    pgettext_lazy("day of the forecast", "Friday"),
    pgettext_lazy("day of the forecast", "Saturday"),
    pgettext_lazy("day of the forecast", "Sunday"),
)

_UNKNOWN = _("not known")
_FOG, _SNOW, _HAIL = _("fog"), _("snow"), _("thunderstorm with hail")
_FREEZING, _SNOW_SHOWERS = _("freezing rain"), _("snow showers")
WEATHER_WORDS: dict[int, str | Promise] = {
    0: _("clear sky"),
    1: _("few clouds"),
    2: _("scattered clouds"),
    3: _("overcast"),
    45: _FOG,
    48: _FOG,
    51: _("light drizzle"),
    53: _("drizzle"),
    55: _("dense drizzle"),
    56: _FREEZING,
    57: _FREEZING,
    61: _("light rain"),
    63: _("rain"),
    65: _("heavy rain"),
    66: _FREEZING,
    67: _FREEZING,
    71: _SNOW,
    73: _SNOW,
    75: _SNOW,
    77: _SNOW,
    80: _("light showers"),
    81: _("showers"),
    82: _("violent showers"),
    85: _SNOW_SHOWERS,
    86: _SNOW_SHOWERS,
    95: _("thunderstorm"),
    96: _HAIL,
    99: _HAIL,
}


def weather_words(code: int) -> str | Promise:
    """Return the words for a WMO weather code."""
    return WEATHER_WORDS.get(code, _UNKNOWN)
