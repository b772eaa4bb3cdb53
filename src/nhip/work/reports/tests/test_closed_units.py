"""A duty belongs to its day: what closed, split and moved units owe, who finishes and who checks it."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhip.office.notices.models import Notice
from nhip.organisation.people.actions import appoint
from nhip.organisation.people.choices import Role
from nhip.organisation.periods.actions import open_period
from nhip.organisation.units import registry
from nhip.organisation.units.actions import (
    NewUnit,
    close_unit,
    create_unit,
    merge_units,
    move_unit,
    split_unit,
)
from nhip.organisation.units.models import Unit
from nhip.organisation.units.rules import UnitDecision
from nhip.work.duties.access import may_check
from nhip.work.duties.actions import excuse_unit, extend_deadline
from nhip.work.duties.choices import Completeness, Status
from nhip.work.duties.models import Obligation
from nhip.work.duties.queries import completeness, heat_maps, late_below, reminders
from nhip.work.indicators.models import Indicator
from nhip.work.indicators.queries import totals
from nhip.work.reports import actions, queries
from nhip.work.reports.access import entered_units
from nhip.work.reports.models import Report
from tests.cast import START

DAY = date(2022, 10, 1)
AT = datetime(2022, 10, 3, 2, 0, tzinfo=UTC)
DECISION = UnitDecision("15/QĐ-ĐV", date(2022, 9, 20))


@dataclass
class Open:
    """What is open at a unit: one report owed, one begun, one that waits for the check, one returned."""

    owed: Obligation
    draft: Report
    waiting: Report
    returned: Report

    @property
    def periods(self):
        return [each.period for each in (self.owed, *(r.obligation for r in self.reports))]

    @property
    def reports(self):
        return [self.draft, self.waiting, self.returned]


def leave_open(desk, unit, by, checker):
    """Let a unit owe four halves of years, each come another way."""
    calendar = desk.period.calendar
    owed = [
        desk.owes(unit, open_period(calendar, "half", year, n))
        for year, n in ((2020, 1), (2020, 2), (2021, 1), (2021, 2))
    ]
    reports = []
    for obligation in owed[1:]:
        report = actions.open_report(obligation, by=by, at=BEFORE)
        fill(desk, report, by, BEFORE)
        reports.append(report)
    for report in reports[1:]:
        actions.submit_report(report, by=by, at=BEFORE)
    actions.return_report(reports[2], "Xem lại.", by=checker, at=BEFORE)
    for report in reports:
        report.refresh_from_db()
    return Open(owed[0], *reports)


BEFORE = datetime(2022, 9, 1, 2, 0, tzinfo=UTC)
GOOD = {"planned": "10", "held": "9", "items": "7", "tin": "3", "bai": "4", "hours": "1,5"}


def fill(desk, report, by, at):
    actions.save_draft(report, figures=desk.typed(**GOOD), narratives={}, by=by, at=at)


def decide(action, cast, *args, **more):
    return action(*args, decision=DECISION, on=DAY, by=cast.administrator, at=AT, **more)


def merge(cast):
    decide(merge_units, cast, [cast.unit], cast.sibling)


def close(cast):
    decide(close_unit, cast, cast.unit, below=cast.sibling)


def split(cast):
    parts = [(NewUnit(f"G.1{n}", f"Đơn vị 1{n}", cast.root), 5000) for n in "12"]
    decide(split_unit, cast, cast.unit, parts, below={cast.leaf.pk: 0})


def finish(desk, left, filler, checker):
    """Hand everything in that is open, and accept it."""
    fresh = actions.open_report(left.owed, by=filler, at=AT)
    fill(desk, fresh, filler, AT)
    for report in (fresh, left.draft, left.returned):
        actions.submit_report(Report.objects.get(pk=report.pk), by=filler, at=AT)
    for report in (fresh, left.draft, left.waiting, left.returned):
        actions.accept_report(Report.objects.get(pk=report.pk), by=checker, at=AT)


def held_in(cast, period):
    """Return the total of sessions held, accepted: amount, reports it counts, reports it waits for."""
    held = Indicator.objects.get(key="held")
    total = totals([held], cast.root.pk, period.start_on, period.end_on, "accepted")[held.pk]
    return total.amount, total.n, total.of_n


@contextmanager
def tried():
    """Try something out, and leave no trace of it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def left(desk):
    return leave_open(desk, desk.cast.unit, desk.cast.reporter, desk.cast.planner)


