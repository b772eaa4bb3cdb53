"""Small regimes around the day of the build, with reports in every state.

Single verbs, each at its moment, so that what happened around today is told as it would be.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from nhip.organisation.accounts.models import User
from nhip.organisation.periods.choices import DueRule, PeriodKind
from nhip.organisation.periods.models import Calendar
from nhip.organisation.periods.queries import working_days
from nhip.organisation.periods.rules import Due, Span, place_of, span_of, today
from nhip.organisation.units.models import Organ, Unit
from nhip.work.duties.actions import (
    AskedFigure,
    Inquiry,
    ask_more_time,
    excuse_unit,
    extend_deadline,
    generate_obligations,
    publish_regime,
    put_question,
    save_regime,
)
from nhip.work.duties.models import Obligation, Regime
from nhip.work.forms.models import Row
from nhip.work.reports import actions
from nhip.work.reports.models import Report

from . import designing
from .forms import DemoRow, Outline
from .organisation import REPORTING_UNIT

MONTHLY = ("01", "02", "04", "08", "12", "13", "14", "16")  # none that the reform of 2022 touches
ASKED_AT_ONCE = ("02", "04", REPORTING_UNIT, "12")
QUARTERLY = ("02", "04", "07", "17", "19")
RESULTS = "Kết quả trong kỳ"
STILL_NEW = timedelta(days=4)
SHARED = "tin_bai_thang"
FIGURES = {
    key: DemoRow(key, name, "", "lượt")
    for key, name in {
        "buoi_sinh_hoat": "Buổi sinh hoạt chính trị trong tháng",
        SHARED: "Tin, bài gửi Trang tin trong tháng",
        "cong_tac_vien": "Cộng tác viên có bài trong tháng",
        "luot_kiem_tra_quy": "Lượt kiểm tra cơ sở trong quý",
        "kien_nghi_quy": "Kiến nghị sau kiểm tra trong quý",
    }.items()
}


@dataclass(frozen=True)
class DemoRegime:
    """A small regime: its form's sections with what each asks, by key, who reports, how far back."""

    code: str
    name: str
    frequency: PeriodKind
    outline: Mapping[str, tuple[str, ...]]
    units: tuple[str, ...]
    days_ago: int


MONTH = DemoRegime(
    "bao-cao-thang",
    "Báo cáo tháng",
    PeriodKind.MONTH,
    {RESULTS: ("buoi_sinh_hoat", SHARED)},
    MONTHLY,
    100,
)
NEWS = DemoRegime(
    "tuyen-truyen-thang",
    "Báo cáo tháng về tuyên truyền",
    PeriodKind.MONTH,
    {RESULTS: (SHARED, "cong_tac_vien")},
    MONTHLY[:2],
    100,
)
QUARTER = DemoRegime(
    "bao-cao-quy",
    "Báo cáo quý",
    PeriodKind.QUARTER,
    {"Kiểm tra cơ sở": ("luot_kiem_tra_quy",), "Sau kiểm tra": ("kien_nghi_quy",)},
    QUARTERLY,
    200,
)


@dataclass
class Office:
    """Who acts, for which organ, and when it is now."""

    organ: Organ
    calendar: Calendar
    users: dict[str, User]
    units: dict[str, Unit]
    now: datetime

    @property
    def planner(self) -> User:
        return self.users["kehoach"]

    @property
    def yesterday(self) -> date:
        return today(self.now) - timedelta(days=1)

    def reporter(self, obligation: Obligation) -> User:
        code = obligation.unit.code
        return self.users["baocao" if code == REPORTING_UNIT else f"tonghop.{code}"]


@dataclass(frozen=True)
class Settled:
    """What everybody has answered: a month whose review is prepared, a quarter whose review is over."""

    month: list[Obligation]
    quarter: list[Obligation]


def build_regimes(office: Office) -> Settled:
    """Put a monthly and a quarterly regime in force, and a third that takes a figure from the first."""
    at = written_at(begins(office, QUARTER.frequency, QUARTER.days_ago))
    indicators = designing.define(FIGURES.values(), since=900, by=office.planner, at=at)
    monthly = _regime(office, MONTH, indicators)
    news = _regime(office, NEWS, indicators, reuse={indicators[SHARED].pk})
    quarterly = _regime(office, QUARTER, indicators)
    *before, last = _over(monthly, office.now)
    quarters = _over(quarterly, office.now)
    for owed in [*before, *quarters]:
        for obligation in owed:
            _answer(office, obligation, accept=True)
    _show_every_state(office, last)
    _answer_the_newest(office, monthly)
    _begin_the_next(office, monthly)
    for obligation in [each for owed in _over(news, office.now) for each in owed]:
        _answer(office, obligation, accept=True)
    _ask_at_once(office)
    return Settled(before[-1], quarters[-1])


