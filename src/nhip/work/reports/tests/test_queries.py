from datetime import UTC, datetime

from nhip.organisation.periods.actions import open_period
from nhip.organisation.units.actions import SetUp, take_in_units
from nhip.work.duties.actions import excuse_unit, oblige
from nhip.work.duties.choices import ObligationState
from nhip.work.duties.queries import heat_maps, late_below
from nhip.work.duties.tests.makers import draft
from nhip.work.forms.queries import blank
from nhip.work.indicators.queries import Owed
from nhip.work.indicators.tests.bench import owed_figures
from nhip.work.reports import actions, papers, queries
from tests.cast import AT, START

from .desk import BEFORE, IN_TIME, LATER, TOO_LATE

BEFORE_THE_PERIOD = datetime(2021, 12, 20, tzinfo=UTC)


def test_what_is_owed_goes_when_it_is_handed_in_and_comes_back_when_returned(desk):
    def owed():
        return [(duty.state, duty.reason) for duty in queries.owed_by(desk.cast.reporter, LATER)]

    assert owed() == [(ObligationState.DUE_SOON, "")]
    report = desk.submitted()
    assert owed() == []
    actions.return_report(report, "Ô 2 lệch sổ.", by=desk.cast.planner, at=LATER)
    assert owed() == [(ObligationState.RETURNED, "Ô 2 lệch sổ.")]
    actions.submit_report(report, by=desk.cast.reporter, at=LATER)
    actions.accept_report(report, by=desk.cast.planner, at=LATER)
    assert owed() == []
    actions.reopen_report(report, "Ghi nhầm.", by=desk.cast.reporter, at=TOO_LATE)
    assert owed() == [(ObligationState.CORRECTING, "")]


def test_what_is_owed_for_a_period_yet_to_come_is_not_shown(desk):
    assert queries.owed_by(desk.cast.reporter, BEFORE_THE_PERIOD) == []
    assert queries.count_tasks(desk.cast.reporter, BEFORE_THE_PERIOD) == 0


def test_days_left_and_days_late(desk):
    def days(at):
        duty = queries.owed_by(desk.cast.reporter, at)[0]
        return duty.state, duty.days_left, duty.days_late

    assert days(IN_TIME) == (ObligationState.NOT_DUE, 5, 0)
    assert days(TOO_LATE) == (ObligationState.OVERDUE, 0, 5)


def test_late_is_who_never_handed_in_and_only_directly_below(desk):
    cast = desk.cast
    desk.owes(cast.leaf)
    desk.owes(cast.sibling)

    def late(person):
        return [duty.unit for duty in late_below(person, TOO_LATE)]

    assert late(cast.planner) == ["Đơn vị 07", "Đơn vị 08"]
    report = desk.filled()
    assert late(cast.planner) == ["Đơn vị 07", "Đơn vị 08"]
    actions.submit_report(report, by=cast.reporter, at=TOO_LATE)
    assert late(cast.planner) == ["Đơn vị 08"]
    actions.return_report(report, "Ô 2.", by=cast.planner, at=TOO_LATE)
    assert late(cast.planner) == ["Đơn vị 08"]
    assert late(cast.unit_chief) == ["Đơn vị 07.1"]
    assert late(cast.reporter) == late(cast.editor) == []
    assert late_below(cast.planner, IN_TIME) == []


def test_what_waits_says_how_often_it_came_and_what_was_changed(desk):
    report = desk.submitted()
    [arrival] = queries.to_check(desk.cast.planner, LATER)
    assert (arrival.number, arrival.changed, arrival.came_late) == (1, 0, False)
    actions.return_report(report, "Ô 2.", by=desk.cast.chief, at=LATER)
    assert queries.to_check(desk.cast.planner, LATER) == []
    actions.save_draft(
        report, figures=desk.typed(held="8"), narratives={}, by=desk.cast.reporter, at=LATER
    )
    actions.submit_report(report, by=desk.cast.reporter, at=TOO_LATE)
    [arrival] = queries.to_check(desk.cast.chief, TOO_LATE)
    assert (arrival.number, arrival.changed, arrival.came_late) == (2, 1, False)
    assert queries.to_check(desk.cast.unit_chief, TOO_LATE) == []


def states(map_):
    return {row.unit: [cell.state for cell in row.cells] for row in map_.rows}


def test_an_empty_draft_shows_nothing_of_a_neighbours(desk):
    by = {"by": desk.cast.stranger, "at": IN_TIME}
    neighbour = actions.open_report(desk.owes(desk.cast.sibling), **by)
    text = {desk.sections[0]: "Học tập ở đơn vị bạn."}
    actions.save_draft(neighbour, figures=desk.typed(planned="4"), narratives=text, **by)
    sheet = papers.draft_sheet(desk.draft())
    assert {part.text for part in sheet.parts} == {""}
    assert {line.typed.raw for part in sheet.parts for line in part.lines} == {""}


def test_the_heat_map_shows_each_unit_for_each_period(desk):
    cast = desk.cast
    second = open_period(desk.regime.calendar, "half", 2022, 2)
    desk.owes(cast.sibling)
    desk.owes(cast.sibling, second)
    actions.accept_report(desk.submitted(), by=cast.planner, at=LATER)
    [found] = heat_maps(cast.planner, cast.root, TOO_LATE)
    assert (found.periods, found.current) == ([desk.period, second], desk.period)
    assert states(found) == {
        "Đơn vị 07": [ObligationState.ACCEPTED, ObligationState.NOT_OWED],
        "Đơn vị 08": [ObligationState.OVERDUE, ObligationState.OVERDUE],
    }
    assert found.rows[0].cells[0].url.endswith("/ban/1/")
    overdue = found.rows[1].cells[0]
    assert (overdue.url[:27], overdue.days_late) == ("/lam-viec/bao-cao/nghia-vu/", 5)


