"""`nhip periods`: the periods of a year, with their last day to report. Needs no data folder."""

import json
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from nhip.hall.command.language import _, chosen

FIRST_DAY = {"decree": 15, "calendar": 1}
KINDS = ("week", "month", "quarter", "half", "nine", "year")
YEARS = range(1990, 2101)


def add_options(parser: ArgumentParser) -> None:
    """Say what may be asked."""
    parser.set_defaults(run="command.periods.run")
    months = _("decree (default): months from the 15th to the 14th; calendar: from the 1st")
    parser.add_argument("--calendar", choices=FIRST_DAY, default="decree", help=months)
    parser.add_argument("--kind", choices=KINDS, default="month", help=_("default: month"))
    parser.add_argument("--year", type=_year, required=True, help=_("1990 to 2100"))
    parser.add_argument("--json", action="store_true", help=_("print label, start, end and due"))


def run(options: Namespace) -> int:
    """Print them: both days included, and the usual deadline, with no holiday known."""
    from nhip.kit.text.rules import write_weekday

    with _speaking():
        rows = _rows(FIRST_DAY[options.calendar], options.kind, options.year)
        written = [(*row, write_weekday(due)) for *row, due in rows]
    if options.json:
        keys = ("label", "start", "end", "due")
        named = [dict(zip(keys, map(str, row), strict=True)) for row in rows]
        print(json.dumps(named, ensure_ascii=False))
        return 0
    for label, *days, due in [(_("Period"), _("first day"), _("last day"), _("due")), *written]:
        print(f"{label:<28}" + "".join(f"{_written(day):<12}" for day in days) + str(due))
    return 0


def _rows(first_day: int, kind: str, year: int) -> list[tuple[str, date, date, date]]:
    from nhip.organisation.periods import rules

    rows = []
    for place in rules.places_in(kind, year):
        span = rules.span_of(first_day, kind, *place)
        due = rules.due_day(rules.usual_term(first_day), span, 2, rules.WorkingDays())
        rows.append((rules.label_of(kind, *place), span.start_on, span.last_on, due))
    return rows


@contextmanager
def _speaking() -> Iterator[None]:
    """Let the rules say labels in the reader's language, without a data folder or a database."""
    import django
    from django.conf import settings
    from django.utils import translation

    from nhip.kit import text
    from nhip.organisation import periods

    if not settings.configured:
        folders = [Path(str(room.__file__)).parent / "locale" for room in (text, periods)]
        settings.configure(LANGUAGE_CODE=chosen(), LOCALE_PATHS=folders)
        django.setup()
    with translation.override(chosen()):
        yield


def _written(cell: object) -> str:
    return f"{cell.day}/{cell.month}/{cell.year}" if isinstance(cell, date) else str(cell)


def _year(written: str) -> int:
    if not (written.isdecimal() and len(written) == 4 and int(written) in YEARS):
        raise ArgumentTypeError(_("a year is a number from 1990 to 2100"))
    return int(written)
