"""The front: answers readers from the baked pages and asks Django for everything else.

A process of its own that never imports Django: a hit touches no database and no template, and pages stay up
while Django or the database is down. Speaks RSGI to Granian and HTTP to Django over a Unix socket.
"""

import asyncio
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from email.utils import formatdate
from pathlib import Path
from time import time
from typing import Any
from zoneinfo import ZoneInfo

from .baked import Baked
from .files import Files
from .rules import (
    BAKE_HEADER,
    BAKED_HEADER,
    VIEW_PATH,
    Crowd,
    asker,
    encodings_for,
    is_from_here,
    is_only_tracking,
    is_robot,
    key_of,
    names_etag,
    reader_at,
)
from .store import Store
from .upstream import Upstream

MEMORY = 64 << 20  # bytes of pages each process keeps at hand
FLUSHED_EVERY = 2.0  # seconds
MOST_COUNTED = 10_000  # pages with new views between two flushes
VARY = ("vary", "Accept-Encoding, Cookie")
# Kept by everybody, shown by nobody without asking us: what was true a second ago may not be now.
CACHE = ("cache-control", "public, no-cache")

Headers = list[tuple[str, str]]


@dataclass(frozen=True)
class Setup:
    """What the front is told when it starts."""

    data: Path
    socket: str
    static_url: str
    static_root: Path
    media_url: str
    media_root: Path
    zone: str
    trusted_proxies: int = 0
    is_https: bool = False
    bakes: bool = True


@dataclass(frozen=True, slots=True)
class Ready:
    """A page with the headers of each encoding made."""

    page: Baked
    sent: dict[str, tuple[str, Headers, bytes]]
    size: int


def made_ready(page: Baked) -> Ready:
    """Prepare a page for being sent: entity tag, headers and bytes by encoding, "" being none."""
    common = [*page.headers, CACHE, VARY, ("last-modified", formatdate(page.baked_at, usegmt=True))]
    sent = {}
    for name, body in {"": page.body, **page.encoded}.items():
        etag = f'"{page.etag}-{name}"' if name else f'"{page.etag}"'
        headers = [*common, ("etag", etag)] + ([("content-encoding", name)] if name else [])
        sent[name] = (etag, headers, body)
    return Ready(page, sent, sum(len(body) for _etag, _headers, body in sent.values()))