@pytest.mark.parametrize("closing", [merge, close, split])
def test_whoever_takes_over_finishes_all_and_totals_are_as_if_nothing_had_closed(
    desk, left, closing
):
    cast = desk.cast
    with tried():
        finish(desk, left, cast.reporter, cast.planner)
        expected = [held_in(cast, period) for period in left.periods]
    closing(cast)
    filler = cast.stranger if closing is merge else cast.planner
    mine = {each.obligation_id for each in queries.owed_by(filler, AT)}
    assert {left.owed.pk, left.draft.obligation_id, left.returned.obligation_id} <= mine
    assert [each.unit for each in queries.to_check(cast.planner, AT)] == [cast.unit.name]
    finish(desk, left, filler, cast.planner)
    assert [held_in(cast, period) for period in left.periods] == expected
    counted = completeness(Obligation.objects.filter(period__in=left.periods), AT)
    assert counted[Completeness.ACCEPTED] == 4
    corrected = actions.reopen_report(left.waiting, "Sai số.", by=filler, at=AT)
    assert corrected.status == Status.DRAFT


@pytest.mark.parametrize("closing", [merge, close, split])
def test_the_closed_units_people_and_neighbours_are_strangers(desk, left, closing):
    cast = desk.cast
    closing(cast)
    strangers = [cast.reporter, cast.unit_chief] + ([] if closing is merge else [cast.stranger])
    for nobody in strangers:
        for act in (
            lambda by: actions.open_report(left.owed, by=by, at=AT),
            lambda by: actions.submit_report(left.draft, by=by, at=AT),
            lambda by: actions.withdraw_report(left.waiting, by=by, at=AT),
            lambda by: actions.accept_report(left.waiting, by=by, at=AT),
            lambda by: actions.return_report(left.waiting, "Sai.", by=by, at=AT),
            lambda by: extend_deadline(left.owed, date(2022, 12, 1), "Bận.", by=by, at=AT),
            lambda by: excuse_unit(left.owed, "Bận.", by=by, at=AT),
        ):
            with pytest.raises(PermissionDenied):
                act(nobody)
    if closing is merge:  # the heir fills in, it does not check what it handed in
        with pytest.raises(PermissionDenied):
            actions.accept_report(left.waiting, by=cast.stranger, at=AT)


def test_lists_name_the_closed_unit_and_why(desk, left):
    cast = desk.cast
    merge(cast)
    [arrival] = queries.to_check(cast.planner, AT)
    late = late_below(cast.planner, AT)
    owed = queries.owed_by(cast.stranger, AT)
    for each in (arrival, *late, *owed):
        assert each.unit == "Đơn vị 07"
        assert "1/10/2022" in each.closed
        assert "15/QĐ-ĐV" in each.closed
        assert "Đơn vị 08" in each.closed
    assert {each.obligation_id for each in late} >= {left.owed.pk, left.draft.obligation_id}
    text = reminders(cast.planner, AT).late
    assert "Đơn vị 08" in text
    assert "Đơn vị 07" in text


def test_what_is_left_to_oneself_is_no_reminder(desk, left):
    close(desk.cast)
    assert reminders(desk.cast.planner, AT).late == ""
    assert left.owed.pk in {each.obligation_id for each in queries.owed_by(desk.cast.planner, AT)}


def test_the_heir_is_told_of_what_comes_back_and_the_upper_unit_of_what_comes_in(desk, left):
    cast = desk.cast
    merge(cast)
    Notice.objects.all().delete()
    actions.return_report(left.waiting, "Sai số.", by=cast.planner, at=AT)
    assert cast.stranger.pk in set(Notice.objects.values_list("user", flat=True))
    Notice.objects.all().delete()
    actions.submit_report(Report.objects.get(pk=left.draft.pk), by=cast.stranger, at=AT)
    assert set(Notice.objects.values_list("user", flat=True)) == {cast.planner.pk, cast.chief.pk}
    Notice.objects.all().delete()
    extend_deadline(left.owed, date(2022, 12, 1), "Bàn giao.", by=cast.planner, at=AT)
    assert set(Notice.objects.values_list("user", flat=True)) == {cast.stranger.pk}


def test_one_level_further_down_the_unit_above_takes_all(desk):
    cast = desk.cast
    obligation = desk.owes(cast.leaf)
    decide(close_unit, cast, cast.leaf)
    report = actions.open_report(obligation, by=cast.reporter, at=AT)
    fill(desk, report, cast.reporter, AT)
    actions.submit_report(report, by=cast.reporter, at=AT)
    with pytest.raises(PermissionDenied):
        actions.accept_report(report, by=cast.planner, at=AT)  # one level, not more
    accepted = actions.accept_report(report, by=cast.unit_chief, at=AT)
    assert accepted.status == Status.ACCEPTED


