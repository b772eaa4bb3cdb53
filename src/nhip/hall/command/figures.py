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


def _found() -> dict[str, Any]:
    from nhip.office.figures import queries as figures
    from nhip.office.figures.actions import compare_noted
    from nhip.office.figures.models import CitedValue, Pin
    from nhip.portal.news import queries as news
    from nhip.portal.news.models import ArticlePage, Version
    from nhip.work.reviews.models import FrozenFigure, FrozenText
    from nhip.work.reviews.queries import broken_lines

    compare_noted()  # what the worker does within a second is not untold, running or not
    untold, off = figures.untold(), figures.off_record()
    asked = news.open_numbers(ArticlePage.objects.live())
    numbers = [
        f"article {pk}: {each.spot.number.words}" for pk, its in asked.items() for each in its
    ]
    broken = [f"figure {pin.pk}" for pin in off] + [f"version {one}" for one in news.broken_seals()]
    broken += [f"review {one}" for one in broken_lines()]
    return {
        "citations": Pin.objects.count(),
        "frozen": FrozenFigure.objects.filter(until=None).count(),
        "untold": len(untold),
        "unanswered": len(numbers),
        "versions": Version.objects.count(),
        "broken_seals": len(broken),
        "problems": [f"figure {pin.pk}: {pin}" for pin in untold] + numbers + broken,
        "tables": [
            each._meta.db_table for each in (Pin, CitedValue, Version, FrozenFigure, FrozenText)
        ],
    }
