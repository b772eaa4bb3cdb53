"""Telling the figures counted from classes and rolls what changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from nhip.organisation.accounts.models import User
from nhip.work.indicators.actions import RecordChange, records_changed

from ..models import Attendance, TrainingClass

AT_ONCE = 500  # rows a statement
OF_A_CLASS = ["classes", "trainees", "attendances"]
OF_AN_ATTENDANCE = ["trainees", "attendances"]


@dataclass(frozen=True)
class ToldClass:
    """What happened to a class or its roll, as an editor reads it beside a figure, and when."""

    held: TrainingClass
    cause: str
    at: datetime


def tell(keys: Sequence[str], told: Iterable[ToldClass], *, by: User) -> None:
    """Tell the figures that count these classes' records."""
    told = list(told)
    links = {pk: reverse("training:class", args=[pk]) for pk in {each.held.pk for each in told}}
    records_changed(
        [
            RecordChange(
                keys,
                each.held.unit_id,
                each.held.opened_on,
                each.cause,
                links[each.held.pk],
                by,
                each.at,
            )
            for each in told
        ]
    )


def words_of(line: Attendance) -> str:
    """Name an attendance: "attendance of HV-0001 at class LTH-2019-01"."""
    codes = {"trainee": line.trainee.code, "code": line.training_class.code}
    return _("attendance of %(trainee)s at class %(code)s") % codes
