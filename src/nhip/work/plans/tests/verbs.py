"""What each verb of this room does, and who may."""

from datetime import date

from nhip.office.documents.tests.makers import AT
from nhip.work.plans.actions import appraise_plan, strike_plan
from nhip.work.plans.tests.makers import received
from tests.verbs import Verb

PLANNER = frozenset({"planner"})

VERBS = [
    Verb(
        "receive_plan",
        lambda stage, by: received(stage.cast.unit, stage.world.organ, 2020, by=by),
        PLANNER,
        writes=frozenset({"plans_unitplan"}),
        journals=("plan.received",),
    ),
    Verb(
        "appraise_plan",
        lambda plan, by: appraise_plan(plan, remarks="", on=date(2020, 2, 1), by=by, at=AT),
        frozenset({"planner", "chief"}),
        given=lambda stage: received(
            stage.cast.unit, stage.world.organ, 2020, by=stage.cast.planner
        ),
        writes=frozenset({"figures_pin", "notices_notice", "plans_unitplan"}),
        journals=(
            "plan.appraised",
            "figure.changed",
            "figure.changed",
        ),
        marks=frozenset({"plans_appraised"}),
    ),
    Verb(
        "strike_plan",
        lambda plan, by: strike_plan(plan, reason="Ghi nhầm.", by=by, at=AT),
        PLANNER,
        given=lambda stage: stage.world.plan,
        writes=frozenset({"figures_pin", "notices_notice", "plans_unitplan"}),
        journals=(
            "plan.struck",
            "figure.changed",
            "figure.changed",
        ),
        marks=frozenset({"plans_appraised"}),
    ),
]
HOUSE = ["tell_figures"]  # hears that the register changed
