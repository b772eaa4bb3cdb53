"""Half-year reports: of every unit for three periods until 2022, all accepted, and of this year."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role
from nhip.organisation.people.models import Appointment
from nhip.organisation.periods.choices import DueRule, PeriodKind
from nhip.organisation.periods.models import Period
from nhip.organisation.periods.rules import today
from nhip.organisation.units.models import Organ
from nhip.organisation.units.queries import tree
from nhip.work.duties.actions import publish_regime, save_regime
from nhip.work.duties.choices import Status
from nhip.work.duties.models import Obligation, Regime
from nhip.work.forms.models import Form, Row
from nhip.work.reports import actions
from nhip.work.reports.models import Report, Revision

from . import designing
from .forms import OUTLINE, DemoRow
from .organisation import REPORTING_UNIT
from .regimes import Office, begins, make_owed, written_at

CODE, CODE_NOW = "bao-cao-nua-nam", "bao-cao-nua-nam-truc-thuoc"
LEFT_BLANK = ("13", "18")  # nothing handed in for a period that still moves
RETURNED = ("05", "09")
WAITING = ("03", "06", "12", "16")
BEGUN = (REPORTING_UNIT, "13")  # filling in the running period; the journey fills the first one in
STILL_MOVES = timedelta(days=40)  # after its deadline
BACK = 190  # days: a half-year that is over lies in them
REASON = "Mục 9 lệch nhiều so với cùng kỳ. Xem lại sổ hoặc nêu lý do ở phần nhận xét."
IN_FORCE = (
    date(2020, 12, 15),
    date(2022, 6, 15),
)  # the three half-years of every unit


def build_form(organ: Organ, *, by: User) -> Form:
    """Define what the half-year form asks, design it and publish it."""
    at = written_at(IN_FORCE[0])
    asked = [row for part in OUTLINE for row in part.rows]
    indicators = designing.define(asked, since=100, by=by, at=at)
    return designing.design("nua-nam", "Báo cáo nửa năm", OUTLINE, indicators, organ, by=by, at=at)


def build_regime(office: Office) -> Regime:
    """Ask every unit below the root for the form each half-year until 2022, sooner further down."""
    start_on, end_on = IN_FORCE
    asked = {"code": CODE, "levels": [2, 3, 4], "start_on": start_on, "end_on": end_on}
    return _put_in_force(asked, office, until=_morning(date(2021, 6, 15)))


def build_regime_now(office: Office) -> Regime:
    """Ask the units directly below the root for the same form, since the half-year before the running one."""
    start_on = begins(office, PeriodKind.HALF, BACK)
    asked = {"code": CODE_NOW, "levels": [2], "start_on": start_on}
    return _put_in_force(asked, office, until=office.now)


def _put_in_force(asked: dict[str, Any], office: Office, *, until: datetime) -> Regime:
    at = written_at(asked["start_on"])
    fields = {
        "name": "Báo cáo nửa năm",
        "organ": office.organ,
        "form": office.form,
        "calendar": office.calendar,
        "frequency": PeriodKind.HALF,
        "content": "Kết quả công tác nửa năm theo mười mục của đề cương, kèm số liệu từng mục.",
        "recipient": "Đơn vị cấp trên trực tiếp; đơn vị trực thuộc gửi Phòng Kế hoạch tổng hợp",
        "due_rule": DueRule.MONTH_DAY,
        "due_days": 25,
        "days_less_a_level": 3,
    }
    regime = save_regime(Regime(), fields | asked, by=office.planner, at=at)
    regime = publish_regime(regime, by=office.planner, at=at)
    make_owed(regime, asked["start_on"], until, every=90)
    return regime


@dataclass(frozen=True)
class Fate:
    """What became of one report."""

    status: Status | None
    days_after_due: int


def fate_of(code: str, dice: random.Random, *, still_moves: bool) -> Fate:
    """Decide what became of a unit's report: the past is all accepted, what was due lately still moves."""
    late = dice.choice([-3, -2, -2, -1, -1, 0, 0, 0, 0, 2, 5])
    if not still_moves:
        return Fate(Status.ACCEPTED, late)
    if code in LEFT_BLANK:
        return Fate(None, 0)
    if code in RETURNED:
        return Fate(Status.RETURNED, late)
    return Fate(Status.SUBMITTED if code in WAITING else Status.ACCEPTED, late)


def build_reports(regime: Regime, now: datetime) -> Period:
    """Take in every unit's reports of what has begun, period by period; return the last period."""
    owed = (
        regime.obligations.filter(period__start_on__lte=today(now))
        .select_related("unit", "period", "regime")
        .order_by("period__start_on", "unit__sort_order")
    )
    writer = _HalfYear(regime.form, random.Random(2022), now)  # noqa: S311
    by_period: dict[Period, list[Obligation]] = {}
    for obligation in owed:
        by_period.setdefault(obligation.period, []).append(obligation)
    for its in by_period.values():
        writer.take_in(its)
    return list(by_period)[-1]


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

    def take_in(self, owed: list[Obligation]) -> None:
        """Take a period's reports in and decide on them, each on its own day, as far as it has come."""
        begun, filled, fates = [], [], []
        for obligation in owed:
            fate = self._fate(obligation)
            reporter = self.people[obligation.unit_id, Role.REPORTER]
            handed = _moment(obligation.due_on + timedelta(days=fate.days_after_due), 9, self.dice)
            if fate.status and handed < self.now:
                figures = _typed(self.figures(len(obligation.unit.code)))
                filled.append(
                    actions.FilledReport(obligation, figures, reporter, handed, self.samples)
                )
                fates.append(fate.status)
            elif obligation.unit.code in BEGUN:
                opened = min(_morning(obligation.period.end_on), self.now)
                begun.append(actions.Opening(obligation, reporter, opened))
        actions.open_reports(begun)
        self._decide(actions.take_in_reports(filled, at=self.now), fates)

    def _fate(self, obligation: Obligation) -> Fate:
        still_moves = obligation.due_on > today(self.now) - STILL_MOVES
        return fate_of(obligation.unit.code, self.dice, still_moves=still_moves)

    def _decide(self, revisions: list[Revision], fates: list[Status]) -> None:
        """Accept and return what was handed in, the day after; what came today waits."""
        accepted, returned = [], []
        for revision, fate in zip(revisions, fates, strict=True):
            decided = revision.submitted_at + timedelta(days=1, hours=2)
            checker = self.checker(revision.report)
            if decided > self.now or fate == Status.SUBMITTED:
                continue
            if fate == Status.ACCEPTED:
                accepted.append(actions.Acceptance(revision.report, checker, decided))
            else:
                returned.append(actions.Return(revision.report, REASON, checker, decided))
        actions.accept_reports(accepted, at=self.now)
        actions.return_reports(returned, at=self.now)

    def checker(self, report: Report) -> User:
        """Return who decides about a unit's report: of the unit above when the period ended."""
        above = tree(report.obligation.period.span.last_on).parent(report.unit_id)
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
