"""Papers, classes, plans and certificates of five years: the records the page's figures are counted from.

No figure is typed here: what is written is one record a duty (a paper a month, a plan a unit a year),
and the counts follow.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from nhip.office.documents.choices import Kind as PaperKind
from nhip.office.documents.models import Document
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.units.choices import OrganKind, Restart
from nhip.organisation.units.models import NumberSeries, Organ, Unit
from nhip.work.commendations.choices import Recipient
from nhip.work.commendations.models import Certificate
from nhip.work.plans.choices import Kind as PlanKind
from nhip.work.plans.models import UnitPlan
from nhip.work.training.models import Attendance, Trainee, TrainingClass

YEARS = range(2017, 2022)
CONFERENCE_ON = date(2022, 7, 28)
MODEL_UNITS = 13


@dataclass(frozen=True)
class Series:
    """A run of papers: how many a year, of which organ, since when."""

    code: str
    name: str
    organ: OrganKind
    kind: PaperKind
    sign: str
    a_year: int
    since: int = YEARS.start


COMMITTEE, POLITICAL, STAFF = OrganKind.COMMITTEE, OrganKind.POLITICAL, OrganKind.STAFF
DIRECTIVE, PLAN, PROGRAMME = PaperKind.DIRECTIVE, PaperKind.PLAN, PaperKind.PROGRAMME
REPORT, NOTICE = PaperKind.REPORT, PaperKind.NOTICE
SERIES = [
    Series("chi-thi-nam", "Chỉ thị năm", COMMITTEE, DIRECTIVE, "CT-ĐU", 1),
    Series("ke-hoach-nam", "Kế hoạch công tác năm", POLITICAL, PLAN, "KH-CCT", 1),
    Series(
        "chuong-trinh-cap-uy", "Chương trình tháng của cấp ủy", COMMITTEE, PROGRAMME, "CTr-ĐU", 12
    ),
    Series(
        "chuong-trinh-chinh-tri",
        "Chương trình tháng của cơ quan chính trị",
        POLITICAL,
        PROGRAMME,
        "CTr-CCT",
        12,
    ),
    Series(
        "chuong-trinh-phoi-hop",
        "Chương trình tháng phối hợp liên cơ quan",
        STAFF,
        PROGRAMME,
        "CTr-PKH",
        12,
        since=2020,
    ),
    Series("bao-cao-thang-cap-uy", "Báo cáo tháng của cấp ủy", COMMITTEE, REPORT, "BC-ĐU", 12),
    Series("bao-cao-thang", "Báo cáo tháng của cơ quan chính trị", POLITICAL, REPORT, "BC-CCT", 12),
    Series(
        "thong-bao-thang", "Thông báo tháng của cơ quan chính trị", POLITICAL, NOTICE, "TB-CCT", 12
    ),
    Series("thong-bao-tong-hop", "Thông báo tổng hợp tháng", STAFF, NOTICE, "TB-PKH", 12),
    Series("bao-cao-quy-cap-uy", "Báo cáo quý của cấp ủy", COMMITTEE, REPORT, "BCQ-ĐU", 4),
    Series("bao-cao-quy", "Báo cáo quý của cơ quan chính trị", POLITICAL, REPORT, "BCQ-CCT", 4),
    Series("thong-bao-quy", "Thông báo quý", STAFF, NOTICE, "TBQ-PKH", 4),
    Series("bao-cao-nam-cap-uy", "Báo cáo năm của cấp ủy", COMMITTEE, REPORT, "BCN-ĐU", 1),
    Series("bao-cao-nam", "Báo cáo năm của cơ quan chính trị", POLITICAL, REPORT, "BCN-CCT", 1),
    Series("thong-bao-nam", "Thông báo kết quả năm", STAFF, NOTICE, "TBN-PKH", 1),
]
LOOKS_AHEAD = {DIRECTIVE, PLAN, PROGRAMME}
SPAN_NAMES = {12: "tháng {index}/{year}", 4: "quý {roman}/{year}", 1: "năm {year}"}
ROMAN = ["", "I", "II", "III", "IV"]


def build_register(organs: dict[str, Organ]) -> None:
    """Write five years of papers, and the first months of the sixth, into the register."""
    papers = []
    for line in SERIES:
        organ = organs[line.organ.value]
        series = NumberSeries.objects.create(
            organ=organ,
            code=line.code,
            name=line.name,
            kind=line.kind,
            sign=line.sign,
            restarts=Restart.YEAR,
            start_on=date(line.since, 1, 1),
        )
        papers += list(_papers(line, organ, series))
    Document.objects.bulk_create(papers, batch_size=500)


def _papers(line: Series, organ: Organ, series: NumberSeries) -> Iterator[Document]:
    months = 12 // line.a_year
    for year in range(line.since, YEARS.stop + 1):
        for index in range(1, line.a_year + 1):
            first = date(year, (index - 1) * months + 1, 1)
            after = date(year + (index * months) // 12, (index * months) % 12 + 1, 1)
            issued = (
                first + timedelta(days=1) if line.kind in LOOKS_AHEAD else after - timedelta(days=2)
            )
            if issued > date(2022, 6, 30):
                continue
            span = SPAN_NAMES[line.a_year].format(index=index, roman=ROMAN[index % 5], year=year)
            yield Document(
                organ=organ,
                kind=line.kind,
                series=series,
                number=index,
                year=year,
                symbol=f"{index:02}/{line.sign}",
                issued_on=issued,
                subject=f"{line.name}: {span}",
                about_start_on=first,
                about_end_on=after,
                is_sample=True,
            )


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
                    organ=organs[POLITICAL.value],
                    appraised_on=date(year, 1, 18 + order % 10),
                    is_sample=True,
                )
                for kind, title in handed
            ]
    UnitPlan.objects.bulk_create(plans, batch_size=500)


def build_commendations(units: dict[str, Unit], organs: dict[str, Organ]) -> None:
    """Register the decision of the conference's day and its list."""
    command = organs[OrganKind.COMMAND.value]
    series = NumberSeries.objects.create(
        organ=command,
        code="quyet-dinh-khen-thuong",
        name="Quyết định khen thưởng",
        kind=PaperKind.DECISION,
        sign="QĐ-BTL",
        restarts=Restart.YEAR,
        start_on=date(2017, 1, 1),
    )
    decision = Document.objects.create(
        organ=command,
        kind=PaperKind.DECISION,
        series=series,
        number=41,
        year=2022,
        symbol="41/QĐ-BTL",
        issued_on=CONFERENCE_ON,
        is_sample=True,
        subject="Tặng Bằng khen cho tập thể, cá nhân trong năm năm thực hiện quy chế,"
        " quy định công tác kế hoạch tổng hợp",
    )
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
    root = units["QK4"]
    for paper in Document.objects.order_by("pk"):
        record("document.registered", about=paper, by=by, at=_morning(paper.issued_on), unit=root)
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