def test_a_heir_nobody_reports_for_is_filled_in_for_from_above(desk, left):
    cast = desk.cast
    new = NewUnit("G.09", "Đơn vị 09", cast.root)
    decide(merge_units, cast, [cast.unit, cast.sibling], new)
    heir = Unit.objects.get(code="G.09")
    assert entered_units(cast.planner, DAY) >= {heir.pk, cast.unit.pk, cast.sibling.pk}
    finish(desk, left, cast.planner, cast.planner)


def test_the_heir_of_the_unit_above_checks_what_came_in_there(desk):
    cast = desk.cast
    report = actions.open_report(desk.owes(cast.leaf), by=cast.reporter, at=BEFORE)
    fill(desk, report, cast.reporter, BEFORE)
    actions.submit_report(report, by=cast.reporter, at=BEFORE)
    told = {"by": cast.administrator, "at": BEFORE}
    post = cast.unit_chief.appointments.get().post
    appoint(cast.reader, cast.sibling, post, Role.CHIEF, on=START, **told)
    merge(cast)
    with pytest.raises(PermissionDenied):
        actions.accept_report(report, by=cast.unit_chief, at=AT)
    [arrival] = queries.to_check(cast.reader, AT)
    assert (arrival.unit, arrival.closed) == (cast.leaf.name, "")
    actions.accept_report(report, by=cast.reader, at=AT)


def test_what_goes_to_a_unit_further_up_is_filled_in_and_checked_there(desk):
    cast = desk.cast
    obligation = desk.owes(cast.leaf)
    decide(merge_units, cast, [cast.leaf], cast.root)
    assert obligation.pk in {each.obligation_id for each in queries.owed_by(cast.planner, AT)}
    report = actions.open_report(obligation, by=cast.planner, at=AT)
    fill(desk, report, cast.planner, AT)
    actions.submit_report(report, by=cast.planner, at=AT)
    actions.accept_report(report, by=cast.planner, at=AT)


def test_the_unit_that_stood_above_on_the_day_goes_on_checking_what_moved_away(desk):
    cast = desk.cast
    before, after = desk.owes(cast.leaf), open_period(desk.period.calendar, "half", 2022, 2)
    later = desk.owes(cast.leaf, after)
    decide(move_unit, cast, cast.leaf, cast.sibling)
    at = datetime(2023, 1, 5, 2, 0, tzinfo=UTC)
    assert may_check(cast.unit_chief, before, at.date())
    assert not may_check(cast.unit_chief, later, at.date())
    report = actions.open_report(before, by=cast.reporter, at=BEFORE)
    fill(desk, report, cast.reporter, BEFORE)
    actions.submit_report(report, by=cast.reporter, at=BEFORE)
    [arrival] = queries.to_check(cast.unit_chief, at)
    assert arrival.unit == cast.leaf.name
    assert Report.objects.visible_to(cast.unit_chief, at.date()).filter(pk=report.pk).exists()
    [row] = [
        row
        for each in heat_maps(cast.unit_chief, cast.unit, at)
        for row in each.rows
        if row.unit.startswith(cast.leaf.name)
    ]
    assert "30/9/2022" in row.unit
    assert row.cells[0].url == reverse("reports:check", args=[report.pk])
    actions.accept_report(report, by=cast.unit_chief, at=at)


def test_pages_lead_the_heir_and_the_upper_unit_through_and_nobody_else(desk, left, as_user):
    cast = desk.cast
    merge(cast)
    for person, address, status in (
        (cast.stranger, reverse("reports:entry", args=[left.draft.pk]), 200),
        (cast.stranger, reverse("reports:entry", args=[left.returned.pk]), 200),
        (cast.stranger, reverse("reports:check", args=[left.waiting.pk]), 404),
        (cast.stranger, reverse("duties:obligation", args=[left.owed.pk]), 200),
        (cast.planner, reverse("reports:check", args=[left.waiting.pk]), 200),
        (cast.planner, reverse("duties:obligation", args=[left.owed.pk]), 200),
        (cast.planner, reverse("duties:several"), 200),
        (cast.reporter, reverse("reports:entry", args=[left.draft.pk]), 404),
        (cast.unit_chief, reverse("duties:obligation", args=[left.owed.pk]), 404),
    ):
        answer = as_user(person).get(address)
        assert answer.status_code == status, (person, address)
        if status == 200:
            assert "15/QĐ-ĐV" in answer.content.decode(), address
    answer = as_user(cast.stranger).post(reverse("reports:open", args=[left.owed.pk]))
    assert answer.url == reverse(
        "reports:entry", args=[Report.objects.get(obligation=left.owed).pk]
    )


