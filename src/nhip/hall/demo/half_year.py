"""Half-year reports of every unit for three periods: most accepted, some late, returned or missing."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role
from nhip.organisation.people.models import Appointment
from nhip.organisation.periods.choices import DueRule, PeriodKind
from nhip.organisation.periods.models import Calendar, Period
from nhip.organisation.units.models import Organ
from nhip.organisation.units.queries import tree
from nhip.work.duties.actions import generate_obligations, publish_regime, save_regime
from nhip.work.duties.choices import Status
from nhip.work.duties.models import Obligation, Regime
from nhip.work.forms.models import Form, Row
from nhip.work.reports import actions
from nhip.work.reports.models import Report

from . import designing
from .forms import OUTLINE, DemoRow

CODE = "bao-cao-nua-nam"
LAST = (2022, 1)
LEFT_BLANK = ("07", "13", "18")  # nothing handed in for the last period: the journey fills one in
RETURNED = ("05", "09")
WAITING = ("03", "06", "12", "16")
REASON = "Mục 9 lệch nhiều so với cùng kỳ. Xem lại sổ hoặc nêu lý do ở phần nhận xét."
IN_FORCE = (
    date(2020, 12, 15),
    date(2022, 6, 15),
)  # the three half-years the demonstration tells of


def build_form(organ: Organ, *, by: User) -> Form:
    """Define what the half-year form asks, design it and publish it."""
    at = _morning(IN_FORCE[0])
    asked = [row for part in OUTLINE for row in part.rows]
    indicators = designing.define(asked, since=100, by=by, at=at)
    return designing.design("nua-nam", "Báo cáo nửa năm", OUTLINE, indicators, organ, by=by, at=at)


def build_regime(form: Form, organ: Organ, calendar: Calendar, *, by: User) -> Regime:
    """Ask every unit below the root for the form each half-year, sooner further down."""
    at = _morning(IN_FORCE[0])
    fields = {
        "code": CODE,
        "name": "Báo cáo nửa năm",
        "organ": organ,
        "form": form,
        "calendar": calendar,
        "frequency": PeriodKind.HALF,
        "content": "Kết quả công tác nửa năm theo mười mục của đề cương, kèm số liệu từng mục.",
        "recipient": "Đơn vị cấp trên trực tiếp; cấp 2 gửi Phòng Kế hoạch tổng hợp",
        "levels": [2, 3, 4],
        "due_rule": DueRule.MONTH_DAY,
        "due_days": 25,
        "days_less_a_level": 3,
        "start_on": IN_FORCE[0],
        "end_on": IN_FORCE[1],
    }
    regime = save_regime(Regime(), fields, by=by, at=at)
    regime = publish_regime(regime, by=by, at=at)
    generate_obligations(regime, at=_morning(date(2021, 6, 15)))
    return regime


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


def build_reports(regime: Regime, now: datetime) -> Period:
    """Take in every unit's reports period by period; return the last period."""
    owed = regime.obligations.select_related("unit", "period", "regime").order_by(
        "period__start_on", "unit__sort_order"
    )
    writer = _HalfYear(regime.form, random.Random(2022), now)  # noqa: S311
    by_period: dict[Period, list[Obligation]] = {}
    for obligation in owed:
        by_period.setdefault(obligation.period, []).append(obligation)
    for its in by_period.values():
        writer.take_in(its)
    return list(by_period)[-1]


def hand_in_late(period: Period, held_at: datetime, now: datetime) -> Report:
    """Hand in and accept, the day after the conference, a report that was missing from its figures.

    It is of a unit of the third level, so that those the demonstration otherwise tells of stay as they are.
    """
    missing = Report.objects.filter(
        obligation__regime__code=CODE, obligation__period=period, status=Status.DRAFT
    )
    waiting = missing.filter(unit__code__contains="-").select_related("unit", "obligation__form")
    late = waiting.order_by("unit__sort_order", "unit__code").first()
    assert late
    writer = _HalfYear(late.obligation.form, random.Random(7), now)  # noqa: S311
    reporter = writer.people[late.unit_id, Role.REPORTER]
    handed, accepted = held_at + timedelta(hours=19), held_at + timedelta(hours=24)
    figures = _typed(writer.figures(len(late.unit.code)))
    actions.write_drafts([actions.Writing(late, figures, writer.samples, reporter, handed)])
    actions.submit_reports([actions.HandIn(late, reporter, handed)], at=now)
    checker = writer.checker(late.unit_id)
    actions.accept_reports([actions.Acceptance(late, checker, accepted)], at=now)
    return late


