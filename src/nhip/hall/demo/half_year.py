"""Half-year reports of every unit for three periods: most accepted, some late, returned or missing.

History is written in bulk, but in the shape the actions give it: a revision with its digest, the steps,
and values that carry the report they come from.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role
from nhip.organisation.people.models import Appointment
from nhip.organisation.periods.actions import open_period
from nhip.organisation.periods.choices import DueRule
from nhip.organisation.periods.choices import Kind as PeriodKind
from nhip.organisation.periods.models import Calendar, Period
from nhip.organisation.periods.queries import working_days
from nhip.organisation.units.models import Organ, Unit
from nhip.organisation.units.queries import tree
from nhip.work.duties.actions import Answered, note_answers
from nhip.work.duties.choices import Status
from nhip.work.duties.models import Obligation, Regime
from nhip.work.duties.rules import due_given
from nhip.work.forms.choices import Check, Severity
from nhip.work.forms.models import Form, Row, RowCheck, Section
from nhip.work.forms.rules import digest_of
from nhip.work.indicators.choices import Origin, Stage
from nhip.work.indicators.models import Breakdown, Indicator, Value
from nhip.work.reports import rules
from nhip.work.reports.choices import Step
from nhip.work.reports.models import Entry, Narrative, Report, ReviewStep, Revision

from .forms import OUTLINE, Asked

PERIODS = [(2021, 1), (2021, 2), (2022, 1)]
LAST = (2022, 1)
LEFT_BLANK = ("07", "13", "18")  # nothing handed in for the last period: the journey fills one in
RETURNED = ("05", "09")
WAITING = ("03", "06", "12", "16")


def build_indicators() -> dict[str, Indicator]:
    """Make the form's indicators, ratios after what they divide."""
    asked = [row for section in OUTLINE for row in section.rows]
    made: dict[str, Indicator] = {}
    for order, row in sorted(enumerate(asked), key=lambda pair: pair[1].ratio is not None):
        made[row.key] = Indicator.objects.create(
            key=row.key,
            name=row.name,
            definition=row.definition,
            measure=row.measure,
            origin=Origin.RATIO if row.ratio else Origin.COLLECTED,
            decimals=1 if row.ratio else 0,
            numerator=made[row.ratio[0]] if row.ratio else None,
            denominator=made[row.ratio[1]] if row.ratio else None,
            norm=row.norm[0] if row.norm else None,
            norm_side=row.norm[1] if row.norm else "",
            is_sensitive=row.is_sensitive,
            is_sample=True,
            sort_order=100 + order,
        )
        Breakdown.objects.bulk_create(
            Breakdown(indicator=made[row.key], code=code, name=name, sort_order=place)
            for place, (code, name) in enumerate(row.items)
        )
    return made


def build_form(indicators: dict[str, Indicator], organ: Organ, at: datetime) -> Form:
    """Make the half-year form and publish it."""
    form = Form.objects.create(
        code="nua-nam", version=1, name="Báo cáo nửa năm", organ=organ, published_at=at
    )
    rows: dict[str, Row] = {}
    for number, outline in enumerate(OUTLINE, start=1):
        section = Section.objects.create(
            form=form, number=number, title=outline.title, guidance=outline.guidance
        )
        place = 0
        for asked in outline.rows:
            place += 1
            rows[asked.key] = Row.objects.create(
                section=section, number=place, group=asked.group, indicator=indicators[asked.key]
            )
            for code, _name in asked.items:
                place += 1
                Row.objects.create(
                    section=section, number=place, indicator=indicators[asked.key], item=code
                )
            if asked.items:
                RowCheck.objects.create(
                    row=rows[asked.key], rule=Check.SUM_OF, severity=Severity.ERROR
                )
            if asked.not_above:
                RowCheck.objects.create(
                    row=rows[asked.key],
                    rule=Check.NOT_ABOVE,
                    other=rows[asked.not_above],
                    severity=Severity.ERROR,
                )
    return form


def build_regime(form: Form, organ: Organ, at: datetime) -> tuple[Regime, list[Period]]:
    """Ask every unit below the root for the form each half-year, sooner further down.

    In force for the three half-years that the demonstration tells of.
    """
    calendar = Calendar.objects.create(
        code="nghi-dinh-09", name="Tháng từ ngày 15 tháng trước đến ngày 14", first_day=15
    )
    Calendar.objects.create(code="duong-lich", name="Tháng dương lịch", first_day=1)
    regime = Regime.objects.create(
        code="bao-cao-nua-nam",
        name="Báo cáo nửa năm",
        organ=organ,
        form=form,
        calendar=calendar,
        frequency=PeriodKind.HALF,
        content="Kết quả công tác nửa năm theo mười mục của đề cương, kèm số liệu từng mục.",
        recipient="Đơn vị cấp trên trực tiếp; cấp 2 gửi Phòng Kế hoạch tổng hợp",
        levels=[2, 3, 4],
        due_rule=DueRule.MONTH_DAY,
        due_days=25,
        days_less_a_level=3,
        start_on=date(2020, 12, 15),
        end_on=date(2022, 6, 15),
        published_at=at,
    )
    return regime, [open_period(calendar, PeriodKind.HALF, year, index) for year, index in PERIODS]


