"""Reading a forecast, and writing it for people. Pure: no query, no clock, no float."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nhip.kit.feeds.fetching import FeedFailure, Reason
from nhip.kit.feeds.parsing import read_json
from nhip.kit.text.rules import write_figure
from nhip.portal.panels.rules import moment, scaled

DAYS_SHOWN = 3


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

    def told_at(self, at: datetime) -> Self:
        """Return the same forecast as if it had been told at another moment, its first day being that day."""
        days = (
            replace(day, on=at.date() + timedelta(days=place))
            for place, day in enumerate(self.days)
        )
        return replace(self, at=at, days=tuple(days))

    @property
    def next_days(self) -> tuple[Day, ...]:
        """The days after today; with too few of them, today too."""
        later = [day for day in self.days if self.at is None or day.on > self.at.date()]
        return tuple((later if len(later) >= DAYS_SHOWN else self.days)[:DAYS_SHOWN])


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
            at=moment(now["time"], zone),
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


def _tenths(value: object, lowest: int, highest: int) -> int:
    """Return tenths of a number of JSON that lies within bounds."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise FeedFailure(Reason.RUBBISH)
    if not lowest <= value <= highest:
        raise FeedFailure(Reason.RUBBISH)
    return scaled(Decimal(value), 1)


def _degrees(value: object) -> int:
    return _tenths(value, -90, 60)


def _whole(value: object, lowest: int, highest: int) -> int:
    return _round(_tenths(value, lowest, highest))


def _round(tenths: int) -> int:
    return (tenths + 5) // 10


def write_degrees(tenths: int) -> str:
    """Write whole degrees: "18°"."""
    return f"{write_figure(_round(tenths), 0)}°"


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


def told_days(weather: Weather) -> list[dict[str, Any]]:
    """Return name, words, degrees and bar of each of the next days."""
    return [
        {
            "name": WEEKDAYS[day.on.weekday()],
            "words": weather_words(day.code),
            "low": write_degrees(day.low),
            "high": write_degrees(day.high),
            "bar": bar,
        }
        for day, bar in zip(weather.next_days, bars(weather.next_days), strict=True)
    ]
