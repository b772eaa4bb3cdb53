"""Reports of this year in every state: single verbs, each at its moment, as it would be told.

What everybody answered in time is taken in at one stroke.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from nhip.organisation.periods.queries import working_days
from nhip.organisation.periods.rules import Due, Span, today
from nhip.work.duties.actions import (
    AskedFigure,
    Inquiry,
    ask_more_time,
    excuse_unit,
    extend_deadline,
    put_question,
)
from nhip.work.duties.models import Obligation, Regime
from nhip.work.forms.models import Row
from nhip.work.reports import actions
from nhip.work.reports.models import Report

from .organisation import REPORTING_UNIT
from .regimes import MONTHLY, InForce, Office, moment

ASKED_AT_ONCE = ("02", "04", REPORTING_UNIT, "12")
STILL_NEW = timedelta(days=4)
LOOKED_AT = timedelta(days=14)  # after that nothing that came in time waits for a check


@dataclass(frozen=True)
class Settled:
    """What everybody has answered: a month whose review is prepared, a quarter whose review is over."""

    month: list[Obligation]
    quarter: list[Obligation]


def build_answers(office: Office, regimes: InForce) -> Settled:
    """Let what was due be answered: the last month in every state, the months and quarters before done."""
    *before, last = _over(regimes.monthly, office.now)
    quarters = _over(regimes.quarterly, office.now)
    _accept_all(office, [each for owed in [*before, *quarters] for each in owed])
    _show_every_state(office, last)
    _answer_the_newest(office, regimes.monthly)
    _begin_the_next(office, regimes.monthly)
    for owed in _over(regimes.news, office.now):
        for obligation in owed:
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
    asked_at = moment(office.yesterday, 14)
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
        report = _fill_in(office, owed[code], at=moment(office.yesterday, 16))
        actions.present_report(
            report, by=office.reporter(owed[code]), at=moment(office.yesterday, 16)
        )
    chief, at = office.users[f"thutruong.{ASKED_AT_ONCE[0]}"], moment(office.yesterday, 17)
    report = Report.objects.get(obligation=owed[ASKED_AT_ONCE[0]])
    shown = actions.as_handed_in(report, by=chief, at=at)
    actions.sign_report(report, shown.digest, by=chief, at=at)


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
    _answer(office, on_time, accept=on_time.due_on < today(office.now) - LOOKED_AT)
    _answer(office, late, handed_on=office.yesterday)
    reason = "Số buổi ít hơn kế hoạch tháng. Xem lại sổ hoặc nêu lý do."
    _answer(office, returned, reason=reason, decided_on=office.yesterday)
    until = working_days().after(today(office.now), 2)
    extend_deadline(
        extended, until, "Đơn vị làm nhiệm vụ đột xuất.", by=office.planner, at=office.now
    )
    at = moment(excused.due_on - timedelta(days=3), 9)
    excuse_unit(excused, "Đơn vị đang sắp xếp lại.", by=office.planner, at=at)
    reason = "Trợ lý tổng hợp đi công tác, chờ số liệu của các bộ phận."
    at = moment(office.yesterday, 15)
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
    actions.reopen_report(report, "Cộng sót một buổi.", by=reporter, at=moment(day, 8))
    if not accept:
        return
    entry = report.cells.order_by("row__number").first()
    if entry:
        figures = {entry.row_id: (str((entry.amount or 0) + 1), False)}
        actions.save_draft(report, figures=figures, narratives={}, by=reporter, at=moment(day, 9))
    actions.submit_report(report, by=reporter, at=moment(day, 9))
    actions.accept_report(report, by=office.planner, at=moment(day, 10))


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
        report, "", places=places, by=office.planner, at=moment(office.yesterday, 15)
    )


def _accept_all(office: Office, owed: list[Obligation]) -> None:
    """Take in what everybody handed in two days early, and accept each the day after."""
    filled, accepted = [], []
    for each in owed:
        handed = moment(each.due_on - timedelta(days=2), 9)
        figures = _figures(each, Row.objects.filter(section__form=each.form))
        filled.append(actions.FilledReport(each, figures, office.reporter(each), handed))
    for revision in actions.take_in_reports(filled, at=office.now):
        decided = revision.submitted_at + timedelta(days=1)
        accepted.append(actions.Acceptance(revision.report, office.planner, decided))
    actions.accept_reports(accepted, at=office.now)


def _figures(obligation: Obligation, rows: Iterable[Row]) -> dict[int, tuple[str, bool]]:
    return {row.pk: (str(3 + (obligation.pk + row.pk) % 9), False) for row in rows}


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
    handed = moment(handed_on or obligation.due_on - timedelta(days=2), 9)
    decided = moment(decided_on, 14) if decided_on else handed + timedelta(days=1)
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
    figures = _figures(obligation, rows)
    actions.save_draft(report, figures=figures, narratives={}, by=reporter, at=at)
    return report