def test_a_map_shows_the_latest_twelve_periods_of_its_own_regime(desk):
    halves = [(year, half) for year in range(2016, 2023) for half in (1, 2)]
    periods = [open_period(desk.regime.calendar, "half", *place) for place in halves]
    ended = draft(desk, code="cu", name="Báo cáo trước đây", frequency="half", due_days=15)
    told = {"by": desk.cast.planner, "at": BEFORE}
    for regime, owed in ((desk.regime, periods), (ended, periods[:2])):
        for period in owed:
            oblige(regime, period, [desk.cast.sibling], due_on=period.end_on, **told)
    found = heat_maps(desk.cast.planner, desk.cast.root, TOO_LATE)
    assert [(each.regime, each.periods) for each in found] == [
        ("Báo cáo nửa năm", periods[2:]),
        ("Báo cáo trước đây", periods[:2]),
    ]


def test_each_period_says_how_many_have_handed_in(desk):
    cast = desk.cast
    owed = desk.owes(cast.sibling)
    report = desk.submitted()

    def come(at=TOO_LATE):
        [found] = heat_maps(cast.planner, cast.root, at)
        return found.now and (found.now.handed_in, found.now.owed, found.now.accepted)

    assert come(BEFORE_THE_PERIOD) is None
    assert come() == (1, 2, 0)
    actions.accept_report(report, by=cast.planner, at=LATER)
    assert come() == (1, 2, 1)
    excuse_unit(owed, "Sắp xếp lại.", by=cast.planner, at=LATER)
    assert come() == (1, 1, 1)
    actions.return_report(report, "Ô 2.", by=cast.planner, at=TOO_LATE)
    assert come() == (0, 1, 0)


def test_a_desk_of_a_hundred_units_and_twelve_periods_asks_no_more(desk, as_user, same_queries):
    cast, calendar = desk.cast, desk.regime.calendar
    browser = as_user(cast.planner)
    browser.get("/lam-viec/bao-cao/")
    with same_queries():
        browser.get("/lam-viec/bao-cao/")
    rows = [SetUp(f"X{n}", f"Đơn vị X{n}", "G", START) for n in range(100)]
    units = take_in_units(rows, by=cast.administrator, at=AT)
    halves = [(year, half) for year in range(2016, 2022) for half in (1, 2)]
    periods = [open_period(calendar, "half", *place) for place in halves]
    for period in periods:
        oblige(desk.regime, period, units, due_on=period.end_on, by=cast.planner, at=BEFORE)
    browser.get("/lam-viec/bao-cao/")
    with same_queries():
        shown = browser.get("/lam-viec/bao-cao/").content.decode()
    assert shown.count('class="cell late"') > 1000


def test_a_reporter_sees_the_own_row_only_and_it_leads_to_the_draft(desk):
    desk.owes(desk.cast.leaf)
    report = desk.draft()
    [found] = heat_maps(desk.cast.reporter, desk.cast.unit, IN_TIME)
    assert states(found) == {"Đơn vị 07": [ObligationState.FILLING]}
    assert found.rows[0].cells[0].url == f"/lam-viec/bao-cao/{report.pk}/"
    [above] = heat_maps(desk.cast.planner, desk.cast.root, IN_TIME)
    assert above.rows[0].cells[0].url == f"/lam-viec/bao-cao/nghia-vu/{desk.obligation.pk}/"


def test_units_that_owe_a_figure_are_counted_and_so_are_their_reports(desk):
    desk.owes(desk.cast.sibling)
    later = open_period(desk.period.calendar, "half", 2022, 2)
    desk.owes(desk.cast.sibling, later)
    held = blank(desk.form).by_place()[1, 2].indicator_id
    units, both = [desk.cast.unit, desk.cast.sibling], frozenset({desk.period.pk, later.pk})
    assert owed_figures(held, units, desk.period, later) == Owed(3, 2, both)
    assert owed_figures(held, units[:1], desk.period, later) == Owed(
        1, 1, frozenset({desk.period.pk})
    )
    assert (
        owed_figures(held, units[:1], later)
        == owed_figures(held, units)
        == owed_figures(0, units, later)
        == Owed()
    )


def test_the_collector_leads_to_the_version_that_counts_and_names_its_author(desk):
    report = desk.submitted()
    collector = queries.ReportCollector()
    assert collector.addresses([report.pk])[report.pk] == f"/lam-viec/bao-cao/{report.pk}/ban/1/"
    assert collector.author(report.pk) == "trợ lý báo cáo, Đơn vị 07"
    actions.accept_report(report, by=desk.cast.planner, at=LATER)
    actions.reopen_report(report, "Ghi nhầm.", by=desk.cast.reporter, at=LATER)
    actions.submit_report(report, by=desk.cast.reporter, at=LATER)
    assert collector.addresses([report.pk])[report.pk].endswith("/ban/1/")
    actions.accept_report(report, by=desk.cast.planner, at=LATER)
    assert collector.addresses([report.pk])[report.pk].endswith("/ban/2/")
    assert collector.addresses([999]) == {}
    assert collector.author(999) == ""


def test_what_others_say_is_of_the_same_unit_and_period_alone(desk):
    desk.submitted()
    half = open_period(desk.period.calendar, "half", 2022, 2)
    later = actions.open_report(desk.owes(desk.cast.unit, half), by=desk.cast.reporter, at=LATER)
    neighbour = actions.open_report(desk.owes(desk.cast.sibling), by=desk.cast.stranger, at=IN_TIME)
    assert queries.said_beside(later) == queries.said_beside(neighbour) == {}
