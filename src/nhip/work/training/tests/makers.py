"""Classes and rolls for tests, in this room and those above."""

from datetime import date, timedelta

from nhip.office.documents.tests.makers import AT
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import one_row
from nhip.organisation.units.models import Unit
from nhip.work.training.actions import NewAttendance, open_class, take_in_attendances
from nhip.work.training.models import Attendance, TrainingClass


def held(unit: Unit, code: str, opened_on: date, *, by: User) -> TrainingClass:
    """A class of three days."""
    return open_class(
        unit,
        code=code,
        name=f"Lớp bồi dưỡng {code}",
        audiences=["can-bo-chinh-tri"],
        opened_on=opened_on,
        closed_on=opened_on + timedelta(days=2),
        by=by,
        at=AT,
        is_sample=True,
    )


def attended(training_class: TrainingClass, code: str, of: Unit, *, by: User) -> Attendance:
    """A person, made when new, attended the class."""
    with one_row():
        [line] = take_in_attendances([NewAttendance(training_class, code, of)], by=by, at=AT)
    return line
