"""Classes of five years with their rolls: each person by code, some in two classes."""

from __future__ import annotations

import random
from datetime import date, datetime, time

from django.utils import timezone

from nhip.organisation.accounts.models import User
from nhip.organisation.units.models import Unit
from nhip.work.training.actions import (
    NewAttendance,
    NewClass,
    take_in_attendances,
    take_in_classes,
)

from .organisation import ROOT

YEARS = range(2017, 2022)
HOLDERS = range(1, 17)  # units of the second level that held one class of their own
FROM_EACH, A_CLASS = 8, 48  # people a unit sends; people a class takes

# (month, topic, audiences): twice a year, of the whole body
YEARLY = (
    (3, "công tác kế hoạch tổng hợp", ("cap-uy", "chinh-uy")),
    (9, "nghiệp vụ báo cáo, thống kê", ("can-bo-chinh-tri",)),
)
# Whom the units' own classes were held for, in turn.
AUDIENCES = (
    ("chinh-tri-vien", "can-bo-chinh-tri"),
    ("cap-uy",),
    ("can-bo-chinh-tri",),
    ("chinh-uy", "chinh-tri-vien"),
)


def build_training(units: dict[str, Unit], *, by: User) -> None:
    """Hold the classes and call their rolls, each on the morning it opened."""
    held = take_in_classes(_classes(units), by=by, at=timezone.now())
    people = [
        (unit, number)
        for unit in units.values()
        if unit.code != ROOT
        for number in range(FROM_EACH)
    ]
    people = people[: len(held) * A_CLASS]
    dice = random.Random(2017)  # noqa: S311
    rolls = {(order % len(held), order) for order in range(len(people))}
    rolls |= {
        (dice.randrange(len(held)), person)
        for person in dice.sample(range(len(people)), len(people) // 4)
    }
    take_in_attendances(
        [
            NewAttendance(
                held[place],
                f"HV-{person + 1:04}",
                people[person][0],
                _morning(held[place].opened_on),
            )
            for place, person in sorted(rolls)
        ],
        by=by,
        at=timezone.now(),
    )


def _classes(units: dict[str, Unit]) -> list[NewClass]:
    lessons = [
        (units[ROOT], year, month, f"Tập huấn {topic} năm {year}", audiences)
        for year in YEARS
        for month, topic, audiences in YEARLY
    ] + [
        (
            units[f"{number:02}"],
            YEARS[turn % len(YEARS)],
            4 + turn % 7,
            f"Bồi dưỡng cán bộ tổng hợp, {units[f'{number:02}'].name}"[:200],
            AUDIENCES[turn % len(AUDIENCES)],
        )
        for turn, number in enumerate(HOLDERS)
    ]
    return [
        NewClass(
            unit=holder,
            name=name,
            opened_on=date(year, month, 5),
            closed_on=date(year, month, 9),
            code=f"LTH-{year}-{order:02}",
            audiences=audiences,
            is_sample=True,
            at=_morning(date(year, month, 5)),
        )
        for order, (holder, year, month, name, audiences) in enumerate(lessons, start=1)
    ]


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))
