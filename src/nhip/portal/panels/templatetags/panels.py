"""`{% load panels %}`: the panels beside a page. What is switched off or empty shows nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.utils import timezone

from nhip.portal.delivery.notes import note, note_until
from nhip.portal.panels import queries, rules
from nhip.portal.panels.choices import Feed
from nhip.portal.panels.rates.rules import Rates, rows
from nhip.portal.panels.weather.rules import Weather, told_days, weather_words

register = template.Library()


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
    shown = _shown(beside, Feed.RATES, Rates.kept)
    if answer := shown.get("answer"):
        shown["rows"] = rows(answer.rates)
    return shown


@register.inclusion_tag("panels/weather.html")
def weather(beside: queries.Beside) -> dict[str, Any]:
    """`{% weather beside %}`: now and the next three days."""
    shown = _shown(beside, Feed.WEATHER, Weather.kept)
    if answer := shown.get("answer"):
        shown["words"] = weather_words(answer.code)
        shown["days"] = told_days(answer)
    return shown


def _shown(
    beside: queries.Beside, feed: Feed, kept: Callable[[Any, datetime | None], Any]
) -> dict[str, Any]:
    note(f"panel:{feed}")
    snapshot = beside.feeds.get(feed)
    if snapshot is None or snapshot.content is None:
        return {}
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
