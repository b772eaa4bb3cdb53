"""What each verb of this room does, and who may."""

from datetime import date

from nhip.office.documents.tests.makers import AT
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import one_row
from nhip.work.plans.actions import (
    Appraisal,
    add_kind,
    appraise_plan,
    appraise_plans,
    correct_plan,
    rename_kind,
    restore_plan,
    strike_plan,
)
from nhip.work.plans.models import UnitPlan
from nhip.work.plans.tests.makers import received
from tests.doors import Stage
from tests.verbs import Verb

PLANNER = frozenset({"planner"})
DAY = date(2020, 2, 1)


def struck(stage: Stage) -> UnitPlan:
    return strike_plan(stage.world.plan, reason="Ghi nhầm.", by=stage.cast.planner, at=AT)


def waiting(stage: Stage) -> UnitPlan:
    return received(stage.cast.unit, stage.world.organ, 2020, by=stage.cast.planner)


def appraise_all(rows: list[Appraisal], by: User) -> None:
    """A bulk verb names the row: here it is the only one."""
    with one_row():
        appraise_plans(rows, by=by, at=AT)


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
        writes=frozenset({"plans_unitplan"}),
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
        writes=frozenset({"plans_unitplan"}),
        journals=(
            "plan.struck",
            "figure.changed",
            "figure.changed",
        ),
        marks=frozenset({"plans_appraised"}),
    ),
    Verb(
        "correct_plan",
        lambda plan, by: correct_plan(plan, {"title": "Khác"}, reason="Ghi nhầm.", by=by, at=AT),
        PLANNER,
        given=lambda stage: stage.world.plan,
        writes=frozenset({"plans_unitplan"}),
        journals=("plan.corrected",),
    ),
    Verb(
        "restore_plan",
        lambda plan, by: restore_plan(plan, reason="Không trùng.", by=by, at=AT),
        PLANNER,
        given=struck,
        writes=frozenset({"plans_unitplan"}),
        journals=("plan.restored", "figure.fresh", "figure.fresh"),
    ),
    Verb(
        "appraise_plans",
        lambda plan, by: appraise_all([Appraisal(plan, DAY)], by),
        frozenset({"planner", "chief"}),
        given=waiting,
        writes=frozenset({"plans_unitplan"}),
        journals=("plan.appraised", "figure.changed", "figure.changed"),
        marks=frozenset({"plans_appraised"}),
    ),
    Verb(
        "add_kind",
        lambda stage, by: add_kind("kế hoạch phòng cháy", by=by, at=AT),
        PLANNER | {"administrator"},
        writes=frozenset({"plans_plankind"}),
        journals=("plan.kind_added",),
    ),
    Verb(
        "rename_kind",
        lambda kind, by: rename_kind(kind, "kế hoạch công tác năm", by=by, at=AT),
        PLANNER | {"administrator"},
        given=lambda stage: stage.world.plan.kind,
        writes=frozenset({"plans_plankind"}),
        journals=("plan.kind_renamed",),
    ),
]
HOUSE = [
    "faults_of_plans",  # looks, and writes nothing
    "tell_figures",  # hears that the register changed
    "tell_figures_of_new",
]
