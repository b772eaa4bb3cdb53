"""Regimes in force end, are replaced and withdrawn: what nobody answered falls away, the rest stays."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from nhip.office.notices.models import Notice
from nhip.organisation.journal.queries import history
from nhip.organisation.journal.rules import RecordOvertaken
from nhip.organisation.periods.actions import open_period
from nhip.work.duties import actions, queries
from nhip.work.duties.actions import end_regime, publish_regime, replace_regime, withdraw_regime
from nhip.work.duties.choices import Completeness, ObligationState, RegimeState
from nhip.work.duties.models import Obligation, Regime
from nhip.work.duties.queries import completeness, state_of
from nhip.work.duties.tests.makers import AT, draft
from nhip.work.forms.models import Row
from nhip.work.indicators.tests.bench import owed_figures
from nhip.work.reports import actions as reports
from nhip.work.reports.tests.desk import GOOD

AUGUST, SEPTEMBER = date(2022, 8, 1), date(2022, 9, 1)
WHY = "Theo công văn 12/KH."
NEXT_WEEK = datetime(2022, 7, 11, 2, 0, tzinfo=UTC)


@pytest.fixture
def monthly(desk):
    """A regime in force since July: two units owe July and August."""
    return publish_regime(draft(desk), by=desk.cast.planner, at=AT)


def owed(regime):
    rows = Obligation.objects.owed().filter(regime=regime).select_related("period", "unit")
    return {(each.period.start_on.month, each.unit.code) for each in rows}


def told(desk, **more):
    return {"by": desk.cast.planner, "at": NEXT_WEEK} | more


def fields_of(desk, **changed):
    made = draft(desk, code="mau", **changed)
    names = ["name", "content", "organ", "recipient", "method", "form", "calendar", "frequency",
             "levels", "due_rule", "due_days", "days_less_a_level"]  # fmt: skip
    fields = {name: getattr(made, name) for name in names} | {"code": "thang-2"}
    made.delete()
    return fields


def handed_in(desk, regime, unit, month=8):
    """The report of a month, handed in before it is over."""
    one = regime.obligations.get(unit=unit, period__index=month)
    report = reports.open_report(one, by=desk.cast.reporter, at=NEXT_WEEK)
    return one, report


def test_an_ended_regime_asks_for_nothing_more_and_what_nobody_began_falls_away(desk, monthly):
    end_regime(monthly, AUGUST, WHY, **told(desk))
    assert owed(monthly) == {(7, "G.07"), (7, "G.08")}
    actions.generate_all(at=datetime(2022, 9, 5, 2, 0, tzinfo=UTC))
    assert owed(monthly) == {(7, "G.07"), (7, "G.08")}
    fell = monthly.obligations.filter(period__start_on=AUGUST)
    assert {state_of(each, NEXT_WEEK) for each in fell} == {ObligationState.NOT_OWED}
    assert sum(completeness(fell, NEXT_WEEK).values()) == 0
    assert completeness(fell, AT)[Completeness.NOT_DUE] == 2, "as it stood before"
    monthly.refresh_from_db()
    assert monthly.state(AUGUST) == RegimeState.ENDED
    assert monthly.state(date(2022, 7, 31)) == RegimeState.ENDING
    [notice] = Notice.objects.filter(user=desk.cast.reporter)
    assert WHY in notice.text
    assert "Tháng 8/2022" in notice.text  # July is owed still
    assert "Chế độ kết thúc từ 1/8/2022." in notice.text
    assert WHY in fell[0].excuse
    assert history(monthly)[-1].verb == "regime.ended"
    assert [each.verb for each in history(fell[0])] == ["obligation.fell_away"]


def test_what_fell_away_is_neither_begun_nor_lifted(desk, monthly):
    end_regime(monthly, AUGUST, WHY, **told(desk))
    one = monthly.obligations.get(unit=desk.cast.unit, period__start_on=AUGUST)
    with pytest.raises(reports.AlreadyDecided, match="12/KH"):
        reports.open_report(one, by=desk.cast.reporter, at=NEXT_WEEK)
    with pytest.raises(actions.AlreadyDecided):
        actions.lift_excuse(one, "x", **told(desk))


@pytest.mark.parametrize("keeps", [True, False])
def test_a_draft_goes_on_or_falls_away_as_was_chosen(desk, monthly, keeps):
    one, report = handed_in(desk, monthly, desk.cast.unit)
    end_regime(monthly, AUGUST, WHY, keeps_drafts=keeps, **told(desk))
    one.refresh_from_db()
    assert one.has_fallen is not keeps
    figures = desk.typed(held="9")
    if keeps:
        reports.save_draft(
            report, figures=figures, narratives={}, by=desk.cast.reporter, at=NEXT_WEEK
        )
    else:
        with pytest.raises(reports.NotDraft, match="12/KH"):
            reports.save_draft(
                report, figures=figures, narratives={}, by=desk.cast.reporter, at=NEXT_WEEK
            )


def test_what_was_handed_in_stays_whatever_becomes_of_its_regime(desk, second):
    report = desk.submitted()
    foreseen = queries.withdrawing(desk.regime, NEXT_WEEK)
    assert [line.unit_id for line in foreseen.stays] == [desk.cast.unit.pk]
    withdraw_regime(desk.regime, WHY, **told(desk, seen=foreseen.digest))
    reports.accept_report(report, by=desk.cast.planner, at=NEXT_WEEK)
    held = Row.objects.get(pk=desk.rows["held"]).indicator_id
    assert owed_figures(held, [desk.cast.unit], desk.period).reports == 1


def test_a_withdrawn_regime_owes_nothing_and_is_decided_on_no_more(desk, monthly):
    handed_in(desk, monthly, desk.cast.unit)
    withdraw_regime(monthly, WHY, **told(desk))
    assert owed(monthly) == set()
    actions.generate_all(at=NEXT_WEEK)
    assert owed(monthly) == set()
    monthly.refresh_from_db()
    assert monthly.state(AUGUST) == RegimeState.WITHDRAWN
    with pytest.raises(actions.NotInForce):
        end_regime(monthly, AUGUST, WHY, **told(desk))
    with pytest.raises(actions.NotInForce):
        withdraw_regime(monthly, WHY, **told(desk))


def test_ended_before_it_began_is_refused_with_words(desk, monthly):
    for day, refusal in [
        (date(2022, 7, 1), actions.RegimeEndsTooSoon),
        (date(2022, 6, 1), actions.RegimeEndsTooSoon),
        (date(2022, 8, 15), actions.WrongPeriod),
    ]:
        with pytest.raises(refusal):
            end_regime(monthly, day, WHY, **told(desk))
    with pytest.raises(actions.NoReason):
        end_regime(monthly, AUGUST, " ", **told(desk))
    with pytest.raises(actions.NotInForce):
        end_regime(draft(desk, code="b"), AUGUST, WHY, **told(desk))
    end_regime(monthly, SEPTEMBER, WHY, **told(desk))
    with pytest.raises(actions.AlreadyEnded):
        end_regime(monthly, SEPTEMBER, WHY, **told(desk))
    end_regime(monthly, AUGUST, WHY, **told(desk))
    assert owed(monthly) == {(7, "G.07"), (7, "G.08")}


@pytest.mark.parametrize("who", ["reporter", "unit_chief", "editor", "administrator"])
def test_only_who_regulates_decides(desk, monthly, who):
    by = {"by": getattr(desk.cast, who), "at": NEXT_WEEK}
    for act in (
        lambda: end_regime(monthly, AUGUST, WHY, **by),
        lambda: withdraw_regime(monthly, WHY, **by),
        lambda: replace_regime(monthly, {}, AUGUST, **by),
        lambda: actions.change_units(
            monthly, leave=[desk.cast.unit], from_on=AUGUST, reason=WHY, **by
        ),
        lambda: actions.owe_past(monthly, [desk.cast.unit], [date(2022, 7, 1)], **by),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert len(owed(monthly)) == 4


def test_the_new_regime_begins_where_the_old_one_ends(desk, monthly):
    fields = fields_of(desk, levels=[2, 3])
    new = replace_regime(monthly, fields, AUGUST, **told(desk))
    assert owed(monthly) == {(7, "G.07"), (7, "G.08")}
    assert owed(new) == {(8, "G.07"), (8, "G.08"), (8, "G.07.1")}
    assert new.replaces == monthly
    assert [each.kind for each in monthly.changes.all()] == ["replaced"]
    assert "thang-2" in str(history(monthly)[-1].said)


def test_more_time_that_was_given_holds_for_the_regime_that_follows(desk, monthly):
    one = monthly.obligations.get(unit=desk.cast.unit, period__start_on=AUGUST)
    extend = {"by": desk.cast.planner, "at": NEXT_WEEK}
    actions.extend_deadline(one, date(2022, 9, 20), "Bão số 4", **extend)
    mock = Regime(**fields_of(desk), start_on=AUGUST, replaces=monthly)
    listed = []
    seen = queries.replacing(monthly, mock, listed, AUGUST, NEXT_WEEK, keeps_drafts=True)
    assert any("Đơn vị 07 (Tháng 8/2022, thứ\xa0Ba, 20/9/2022)" in words for words in seen.told)
    assert date(2022, 9, 20) in {line.due.on for line in seen.made}
    new = replace_regime(monthly, fields_of(desk), AUGUST, **told(desk, seen=seen.digest))
    follows = new.obligations.get(unit=desk.cast.unit, period__start_on=AUGUST)
    assert follows.due_on == date(2022, 9, 20)
    assert follows.extensions.get().reason == "Bão số 4"
    assert (
        new.obligations.get(unit=desk.cast.sibling, period__start_on=AUGUST).due_on
        != follows.due_on
    )


def test_replaced_twice_is_told_and_nothing_is_half_done(desk, monthly):
    new = replace_regime(monthly, fields_of(desk), AUGUST, **told(desk))
    again = fields_of(desk) | {"code": "thang-3"}
    with pytest.raises(actions.AlreadyReplaced, match=new.name):
        replace_regime(monthly, again, AUGUST, **told(desk))
    assert not Regime.objects.filter(code="thang-3").exists()
    assert owed(new) == {(8, "G.07"), (8, "G.08")}


def test_a_new_regime_that_lacks_something_leaves_the_old_one_as_it_was(desk, monthly):
    with pytest.raises(actions.Lacking):
        replace_regime(monthly, fields_of(desk) | {"content": ""}, AUGUST, **told(desk))
    monthly.refresh_from_db()
    assert monthly.end_on is None
    assert len(owed(monthly)) == 4


def test_who_goes_on_answering_the_old_regime_is_not_asked_twice(desk, monthly):
    handed_in(desk, monthly, desk.cast.unit)
    fields = fields_of(desk)
    new = replace_regime(monthly, fields, AUGUST, **told(desk))
    assert owed(monthly) == {(7, "G.07"), (7, "G.08"), (8, "G.07")}
    assert owed(new) == {(8, "G.08")}
    actions.generate_all(at=NEXT_WEEK)
    assert owed(new) == {(8, "G.08")}


def test_what_moved_since_it_was_shown_is_shown_again_before_anything_is_done(desk, monthly):
    seen = queries.ending(monthly, AUGUST, NEXT_WEEK, keeps_drafts=True).digest
    handed_in(desk, monthly, desk.cast.unit)
    with pytest.raises(RecordOvertaken):
        end_regime(monthly, AUGUST, WHY, **told(desk, seen=seen))
    assert len(owed(monthly)) == 4
    seen = queries.ending(monthly, AUGUST, NEXT_WEEK, keeps_drafts=True).digest
    end_regime(monthly, AUGUST, WHY, **told(desk, seen=seen))


def test_publishing_tells_before_what_it_makes_and_what_is_late_at_once(desk):
    regime = draft(desk, start_on=date(2022, 5, 1), levels=[2])
    foreseen = queries.publishing(regime, AT)
    assert [(each.period, len(each.lines)) for each in foreseen.made_by_period] == [
        ("Tháng 5/2022", 2),
        ("Tháng 6/2022", 2),
        ("Tháng 7/2022", 2),
        ("Tháng 8/2022", 2),
    ]
    assert (foreseen.late, foreseen.units) == (2, 2)  # those of May, due on 7/6
    publish_regime(regime, by=desk.cast.planner, at=AT, seen=foreseen.digest)
    made = {(each.unit_id, each.period.start_on, each.due) for each in regime.obligations.all()}
    assert made == {(line.unit_id, line.start_on, line.due) for line in foreseen.made}
    other = draft(desk, code="b")
    with pytest.raises(RecordOvertaken):
        publish_regime(other, by=desk.cast.planner, at=AT, seen="x")


# Figures entered once


def test_figures_taken_from_a_regime_come_from_the_one_that_follows_it(desk, second):
    held = Row.objects.get(pk=desk.rows["held"]).indicator_id
    second = publish_regime(second, reuse=[held], by=desk.cast.planner, at=AT)
    old = desk.regime
    names = ["organ", "method", "form", "calendar", "frequency", "levels", "due_rule", "due_days",
             "days_less_a_level", "content", "recipient"]  # fmt: skip
    fields = {name: getattr(old, name) for name in names} | {"code": "nua-nam-2", "name": "Mới"}
    new = replace_regime(old, fields, date(2023, 1, 1), **told(desk))
    assert set(second.reuses.values_list("source", flat=True)) == {old.pk, new.pk}
    later = open_period(desk.period.calendar, desk.period.kind, 2023, 1)
    at = datetime(2023, 7, 3, 2, 0, tzinfo=UTC)
    actions.generate_all(at=at)
    owes = Obligation.objects.filter(unit=desk.cast.unit, period=later)
    report = reports.open_report(owes.get(regime=new), by=desk.cast.reporter, at=at)
    typed = {"figures": desk.typed(**GOOD), "narratives": {}}
    reports.save_draft(report, **typed, by=desk.cast.reporter, at=at)
    reports.submit_report(report, by=desk.cast.reporter, at=at)
    reports.accept_report(report, by=desk.cast.planner, at=at)
    taking = reports.open_report(owes.get(regime=second), by=desk.cast.reporter, at=at)
    assert [each.raw for each in taking.cells.filter(row__indicator=held)] == ["9"]
    assert owed_figures(held, [desk.cast.unit], later).reports == 1


def test_a_figure_whose_source_ended_is_asked_by_the_regime_that_took_it(desk, second):
    held = Row.objects.get(pk=desk.rows["held"]).indicator_id
    second = publish_regime(second, reuse=[held], by=desk.cast.planner, at=AT)
    later = open_period(desk.period.calendar, desk.period.kind, 2022, 2)
    foreseen = queries.ending(desk.regime, later.start_on, AT, keeps_drafts=True)
    assert any(second.name in words for words in foreseen.told)
    withdraw_regime(desk.regime, WHY, **told(desk))
    assert owed_figures(held, [desk.cast.unit], later).reports == 1


def test_a_regime_withdrawn_before_it_began_gives_no_figures(desk):
    ahead = publish_regime(draft(desk, start_on=SEPTEMBER), by=desk.cast.planner, at=AT)
    other = draft(desk, code="khac", start_on=SEPTEMBER)
    assert {each.source for each in queries.collected_elsewhere(other, AUGUST)} == {ahead}
    withdraw_regime(ahead, WHY, **told(desk))
    assert not queries.collected_elsewhere(other, AUGUST)
