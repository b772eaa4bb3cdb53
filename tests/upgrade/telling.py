"""What an installation says of its reports, as JSON: states, totals, maps, places open, histories.

`said.json` beside a kept database is what the code of its day said of it; whatever moves since, the
same must come out. Run in a process of its own, on the database that DATABASE_URL names.
"""

import json
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

import django

AT = datetime(2026, 11, 26, 5, 0, tzinfo=UTC)
DAYS = ("2022-06-20", "2022-06-25", "2022-07-01", "2022-07-28", "2026-10-26", "2026-11-20")
FIRST, LAST = date(2021, 12, 15), date(2022, 6, 15)


def said() -> dict[str, Any]:
    """Return all of it; long lists as their length and digest."""
    from django.urls import resolve, reverse
    from django.utils import timezone

    from nhip.organisation.accounts.models import User
    from nhip.organisation.journal.queries import history
    from nhip.organisation.people.queries import home_unit
    from nhip.organisation.units.models import Unit
    from nhip.work.duties.models import Obligation, Regime
    from nhip.work.duties.queries import completeness, heat_maps, late_below, maps, state_of
    from nhip.work.forms.models import Form
    from nhip.work.forms.queries import blank
    from nhip.work.indicators.choices import Origin
    from nhip.work.indicators.models import Indicator
    from nhip.work.indicators.queries import total
    from nhip.work.reports.models import Attachment, Report, Revision
    from nhip.work.reports.queries import open_places_of, owed_by, to_check, typed_cells

    maps.IS_HISTORY = timedelta(
        days=36_500
    )  # ended long ago or not: what was there must have come over
    planner, reporter = (User.objects.get(username=name) for name in ("kehoach", "baocao"))
    root = home_unit(planner, AT.date())
    assert root
    obligations = Obligation.objects.select_related("regime", "unit", "period").order_by("pk")
    moments = {day: datetime.combine(date.fromisoformat(day), time.max) for day in DAYS}
    reports = Report.objects.select_related("form", "obligation").order_by("pk")
    return {
        "completeness": {
            day: completeness(Obligation.objects.all(), timezone.make_aware(moment))
            for day, moment in moments.items()
        },
        "states": Counter(state_of(each, AT).value for each in obligations),
        "each state": told(
            (each.regime.code, each.unit.code, str(each.period.start_on), state_of(each, AT).value)
            for each in obligations
        ),
        "maps": told(
            (
                # A row led to its unit then, and leads to the unit's reports now.
                reverse("units:unit", kwargs=resolve(row.url).kwargs),
                str(cell.period.start_on),
                cell.state.value,
                cell.days_late,
                cell.url,
            )
            for each in heat_maps(planner, root, AT)
            for row in each.rows
            for cell in row.cells
        ),
        "late": [(each.unit, str(each.due.on)) for each in late_below(planner, AT)],
        "owed": [
            (str(each.due.on), each.state.value, each.reason) for each in owed_by(reporter, AT)
        ],
        "to check": told((each.unit, each.number) for each in reversed(to_check(planner, AT))),
        "totals": {
            f"{each.key}, {basis}": (found.amount, found.n, found.of_n)
            for each in Indicator.objects.exclude(origin=Origin.COUNTED).order_by("key")
            for basis in ("submitted", "accepted")
            if (found := total(each, Unit.objects.get(code=root.code).pk, FIRST, LAST, basis))
        },
        "open places": [
            (each.pk, sorted(map(str, open_places_of(each).reasons.items())))
            for each in reports.filter(status="returned")
        ],
        "drafts": told(
            (each.pk, row, cell.raw, cell.is_nil)
            for each in reports
            for row, cell in sorted(typed_cells(each).items())
        ),
        "forms": told(
            (form.code, form.version, row.place, row.name, row.is_required)
            for form in Form.objects.order_by("pk")
            for row in blank(form).asked.values()
        ),
        "revisions": told(
            (each.report_id, each.number, each.digest, each.submitted_by_id)
            for each in Revision.objects.order_by("pk")
        ),
        "attachments": [
            (each.name, each.digest, [revision.number for revision in each.revisions.all()])
            for each in Attachment.objects.all()
        ],
        "histories": told(
            (each.pk, [(doing.verb, doing.said) for doing in history(each)])
            for kind in (Form, Regime, Obligation, Report)
            for each in kind._default_manager.order_by("pk")
        ),
    }


def told(rows: Any) -> tuple[int, str]:
    """Return how many rows there are, and a digest of them in their order."""
    listed = [json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows]
    return len(listed), sha256("\n".join(listed).encode()).hexdigest()[:16]


if __name__ == "__main__":
    django.setup()
    print(json.dumps(said(), ensure_ascii=False, indent=1))  # noqa: T201