def send_back(office: Office, settled: Settled) -> None:
    """Send a report of the quarter back in part, after its figures were told."""
    for obligation in settled.quarter:
        if obligation.unit.code == REPORTING_UNIT:
            _return_in_part(office, obligation)


def _ask_at_once(office: Office) -> None:
    """Ask a few units for a figure since yesterday: one has answered, one waits for its own chief."""
    asked_at = _moment(office.yesterday, 14)
    until = working_days().after(today(office.now), 1)
    question = Inquiry(
        "Số buổi phổ biến quy chế đã tổ chức trong tuần",
        office.organ,
        tuple(office.units[code] for code in ASKED_AT_ONCE),
        Span(office.yesterday - timedelta(days=6), today(office.now)),
        Due(until, time(16)),
        (AskedFigure("Buổi phổ biến quy chế trong tuần", "buổi"),),
        needs_chief=True,
    )
    regime = put_question(question, by=office.planner, at=asked_at)
    owed = {each.unit.code: each for each in regime.obligations.select_related("unit")}
    for code in (REPORTING_UNIT, ASKED_AT_ONCE[0]):
        report = _fill_in(office, owed[code], at=_moment(office.yesterday, 16))
        actions.present_report(
            report, by=office.reporter(owed[code]), at=_moment(office.yesterday, 16)
        )
    chief, at = office.users[f"thutruong.{ASKED_AT_ONCE[0]}"], _moment(office.yesterday, 17)
    report = Report.objects.get(obligation=owed[ASKED_AT_ONCE[0]])
    shown = actions.as_handed_in(report, by=chief, at=at)
    actions.sign_report(report, shown.digest, by=chief, at=at)


def _regime(
    office: Office, duty: DemoRegime, indicators: designing.Indicators, reuse: Collection[int] = ()
) -> Regime:
    start_on = begins(office, duty.frequency, duty.days_ago)
    by, at = office.planner, written_at(start_on)
    outline = [
        Outline(title, "", "", tuple(FIGURES[key] for key in keys))
        for title, keys in duty.outline.items()
    ]
    form = designing.design(duty.code, duty.name, outline, indicators, office.organ, by=by, at=at)
    fields = {
        "code": duty.code,
        "name": duty.name,
        "content": "Kết quả chính trong kỳ và số liệu theo biểu.",
        "organ": office.organ,
        "units": [office.units[each] for each in duty.units],
        "recipient": "Phòng Kế hoạch tổng hợp",
        "form": form,
        "calendar": office.calendar,
        "frequency": duty.frequency,
        "due_rule": DueRule.MONTH_DAY,
        "due_days": 25,
        "start_on": start_on,
    }
    regime = save_regime(Regime(), fields, by=by, at=at)
    regime = publish_regime(regime, reuse=reuse, by=by, at=at)
    make_owed(regime, start_on, office.now)
    return regime


def begins(office: Office, kind: PeriodKind, days_ago: int) -> date:
    """Return the first day of the period in which it was so many days ago."""
    day = today(office.now) - timedelta(days=days_ago)
    cut = office.calendar.cut
    return span_of(cut, kind, *place_of(cut, kind, day)).start_on


def written_at(start_on: date) -> datetime:
    """Return when a regime that begins on a day was written, with its form: before anybody owes it."""
    return _moment(start_on - timedelta(days=10), 8)


def make_owed(regime: Regime, start_on: date, now: datetime, every: int = 15) -> None:
    """Make what a regime asks for from its first day until now; the scheduler looks more often."""
    day = start_on
    while day < today(now):
        generate_obligations(regime, at=_moment(day, 0))
        day += timedelta(days=every)
    generate_obligations(regime, at=now)


def _over(regime: Regime, now: datetime) -> list[list[Obligation]]:
    """Return what was due five days ago or earlier, period by period."""
    owed = regime.obligations.filter(due_on__lt=today(now) - STILL_NEW)
    by_period: dict[int, list[Obligation]] = {}
    for obligation in owed.select_related("unit", "regime__form", "period").order_by(
        "due_on", "pk"
    ):
        by_period.setdefault(obligation.period_id, []).append(obligation)
    return list(by_period.values())


