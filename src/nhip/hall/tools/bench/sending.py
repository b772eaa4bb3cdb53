"""What is due while the worker is killed: whether each goes out, once, and how soon after its return."""

from __future__ import annotations

import os
import signal
import sys
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from nhip.hall.command.processes import ProcessFamily

if TYPE_CHECKING:
    from nhip.hall.tools.bench.articles import Newsroom

DUE = 50
LONGEST = 180.0  # seconds to wait for any of it


def kill_worker(room: Newsroom) -> dict[str, Any]:
    """Let articles fall due in the same minute, kill the worker after the first went out, start it again."""
    from django.utils import timezone

    from nhip.portal.news.models import ArticlePage, Version

    pages = room.sign_ahead(DUE, timezone.now() + timedelta(seconds=20))
    family = ProcessFamily()
    line = [sys.executable, "-m", "nhip.hall.command.worker"]

    def out() -> int:
        return int(ArticlePage.objects.live().filter(pk__in=pages).count())

    try:
        worker = family.run(line)
        _wait(lambda: out() > 0)
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
        before, begun = out(), time.monotonic()
        family.children.clear()
        family.run(line)
        _wait(lambda: out() == DUE)
        took = time.monotonic() - begun
    finally:
        family.end()
    versions = Version.objects.filter(page__in=pages).count()
    return {
        "due": DUE,
        "out_before": before,
        "out": out(),
        "versions": versions,
        "s": round(took, 1),
    }


def _wait(until: Any) -> None:
    last = time.monotonic() + LONGEST
    while not until() and time.monotonic() < last:
        time.sleep(0.02)
