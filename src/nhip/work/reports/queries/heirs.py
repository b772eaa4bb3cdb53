"""Units that take over from closed ones and have nobody who reports."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from nhip.kit.text.rules import write_day
from nhip.organisation.people.queries import units_with
from nhip.organisation.units.models import Unit
from nhip.organisation.units.queries import charges

from ..access import FILL


def without_reporters(unit_ids: Collection[int], on: date) -> dict[int, str]:
    """Return those of some units in which nobody reports on a day, by name."""
    lacking = set(unit_ids) - units_with(FILL, unit_ids, on)
    return dict(
        Unit.objects.filter(pk__in=lacking).order_by("sort_order", "code").values_list("pk", "name")
    )


def lacking_reporters(unit_ids: Collection[int], on: date) -> list[str]:
    """Say of units that take over on a day, and have nobody who reports, who fills in for them till then."""
    standing = charges(on)
    words = _(
        "From %(day)s nobody reports for %(unit)s: %(above)s fills in until somebody is appointed."
    )
    found = []
    for unit_id, name in without_reporters(unit_ids, on).items():
        above = standing.tree.parent(unit_id)
        if above:
            found.append(words % {"day": write_day(on), "unit": name, "above": above.name})
    return found
