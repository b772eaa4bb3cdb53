"""`nhip bench newsroom`: what an editor waits for among many articles and pictures, and the public's search."""

import json
import tempfile
import time
from argparse import Namespace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from nhip.hall.command.entering import enter
from nhip.hall.command.folder import CommandRefused, DataFolder, Purpose
from nhip.hall.command.preparing import prepare
from nhip.hall.command.progress import ProgressBar
from nhip.hall.tools.bench import machine, sending
from nhip.hall.tools.bench.measuring import percentile
from nhip.hall.tools.language import _

if TYPE_CHECKING:
    from nhip.organisation.accounts.models import User

Took = tuple[float, float]  # seconds by the clock, and of the processor
FEW = 2000  # articles at which statements are counted first
STEP = 100  # articles are taken in by hundreds
TURNS = 8  # of each address, after one that warms up
MOST_MS = {"public_search": 50.0}
USUAL_MS = 200.0
LEAST_A_SECOND = 50.0


def run(options: Namespace) -> int:
    """Measure and tell; 1 when a page took longer than it may, or more statements among more articles."""
    if options.articles < 2 * STEP:
        raise CommandRefused(_("A benchmark of the newsroom needs 200 articles at least."))
    before = machine.facts()
    with tempfile.TemporaryDirectory(prefix="nhip-bench-") as made:
        told = _measure(DataFolder(Path(made) / "data"), options.articles)
    told["machine"] = before
    print(json.dumps(told, ensure_ascii=False, indent=None if options.json else 1))
    return 1 if told["amiss"] else 0


def _measure(folder: DataFolder, articles: int) -> dict[str, Any]:
    enter(folder, Purpose.DEMONSTRATION)
    progress = ProgressBar()
    prepare(folder, progress.part(0.0, 0.05))
    import django

    django.setup()
    from nhip.hall.tools.bench.articles import Newsroom

    few = min(FEW, articles // 2)
    building = progress.part(0.05, 0.85)
    room = Newsroom()
    room.grow(few, lambda share: building(share * few / articles, _("Writing articles")))
    reader = Reader(room.editor)
    at_few = {
        name: {address: reader.statements(address) for address in its}
        for name, its in addresses(room.sections[0].pk, room.editor.pk).items()
    }
    room.grow(
        articles,
        lambda share: building((few + share * (articles - few)) / articles, _("Writing articles")),
    )
    told: dict[str, Any] = {"articles": articles, "amiss": []}
    for place, (name, counts) in enumerate(at_few.items()):
        progress.show(0.85 + 0.15 * place / len(at_few), _("Asking for pages"))
        told[name] = look(reader, name, counts, told["amiss"])
    told["intake_per_s"] = round(room.articles / room.spent, 1)
    told["intake_per_cpu_s"] = round(room.articles / room.worked, 1)
    if told["intake_per_s"] < LEAST_A_SECOND:
        told["amiss"].append(f"intake_per_s: {told['intake_per_s']}")
    told["worker_killed"] = sending.kill_worker(room)
    if not told["worker_killed"]["out"] == told["worker_killed"]["versions"] == sending.DUE:
        told["amiss"].append("worker_killed")
    progress.finish()
    return told


def addresses(section: int, writer: int) -> dict[str, list[str]]:
    """Return what is asked for: words that stand everywhere, somewhere and nowhere, lists at both ends."""
    board, admin = "/lam-viec/toa-soan/", "/bien-tap/"
    words = ("o", "trong cay", "ky son trao bang khen", "khongcogi")
    return {
        "board": [
            *(f"{board}?viec={state}" for state in ("", "cho-toi", "cong-khai", "da-trinh")),
            *(f"{board}?q={each}" for each in words),
            f"{board}?muc={section}",
            f"{board}?nguoi={writer}",
            f"{board}?trang=30",
        ],
        "calendar": [f"{board}lich/", f"{board}lich/?khoang=tuan"],
        "chooser": [
            f"{admin}images/chooser/",
            *(f"{admin}images/chooser/results/?q={each}" for each in words),
            f"{admin}choose-page/{section}/?page_type=news.articlepage",
            *(f"{admin}choose-page/search/?q={each}" for each in words),
        ],
        "editor_search": [
            f"{admin}{what}/?q={each}" for what in ("pages/search", "images") for each in words
        ],
        "public_search": [f"/tin/tim/?q={each}" for each in words],
    }


class Reader:
    """Asks for pages as an editor who has signed in, and for the public's as nobody."""

    def __init__(self, editor: "User") -> None:
        from django.conf import settings
        from django.test import Client

        self.public, self.editor = (Client(SERVER_NAME="127.0.0.1") for _who in range(2))
        self.editor.force_login(editor, settings.AUTHENTICATION_BACKENDS[0])

    def seconds(self, address: str) -> Took:
        """Return how long an answer takes, and how much of the processor's time."""
        client = self.public if address.startswith("/tin/") else self.editor
        begun, worked = time.perf_counter(), time.process_time()
        answer = client.get(address)
        took = time.perf_counter() - begun, time.process_time() - worked
        if answer.status_code != 200:
            raise CommandRefused(f"{address}: {answer.status_code}")
        return took

    def statements(self, address: str) -> int:
        """Return how many statements an answer takes, but for what is asked once a process."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        self.seconds(address)
        with CaptureQueriesContext(connection) as captured:
            self.seconds(address)
        return len(captured)


def look(reader: Reader, name: str, at_few: dict[str, int], amiss: list[str]) -> dict[str, Any]:
    """Measure the pages of one name; note which takes too long, or more statements than `at_few` says."""
    spent: dict[str, list[Took]] = {}
    at_many = {address: reader.statements(address) for address in at_few}
    for address, count in at_many.items():
        spent[address] = [reader.seconds(address) for _turn in range(TURNS)]
        if count > at_few[address]:
            amiss.append(f"{address}: SQL {at_few[address]}, {count}")
    every, cpu = zip(*(took for its in spent.values() for took in its), strict=True)
    p95 = round(percentile(every, 0.95) * 1000, 1)
    if p95 > MOST_MS.get(name, USUAL_MS):
        amiss.append(f"{name}: {p95} ms")
    slowest = max(spent, key=lambda address: median(wall for wall, _cpu in spent[address]))
    return {
        "p50_ms": round(median(every) * 1000, 1),
        "p95_ms": p95,
        "cpu_p95_ms": round(percentile(cpu, 0.95) * 1000, 1),
        "sql_2000": max(at_few.values()),
        "sql_20000": max(at_many.values()),
        "slowest": slowest,
        "slowest_p50_ms": round(median(wall for wall, _cpu in spent[slowest]) * 1000, 1),
    }