class Front:
    """The RSGI application."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.zone = ZoneInfo(setup.zone)
        self.store = Store(setup.data)
        self.files = Files(
            {
                setup.static_url: (setup.static_root, True),
                setup.media_url: (setup.media_root, False),
            }
        )
        self.pages: dict[str, Ready] = {}
        self.size = 0
        self.seen = self.store.counter[0]
        self.generation = self.store.generation()
        self.born = self.store.born
        self.renewing: set[str] = set()
        self.views: dict[tuple[int, str], int] = {}
        self.crowd = Crowd()

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.upstream = Upstream(self.setup.socket, self.setup.trusted_proxies)
        loop.call_later(FLUSHED_EVERY, self._flush_again)

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._flush()
        loop.run_until_complete(self.upstream.close())

    async def __rsgi__(self, scope: Any, proto: Any) -> None:
        if scope.proto != "http":
            proto.close(403)
            return
        method, path, headers = scope.method, scope.path, scope.headers
        is_read = method == "GET" or method == "HEAD"
        if is_read and (not scope.query_string or is_only_tracking(scope.query_string)):
            if self.files.has(path):
                await self.files.send(scope, proto)
                return
            if self.setup.bakes and not (self.setup.is_https and not self.upstream.is_https(scope)):
                asks = asker(headers.get("cookie", ""))
                if not asks.is_staff:
                    host = headers.get("host") or scope.authority or ""
                    key = key_of(host, path, asks.variant)
                    if ready := self._find(key):
                        self._send(ready, scope, proto)
                    else:
                        await self._answer_missed(scope, proto, key)
                    return
        elif method == "POST" and path.startswith(VIEW_PATH):
            self._count(scope, proto)
            return
        await self.upstream.pass_on(scope, proto)

    # -- pages

    async def _answer_missed(self, scope: Any, proto: Any, key: str) -> None:
        answer = await self.upstream.ask(scope, {BAKE_HEADER: "1"}, method="GET")
        if BAKED_HEADER not in answer.headers:
            await self.upstream.send(answer, scope, proto)
        elif ready := self._find(key):
            self._send(ready, scope, proto)
        else:  # purged between Django's answer and our look: ask past the store
            await self.upstream.pass_on(scope, proto)

    def _find(self, key: str) -> Ready | None:
        """Return a page that may be shown now; one that may be shown briefly is rendered anew meanwhile."""
        if self.store.counter[0] != self.seen:
            self._drop_purged()
        ready = self.pages.get(key)
        now = time()
        if ready is not None and (ready.page.until is None or now < ready.page.until):
            return ready
        try:
            page = self.store.get(key)
        except sqlite3.Error:  # no disk, no room: Django still answers
            return None
        if page is None:
            return None
        if page.is_fresh(now):
            return self._remember(made_ready(page))
        if page.is_briefly_good(now):
            if key not in self.renewing:
                self.renewing.add(key)
                self.loop.create_task(self._renew(key))
            return made_ready(page)
        return None

    def _remember(self, ready: Ready) -> Ready:
        while self.pages and self.size + ready.size > MEMORY:
            self.size -= self.pages.pop(next(iter(self.pages))).size
        self._forget(ready.page.key)
        self.pages[ready.page.key] = ready
        self.size += ready.size
        return ready

    def _forget(self, key: str) -> None:
        if old := self.pages.pop(key, None):
            self.size -= old.size

    def _drop_purged(self) -> None:
        seen = self.store.counter[0]
        keys: list[str] | None = None
        try:
            self.store.follow_file()
            self.generation, keys = self.store.dropped_since(self.generation)
        except sqlite3.Error:
            pass  # what was dropped is not known: everything, then
        if keys is None or self.store.born != self.born:
            self.born = self.store.born
            self.pages.clear()
            self.size = 0
        else:
            for key in keys:
                self._forget(key)
        self.seen = seen

    async def _renew(self, key: str) -> None:
        try:
            host_and_path, _space, variant = key.partition(" ")
            host, _slash, path = host_and_path.partition("/")
            said = {
                BAKE_HEADER: "1",
                "cookie": variant,
                "x-forwarded-proto": "https" if self.setup.is_https else "http",
            }
            await self.upstream.render(host, f"/{path}", said)
        finally:
            self.renewing.discard(key)

    def _send(self, ready: Ready, scope: Any, proto: Any) -> None:
        get = scope.headers.get
        for name in encodings_for(get("accept-encoding", "")):
            if name in ready.sent:
                etag, headers, body = ready.sent[name]
                break
        else:
            etag, headers, body = ready.sent[""]
        wanted = get("if-none-match")
        if wanted is not None:
            if wanted == etag or names_etag(wanted, etag):
                proto.response_empty(304, headers)
                return
        elif (since := get("if-modified-since")) and ("last-modified", since) in headers:
            proto.response_empty(304, headers)
            return
        if scope.method == "HEAD":
            proto.response_empty(200, [*headers, ("content-length", str(len(body)))])
        else:
            proto.response_bytes(200, headers, body)

    # -- views

    def _count(self, scope: Any, proto: Any) -> None:
        """Count one opening of a page; nothing about the reader is kept."""
        get = scope.headers.get
        number = scope.path.removeprefix(VIEW_PATH).removesuffix("/")
        host = get("host") or scope.authority or ""
        said = {name: get(name) or "" for name in ("sec-fetch-site", "origin")}
        if not number.isdecimal() or len(number) > 12:
            proto.response_empty(404, [])
        elif not is_from_here(said, host):
            proto.response_empty(403, [])
        else:
            day = datetime.fromtimestamp(time(), self.zone).date().isoformat()
            counted = (int(number), day)
            client, forwarded = scope.client.rpartition(":")[0], get("x-forwarded-for") or ""
            network = reader_at(client, forwarded, self.setup.trusted_proxies)
            is_reader = not is_robot(get("user-agent") or "")
            has_room = counted in self.views or len(self.views) < MOST_COUNTED
            if is_reader and has_room and self.crowd.counts(network, *counted):
                self.views[counted] = self.views.get(counted, 0) + 1
            proto.response_empty(204, [])

    def _flush_again(self) -> None:
        self._flush()
        self.loop.call_later(FLUSHED_EVERY, self._flush_again)

    def _flush(self) -> None:
        if self.views:
            try:
                self.store.add_views(self.views)
                self.views = {}
            except sqlite3.Error:
                pass  # next time