class _HalfYear:
    """Invents what units report, and takes it in."""

    def __init__(self, form: Form, dice: random.Random, now: datetime) -> None:
        self.dice, self.now = dice, now
        self.rows = list(
            Row.objects.filter(section__form=form)
            .select_related("indicator")
            .order_by("section__number", "number")
        )
        self.asked = {row.key: row for part in OUTLINE for row in part.rows}
        sections = dict(form.sections.values_list("number", "pk"))
        self.samples = {
            sections[number]: part.sample for number, part in enumerate(OUTLINE, start=1)
        }
        self.people = _people()
        self.shape = tree(date(2022, 7, 1))

    def take_in(self, owed: list[Obligation]) -> None:
        """Take a period's reports in and decide on them, each on its own day."""
        begun, filled, fates = [], [], []
        for obligation in owed:
            fate = fate_of(obligation.unit.code, obligation.period, self.dice)
            reporter = self.people[obligation.unit_id, Role.REPORTER]
            if fate.status is None:
                opened = _morning(obligation.period.end_on)
                begun.append(actions.Opening(obligation, reporter, opened))
                continue
            day = obligation.due_on + timedelta(days=fate.days_after_due)
            handed = _moment(day, 9, self.dice)
            figures = self.figures(len(obligation.unit.code))
            filled.append(
                actions.FilledReport(obligation, _typed(figures), reporter, handed, self.samples)
            )
            fates.append(fate.status)
        actions.open_reports(begun)
        revisions = actions.take_in_reports(filled, at=self.now)
        accepted, returned = [], []
        for revision, fate_status in zip(revisions, fates, strict=True):
            decided = revision.submitted_at + timedelta(days=1, hours=2)
            checker = self.checker(revision.report.unit_id)
            if fate_status == Status.ACCEPTED:
                accepted.append(actions.Acceptance(revision.report, checker, decided))
            elif fate_status == Status.RETURNED:
                returned.append(actions.Return(revision.report, REASON, checker, decided))
        actions.accept_reports(accepted, at=self.now)
        actions.return_reports(returned, at=self.now)

    def checker(self, unit_id: int) -> User:
        """Return who decides about a unit's report."""
        above = self.shape.parent(unit_id)
        assert above
        planner = self.people.get((above.id, Role.PLANNER))
        return planner or self.people[above.id, Role.CHIEF]

    def figures(self, code_length: int) -> dict[Row, tuple[int, bool]]:
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

    def _amount(self, asked: DemoRow, size: int, found: dict[str, int]) -> int:
        if asked.is_mostly_nil and self.dice.random() < 0.9:
            return 0
        low, high = asked.typical * size * 3 // 4, asked.typical * size * 5 // 4
        amount = self.dice.randint(low, max(high, low))
        if asked.not_above:
            limit = found[asked.not_above]
            amount = max(limit - self.dice.choice([0, 0, 0, 0, 1]), 0)
        return amount

    def _split(self, asked: DemoRow, amount: int) -> dict[tuple[str, str], int]:
        """Share a total among the items of its breakdown."""
        parts = {}
        for code, _name in asked.items[:-1]:
            parts[asked.key, code] = self.dice.randint(0, amount)
            amount -= parts[asked.key, code]
        return parts | {(asked.key, code): amount for code, _name in asked.items[-1:]}


def _people() -> dict[tuple[int, str], User]:
    """Return who holds which role in which unit, each with what they hold."""
    held = Appointment.objects.select_related("user").prefetch_related(
        "user__appointments__post", "user__appointments__unit"
    )
    return {(each.unit_id, each.role): each.user for each in held}


def _typed(figures: Mapping[Row, tuple[int, bool]]) -> dict[int, tuple[str, bool]]:
    """Return figures as somebody types them, by row."""
    return {
        row.pk: ("" if is_nil else str(amount), is_nil) for row, (amount, is_nil) in figures.items()
    }


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(8)))


def _moment(day: date, hour: int, dice: random.Random) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, dice.randrange(60))))
