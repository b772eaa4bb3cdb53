"""What each verb of this room does, and who may."""

from datetime import date

from nhip.office.documents.tests.makers import AT
from nhip.work.plans.actions import (
    add_kind,
    appraise_plan,
    correct_plan,
    restore_plan,
    strike_plan,
)
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
    Verb(
        "restore_plan",
        lambda plan, by: restore_plan(plan, reason="Gạch nhầm.", by=by, at=AT),
        PLANNER,
        given=lambda stage: strike_plan(stage.world.plan, reason="x", by=stage.cast.planner, at=AT),
        writes=frozenset({"figures_pin", "plans_unitplan"}),
        journals=(
            "plan.restored",
            "figure.fresh",
            "figure.fresh",
        ),
    ),
    Verb(
        "correct_plan",
        lambda plan, by: correct_plan(
            plan, {"title": "Kế hoạch năm"}, reason="Sửa tên.", by=by, at=AT
        ),
        PLANNER,
        given=lambda stage: stage.world.plan,
        writes=frozenset({"plans_unitplan"}),
        journals=("plan.corrected",),
    ),
    Verb(
        "add_kind",
        lambda stage, by: add_kind("Kế hoạch đột xuất", by=by, at=AT),
        frozenset({"planner", "administrator"}),
        writes=frozenset({"plans_plankind"}),
        journals=("plan.kind_added",),
    ),
]
# What hears that the register changed, a dry look, and the verb above for many plans.
HOUSE = ["tell_figures", "tell_figures_of_new", "faults_of_plans", "appraise_plans"]
