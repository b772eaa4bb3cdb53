"""Keeping pages, dropping what changed, counting."""

import sqlite3
import time
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import local

import structlog
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from nhip.portal.site.models import BasePage

from .baked import Baked
from .mirror import Headers, Mirror, unavailable
from .models import Purge, ViewDay
from .pagefile import Full
from .queries import hosts, path_of, public_paths, store
from .rendering import render, render_key
from .rules import key_of
from .store import Store

log = structlog.get_logger(__name__)
BRIEF = ("list:", "section:", "votes:")
"""Lists and points may be shown for a moment more while they are rendered anew; nothing else may."""
LOOKED_BACK = timedelta(minutes=5)
"""How long a change may take from its first row to its commit, and a node be out of touch."""
LOGGED = timedelta(days=1)
COMPLAINED_EVERY = 60.0  # seconds

_complained_at = float("-inf")


def keep(page: Baked, tags: Collection[str], *, since: int) -> bool:
    """Keep a page for everybody; False when it is out of date already, or there is no room."""
    try:
        return store().put(page, tags, since=since)
    except Full as full:
        complain(full)
        return False


def complain(reason: Exception) -> None:
    """Say once a minute that pages come from Django because the store cannot be used."""
    global _complained_at
    if time.monotonic() - _complained_at > COMPLAINED_EVERY:
        _complained_at = time.monotonic()
        log.error("baked pages cannot be kept: pages come from Django", reason=str(reason))


def purge(*tags: str) -> None:
    """Have every page that shows one of these things dropped once the change is committed.

    The names are those of `notes`; "*" is every page. What is rolled back purges nothing.
    """
    Purge.objects.create(tags=sorted(tags))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("NOTIFY nhip_purge")
    _count.asked = number = _count.asked + 1
    transaction.on_commit(lambda: _carry_out(number), robust=True)


class _Count(local):
    """How many purges a thread has asked for, and up to which of them it has carried out."""

    asked = carried = 0


_count = _Count()


def _carry_out(number: int) -> None:
    """Carry out what one transaction purged, once however much that is."""
    if number > _count.carried:
        _count.carried = _count.asked
        catch_up(at=timezone.now())


def catch_up(at: datetime) -> None:
    """Carry out on this node what any node purged.

    A node that was out of touch for longer than the log is looked back drops everything.
    """
    try:
        _catch_up(store(), at)
    except (Full, sqlite3.Error) as broken:  # tried again within a second
        complain(broken)


def _catch_up(pages: Store, at: datetime) -> None:
    since = pages.caught_up_at()
    is_behind = since is not None and at.timestamp() - since > (LOOKED_BACK / 2).total_seconds()
    recent = Purge.objects.filter(at__gte=at - LOOKED_BACK).order_by("pk")
    done = pages.applied()
    entries = {pk: tags for pk, tags in recent.values_list("pk", "tags") if pk not in done}
    tags = {"*"} if is_behind else {tag for each in entries.values() for tag in each}
    brief = {tag for tag in tags if tag.startswith(BRIEF)}
    if tags:
        pages.purge(tags, brief=brief, applied=entries, at=at.timestamp())
    pages.settle(caught_up_at=at.timestamp())


def forget_purges(at: datetime) -> None:
    """Shorten the log."""
    Purge.objects.filter(at__lt=at - LOGGED).delete()


def begin(at: datetime) -> None:
    """Drop every page: a start may bring other code, other settings, other files."""
    recent = Purge.objects.filter(at__gte=at - LOOKED_BACK).values_list("pk", flat=True)
    store().purge(["*"], applied=list(recent), at=at.timestamp())
    store().settle(caught_up_at=at.timestamp())


def warm(page: BasePage) -> None:
    """Have a page and the lists above it lie ready, at every host somebody asked for."""
    paths = [path_of(above) for above in page.get_ancestors(inclusive=True) if above.url]
    named = hosts() if store().mirror() else []
    for host in {*store().hosts(), *named}:
        for path in reversed(paths):
            render(host, path)


class NothingPublic(Exception):
    """There is no page to bake."""


def bake_to(folder: Path, snippet: Callable[[Headers], str], say: Callable[[float], None]) -> int:
    """Write the public site as files, keep them in step from now on; return how many pages it has.

    The web server's part goes beside them. Raises NothingPublic, mirror.NotOurs, OSError.
    """
    keys = _public_keys()
    for key in keys[:1]:
        render_key(key)
    first = store().get(keys[0]) if keys else None
    if first is None:
        raise NothingPublic
    mirror = Mirror(folder, sorted(first.headers))
    store().begin_mirror(mirror)
    mirror.put("nginx.conf", snippet(mirror.headers))
    mirror.put("unavailable.html", unavailable())
    for done, key in enumerate(keys, 1):
        _write(key)
        say(done / len(keys))
    return sum(map(mirror.has, keys))


def refill_mirror(at: datetime) -> None:
    """Write again the files of pages that were purged, or became untrue by themselves."""
    mirror = store().mirror()
    if mirror is None:
        return
    expired = store().remove_expired(at.timestamp())
    generation, dropped = store().to_mirror()
    is_begun_anew = dropped is None
    if dropped is None:
        store().begin_mirror(mirror)
        dropped = _public_keys()
    for key in dict.fromkeys([*expired, *dropped]):
        if key.endswith("/ ") and not mirror.has(key):
            _write(key)
    store().note_mirrored(generation)
    if is_begun_anew and not any(map(mirror.has, dropped)):
        log.warning("pages bear other headers than nginx gives: bake again, reload nginx")


def _public_keys() -> list[str]:
    return [key_of(host, path, "") for path in public_paths() for host in hosts()]


def _write(key: str) -> None:
    """Have a page and its files lie ready; one that is gone by now has none."""
    render_key(key)
    store().write_files(key)


def collect_views(at: datetime) -> None:
    """Add the views that the fronts of this node counted to the days they fell on."""
    try:
        counted = store().take_views()
    except sqlite3.Error as broken:  # the fronts keep what they count until it can be written
        complain(broken)
        return
    known = set(
        BasePage.objects.live()
        .filter(pk__in={page for page, _day in counted})
        .values_list("pk", flat=True)
    )
    found = {
        (page, date.fromisoformat(day)): views
        for (page, day), views in counted.items()
        if page in known
    }
    take_in_views(found)


def take_in_views(counted: Mapping[tuple[int, date], int]) -> None:
    """Add to the views of pages by day; calls side by side are all counted.

    Nobody is known who opened them, so nobody is asked and nothing is journalled.
    """
    days = [ViewDay(page_id=page_id, day=day) for page_id, day in sorted(counted)]
    with transaction.atomic():
        ViewDay.objects.bulk_create(days, ignore_conflicts=True)
        for each in days:
            views = F("views") + counted[each.page_id, each.day]
            ViewDay.objects.filter(page_id=each.page_id, day=each.day).update(views=views)


def add_views(page_id: int, day: date, views: int) -> None:
    """Add to the views of a page on a day."""
    take_in_views({(page_id, day): views})
