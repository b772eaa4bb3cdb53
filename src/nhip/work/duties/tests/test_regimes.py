"""Regimes from draft to force, what they make units owe, and figures entered once."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from nhip.office.notices.models import Notice
from nhip.organisation.journal.queries import history
from nhip.organisation.periods.actions import set_special_day
from nhip.organisation.periods.rules import Due, DueTooSoon, Span
from nhip.organisation.units.actions import LinePlace, open_line, take_in_line_places
from nhip.work.duties.actions import (
    NotLater,
    ask_once,
    excuse_unit,
    extend_deadline,
    generate_all,
    lift_excuse,
    publish_regime,
    save_regime,
)
from nhip.work.duties.choices import Completeness
from nhip.work.duties.models import Obligation, Regime
from nhip.work.duties.queries import (
    collected_elsewhere,
    completeness,
    late_below,
    owing_units,
    periods_cut,
    state_of,
)
from nhip.work.duties.tests.makers import AT, draft
from nhip.work.forms.actions import (
    AlreadyPublished,
    Lacking,
    add_rows,
    next_version,
    publish_form,
)
from nhip.work.forms.models import Row
from nhip.work.indicators.actions import NewIndicator, define_indicators
from nhip.work.indicators.queries import Owed
from nhip.work.indicators.tests.bench import owed_figures
from nhip.work.reports import actions, queries
from nhip.work.reports.tests.desk import IN_TIME, LATER, TOO_LATE
from tests.cast import START


def publish(desk, regime, **more):
    return publish_regime(regime, by=desk.cast.planner, at=AT, **more)


@pytest.mark.parametrize("who", ["reporter", "unit_chief", "editor", "administrator", "stranger"])
def test_only_who_regulates_asks_for_a_report_once(desk, who):
    regime = publish(desk, draft(desk, frequency="adhoc"))
    unit = desk.cast.leaf  # the unit's chief may oblige it, but by regimes of their own
    asked = (regime, Span(date(2022, 8, 1), date(2022, 8, 9)), Due(date(2022, 8, 12)), [unit])
    with pytest.raises(PermissionDenied):
        ask_once(*asked, by=getattr(desk.cast, who), at=AT)
    assert not regime.obligations.exists()
    [made] = ask_once(*asked, by=desk.cast.planner, at=AT)
    assert made.unit == unit


def test_a_report_asked_once_may_be_due_today_but_not_before_now_nor_before_its_days(desk):
    regime = publish(desk, draft(desk, frequency="adhoc"))

    def ask(first, day_after, due_on, hour=None):
        span, due = Span(date(2022, *first), date(2022, *day_after)), Due(date(2022, *due_on), hour)
        return ask_once(regime, span, due, [desk.cast.unit], by=desk.cast.planner, at=AT)

    with pytest.raises(NotLater):
        ask((8, 1), (8, 9), (8, 7))
    assert ask((8, 1), (8, 9), (8, 8))
    with pytest.raises(NotLater):
        ask((6, 20), (7, 1), (7, 3))
    with pytest.raises(NotLater):
        ask((7, 4), (7, 5), (7, 4), time(9))  # it is nine now
    [today] = ask((7, 4), (7, 5), (7, 4), time(9, 30))
    assert today.due == Due(date(2022, 7, 4), time(9, 30))
    assert [state_of(today, AT + timedelta(minutes=minutes)).value for minutes in (29, 30)] == [
        "due_soon",
        "overdue",
    ]
    assert [late_below(desk.cast.planner, AT + timedelta(minutes=n)) != [] for n in (29, 30)] == [
        False,
        True,
    ]


def owed(regime):
    return {
        (o.period.label, o.unit.code): o.due_on
        for o in regime.obligations.select_related("period", "unit").order_by("due_on")
    }


def test_published_it_is_owed_for_the_running_period_and_the_next(desk):
    regime = publish(desk, draft(desk, levels=[2, 3]))
    assert owed(regime) == {
        ("Tháng 7/2022", "G.07.1"): date(2022, 8, 4),
        ("Tháng 7/2022", "G.07"): date(2022, 8, 5),
        ("Tháng 7/2022", "G.08"): date(2022, 8, 5),
        ("Tháng 8/2022", "G.07.1"): date(2022, 9, 6),
        ("Tháng 8/2022", "G.07"): date(2022, 9, 7),
        ("Tháng 8/2022", "G.08"): date(2022, 9, 7),
    }
    assert [doing.verb for doing in history(regime)].count("regime.published") == 1


def test_generating_again_adds_only_what_is_missing(desk):
    regime = publish(desk, draft(desk))
    before = set(Obligation.objects.values_list("pk", flat=True))
    generate_all(at=AT)
    assert set(Obligation.objects.values_list("pk", flat=True)) == before
    regime.obligations.filter(unit=desk.cast.unit, period__index=8).delete()
    generate_all(at=AT)
    assert Obligation.objects.count() == len(before)
    regime.obligations.filter(unit=desk.cast.unit, period__index=7).delete()  # over by then
    generate_all(at=datetime(2022, 8, 1, 3, 0, tzinfo=UTC))
    assert Obligation.objects.count() == len(before) - 1 + 2


def test_nothing_is_made_for_drafts_nor_after_a_regime_ends(desk):
    regime = draft(desk, end_on=date(2022, 8, 1))
    generate_all(at=AT)
    assert not regime.obligations.exists()
    publish(desk, regime)
    assert {label for label, _unit in owed(regime)} == {"Tháng 7/2022"}


def test_units_are_named_or_stand_on_a_line(desk):
    cast = desk.cast
    assert owing_units(draft(desk, levels=[], units=[cast.leaf]), AT.date()) == {cast.leaf.pk: 3}
    told = {"by": cast.administrator, "at": AT}
    line = open_line("thanh-nien", "Thanh niên", **told)
    rows = [LinePlace(unit, cast.root, START) for unit in (cast.sibling, cast.leaf)]
    take_in_line_places(line, rows, **told)
    other = open_line("phu-nu", "Phụ nữ", **told)
    take_in_line_places(other, [LinePlace(cast.unit, cast.root, START)], **told)
    along = draft(desk, code="doan", line=line, levels=[2, 3])
    assert owing_units(along, AT.date()) == {cast.sibling.pk: 2, cast.leaf.pk: 3}


@pytest.mark.parametrize("field", ["content", "recipient", "levels", "due_days"])
def test_a_regime_without_one_of_the_nine_things_is_refused(desk, field):
    regime = draft(desk, **{field: {"levels": [], "due_days": 0}.get(field, "")})
    with pytest.raises(Lacking, match="Điều 7"):
        publish(desk, regime)
    assert Regime.objects.get(pk=regime.pk).published_at is None


def test_a_regime_whose_form_nobody_published_is_refused(desk):
    unpublished = next_version(desk.form, by=desk.cast.planner, at=AT)
    assert unpublished.sections.exists()
    with pytest.raises(Lacking, match="biểu"):
        publish(desk, draft(desk, form=unpublished))
    assert not Obligation.objects.filter(form=unpublished).exists()


def test_deadlines_that_leave_a_level_no_working_day_are_refused(desk):
    with pytest.raises(Lacking, match="khoản 5"):
        publish(desk, draft(desk, levels=[2, 3], days_less_a_level=0))
    with pytest.raises(DueTooSoon, match="Cấp 3"):
        publish(desk, draft(desk, code="b", levels=[2, 3], due_days=1))
    told = {"by": desk.cast.administrator, "at": AT}
    set_special_day(date(2022, 8, 1), name="Nghỉ", legal_basis="x", **told)
    with pytest.raises(DueTooSoon):
        publish(desk, draft(desk, code="c", due_rule="days", due_days=1))


def test_a_published_regime_is_not_changed_and_only_its_organs_people_write(desk):
    regime = publish(desk, draft(desk))
    with pytest.raises(AlreadyPublished):
        save_regime(regime, {"name": "x"}, by=desk.cast.planner, at=AT)
    with pytest.raises(AlreadyPublished):
        publish(desk, regime)
    for person in (desk.cast.reporter, desk.cast.unit_chief, desk.cast.editor):
        with pytest.raises(PermissionDenied):
            publish_regime(draft(desk, code=person.username), by=person, at=AT)


def test_a_window_that_cuts_a_regimes_periods_says_which(desk):
    def cut(first, day_after):
        return periods_cut(["held", "rate"], Span(first, day_after))

    assert cut(date(2022, 1, 1), date(2023, 1, 1)) == {}
    assert cut(date(2022, 1, 1), date(2022, 12, 15)) == {
        "Báo cáo nửa năm": ["6 tháng cuối năm 2022"]
    }
    assert periods_cut(["classes"], Span(date(2022, 1, 5), date(2022, 2, 1))) == {}


# More time, and excuses


def test_more_time_keeps_both_deadlines_and_tells_the_unit(desk):
    with pytest.raises(NotLater):
        extend_deadline(desk.obligation, date(2022, 7, 15), "x", by=desk.cast.planner, at=LATER)
    with pytest.raises(actions.NoReason):
        extend_deadline(desk.obligation, date(2022, 7, 25), " ", by=desk.cast.planner, at=LATER)
    extend_deadline(desk.obligation, date(2022, 7, 25), "Bão", by=desk.cast.planner, at=LATER)
    obligation = Obligation.objects.get(pk=desk.obligation.pk)
    [extension] = obligation.extensions.all()
    assert (extension.due_before, obligation.due_on) == (date(2022, 7, 15), date(2022, 7, 25))
    assert "Bão" in Notice.objects.get(user=desk.cast.reporter).text
    assert late_below(desk.cast.planner, TOO_LATE) == []
    assert counted(TOO_LATE) == {Completeness.DUE_SOON: 1}
    assert counted(IN_TIME) == {Completeness.NOT_DUE: 1}


def test_who_is_excused_owes_nothing_and_counts_nowhere(desk):
    excuse_unit(desk.obligation, "Đang giải thể", by=desk.cast.planner, at=LATER)
    obligation = Obligation.objects.get(pk=desk.obligation.pk)
    with pytest.raises(actions.AlreadyDecided, match="giải thể"):
        actions.open_report(obligation, by=desk.cast.reporter, at=LATER)
    assert queries.owed_by(desk.cast.reporter, LATER) == []
    assert late_below(desk.cast.planner, TOO_LATE) == []
    assert counted(TOO_LATE) == {Completeness.EXCUSED: 1}
    held = Row.objects.get(pk=desk.rows["held"]).indicator_id
    assert owed_figures(held, [desk.cast.unit], desk.period) == Owed()


def test_a_lifted_excuse_counts_again_and_the_journal_keeps_both_reasons(desk):
    planner = desk.cast.planner
    with pytest.raises(actions.AlreadyDecided, match="không được miễn"):
        lift_excuse(desk.obligation, "x", by=planner, at=LATER)
    excuse_unit(desk.obligation, "Đang giải thể", by=planner, at=LATER)
    with pytest.raises(actions.NoReason):
        lift_excuse(desk.obligation, " ", by=planner, at=LATER)
    with pytest.raises(PermissionDenied):
        lift_excuse(desk.obligation, "x", by=desk.cast.unit_chief, at=LATER)
    lift_excuse(desk.obligation, "Không giải thể nữa", by=planner, at=LATER)
    assert counted(TOO_LATE) == {Completeness.OVERDUE: 1}
    assert [duty.unit for duty in late_below(planner, TOO_LATE)] == ["Đơn vị 07"]
    last = history(desk.obligation)[-1]
    assert last.verb == "obligation.excuse_lifted"
    assert last.said == {"reason": "Không giải thể nữa", "excuse": "Đang giải thể"}
    told = Notice.objects.filter(user=desk.cast.reporter).order_by("-pk").first()
    assert "Không giải thể nữa" in told.text


def test_only_the_unit_above_decides_and_only_before_the_report_came_in(desk):
    for person in (desk.cast.reporter, desk.cast.unit_chief, desk.cast.administrator):
        with pytest.raises(PermissionDenied):
            excuse_unit(desk.obligation, "x", by=person, at=LATER)
    desk.submitted()
    for act in (
        lambda: excuse_unit(desk.obligation, "x", by=desk.cast.chief, at=LATER),
        lambda: extend_deadline(
            desk.obligation, date(2022, 8, 1), "x", by=desk.cast.chief, at=LATER
        ),
    ):
        with pytest.raises(actions.AlreadyDecided):
            act()


def test_a_draft_of_an_excused_unit_is_neither_saved_nor_handed_in(desk):
    report = desk.filled()
    excuse_unit(desk.obligation, "Miễn", by=desk.cast.planner, at=LATER)
    with pytest.raises(actions.NotDraft):
        actions.submit_report(report, by=desk.cast.reporter, at=LATER)


def counted(at):
    counts = completeness(Obligation.objects.all(), at)
    return {state: number for state, number in counts.items() if number}


def test_the_past_is_counted_as_it_was(desk):
    report = desk.submitted()
    actions.return_report(report, "Sai", by=desk.cast.planner, at=LATER)
    actions.submit_report(report, by=desk.cast.reporter, at=TOO_LATE)
    actions.accept_report(report, by=desk.cast.planner, at=TOO_LATE)
    assert counted(IN_TIME) == {Completeness.ON_TIME: 1}
    assert counted(LATER) == {Completeness.RETURNED: 1}
    assert counted(TOO_LATE) == {Completeness.ACCEPTED: 1}
    assert counted(AT) == {Completeness.NOT_DUE: 1}


# Entered once


def test_what_another_regime_collects_is_told_and_offered(desk, second):
    found = collected_elsewhere(second, AT.date())
    assert [(each.indicator.key, each.source, each.units) for each in found] == [
        ("held", desk.regime, 2),
        ("hours", desk.regime, 2),
    ]
    assert collected_elsewhere(draft(desk, frequency="quarter"), AT.date()) == []


def test_a_figure_two_regimes_ask_for_is_owed_once(desk, second):
    publish(desk, second)
    held = Row.objects.get(pk=desk.rows["held"]).indicator_id
    once = Owed(1, 1, frozenset({desk.period.pk}))
    assert owed_figures(held, [desk.cast.unit], desk.period) == once


def test_who_was_not_asked_is_told_of_the_figure_a_later_published_version_adds(desk):
    held = Row.objects.get(pk=desk.rows["held"]).indicator
    told = {"by": desk.cast.planner, "at": AT}
    fields = {"origin": "collected"}
    new = [NewIndicator(key, fields | {"name": key}) for key in ("added", "planned-2")]
    added, planned = define_indicators(new, **told)
    second = next_version(desk.form, **told)
    add_rows(second.sections.get(number=1), [(added, "")], **told)
    publish_form(second, **told)
    third = next_version(second, **told)
    add_rows(third.sections.get(number=1), [(planned, "")], **told)
    collector, unit = queries.ReportCollector(), desk.cast.unit
    where = [unit.pk], [desk.period.pk]
    assert collector.not_asked([added.pk], *where) == {added.pk: {unit.pk: unit.name}}
    assert collector.not_asked([held.pk, planned.pk], *where) == {}
    assert collector.not_asked([added.pk], [desk.cast.sibling.pk], [desk.period.pk]) == {}
    assert collector.not_asked([added.pk], [unit.pk], []) == {}
