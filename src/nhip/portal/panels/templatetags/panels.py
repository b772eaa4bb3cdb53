"""`{% load panels %}`: the panels beside a page. A feed that is switched off shows nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.utils import timezone

from nhip.portal.delivery.notes import note, note_until
from nhip.portal.panels import queries, rules
from nhip.portal.panels.choices import Feed

register = template.Library()

SHOWN_RATES = ("USD", "EUR", "JPY", "CNY", "THB")


@register.simple_tag
def beside() -> queries.Beside:
    """`{% beside as beside %}`: what the panels below it show."""
    return queries.beside()


@register.inclusion_tag("panels/most_viewed.html")
def most_viewed() -> dict[str, Any]:
    """`{% most_viewed %}`: the pages opened most often in seven days."""
    return {"cards": queries.most_viewed()}


@register.inclusion_tag("panels/link_panel.html")
def link_panel(beside: queries.Beside, slug: str) -> dict[str, Any]:
    """`{% link_panel beside "lien-ket" %}`: a titled list of links, or nothing."""
    note(f"panel:{slug}")
    return {"links": beside.links.get(slug)}


@register.inclusion_tag("panels/rates.html")
def rates(beside: queries.Beside) -> dict[str, Any]:
    """`{% rates beside %}`: buying and selling rates of the chief currencies."""
    shown = _shown(beside, Feed.RATES, rules.Rates.kept)
    if answer := shown.get("answer"):
        by_code = {rate.code: rate for rate in answer.rates}
        chosen = [by_code[code] for code in SHOWN_RATES if code in by_code] or answer.rates
        shown["rows"] = [
            (rate.code, rules.write_rate(rate.buy), rules.write_rate(rate.sell)) for rate in chosen
        ]
    return shown


@register.inclusion_tag("panels/weather.html")
def weather(beside: queries.Beside) -> dict[str, Any]:
    """`{% weather beside %}`: now and the next three days."""
    shown = _shown(beside, Feed.WEATHER, rules.Weather.kept)
    if answer := shown.get("answer"):
        shown["words"] = rules.weather_words(answer.code)
        shown["days"] = [
            {
                "name": rules.WEEKDAYS[day.on.weekday()],
                "words": rules.weather_words(day.code),
                "low": rules.write_degrees(day.low),
                "high": rules.write_degrees(day.high),
                "bar": bar,
            }
            for day, bar in zip(answer.next_days, rules.bars(answer.next_days), strict=True)
        ]
    return shown


def _shown(
    beside: queries.Beside, feed: Feed, kept: Callable[[Any, datetime | None], Any]
) -> dict[str, Any]:
    note(f"panel:{feed}")
    snapshot = beside.feeds.get(feed)
    if snapshot is None or snapshot.content is None:
        return {"snapshot": snapshot}
    now = timezone.now()
    said_at = snapshot.said_at
    if said_at:
        limit = timedelta(hours=snapshot.age_limit_hours)
        note_until(said_at + rules.next_age(now - said_at, limit))
    return {
        "snapshot": snapshot,
        "answer": kept(
            snapshot.content, snapshot.source_at and timezone.localtime(snapshot.source_at)
        ),
        "age": rules.write_age(now - said_at) if said_at else "",
        "limit": rules.write_limit(snapshot.age_limit_hours) if snapshot.is_old(now) else "",
    }
