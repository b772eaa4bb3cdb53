"""What people wait for in a country, by the clock and by the processor: handing in, totals, pages."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from statistics import median

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhip.hall.command.folder import CommandRefused
from nhip.hall.tools.bench.country import Country
from nhip.hall.tools.bench.measuring import percentile
from nhip.hall.tools.bench.organisation import AFTER, YEAR
from nhip.hall.tools.language import _
from nhip.office.figures.choices import Basis
from nhip.organisation.accounts.models import User
from nhip.organisation.units.actions import merge_units
from nhip.organisation.units.rules import UnitDecision
from nhip.work.duties.models import Regime
from nhip.work.indicators.queries import Window, children_totals, total, totals
from nhip.work.indicators.queries.grounds import ground_under
from nhip.work.indicators.queries.totals import by_group
from nhip.work.reports.actions import accept_report
from nhip.work.reports.models import Report
from nhip.work.reviews.models import Review

Took = tuple[float, float]  # seconds by the clock, and of the processor
MOST = 15.0  # seconds of one measurement: what is slow is timed fewer times
FEWEST = 3  # times, after one that warms up


def timed(turns: Iterable[Callable[[], object]]) -> list[Took]:
    """Time turns after the first one, until there are no more or it takes too long."""
    spent: list[Took] = []
    for do in turns:
        begun, worked = time.perf_counter(), time.process_time()
        do()
        spent.append((time.perf_counter() - begun, time.process_time() - worked))
        if len(spent) > FEWEST and sum(wall for wall, _cpu in spent) > MOST:
            break
    return spent[1:]


def told(spent: list[Took]) -> dict[str, float]:
    """Return milliseconds of turns as they are told."""
    wall, cpu = zip(*spent, strict=True)
    return {
        "p95": round(percentile(wall, 0.95) * 1000, 2),
        "cpu95": round(percentile(cpu, 0.95) * 1000, 2),
        "cpu50": round(median(cpu) * 1000, 2),
        "turns": len(spent),
    }


def usual(spent: list[Took]) -> float:
    """Return the processor's seconds of a usual turn."""
    return median(cpu for _wall, cpu in spent)


class CountryDesk:
    """Asks and posts as the people of a country do who have signed in."""

    def __init__(self, country: Country) -> None:
        self.country = country
        self.planner = signed_in(country.planner)
        self.accepting = 0

    def hand_in(self, reports: Iterable[Report]) -> list[Took]:
        """Time the POST that hands a draft in."""
        return timed(self._posting(each) for each in reports)

    def statements(self, report: Report) -> int:
        """Hand a draft in and return how many statements that took."""
        post = self._posting(report)
        with CaptureQueriesContext(connection) as captured:
            post()
        return len(captured)

    def _posting(self, report: Report) -> Callable[[], None]:
        client = signed_in(self.country.reporter(report))
        address, sent = reverse("reports:entry", args=[report.pk]), self.posted(report)

        def post() -> None:
            answer = client.post(address, sent)
            if answer.status_code != 302 or "/ban/" not in answer["Location"]:
                raise CommandRefused(
                    _("A form of the benchmark was refused: {path} ({status})").format(
                        path=address, status=answer.status_code
                    )
                )

        return post

    def posted(self, report: Report) -> dict[str, str]:
        """Return the fields of the page that enters a draft, as they are sent to hand it in."""
        section = self.country.rows[0].section
        sent = {"muc": str(section.number), "classification": "none", "do": "submit"}
        for row, (raw, _nil) in self.country.typed(report).items():
            sent |= {f"so-{row}": raw, f"seen-{row}": f"0{raw}"}
        return sent

    def accept(self, reports: Iterable[Report]) -> list[Took]:
        """Time accepting until the national total of the year, read anew, shows it."""
        return timed(partial(self._accept, each) for each in reports)

    def _accept(self, report: Report) -> None:
        self.accepting += 1
        at = AFTER + timedelta(hours=1, seconds=self.accepting)
        accept_report(report, by=self.country.checker(report), at=at)
        self.national()

    def national(self) -> int | None:
        """Return the first indicator's total of the country and the year."""
        first, root = self.country.indicators[0], self.country.root.pk
        return total(first, root, *YEAR, Basis.ACCEPTED).amount

    def month_total(self, place: int) -> list[Took]:
        """Time the totals of all indicators over the country, of a month."""
        root = self.country.root.pk
        one = partial(totals, self.country.indicators, root, *self._days(place), Basis.ACCEPTED)
        return timed([one] * 20)

    def pivot(self, place: int) -> list[Took]:
        """Time what a table of provinces and indicators says of a month."""
        window = Window(*self._days(place), Basis.ACCEPTED, None)

        def one() -> None:
            ground = ground_under(window)
            groups = {each.pk: ground.below(each.pk) for each in self.country.staff.provinces}
            by_group(self.country.indicators, groups, ground, window)

        return timed([one] * 20)

    def drill(self, place: int) -> list[Took]:
        """Time the parts of one national total of a month."""
        first, root = self.country.indicators[0], self.country.root.pk
        return timed(
            [partial(children_totals, first, root, *self._days(place), Basis.ACCEPTED)] * 40
        )

    def _days(self, place: int) -> tuple[date, date]:
        return self.country.month(place)

    def page(self, address: str) -> dict[str, float]:
        """Return what one GET by the planner takes, and what it weighs."""
        sizes: list[int] = []

        def get() -> None:
            answer = self.planner.get(address)
            if answer.status_code != 200:
                raise CommandRefused(f"{address}: {answer.status_code}")
            sizes.append(len(answer.content))

        spent = timed([get] * 6)
        with CaptureQueriesContext(connection) as captured:
            get()
        return {
            "cpu_ms": round(usual(spent) * 1000, 1),
            "statements": len(captured),
            "bytes": sizes[-1],
        }

    def merge(self) -> float:
        """Merge one province into another; return the processor's seconds."""
        one, other = self.country.staff.provinces[:2]
        admin = User.objects.get(username="first")
        worked = time.process_time()
        merge_units(
            [one], other, decision=UnitDecision("1/QĐ"), on=date(2026, 7, 1), by=admin, at=AFTER
        )
        return time.process_time() - worked


def addresses(country: Country, review: Review) -> dict[str, str | None]:
    """Return the pages that are measured; None of what is not built yet."""
    year = f"ky={YEAR[0]}/{YEAR[1] - timedelta(days=1)}"
    totals_at, key = reverse("indicators:totals"), country.indicators[0].key
    province = country.staff.provinces[0].code
    return {
        "totals": f"{totals_at}?don-vi={country.root.code}&{year}",
        "totals_province": f"{totals_at}?don-vi={province}&{year}",
        "explain": f"{reverse('indicators:explain', args=[key])}?don-vi={country.root.code}&{year}",
        "pivot": None,
        "review": review.get_absolute_url(),
        "brief": reverse("hall:brief"),
        "regime": reverse("duties:regime", args=[Regime.objects.get().pk]),
        "units": reverse("units:tree"),
    }


def signed_in(user: User) -> Client:
    """Return a browser in which somebody is signed in."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user, settings.AUTHENTICATION_BACKENDS[0])
    return client
