"""What each verb of this room does, and who may."""

from datetime import date

from nhip.office.documents.tests.makers import AT
from nhip.organisation.units.models import Unit
from nhip.work.training.actions import (
    correct_attendance,
    correct_class,
    restore_attendance,
    restore_class,
    strike_attendance,
    strike_class,
)
from nhip.work.training.models import Attendance, Trainee, TrainingClass
from nhip.work.training.tests.makers import attended, held
from tests.doors import Stage
from tests.verbs import Verb

PLANNER = frozenset({"planner"})


def root() -> Unit:
    return Unit.objects.get(code="G")


def newcomer(stage: Stage) -> Stage:
    Trainee.objects.create(code="HV-9", unit=stage.cast.leaf)
    return stage


def struck_class(stage: Stage) -> TrainingClass:
    by = stage.cast.planner
    return strike_class(stage.world.empty_class, reason="Ghi nhầm.", by=by, at=AT)


def struck_line(stage: Stage) -> Attendance:
    by = stage.cast.planner
    return strike_attendance(stage.world.attendance, reason="Ghi nhầm.", by=by, at=AT)


VERBS = [
    Verb(
        "open_class",
        lambda stage, by: held(stage.cast.unit, "V-1", date(2020, 3, 1), by=by),
        PLANNER,
        writes=frozenset(
            {
                "training_trainingclass",
                "training_trainingclass_audiences",
            }
        ),
        journals=(
            "class.opened",
            *4 * ("figure.changed",),
        ),
        marks=frozenset({"classes", "trainees"}),  # one more class without its roll
    ),
    Verb(
        "take_in_attendances",
        lambda stage, by: attended(stage.world.empty_class, "HV-9", stage.cast.leaf, by=by),
        PLANNER,
        given=newcomer,
        writes=frozenset({"training_attendance"}),
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
        writes=frozenset({"training_trainingclass"}),
        journals=(
            "class.struck",
            *4 * ("figure.changed",),
        ),
        marks=frozenset({"classes", "trainees"}),  # one more class without its roll
    ),
    Verb(
        "strike_attendance",
        lambda one, by: strike_attendance(one, reason="Ghi nhầm.", by=by, at=AT),
        PLANNER,
        given=lambda stage: stage.world.attendance,
        writes=frozenset({"training_attendance"}),
        journals=(
            "attendance.struck",
            "figure.changed",
            "figure.changed",
        ),
        marks=frozenset({"trainees"}),
    ),
    Verb(
        "correct_class",
        lambda held, by: correct_class(held, {"name": "Khác"}, reason="Ghi nhầm.", by=by, at=AT),
        PLANNER,
        given=lambda stage: stage.world.empty_class,
        writes=frozenset({"training_trainingclass"}),
        journals=("class.corrected",),
    ),
    Verb(
        "restore_class",
        lambda held, by: restore_class(held, reason="Không trùng.", by=by, at=AT),
        PLANNER,
        given=struck_class,
        writes=frozenset({"training_trainingclass"}),
        journals=("class.restored", *4 * ("figure.fresh",)),
    ),
    Verb(
        "correct_attendance",
        lambda line, by: correct_attendance(
            line, {"code": "HV-9", "unit": line.trainee.unit}, reason="Ghi nhầm.", by=by, at=AT
        ),
        PLANNER,
        given=lambda stage: stage.world.attendance,
        writes=frozenset({"training_attendance", "training_trainee"}),
        journals=("attendance.corrected",),
    ),
    Verb(  # the same person, of another unit
        "correct_attendance",
        lambda line, by: correct_attendance(
            line, {"code": line.trainee.code, "unit": root()}, reason="Ghi nhầm.", by=by, at=AT
        ),
        PLANNER,
        given=lambda stage: stage.world.attendance,
        writes=frozenset({"training_trainee"}),
        journals=("attendance.corrected",),
    ),
    Verb(
        "restore_attendance",
        lambda line, by: restore_attendance(line, reason="Có dự.", by=by, at=AT),
        PLANNER,
        given=struck_line,
        writes=frozenset({"training_attendance"}),
        journals=("attendance.restored", "figure.fresh", "figure.fresh"),
    ),
]
HOUSE = ["faults_of_attendances", "faults_of_classes"]  # look, and write nothing
