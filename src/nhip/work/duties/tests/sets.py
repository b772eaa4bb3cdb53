"""The sets of units that owe figures: as they are kept, and as obligations say."""

from nhip.work.duties.models import Obligation
from nhip.work.forms.models import Row
from nhip.work.indicators.choices import Origin
from nhip.work.indicators.models import Denominator
from nhip.work.indicators.packing import units_in

Key = tuple[int, int, tuple[tuple[int, str], ...]]
"""A regime, a period, the places asked."""


def kept() -> dict[Key, set[int]]:
    found = Denominator.objects.filter(source="regime").select_related("places")
    return {
        (each.source_id, each.period_id, tuple((pk, item) for pk, item in each.places.row)): set(
            units_in(each.units).tolist()
        )
        for each in found
    }


def owed_by_obligations() -> dict[Key, set[int]]:
    said: dict[Key, set[int]] = {}
    for each in Obligation.objects.filter(excused_at=None).select_related("regime"):
        rows = Row.objects.filter(section__form=each.form_id).exclude(
            indicator__origin=Origin.RATIO
        )
        places = tuple(
            (row.indicator_id, row.item) for row in rows.order_by("section__number", "number")
        )
        if list(each.regime.levels) != [1]:
            said.setdefault((each.regime_id, each.period_id, places), set()).add(each.unit_id)
    return said
