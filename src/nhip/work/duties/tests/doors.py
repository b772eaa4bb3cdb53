"""Who may open the addresses of this room."""

from datetime import date

from nhip.organisation.periods.actions import open_period
from nhip.work.duties.actions import ask_more_time, publish_regime
from nhip.work.duties.tests.makers import AT, draft
from tests.doors import ANYBODY, EDITORS, REGION, STAFF, UNIT, Door, Stage


def made(stage: Stage) -> dict[str, object]:
    in_force = draft(stage.desk, code="hieu-luc", frequency="adhoc")
    publish_regime(in_force, by=stage.cast.planner, at=AT)
    later = open_period(stage.desk.period.calendar, stage.desk.period.kind, 2022, 2)
    owed = stage.desk.owes(stage.cast.sibling, later)
    wish = ask_more_time(owed, date(2022, 8, 1), "Bão", by=stage.cast.stranger, at=AT)
    return {
        "in_force": in_force.pk,
        "obligation": stage.desk.obligation.pk,
        "regime": stage.desk.regime.pk,
        "wish": wish.pk,
        "unit": stage.cast.unit.pk,
    }


DOORS = {
    "duties:regimes": Door(STAFF - {"administrator"}, sees=ANYBODY),
    "duties:new_regime": Door(REGION - EDITORS | {"unit_chief"}, sees=ANYBODY),
    "duties:regime": Door(frozenset({"planner", "chief"}), "regime"),  # a draft
    "duties:write_regime": Door(
        frozenset({"planner", "chief"}), "regime", sees=ANYBODY - {"unit_chief"}
    ),
    "duties:publish": Door(frozenset({"planner", "chief"}), "regime", post=True),
    "duties:ask_once": Door(frozenset({"planner", "chief"}), "regime"),  # a draft
    "duties:ask": Door(REGION - EDITORS | {"unit_chief"}, sees=ANYBODY),
    "duties:decide": Door(
        frozenset({"planner", "chief"}),
        "in_force",
        ("ket-thuc",),
        sees=STAFF - {"administrator"},
    ),
    "duties:several": Door(frozenset({"planner", "chief", "unit_chief"}), sees=ANYBODY),
    "duties:ask_time": Door(UNIT, "obligation", sees=REGION),
    "duties:answer_time": Door(
        frozenset({"planner", "chief"}), "wish", post=True, sees=EDITORS | {"stranger"}
    ),
    "duties:obligation": Door(REGION | UNIT, "obligation"),
    "duties:of_unit": Door(REGION | UNIT, "unit"),
}
