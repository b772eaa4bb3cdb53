"""Who may open the addresses of this room."""

from nhip.organisation.periods.models import SpecialDay
from nhip.work.reports.tests.desk import LATER
from tests.doors import ANYBODY, STAFF, Door, Stage


def made(stage: Stage) -> dict[str, object]:
    return {
        "special_day": SpecialDay.objects.create(on=LATER.date(), name="Nghỉ", legal_basis="x").pk
    }


DOORS = {
    "periods:calendar": Door(STAFF, sees=ANYBODY),
    "periods:drop_day": Door(frozenset({"administrator"}), "special_day", post=True, sees=ANYBODY),
}