def test_lists_ask_as_often_for_many_closed_units_as_for_one(desk, left):
    cast = desk.cast
    told = {"on": START, "by": cast.administrator, "at": BEFORE}
    others = [create_unit(f"G.2{n}", f"Tổ {n}", cast.root, **told) for n in range(3)]
    for other in others:
        desk.owes(other, left.periods[0])
    looks = [
        lambda: queries.to_check(cast.planner, AT),
        lambda: late_below(cast.planner, AT),
        lambda: queries.owed_by(cast.stranger, AT),
        lambda: heat_maps(cast.planner, cast.root, AT),
    ]

    def asked(look):
        look()
        with CaptureQueriesContext(connection) as context:
            look()
        return len(context)

    merge(cast)
    for_one = [asked(look) for look in looks]
    decide(merge_units, cast, others, cast.sibling)
    assert [asked(look) for look in looks] == for_one
    assert len(late_below(cast.planner, AT)) == 6


def test_what_closes_lists_what_is_open_there_before_and_says_who_goes_on(desk, left, as_user):
    cast = desk.cast
    later = desk.owes(cast.unit, open_period(desk.period.calendar, "half", 2022, 2))
    groups: dict[str, list[str]] = {}
    for thing in registry.open_at([cast.unit.pk], DAY, closes=True):
        groups.setdefault(thing.key.rsplit(" ", 1)[-1], []).append(thing.words)
    assert len(groups["draft"]) == len(groups["submitted"]) == len(groups["returned"]) == 1
    assert len(groups["None"]) == 2  # with the half year of the desk itself
    assert len(groups["lapses"]) == 1
    assert later.period.label in groups["lapses"][0]
    moves = registry.open_at([cast.unit.pk], DAY, closes=False)
    assert len(moves) == 5  # what comes in to the new unit above is no news, nor are the people
    client = as_user(cast.administrator)
    said = {"on": "1/10/2022", "decision_number": "15/QĐ-ĐV", "decision_on": "20/9/2022"}
    into = {"units": [cast.sibling.pk], "code": "G.09", "name": "Đơn vị 09"}
    looked = client.post(reverse("units:change", args=[cast.unit.pk, "gop"]), said | into)
    form = looked.context["form"]
    assert {each.by for each in form.consequence.passing} == {"Đơn vị 09"}
    assert {each.checked_by for each in form.consequence.passing} == {"Cơ quan gốc"}
    assert [each.n for each in form.consequence.passing] == [
        5,
        0,
    ]  # what lapses is no one's to finish
    assert "Đơn vị 08</b>: không còn báo cáo nào" in looked.content.decode()
    assert any("Đơn vị 09" in words for words in form.consequence.left_to_do)
    assert not Unit.objects.filter(code="G.09").exists()
    shown = looked.content.decode()
    for words in ("trợ lý báo cáo", "Báo cáo nửa năm, 6 tháng đầu năm 2020", "Cơ quan gốc"):
        assert words in shown


def test_the_heir_hears_how_much_is_left_and_the_administrator_who_is_lacking(desk, left, as_user):
    cast = desk.cast
    merge(cast)
    [told] = Notice.objects.filter(user=cast.stranger)
    assert "4" in told.text
    closed = as_user(cast.reporter).get("/lam-viec/").content.decode()
    assert "Báo cáo chưa xong của đơn vị (5) nay do Đơn vị 08 đảm nhiệm." in closed
    assert cast.unit.name in told.text
    assert not Notice.objects.filter(user=cast.administrator).exists()
    parts = [(NewUnit(f"G.1{n}", f"Đơn vị 1{n}", cast.root), 5000) for n in "12"]
    decide(split_unit, cast, cast.sibling, parts, below={cast.leaf.pk: 0})
    [told] = Notice.objects.filter(user=cast.administrator)
    assert "Đơn vị 11" in told.text
    assert "Đơn vị 12" in told.text


def test_n_of_n_is_as_before_and_what_is_left_from_further_down_is_shown_while_it_is_open(desk):
    cast = desk.cast
    below = desk.owes(cast.leaf)
    [before] = heat_maps(cast.planner, cast.root, BEFORE)
    decide(close_unit, cast, cast.unit, is_branch=True)
    [after] = heat_maps(cast.planner, cast.root, AT)
    assert [row.unit.split(" (")[0] for row in before.rows] == [cast.unit.name]
    assert {row.unit.split(" (")[0] for row in after.rows} == {cast.unit.name, cast.leaf.name}
    assert [(each.owed, each.handed_in) for each in after.progress] == [
        (each.owed, each.handed_in) for each in before.progress
    ]
    report = actions.open_report(below, by=cast.planner, at=AT)
    fill(desk, report, cast.planner, AT)
    actions.submit_report(report, by=cast.planner, at=AT)
    actions.accept_report(report, by=cast.planner, at=AT)
    [settled] = heat_maps(cast.planner, cast.root, AT)
    assert [row.unit.split(" (")[0] for row in settled.rows] == [cast.unit.name]
