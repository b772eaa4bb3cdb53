"""`nhip verify-figures`: compare every citation with a full recompute, and every version with its seal."""

import json
from argparse import Namespace
from typing import Any

from nhip.hall.command.entering import visit
from nhip.hall.command.language import _


def run(options: Namespace) -> int:
    """Verify; works beside a running server. 1 when something is amiss."""
    visit(options.data)
    found = _found()
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        print(_("Citations: {count}").format(count=found["citations"]))
        print(_("Frozen figures of reviews: {count}").format(count=found["frozen"]))
        print(_("Published versions: {count}").format(count=found["versions"]))
        print(_("Differences nobody was told of: {count}").format(count=found["untold"]))
        print(
            _("Numbers in public texts nobody answered: {count}").format(count=found["unanswered"])
        )
        print(_("Broken seals: {count}").format(count=found["broken_seals"]))
        for problem in found["problems"]:
            print(f"  {problem}")
    return 1 if found["untold"] or found["unanswered"] or found["broken_seals"] else 0


def counts() -> dict[str, int]:
    """Return how much is cited, frozen and published, and how much of it is not as it was sealed."""
    from nhip.office.figures.models import Pin
    from nhip.portal.news.models import Version
    from nhip.work.reviews.models import FrozenFigure

    return {
        "citations": Pin.objects.count(),
        "frozen": FrozenFigure.objects.filter(until=None).count(),
        "versions": Version.objects.count(),
        "broken_seals": len(_broken()),
    }


def _found() -> dict[str, Any]:
    from nhip.office.figures import queries as figures
    from nhip.office.figures.actions import compare_noted
    from nhip.office.figures.models import CitedValue, Pin
    from nhip.portal.news import queries as news
    from nhip.portal.news.models import ArticlePage, Version
    from nhip.work.reviews.models import FrozenFigure, FrozenText

    compare_noted()  # what the worker does within a second is not untold, running or not
    untold = figures.untold()
    asked = news.open_numbers(ArticlePage.objects.live())
    numbers = [
        f"article {pk}: {each.spot.number.words}" for pk, its in asked.items() for each in its
    ]
    return counts() | {
        "untold": len(untold),
        "unanswered": len(numbers),
        "problems": [f"figure {pin.pk}: {pin}" for pin in untold] + numbers + _broken(),
        "tables": [
            each._meta.db_table for each in (Pin, CitedValue, Version, FrozenFigure, FrozenText)
        ],
    }


def _broken() -> list[str]:
    from nhip.office.figures.queries import off_record
    from nhip.portal.news.queries import broken_seals
    from nhip.work.reviews.queries import broken_lines

    broken = [f"figure {pin.pk}" for pin in off_record()]
    broken += [f"version {one}" for one in broken_seals()]
    return broken + [f"review {one}" for one in broken_lines()]
