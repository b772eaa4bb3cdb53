"""`nhip verify-totals`: make every total again from what was handed in, and name each difference."""

import json
from argparse import Namespace

from nhip.hall.command.entering import visit
from nhip.hall.command.language import _

TOLD = 50  # differences named


def run(options: Namespace) -> int:
    """Verify, and mend if asked; works beside a running server. 1 when something was amiss."""
    visit(options.data)
    from django.utils import timezone

    from nhip.organisation.periods.models import Period
    from nhip.work.indicators.actions import prove_period
    from nhip.work.indicators.models import Statement, Subtotal

    found: list[str] = []
    checked = 0
    for period in Period.objects.order_by("start_on", "pk"):
        found += prove_period(period, mends=options.mend, at=timezone.now())
        checked += Statement.objects.filter(period=period).count()
    tables = {"totals": Subtotal._meta.db_table, "statements": Statement._meta.db_table}
    if options.json:
        told = {"checked": checked, "differences": len(found), "problems": found[:TOLD]}
        print(json.dumps(told | {"tables": tables}, ensure_ascii=False))
        return 1 if found else 0
    print(_("Statements: {count}").format(count=checked))
    print(_("Differences: {count}").format(count=len(found)))
    for problem in found[:TOLD]:
        print(f"  {problem}")
    if found and options.mend:
        print(_("Mended."))
    return 1 if found else 0