def _show_every_state(office: Office, owed: list[Obligation]) -> None:
    """Let the last month that was due show what can become of a report, some of it since yesterday."""
    corrected, correcting, on_time, late, returned, extended, excused, overdue = owed
    _answer(office, corrected, accept=True)
    _correct(office, corrected, accept=True)
    _answer(office, correcting, accept=True)
    _correct(office, correcting, accept=False)
    _answer(office, on_time)
    _answer(office, late, handed_on=office.yesterday)
    reason = "Số buổi ít hơn kế hoạch tháng. Xem lại sổ hoặc nêu lý do."
    _answer(office, returned, reason=reason, decided_on=office.yesterday)
    until = working_days().after(today(office.now), 2)
    extend_deadline(
        extended, until, "Đơn vị làm nhiệm vụ đột xuất.", by=office.planner, at=office.now
    )
    at = _moment(excused.due_on - timedelta(days=3), 9)
    excuse_unit(excused, "Đơn vị đang sắp xếp lại.", by=office.planner, at=at)
    reason = "Trợ lý tổng hợp đi công tác, chờ số liệu của các bộ phận."
    at = _moment(office.yesterday, 15)
    ask_more_time(overdue, until, reason, by=office.reporter(overdue), at=at)


def _answer_the_newest(office: Office, regime: Regime) -> None:
    """Let most have answered what was due in these days: some accepted, some not looked at yet."""
    day = today(office.now)
    newest = regime.obligations.filter(due_on__gte=day - STILL_NEW, due_on__lte=day)
    for place, obligation in enumerate(newest.select_related("unit").order_by("pk")):
        if place < len(MONTHLY) - 2:
            _answer(office, obligation, accept=place < 3)


def _correct(office: Office, obligation: Obligation, *, accept: bool) -> None:
    """Open an accepted report again, and hand it in with another figure where it is accepted."""
    report, reporter = Report.objects.get(obligation=obligation), office.reporter(obligation)
    day = office.yesterday
    actions.reopen_report(report, "Cộng sót một buổi.", by=reporter, at=_moment(day, 8))
    if not accept:
        return
    entry = report.cells.order_by("row__number").first()
    if entry:
        figures = {entry.row_id: (str((entry.amount or 0) + 1), False)}
        actions.save_draft(report, figures=figures, narratives={}, by=reporter, at=_moment(day, 9))
    actions.submit_report(report, by=reporter, at=_moment(day, 9))
    actions.accept_report(report, by=office.planner, at=_moment(day, 10))


def _begin_the_next(office: Office, regime: Regime) -> None:
    """Let one unit have begun what is not due yet."""
    ahead = regime.obligations.filter(due_on__gt=today(office.now) + timedelta(days=7))
    obligation = ahead.order_by("due_on", "pk").select_related("unit").first()
    if obligation:
        actions.open_report(obligation, by=office.reporter(obligation), at=office.now)


def _return_in_part(office: Office, obligation: Obligation) -> None:
    """Send one cell and one section of an accepted report back, each with its reason."""
    places = {
        (1, 1): "Sổ kiểm tra ghi ít hơn một lượt. Đếm lại.",
        (2, None): "Nêu rõ kiến nghị nào đã làm xong.",
    }
    report = Report.objects.get(obligation=obligation)
    actions.return_report(
        report, "", places=places, by=office.planner, at=_moment(office.yesterday, 15)
    )


def _answer(
    office: Office,
    obligation: Obligation,
    *,
    accept: bool = False,
    reason: str = "",
    handed_on: date | None = None,
    decided_on: date | None = None,
) -> None:
    """Fill a report in, hand it in two days early, and decide on it the day after, or as said."""
    handed = _moment(handed_on or obligation.due_on - timedelta(days=2), 9)
    decided = _moment(decided_on, 14) if decided_on else handed + timedelta(days=1)
    reporter, report = office.reporter(obligation), _fill_in(office, obligation, at=handed)
    actions.submit_report(report, by=reporter, at=handed)
    if accept:
        actions.accept_report(report, by=office.planner, at=decided)
    elif reason:
        actions.return_report(report, reason, by=office.planner, at=decided)


def _fill_in(office: Office, obligation: Obligation, *, at: datetime) -> Report:
    """Begin a report and write into every cell that no other report fills."""
    reporter = office.reporter(obligation)
    report = actions.open_report(obligation, by=reporter, at=at)
    taken = set(report.cells.exclude(reused_from=None).values_list("row_id", flat=True))
    rows = Row.objects.filter(section__form=report.form).exclude(pk__in=taken)
    figures = {row.pk: (str(3 + (obligation.pk + row.pk) % 9), False) for row in rows}
    actions.save_draft(report, figures=figures, narratives={}, by=reporter, at=at)
    return report


def _moment(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
