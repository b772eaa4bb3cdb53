"""`nhip bench totals`: reports and their totals at a country's scale, beside DuckDB in the same run."""

import json
import os
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from itertools import islice
from statistics import median
from typing import TYPE_CHECKING, Any

from nhip.hall.command.processes import ProcessFamily
from nhip.hall.command.progress import ProgressBar
from nhip.hall.tools.bench import ducks, machine
from nhip.hall.tools.bench.building import Size, country_folder
from nhip.hall.tools.language import _

if TYPE_CHECKING:
    from nhip.hall.tools.bench.country import Country
    from nhip.hall.tools.bench.desk import CountryDesk
    from nhip.work.reports.models import Report
    from nhip.work.reviews.models import Review

HAND_INS = 60  # of each kind that are timed
CORRECTIONS = 3
LATEST = 60.0  # seconds after which a figure counts as never marked
A_LOOK = 0.005


def run(options: Namespace) -> int:
    """Measure and tell; 1 when totals are wrong, or a change was never marked."""
    ducks.require()
    before = machine.facts()
    told = measure(options, Size.at(options.scale))
    told["machine"] = before
    print(table(told), file=sys.stderr)
    if options.json:
        print(json.dumps(told, ensure_ascii=False))
    return 1 if told["amiss"] else 0


def measure(options: Namespace, size: Size) -> dict[str, Any]:
    """Build a country of this size in a database of the run's own, and measure in it."""
    with country_folder(options) as (_folder, progress):
        return Measuring(size, progress).all()


