"""What the benchmark does through Django, in its own process, on the product's data."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from nhip.hall.tools.bench.loading import ask
from nhip.hall.tools.bench.servers import Server

RENDERS = 20
LETTERS = "abcdefghijklmnop"  # a number in the title would be asked about
PUBLISHES = 30
STALE_AFTER = 1.0  # seconds after a commit, from when nobody may be shown what was before


def staff_cookie() -> str:
    """Return the cookies of somebody of ours who has signed in."""
    from django.conf import settings
    from django.test import Client

    from nhip.organisation.accounts.models import User
    from nhip.portal.delivery.rules import STAFF_COOKIE

    client = Client()
    client.force_login(User.objects.get(username="bientap"), settings.AUTHENTICATION_BACKENDS[0])
    return f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}; {STAFF_COOKIE}=1"


@contextmanager
def purging(tag: str) -> Iterator[None]:
    """Purge what shows a thing once a second until the end of the block.

    "list:latest" drops home and stands on no article: those stay hits, as when another article goes out.
    """
    from django.db import connection

    from nhip.portal.delivery.actions import purge

    ended = threading.Event()

    def work() -> None:
        while not ended.wait(1.0):
            purge(tag)
        connection.close()

    one = threading.Thread(target=work, daemon=True)
    one.start()
    try:
        yield
    finally:
        ended.set()
        one.join(20)


def bake(to: Path, front: str) -> None:
    """Write the site as files, as `nhip bake` does."""
    from nhip.hall.command.baking import bake_files

    bake_files(to, front, lambda share: None)


def article() -> tuple[int, str]:
    """Return the number and the section's path of the article that is loaded."""
    from nhip.hall.demo.words import TITLE
    from nhip.portal.news.models import ArticlePage

    page = ArticlePage.objects.get(title__startswith=TITLE)
    return page.pk, page.get_parent().url


def renders(paths: dict[str, str]) -> dict[str, dict[str, float]]:
    """Return CPU and statements of pages rendered on the way to the store, as often as they are missed."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from nhip.portal.delivery.queries import store
    from nhip.portal.delivery.rendering import render

    measured: dict[str, dict[str, float]] = {}
    for name, path in paths.items():
        spent, counted = [], []
        for _turn in range(RENDERS):
            store().purge(["*"], at=0)
            with CaptureQueriesContext(connection) as captured:
                render("127.0.0.1", path)
            counted.append(len(captured))
            store().purge(["*"], at=0)
            before = time.process_time()
            render("127.0.0.1", path)
            spent.append((time.process_time() - before) * 1_000_000)
        measured[name] = {"cpu_us": round(median(spent)), "sql": int(median(counted))}
    return measured


def _note_now(moments: list[float]) -> None:
    moments.append(time.perf_counter())


def publishes(
    number: int, pages: list[tuple[Server, str]], say: Callable[[float], None]
) -> tuple[list[float], int]:
    """Publish the article again and again; return the milliseconds until it was seen, and stale answers.

    The first of `pages` is the article at the front; all of them show its title.
    """
    from django.db import transaction
    from django.utils import timezone

    from nhip.organisation.accounts.models import User
    from nhip.portal.news.actions import publish_article
    from nhip.portal.news.models import ArticlePage

    by = User.objects.get(username="xuatban")
    title = ArticlePage.objects.get(pk=number).title.partition(" · ")[0]
    seen: list[float] = []
    stale = 0
    for turn in range(PUBLISHES):
        new = f"{title} · {LETTERS[turn // len(LETTERS)]}{LETTERS[turn % len(LETTERS)]}"
        committed: list[float] = []
        page: Any = ArticlePage.objects.get(pk=number).get_latest_revision_as_object()
        page.title = new
        page.save_revision()
        with transaction.atomic():
            transaction.on_commit(partial(_note_now, committed))
            publish_article(page, is_open_seen=True, is_partial_seen=True, by=by, at=timezone.now())
        while new not in ask(*pages[0])[2]:
            pass
        seen.append((time.perf_counter() - committed[0]) * 1000)
        time.sleep(max(0.0, committed[0] + STALE_AFTER - time.perf_counter()))
        for server, path in pages * 2:  # either of the front's processes may answer
            stale += new not in ask(server, path)[2]
        say((turn + 1) / PUBLISHES)
    return seen, stale
