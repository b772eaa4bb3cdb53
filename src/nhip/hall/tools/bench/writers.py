"""Handing in from several processes at once, through the action."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from nhip.hall.command.folder import CommandRefused
from nhip.hall.tools.language import _

if TYPE_CHECKING:
    from nhip.hall.tools.bench.country import Country
    from nhip.work.reports.models import Report

PROCESSES = 8
ALONE = 4  # of as many parts the one writer gets one


def measure(country: Country, drafts: list[Report]) -> dict[str, Any]:
    """Return how many reports a second eight writers hand in, and how that stands to one alone."""
    share = len(drafts) // (PROCESSES // 2)
    alone, together = drafts[:share], drafts[share:]
    one = _rate([alone])
    all_of_them = _rate([together[place::PROCESSES] for place in range(PROCESSES)])
    return {
        "writers_per_s": round(all_of_them, 1),
        "writers_gain": round(all_of_them / one, 2),
        "sql_writers_per_s": None,
    }


def _rate(parts: list[list[Report]]) -> float:
    """Hand in each part by a process of its own, all begun at once; return reports a second."""
    line = [sys.executable, "-m", "nhip.hall.tools.bench.writers"]
    children = [
        subprocess.Popen(
            [*line, *(str(each.pk) for each in part)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for part in parts
    ]
    for child in children:
        assert child.stdout
        child.stdout.readline()  # ready
    begun = time.perf_counter()
    for child in children:
        assert child.stdin
        child.stdin.close()
    for child in children:
        child.wait()
    took = time.perf_counter() - begun
    if failed := [child.returncode for child in children if child.returncode]:
        raise CommandRefused(
            _("Processes that handed in have failed: {codes}").format(codes=failed)
        )
    return sum(map(len, parts)) / took


def main(ids: list[str]) -> None:
    """Hand in these reports once told to."""
    import django

    django.setup()
    from nhip.hall.tools.bench.organisation import AFTER
    from nhip.organisation.people.choices import Role
    from nhip.organisation.people.queries import people_with
    from nhip.work.reports.actions import submit_report
    from nhip.work.reports.models import Report

    reports = list(Report.objects.filter(pk__in=ids))
    on = AFTER.date()
    by = [people_with(Role.REPORTER, each.unit_id, on)[0] for each in reports]
    print("ready", flush=True)
    sys.stdin.read()  # until it is closed
    for report, who in zip(reports, by, strict=True):
        submit_report(report, by=who, at=AFTER + timedelta(minutes=1))


if __name__ == "__main__":
    main(sys.argv[1:])