@dataclass(frozen=True)
class Fate:
    """What became of one report."""

    status: Status | None
    days_after_due: int


def fate_of(code: str, period: Period, dice: random.Random) -> Fate:
    """Decide what became of a unit's report: the past is all accepted, the last period still moves."""
    late = dice.choice([-3, -2, -2, -1, -1, 0, 0, 0, 0, 2, 5])
    if (period.year, period.index) != LAST:
        return Fate(Status.ACCEPTED, late)
    if code in LEFT_BLANK or (len(code) > 2 and dice.random() < 0.04):
        return Fate(None, 0)
    if code in RETURNED:
        return Fate(Status.RETURNED, late)
    if code in WAITING or (len(code) > 2 and dice.random() < 0.05):
        return Fate(Status.SUBMITTED, late)
    return Fate(Status.ACCEPTED, late)


def build_reports(
    units: dict[str, Unit], regime: Regime, periods: list[Period], form: Form
) -> None:
    """Write every unit's reports for the periods."""
    dice = random.Random(2022)  # noqa: S311
    shape, worked = tree(date(2022, 7, 1)), working_days()
    rows = list(
        Row.objects.filter(section__form=form)
        .select_related("section", "indicator")
        .order_by("section__number", "number")
    )
    people = {
        (appointment.unit_id, appointment.role): appointment.user
        for appointment in Appointment.objects.select_related("user")
    }
    obligations = [
        Obligation(
            regime=regime,
            form=form,
            unit=unit,
            period=period,
            due_on=due_given(regime.term, period.span, shape.node(unit.pk).level, worked),
            made_at=timezone.make_aware(datetime.combine(period.start_on, time(8))),
        )
        for period in periods
        for code, unit in units.items()
        if shape.node(unit.pk).parent_id is not None
    ]
    Obligation.objects.bulk_create(obligations, batch_size=500)
    writer = _Writer(
        form,
        rows,
        dice,
        people,
        {unit.pk: shape.node(unit.pk).parent_id for unit in units.values()},
    )
    for obligation in obligations:
        writer.write(obligation, fate_of(obligation.unit.code, obligation.period, dice))
    writer.save()


