"""Classes, plans and certificates of five years: the records the page's figures are counted from.

No figure is typed here: what is written is one record a duty (a plan a unit a year),
and the counts follow.
"""

from __future__ import annotations

import random
from datetime import date, datetime, time

from django.utils import timezone

from nhip.office.documents.actions import NewPaper, take_in_papers
from nhip.office.documents.choices import Kind as PaperKind
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.units.actions import NewSeries, take_in_series
from nhip.organisation.units.choices import OrganKind, Restart
from nhip.organisation.units.models import Organ, Unit
from nhip.work.commendations.choices import Recipient
from nhip.work.commendations.models import Certificate
from nhip.work.plans.choices import Kind as PlanKind
from nhip.work.plans.models import UnitPlan
from nhip.work.training.models import Attendance, Trainee, TrainingClass

YEARS = range(2017, 2022)
CONFERENCE_ON = date(2022, 7, 28)
MODEL_UNITS = 13


def build_training(units: dict[str, Unit]) -> None:
    """Hold the classes of five years with their rolls: each person by code, some in two classes."""
    dice = random.Random(2017)  # noqa: S311
    root = next(unit for unit in units.values() if unit.code == "QK4")
    holders = [units[f"{number:02}"] for number in range(1, 17)]
    lessons = [
        (root, year, month, f"Tập huấn {topic} năm {year}")
        for year in YEARS
        for month, topic in ((3, "công tác kế hoạch tổng hợp"), (9, "nghiệp vụ báo cáo, thống kê"))
    ] + [
        (
            holder,
            YEARS[turn % len(YEARS)],
            4 + turn % 7,
            f"Bồi dưỡng cán bộ tổng hợp, {holder.name}"[:200],
        )
        for turn, holder in enumerate(holders)
    ]
    classes = [
        TrainingClass(
            unit=holder,
            code=f"LTH-{year}-{order:02}",
            name=name,
            audience="Cấp ủy viên, chính ủy, chính trị viên, cán bộ chính trị các cấp",
            opened_on=date(year, month, 5),
            closed_on=date(year, month, 9),
            is_sample=True,
        )
        for order, (holder, year, month, name) in enumerate(lessons, start=1)
    ]
    TrainingClass.objects.bulk_create(classes)
    people = [
        Trainee(code=f"HV-{order:04}", unit=unit)
        for order, unit in enumerate(
            (unit for unit in units.values() if unit is not root for _ in range(8)), start=1
        )
    ][: len(classes) * 48]
    Trainee.objects.bulk_create(people)
    rolls = {(order % len(classes), person.pk) for order, person in enumerate(people)}
    rolls |= {
        (dice.randrange(len(classes)), person.pk)
        for person in dice.sample(people, len(people) // 4)
    }
    Attendance.objects.bulk_create(
        [
            Attendance(training_class=classes[place], trainee_id=person)
            for place, person in sorted(rolls)
        ],
        batch_size=500,
    )


def build_plans(units: dict[str, Unit], organs: dict[str, Organ]) -> None:
    """Every unit of the second level hands up a yearly plan; the model units one more."""
    second = [unit for code, unit in units.items() if len(code) == 2]
    plans = []
    for year in range(YEARS.start, YEARS.stop + 1):
        for order, unit in enumerate(second):
            handed = [(PlanKind.YEARLY, f"Kế hoạch công tác năm {year}")]
            if order < MODEL_UNITS:
                handed.append(
                    (
                        PlanKind.MODEL_UNIT,
                        f"Kế hoạch xây dựng đơn vị “Mẫu mực, tiêu biểu” năm {year}",
                    )
                )
            plans += [
                UnitPlan(
                    unit=unit,
                    kind=kind,
                    year=year,
                    title=title,
                    received_on=date(year, 1, 6 + order % 10),
                    organ=organs[OrganKind.POLITICAL.value],
                    appraised_on=date(year, 1, 18 + order % 10),
                    is_sample=True,
                )
                for kind, title in handed
            ]
    UnitPlan.objects.bulk_create(plans, batch_size=500)


def build_commendations(
    units: dict[str, Unit], organs: dict[str, Organ], *, opened_by: User, by: User
) -> None:
    """Register the decision of the conference's day and its list."""
    command = organs[OrganKind.COMMAND.value]
    code, name, sign = "quyet-dinh-khen-thuong", "Quyết định khen thưởng", "QĐ-BTL"
    kind, restarts, since = PaperKind.DECISION, Restart.YEAR.value, date(2017, 1, 1)
    (series,) = take_in_series(
        [NewSeries(command, code, name, kind, sign, restarts, since)],
        by=opened_by,
        at=timezone.now(),
    )
    new = NewPaper(
        series,
        CONFERENCE_ON,
        "Tặng Bằng khen cho tập thể, cá nhân trong năm năm thực hiện quy chế,"
        " quy định công tác kế hoạch tổng hợp",
        number=41,
        is_sample=True,
        at=_morning(CONFERENCE_ON),
    )
    (decision,) = take_in_papers([new], by=by, at=timezone.now())
    merit = (
        "Thành tích xuất sắc trong năm năm thực hiện quy chế, quy định công tác kế hoạch tổng hợp"
    )
    honoured = [units[code] for code in ("02", "05", "07", "11", "14")]
    Certificate.objects.bulk_create(
        Certificate(
            decision=decision,
            unit=unit,
            recipient=recipient,
            written_as=written[:200],
            merit=merit,
            given_on=CONFERENCE_ON,
            review_start_on=date(YEARS.start, 1, 1),
            review_end_on=date(YEARS.stop, 1, 1),
            is_sample=True,
        )
        for recipient, written_for in (
            (Recipient.COLLECTIVE, "{}"),
            (Recipient.INDIVIDUAL, "Trợ lý kế hoạch, {}"),
        )
        for unit in honoured
        for written in [written_for.format(unit.name)]
    )


def write_journal(units: dict[str, Unit], *, by: User) -> None:
    """Write down who entered each record and when, as the actions do: lineage ends at a post."""
    for held in TrainingClass.objects.select_related("unit"):
        record("class.opened", about=held, by=by, at=_morning(held.opened_on), unit=held.unit)
    for line in Attendance.objects.select_related("training_class__unit").order_by("pk"):
        held = line.training_class
        record(
            "attendance.recorded", about=line, by=by, at=_morning(held.opened_on), unit=held.unit
        )
    for plan in UnitPlan.objects.select_related("unit"):
        record("plan.received", about=plan, by=by, at=_morning(plan.received_on), unit=plan.unit)
        record("plan.appraised", about=plan, by=by, at=_morning(plan.appraised_on), unit=plan.unit)
    for given in Certificate.objects.select_related("unit"):
        record(
            "certificate.awarded", about=given, by=by, at=_morning(given.given_on), unit=given.unit
        )


def _morning(day: date | None) -> datetime:
    return timezone.make_aware(datetime.combine(day or CONFERENCE_ON, time(9)))