class Measuring:
    """One run, from an empty database to what is told."""

    def __init__(self, size: Size, progress: ProgressBar) -> None:
        self.size = size
        self.progress = progress
        self.told: dict[str, Any] = {"amiss": []}
        self.one: dict[str, float] = {}
        self.review: Review

    def all(self) -> dict[str, Any]:
        """Build, measure on the way and at the end."""
        from nhip.hall.tools.bench.country import found
        from nhip.hall.tools.bench.desk import CountryDesk

        begun = time.perf_counter()
        building = self.progress.part(0.05, 0.7)
        country, drafts = found(
            self.size, self.at_one_month, lambda share: building(share, _("Building a country"))
        )
        self.told["built_s"] = round(time.perf_counter() - begun, 1)
        desk, waiting = CountryDesk(country), iter(drafts)
        self._show(0.72, _("Adding up in DuckDB"))
        self._beside(country)
        self.at_the_end(desk, waiting)
        self._show(0.93, _("Waiting for marks"))
        self.told["marked_s"] = self._marked(desk, list(islice(waiting, CORRECTIONS + 1)))
        self.moved(desk, next(waiting))
        self._writers(desk, list(waiting))
        self._show(0.98, _("Merging two provinces"))
        self.told["merge_cpu_s"] = round(desk.merge(), 3)
        self.told["differences"] = _differences()
        return self.told

    def at_the_end(self, desk: "CountryDesk", waiting: "Iterator[Report]") -> None:
        """Measure all that is done within this process, once every month is there."""
        self.told |= self._facts(desk.country)
        self._compare(desk.country)
        self._show(0.75, _("Handing in"))
        self._reports(desk, waiting)
        self._show(0.83, _("Adding up"))
        self._sums(desk)
        self._show(0.88, _("Asking for pages"))
        self._pages(desk)

    def _show(self, share: float, words: str) -> None:
        self.progress.show(share, words)

    def at_one_month(self, country: "Country", drafts: "list[Report]") -> None:
        from nhip.hall.tools.bench.desk import CountryDesk, usual

        desk = CountryDesk(country)
        self.one = {
            "hand_in": usual(desk.hand_in(drafts)),
            "month_total": usual(desk.month_total(0)),
        }

    def _facts(self, country: "Country") -> dict[str, Any]:
        from django.db import connection

        from nhip.hall.tools.bench.weighing import bytes_of_reports

        reports = self.size.communes * self.size.months
        return {
            "database": connection.vendor,
            "units": self.size.communes,
            "months": self.size.months,
            "indicators": self.size.indicators,
            "values": reports * self.size.indicators,
            "cited": len(country.cited.keys),
            "bytes_per_figure": round(bytes_of_reports() / (reports * self.size.indicators), 1),
        }

    def _beside(self, country: "Country") -> None:
        from nhip.hall.tools.bench.country import amounts
        from nhip.organisation.units.queries import tree

        pond = ducks.Pond(threads=len(os.sched_getaffinity(0)))
        places = tree(country.month(0)[0])
        for owed in country.months:
            period = owed[0].period
            units = [(places.node(each.unit_id).parent_id or 0, each.unit_id) for each in owed]
            pond.fill((period.year, period.index), units, amounts(owed, country))
        beside, anew = pond.seconds(), _rebuilding()
        self.told |= {
            "duckdb_s": round(beside, 4),
            "rebuild_s": round(anew, 4),
            "rebuild_ratio": round(anew / beside, 3),
        }

    def _compare(self, country: "Country") -> None:
        """Note where the country's totals of a month are not what was typed."""
        from nhip.hall.tools.bench.country import amounts
        from nhip.work.indicators.queries import totals

        expected = [
            sum(column) for column in zip(*amounts(country.months[-2], country), strict=True)
        ]
        found = totals(country.indicators, country.root.pk, *country.month(-2), "accepted")
        said = [found[each.pk].amount for each in country.indicators]
        if said != expected:
            self.told["amiss"].append(f"totals: {said[:3]}, {expected[:3]}")

    def _reports(self, desk: "CountryDesk", waiting: "Iterator[Report]") -> None:
        """Hand in with nothing cited, then with all of it; accept what was handed in."""
        from nhip.hall.tools.bench.desk import told, usual

        plain = desk.hand_in(islice(waiting, HAND_INS // 2))
        desk.country.cited.cite()
        citing = list(islice(waiting, HAND_INS))
        cited = desk.hand_in(citing)
        self.told["hand_in_ms"] = told(cited)
        self.told["hand_in_statements"] = desk.statements(next(waiting))
        for report in citing:
            report.refresh_from_db()
        self.told["accept_ms"] = told(desk.accept(each for each in citing if each.is_waiting))
        self.told["growth"] = {
            "hand_in": round(usual(plain) / self.one["hand_in"], 3),
            "cited": round(usual(cited) / usual(plain), 3),
        }

    def _sums(self, desk: "CountryDesk") -> None:
        from nhip.hall.tools.bench.desk import told, usual

        ratio = usual(desk.month_total(-2)) / self.one["month_total"]
        self.told["growth"]["month_total"] = round(ratio, 3)
        self.told["pivot_ms"] = told(desk.pivot(-2))
        self.told["drill_ms"] = told(desk.drill(-2))
        self.told["as_of_ms"] = None

    def _pages(self, desk: "CountryDesk") -> None:
        from nhip.hall.tools.bench.desk import addresses

        self.review = desk.country.review()
        its = addresses(desk.country, self.review)
        self.told["pages"] = {
            name: desk.page(address) if address else None for name, address in its.items()
        }

    def moved(self, desk: "CountryDesk", report: "Report") -> None:
        """Ask for the review again once it is approved and each of its figures has moved."""
        desk.country.finish([report])
        desk.country.approve(self.review, report)
        self.told["pages"]["review_moved"] = desk.page(self.review.get_absolute_url())

    def _marked(self, desk: "CountryDesk", reports: "list[Report]") -> float | None:
        """Correct accepted reports, and wait until the cited figure says so; the first one wakes the worker."""
        desk.country.finish(reports)
        family = ProcessFamily()
        try:
            family.start("nhip.hall.command.worker")
            waits = [_until_marked(desk, each, place) for place, each in enumerate(reports, 1)][1:]
        finally:
            family.end()
        if max(waits) >= LATEST:
            self.told["amiss"].append("marked_s")
            return None
        return round(max(waits), 3)

    def _writers(self, desk: "CountryDesk", drafts: "list[Report]") -> None:
        from django.db import connection

        from nhip.hall.tools.bench import writers

        if connection.vendor == "postgresql":
            self._show(0.96, _("Handing in from eight processes"))
            self.told |= writers.measure(desk.country, drafts)


def _rebuilding() -> float:
    """Return how long it takes to make all subtotals anew, on both bases, and to write them."""
    from nhip.work.indicators.actions import make_all_anew

    taken = []
    for _turn in range(ducks.TURNS):
        begun = time.perf_counter()
        make_all_anew()
        taken.append(time.perf_counter() - begun)
    return median(taken)


def _differences() -> int:
    """Count what `nhip verify-totals` would name."""
    from nhip.hall.tools.bench.organisation import AFTER
    from nhip.organisation.periods.models import Period
    from nhip.work.indicators.actions import prove_period

    periods = Period.objects.order_by("pk")
    return sum(len(prove_period(each, mends=False, at=AFTER)) for each in periods)


def _until_marked(desk: "CountryDesk", report: "Report", number: int) -> float:
    from nhip.office.figures.models import Pin
    from nhip.portal.news.models import HOLDER

    report.refresh_from_db()
    before = desk.national() or 0
    desk.country.correct(report, number)
    done = time.monotonic()
    pins = Pin.objects.held_by(HOLDER, desk.country.cited.article.pk)
    pins = pins.filter(key=desk.country.indicators[0].key, new_amount=before + number)
    while (waited := time.monotonic() - done) < LATEST and not pins.exists():
        time.sleep(A_LOOK)
    return waited


def table(told: dict[str, Any]) -> str:
    """Return what was measured as lines of text."""
    lines = ["", _line("", ["p95 ms", "CPU p95"])]
    times = {name: one for name, one in told.items() if name.endswith("_ms")}
    lines += [_measured(name, one, ("p95", "cpu95")) for name, one in times.items()]
    lines += ["", _line("", ["CPU ms", "SQL", _("bytes")])]
    shown = ("cpu_ms", "statements", "bytes")
    lines += [_measured(name, one, shown) for name, one in told["pages"].items()]
    ratios = {f"growth {name}": one for name, one in told["growth"].items()}
    rest = {name: one for name, one in told.items() if not isinstance(one, dict | list)}
    lines += [
        "",
        *(_line(name, [one]) for name, one in (rest | ratios).items() if name not in times),
    ]
    return "\n".join([*lines, *(f"! {each}" for each in told["amiss"])])


def _measured(name: str, one: dict[str, float] | None, shown: tuple[str, ...]) -> str:
    return _line(name, [one and one[key] for key in shown])


def _line(name: str, cells: list[Any]) -> str:
    return f"{name:<20}" + "".join(f"{'–' if each is None else each:>10}" for each in cells)
