"""Who may open the addresses of this room."""

from nhip.work.forms.actions import next_version
from nhip.work.reports.tests.desk import LATER
from tests.doors import ANYBODY, EDITORS, REGION, STAFF, Door, Stage


def made(stage: Stage) -> dict[str, object]:
    return {"form": next_version(stage.desk.form, by=stage.cast.planner, at=LATER).pk}


DOORS = {
    "forms:forms": Door(STAFF - {"administrator"}, sees=ANYBODY),
    "forms:new_form": Door(REGION - EDITORS | {"unit_chief"}, sees=ANYBODY),
    "forms:form": Door(frozenset({"planner", "chief"}), "form"),  # a draft
    "forms:design": Door(frozenset({"planner", "chief"}), "form"),
    "forms:decide_form": Door(frozenset({"planner", "chief"}), "form", post=True),
    "forms:print_form": Door(frozenset({"planner", "chief"}), "form", more=("xlsx",)),
}
