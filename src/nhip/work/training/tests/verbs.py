"""What each verb of this room does, and who may."""

from datetime import date

from nhip.office.documents.tests.makers import AT
from nhip.work.training.actions import strike_attendance, strike_class
from nhip.work.training.models import Trainee
from nhip.work.training.tests.makers import attended, held
from tests.doors import Stage
from tests.verbs import Verb

PLANNER = frozenset({"planner"})


def newcomer(stage: Stage) -> Stage:
    Trainee.objects.create(code="HV-9", unit=stage.cast.leaf)
    return stage


VERBS = [
    Verb(
        "open_class",
        lambda stage, by: held(stage.cast.unit, "V-1", date(2020, 3, 1), by=by),
        PLANNER,
        writes=frozenset({"figures_pin", "notices_notice", "training_trainingclass"}),
        journals=(
            "class.opened",
            "figure.changed",
            "figure.changed",
        ),
        marks=frozenset({"classes"}),
    ),
    Verb(
        "record_attendance",
        lambda stage, by: attended(stage.world.empty_class, "HV-9", stage.cast.leaf, by=by),
        PLANNER,
        given=newcomer,
        writes=frozenset({"figures_pin", "notices_notice", "training_attendance"}),
        journals=(
            "attendance.recorded",
            "figure.changed",
            "figure.changed",
        ),
        marks=frozenset({"trainees"}),
    ),
    Verb(
        "strike_class",
        lambda held, by: strike_class(held, reason="Ghi nhầm.", by=by, at=AT),
        PLANNER,
        given=lambda stage: stage.world.empty_class,
        writes=frozenset({"figures_pin", "notices_notice", "training_trainingclass"}),
        journals=(
            "class.struck",
            "figure.changed",
            "figure.changed",
        ),
        marks=frozenset({"classes"}),
    ),
    Verb(
        "strike_attendance",
        lambda one, by: strike_attendance(one, reason="Ghi nhầm.", by=by, at=AT),
        PLANNER,
        given=lambda stage: stage.world.attendance,
        writes=frozenset({"figures_pin", "notices_notice", "training_attendance"}),
        journals=(
            "attendance.struck",
            "figure.changed",
            "figure.changed",
        ),
        marks=frozenset({"trainees"}),
    ),
]