class _Writer:
    """Gathers rows of many reports, to be written table by table."""

    def __init__(
        self,
        form: Form,
        rows: list[Row],
        dice: random.Random,
        people: dict[tuple[int, str], User],
        parents: dict[int, int | None],
    ) -> None:
        self.form, self.rows, self.dice, self.people, self.parents = (
            form,
            rows,
            dice,
            people,
            parents,
        )
        self.asked = {row.key: row for section in OUTLINE for row in section.rows}
        self.samples = {number: outline.sample for number, outline in enumerate(OUTLINE, start=1)}
        self.sections = {section.number: section for section in form.sections.all()}
        self.reports: list[Report] = []
        self.revisions: list[Revision] = []
        self.steps: list[ReviewStep] = []
        self.entries: list[Entry] = []
        self.narratives: list[Narrative] = []
        self.values: list[tuple[Value, Revision]] = []

    def write(self, obligation: Obligation, fate: Fate) -> None:
        unit = obligation.unit
        if fate.status is None:
            self.reports.append(
                Report(obligation=obligation, unit=unit, form=self.form, is_sample=True)
            )
            return
        handed = _moment(obligation.due_on + timedelta(days=fate.days_after_due), 9, self.dice)
        decided = handed + timedelta(days=1, hours=2)
        reporter = self.people[unit.pk, Role.REPORTER]
        parent = self.parents[unit.pk]
        checker = (
            self.people.get((parent or 0, Role.PLANNER)) or self.people[parent or 0, Role.CHIEF]
        )
        report = Report(
            obligation=obligation,
            unit=unit,
            form=self.form,
            status=fate.status,
            submitted_at=handed,
            decided_at=None if fate.status == Status.SUBMITTED else decided,
            saved_at=handed,
            is_sample=True,
        )
        figures = self._figures(len(unit.code))
        content = {
            "figures": [
                {
                    "section": row.section.number,
                    "number": row.number,
                    "indicator": row.indicator.key,
                    "item": row.item,
                    "amount": amount,
                    "decimals": row.indicator.decimals,
                    "nil": is_nil,
                }
                for row, (amount, is_nil) in figures.items()
            ],
            "narratives": [
                {"section": number, "text": text} for number, text in self.samples.items()
            ],
        }
        revision = Revision(
            report=report,
            number=1,
            content=content,
            digest=digest_of(content),
            submitted_by=reporter,
            submitted_at=handed,
        )
        self.reports.append(report)
        self.revisions.append(revision)
        self.steps.append(
            ReviewStep(
                report=report,
                revision=revision,
                step=Step.SUBMITTED,
                taken_by=reporter,
                taken_at=handed,
            )
        )
        if fate.status != Status.SUBMITTED:
            is_return = fate.status == Status.RETURNED
            self.steps.append(
                ReviewStep(
                    report=report,
                    revision=revision,
                    step=Step.RETURNED if is_return else Step.ACCEPTED,
                    reason="Mục 9 lệch nhiều so với cùng kỳ. Xem lại sổ hoặc nêu lý do ở phần nhận xét."
                    if is_return
                    else "",
                    taken_by=checker,
                    taken_at=decided,
                )
            )
        for row, (amount, is_nil) in figures.items():
            self.entries.append(
                Entry(
                    report=report,
                    row=row,
                    raw="" if is_nil else str(amount),
                    amount=amount,
                    is_nil=is_nil,
                )
            )
        for number, text in self.samples.items():
            self.narratives.append(
                Narrative(report=report, section=self.sections[number], text=text)
            )
        stages = {
            Status.SUBMITTED: [Stage.SUBMITTED],
            Status.ACCEPTED: [Stage.SUBMITTED, Stage.ACCEPTED],
        }.get(fate.status, [])
        self.values += [
            (
                Value(
                    unit=unit,
                    period=obligation.period,
                    indicator=row.indicator,
                    item=row.item,
                    amount=amount,
                    is_nil=is_nil,
                    stage=stage,
                    source=rules.SOURCE,
                    entered_by=reporter,
                    entered_at=handed,
                ),
                revision,
            )
            for stage in stages
            for row, (amount, is_nil) in figures.items()
        ]

    def save(self) -> None:
        Report.objects.bulk_create(self.reports, batch_size=500)
        Revision.objects.bulk_create(self.revisions, batch_size=200)
        ReviewStep.objects.bulk_create(self.steps, batch_size=500)
        note_answers(self._answers())
        Entry.objects.bulk_create(self.entries, batch_size=2000)
        Narrative.objects.bulk_create(self.narratives, batch_size=1000)
        for value, revision in self.values:
            value.source_id = revision.report.pk
        Value.objects.bulk_create([value for value, _revision in self.values], batch_size=2000)

    def _answers(self) -> Iterator[Answered]:
        for report in self.reports:
            begun_at = report.submitted_at or report.obligation.made_at or timezone.now()
            yield Answered(report.obligation, Status.DRAFT, None, begun_at)
        for step in self.steps:
            report = step.report
            yield Answered(report.obligation, Status(step.step), report.submitted_at, step.taken_at)

    def _figures(self, code_length: int) -> dict[Row, tuple[int, bool]]:
        """Invent one unit's figures, in the order of the form: a whole stands before its parts."""
        size = {2: 3, 4: 2}.get(code_length, 1)
        found: dict[str, int] = {}
        parts: dict[tuple[str, str], int] = {}
        figures: dict[Row, tuple[int, bool]] = {}
        for row in self.rows:
            asked = self.asked[row.indicator.key]
            if asked.ratio:
                continue
            if row.item:
                figures[row] = (parts[asked.key, row.item], False)
                continue
            amount = found[asked.key] = self._amount(asked, size, found)
            parts |= self._split(asked, amount)
            figures[row] = (amount, amount == 0 and asked.is_mostly_nil)
        return figures

    def _amount(self, asked: Asked, size: int, found: dict[str, int]) -> int:
        if asked.is_mostly_nil and self.dice.random() < 0.9:
            return 0
        low, high = asked.typical * size * 3 // 4, asked.typical * size * 5 // 4
        amount = self.dice.randint(low, max(high, low))
        if asked.not_above:
            limit = found[asked.not_above]
            amount = max(limit - self.dice.choice([0, 0, 0, 0, 1]), 0)
        return amount

    def _split(self, asked: Asked, amount: int) -> dict[tuple[str, str], int]:
        """Share a total among the items of its breakdown."""
        parts = {}
        for code, _name in asked.items[:-1]:
            parts[asked.key, code] = self.dice.randint(0, amount)
            amount -= parts[asked.key, code]
        return parts | {(asked.key, code): amount for code, _name in asked.items[-1:]}


def _moment(day: date, hour: int, dice: random.Random) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, dice.randrange(60))))
