"""Calling the feeds, switching them, and what a demonstration begins with."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from nhip.kit.feeds.fetching import FeedFailure, Reason, fetch
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.portal.delivery.actions import purge

from . import rates, samples, weather
from .access import EDIT
from .choices import Feed
from .models import Link, LinkPanel, Ranked, Snapshot
from .queries import most_opened
from .rates.rules import Rates, parse_rates
from .weather.rules import Weather, parse_weather

MAX_ANSWER = 200_000
PARSERS: dict[Feed, Callable[[bytes], Rates | Weather]] = {
    Feed.RATES: parse_rates,
    Feed.WEATHER: parse_weather,
}
SAMPLES = {Feed.RATES: rates.SAMPLE, Feed.WEATHER: weather.SAMPLE}
AHEAD = timedelta(days=1)
BEHIND = timedelta(days=3650)  # a server without a time says the year 1


def refresh_feeds(at: datetime) -> None:
    """Call every feed; the worker's scheduler does, nobody's request."""
    for feed in Feed:
        refresh_feed(feed, at)


def refresh_feed(feed: Feed, at: datetime) -> None:
    """Fetch one feed if it is on and live. What cannot be used leaves the last good value alone."""
    snapshot = Snapshot.objects.filter(feed=feed, is_on=True, is_live=True).first()
    if snapshot is None:
        return
    try:
        answer = PARSERS[feed](fetch(snapshot.address, limit=MAX_ANSWER))
        if answer.at and not at - BEHIND < answer.at < at + AHEAD:
            raise FeedFailure(Reason.RUBBISH)
    except FeedFailure as failure:
        snapshot.failed_at, snapshot.failure = at, failure.reason.value
        snapshot.save(update_fields=["failed_at", "failure"])
        return
    shown = snapshot.content, snapshot.said_at, snapshot.is_sample
    snapshot.content, snapshot.source_at, snapshot.fetched_at = answer.content, answer.at, at
    snapshot.is_sample, snapshot.failed_at, snapshot.failure = False, None, ""
    snapshot.save(
        update_fields=["content", "source_at", "fetched_at", "is_sample", "failed_at", "failure"]
    )
    if shown != (snapshot.content, snapshot.said_at, snapshot.is_sample):
        purge(f"panel:{feed}")


@transaction.atomic
def rank_pages(at: datetime) -> None:
    """Count anew which pages were opened most often; pages are made anew only where that changes."""
    order = most_opened(timezone.localdate(at))
    if order == list(Ranked.objects.values_list("page", flat=True)):
        return
    Ranked.objects.all().delete()
    Ranked.objects.bulk_create(
        Ranked(place=place, page_id=page) for place, page in enumerate(order, start=1)
    )
    purge("panel:most-viewed")


@transaction.atomic
def switch_feed(
    feed: Feed,
    *,
    is_on: bool,
    is_live: bool,
    address: str,
    age_limit_hours: int,
    place: str = "",
    by: User,
    at: datetime,
) -> Snapshot:
    """Say whether a feed is shown and fetched, from where, of which place, and when it counts as old.

    Raises PermissionDenied.
    """
    require(by, EDIT)
    snapshot = Snapshot.objects.select_for_update().get(pk=feed)
    snapshot.is_on, snapshot.is_live = is_on, is_live
    snapshot.address, snapshot.age_limit_hours = address, age_limit_hours
    snapshot.place = place
    snapshot.save(update_fields=["is_on", "is_live", "address", "age_limit_hours", "place"])
    said = {"is_on": is_on, "is_live": is_live, "address": address, "hours": age_limit_hours}
    said |= {"place": place} if place else {}
    purge(f"panel:{feed}")
    record("panels.feed_switched", about=snapshot, by=by, at=at, said=said)
    return snapshot


@transaction.atomic
def load_samples(*, links_to: str = "/", by: User, at: datetime) -> None:
    """Begin a demonstration: recorded answers of this moment, nothing fetched, two link panels; all samples.

    `links_to` is the page of this site all links lead to. Raises PermissionDenied.
    """
    require(by, EDIT)
    for feed, sample in SAMPLES.items():
        answer = PARSERS[feed](sample.read_bytes()).told_at(timezone.localtime(at))
        Snapshot.objects.filter(feed=feed).update(
            is_on=True, is_live=False, content=answer.content, source_at=answer.at, is_sample=True
        )
        purge(f"panel:{feed}")
        record("panels.sample_loaded", about=Snapshot.objects.get(pk=feed), by=by, at=at)
    for order, (slug, (title, links)) in enumerate(samples.LINK_PANELS.items()):
        panel, is_new = LinkPanel.objects.get_or_create(
            slug=slug, defaults={"title": title, "sort_order": order, "is_sample": True}
        )
        if is_new:
            Link.objects.bulk_create(
                Link(panel=panel, text=text, address=links_to, sort_order=place)
                for place, text in enumerate(links)
            )
