"""`nhip stats obligations`: how complete reporting is, for people and for machines."""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date, datetime, time

from nhip.hall.command.language import _, chosen


def add_options(parser: ArgumentParser) -> None:
    """Say what may be asked."""
    parser.set_defaults(run="command.stats.run")
    parser.description = _(
        "Counts reports that are owed by the state they were in at the end of a day (now, when no day"
        " is named). States are exclusive and sum to the total. Handing in, returning, accepting, more"
        " time and excuses are counted from their recorded moments; obligations of before moments were"
        " recorded count on every day, and the tree of units is the day's."
    )
    parser.add_argument("what", choices=["obligations"], help=_("what to count"))
    parser.add_argument("--unit", metavar="CODE", help=_("only this unit and all below it"))
    parser.add_argument("--on", metavar="DATE", type=_day, help=_("day, as 2022-07-28"))
    parser.add_argument("--data", metavar="DIR", help=_("data folder (default: var/data)"))
    parser.add_argument("--json", action="store_true", help=_("print the counts as JSON"))


def run(options: Namespace) -> int:
    """Count; works beside a running server."""
    from nhip.hall.command.entering import visit

    visit(options.data)
    counts = count_obligations(options.unit, options.on)
    if counts is None:
        print(_("There is no unit {code}.").format(code=options.unit), file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps({state: number for state, _label, number in counts}))
        return 0
    for _state, label, number in counts:
        print(f"{label:<28}{number:>8}")
    return 0


def count_obligations(code: str | None, on: date | None) -> list[tuple[str, str, int]] | None:
    """Return (state, its name, how many), the total first; None where there is no such unit."""
    from django.utils import timezone, translation

    from nhip.organisation.periods.rules import today
    from nhip.organisation.units.models import Unit
    from nhip.organisation.units.queries import tree
    from nhip.work.duties.models import Obligation
    from nhip.work.duties.queries import completeness

    at = timezone.make_aware(datetime.combine(on, time.max)) if on else timezone.now()
    owed = Obligation.objects.all()
    if code:
        unit = Unit.objects.filter(code=code).first()
        if unit is None:
            return None
        places = tree(today(at))
        owed = owed.filter(unit__in=places.subtree(unit.pk) if unit.pk in places else [unit.pk])
    counts = completeness(owed, at)
    with translation.override(chosen()):
        named = [(state.value, str(state.label), number) for state, number in counts.items()]
    return [("total", _("total"), sum(counts.values())), *named]


def _day(written: str) -> date:
    try:
        return datetime.strptime(written, "%Y-%m-%d").date()  # noqa: DTZ007 (a day, no moment)
    except ValueError as fault:
        raise ArgumentTypeError(_("a day is written as 2022-07-28")) from fault
