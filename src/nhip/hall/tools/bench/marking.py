"""`nhip bench marking`: what citations cost whoever hands in, and how soon a change is marked and told."""

import json
import os
import tempfile
import threading
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from nhip.hall.command.entering import enter
from nhip.hall.command.folder import CommandRefused, DataFolder, Purpose
from nhip.hall.command.preparing import prepare
from nhip.hall.command.processes import ProcessFamily
from nhip.hall.command.progress import ProgressBar
from nhip.hall.tools.bench import machine
from nhip.hall.tools.bench.measuring import percentile
from nhip.hall.tools.language import _

if TYPE_CHECKING:
    from nhip.hall.tools.bench.organisation import Reporting

Took = tuple[float, float]  # seconds by the clock, and of the processor
BLOCKS, BLOCK = 12, 10  # hand-ins are timed in turns: with nothing cited, and with all of it
RATE = 10  # hand-ins a second
FEWEST = 10  # units
STARTING = 60.0  # seconds the worker may take to come up
LATEST = 10.0  # seconds after which a change counts as never told


def run(options: Namespace) -> int:
    """Measure and tell; 1 when a change was told nobody."""
    if options.units < FEWEST:
        raise CommandRefused(_("A benchmark of marking needs ten units at least."))
    before = machine.facts()
    with tempfile.TemporaryDirectory(prefix="nhip-bench-") as made:
        told = _measure(DataFolder(Path(made) / "data"), options.units, options.seconds)
    told["machine"] = before
    print(json.dumps(told, ensure_ascii=False, indent=None if options.json else 1))
    return 1 if told["never_told"] else 0


def _measure(folder: DataFolder, units: int, seconds: int) -> dict[str, Any]:
    enter(folder, Purpose.DEMONSTRATION)
    progress = ProgressBar()
    prepare(folder, progress.part(0.0, 0.1))
    import django

    django.setup()
    from nhip.hall.tools.bench.organisation import INDICATORS, found

    building = progress.part(0.1, 0.6)
    world = found(units, lambda share: building(share, _("Building an organisation")))
    drafts = iter(world.drafts)
    progress.show(0.6, _("Handing in"))
    told: dict[str, Any] = {"units": units, "months": 12, "cited": INDICATORS, "seconds": seconds}
    told |= _cost(world, drafts)
    world.cite()
    _settle()
    family = ProcessFamily()
    try:
        family.start("nhip.hall.command.worker")
        told |= _latency(world, drafts, seconds)
    finally:
        family.end()
        progress.finish()
    return told


def _cost(world: "Reporting", drafts: Iterator[Any]) -> dict[str, Any]:
    """Time handing in and accepting, in turns without citations and with them.

    By the clock and by the processor's time: on a busy machine the second says what the verb itself costs.
    """
    times: dict[str, list[Took]] = {
        f"{verb}_{how}": [] for verb in ("hand_in", "accept") for how in ("plain", "cited")
    }
    count = min(BLOCK, len(world.drafts) // (2 * BLOCKS))
    for number in range(BLOCKS):
        how = "cited" if number % 2 else "plain"
        if how == "cited":
            world.cite()
        for _place in range(count):
            report = next(drafts)
            times[f"hand_in_{how}"].append(_timed(partial(_hand_in, world, report)))
            times[f"accept_{how}"].append(_timed(partial(_accept, world, report, number)))
        if how == "cited":
            world.take_out()
    told: dict[str, Any] = {
        f"{name}_ms": round(median(wall for wall, _cpu in its) * 1000, 2)
        for name, its in times.items()
    }
    for verb in ("hand_in", "accept"):
        for place, name in enumerate(("ratio", "cpu_ratio")):
            cited, plain = (
                median(each[place] for each in times[f"{verb}_{how}"]) for how in ("cited", "plain")
            )
            told[f"{verb}_{name}"] = round(cited / plain, 3)
    return told


def _latency(world: "Reporting", drafts: Iterator[Any], seconds: int) -> dict[str, Any]:
    """Hand in ten times a second, accept once a second, and time until each change is told."""
    waits: list[float] = []
    _wait_for_worker(world, drafts)
    watchers, begun, handed = [], time.monotonic(), 0
    for turn in range(seconds * RATE):
        report = next(drafts, None)
        if report is None:
            break
        _hand_in(world, report)
        handed += 1
        if turn % RATE == 0:
            at = _accept(world, report, turn)
            done = time.monotonic()
            watchers.append(threading.Thread(target=_watch, args=(at, done, waits)))
            watchers[-1].start()
        time.sleep(max(0.0, begun + (turn + 1) / RATE - time.monotonic()))
    took = time.monotonic() - begun
    for each in watchers:
        each.join()
    seen = [each for each in waits if each < LATEST]
    return {
        "hand_ins": handed,
        "hand_ins_a_second": round(handed / took, 1),
        "changes": len(waits),
        "told_p50_ms": round(percentile(seen, 0.5) * 1000) if seen else None,
        "told_p99_ms": round(percentile(seen, 0.99) * 1000) if seen else None,
        "never_told": len(waits) - len(seen),
    }


def _settle() -> None:
    """Finish what building and timing left to be done: no minute of hand-ins leaves so much at once.

    That is entries of the journal to be sealed, and pages the system has not put on the disk.
    """
    from django.utils import timezone

    from nhip.organisation.journal.actions import seal

    seal(timezone.now())
    os.sync()


def _wait_for_worker(world: "Reporting", drafts: Iterator[Any]) -> None:
    """Change something and wait until it is told: from then on the worker is up."""
    report = next(drafts)
    _hand_in(world, report)
    at, begun, waits = _accept(world, report, -1), time.monotonic(), [LATEST]
    while waits[-1] >= LATEST and time.monotonic() - begun < STARTING:
        _watch(at, time.monotonic(), waits)


def _watch(at: Any, done: float, waits: list[float]) -> None:
    """Wait until the marks of a change, with its cause, and a notice about them are there for everybody.

    Changes that are compared together share a notice.
    """
    from django.db import connection

    from nhip.office.figures.models import Cause
    from nhip.office.notices.models import Notice

    while (waited := time.monotonic() - done) < LATEST:
        if Notice.objects.filter(sent_at__gte=at).exists() and Cause.objects.filter(at=at).exists():
            break
        time.sleep(0.01)
    waits.append(waited)
    connection.close()


def _timed(do: Callable[[], object]) -> Took:
    begun, worked = time.perf_counter(), time.thread_time()
    do()
    return time.perf_counter() - begun, time.thread_time() - worked


def _hand_in(world: "Reporting", report: Any) -> None:
    from nhip.hall.tools.bench.organisation import AFTER
    from nhip.work.reports.actions import submit_report

    submit_report(report, by=world.reporters[report.unit_id], at=AFTER + timedelta(minutes=1))


def _accept(world: "Reporting", report: Any, number: int) -> Any:
    from nhip.hall.tools.bench.organisation import AFTER
    from nhip.organisation.people.choices import Role
    from nhip.work.reports.actions import accept_report

    at = AFTER + timedelta(hours=1, seconds=number)
    report.refresh_from_db()
    accept_report(report, by=world.people[Role.PLANNER], at=at)
    return at
