"""Who may open the addresses of this room."""

from nhip.organisation.periods.actions import set_special_day
from nhip.work.reports.tests.desk import LATER
from tests.doors import ANYBODY, STAFF, Door, Stage


def made(stage: Stage) -> dict[str, object]:
    told = {"by": stage.cast.administrator, "at": LATER}
    return {"special_day": set_special_day(LATER.date(), name="Nghỉ", legal_basis="x", **told).pk}


DOORS = {
    "periods:calendar": Door(STAFF, sees=ANYBODY),
    "periods:add_calendar": Door(frozenset({"administrator"}), sees=ANYBODY),
    "periods:take_in_days": Door(frozenset({"administrator"}), sees=ANYBODY),
    "periods:drop_day": Door(frozenset({"administrator"}), "special_day", post=True, sees=ANYBODY),
}
