"""Figures entered once: what another regime's report was accepted with stands in this one, with its source."""

from datetime import date

import pytest

from nhip.organisation.periods.actions import open_period
from nhip.work.duties.actions import publish_regime
from nhip.work.duties.tests.makers import AT, draft
from nhip.work.forms.models import Row
from nhip.work.indicators.choices import Stage
from nhip.work.indicators.tests.bench import owed_figures, standing
from nhip.work.reports import actions, papers, queries
from nhip.work.reports.models import DraftCell

from .desk import GOOD, LATER, TOO_LATE


def publish(desk, regime, **more):
    return publish_regime(regime, by=desk.cast.planner, at=AT, **more)


def open_second(desk, second):
    obligation = second.obligations.get(unit=desk.cast.unit, period=desk.period)
    return actions.open_report(obligation, by=desk.cast.reporter, at=LATER)


def typed(report):
    return {
        entry.row.indicator.key: (entry.raw, entry.reused_from_id)
        for entry in DraftCell.objects.filter(report=report).select_related("row__indicator")
    }


def test_an_accepted_figure_stands_in_the_other_report_with_its_source(desk, second):
    held = Row.objects.get(pk=desk.rows["held"]).indicator
    publish(desk, second, reuse={held.pk})
    later = open_second(desk, second)
    assert typed(later) == {}
    first = desk.submitted()
    actions.accept_report(first, by=desk.cast.planner, at=LATER)
    assert typed(later) == {"held": ("9", first.pk)}
    assert queries.figures_used_again([desk.cast.unit.pk]) == 1
    hours = Row.objects.get(section__form=second.form, number=2)
    actions.save_draft(
        later, figures={hours.pk: ("2", False)}, narratives={}, by=desk.cast.reporter, at=LATER
    )
    revision = actions.submit_report(later, by=desk.cast.reporter, at=LATER)
    assert [row.get("from") for row in revision.content["figures"]] == ["nua-nam", None]
    *_figure, entry = standing(desk.cast.unit, Stage.SUBMITTED)[held.key]
    assert entry == first.pk
    assert owed_figures(held.pk, [desk.cast.unit], desk.period).reports == 1


def accepted(desk, obligation, by, **changed):
    report = actions.open_report(obligation, by=by, at=LATER)
    figures = desk.typed(**(GOOD | changed))
    actions.save_draft(report, figures=figures, narratives={}, by=by, at=LATER)
    actions.submit_report(report, by=by, at=LATER)
    return actions.accept_report(report, by=desk.cast.planner, at=LATER)


def test_only_what_the_unit_was_accepted_for_the_period_stands_in_the_other_report(desk, second):
    cast, held = desk.cast, Row.objects.get(pk=desk.rows["held"]).indicator
    publish(desk, second, reuse={held.pk})
    later = open_second(desk, second)
    accepted(desk, desk.owes(cast.sibling), cast.stranger, held="5")
    half = open_period(desk.period.calendar, "half", 2021, 2)
    accepted(desk, desk.owes(cast.unit, half), cast.reporter, held="4")
    first = desk.submitted()
    actions.fill_from_elsewhere(later)
    assert typed(later) == {}
    row = Row.objects.get(section__form=second.form, number=1)
    of_sibling = second.obligations.get(unit=cast.sibling, period=desk.period)
    neighbour = actions.open_report(of_sibling, by=cast.stranger, at=LATER)
    for report, said, by in ((neighbour, "3", cast.stranger), (later, "", cast.reporter)):
        figures = {row.pk: (said, False)}
        actions.save_draft(report, figures=figures, narratives={}, by=by, at=LATER)
    actions.accept_report(first, by=cast.planner, at=LATER)
    assert typed(later) == {"held": ("9", first.pk)}
    assert typed(neighbour) == {"held": ("3", None)}
    assert queries.reused_cells(later) == {row.pk: (desk.regime.code, desk.regime.name)}
    assert queries.reused_cells(neighbour) == {}
    hours = Row.objects.get(section__form=second.form, number=2)
    by = {"by": cast.reporter, "at": LATER}
    actions.save_draft(later, figures={hours.pk: ("2", False)}, narratives={}, **by)
    actions.submit_report(later, **by)
    actions.reopen_report(first, "Ghi nhầm.", **by)
    actions.save_draft(first, figures=desk.typed(held="8"), narratives={}, **by)
    actions.submit_report(first, **by)
    actions.accept_report(first, by=cast.planner, at=LATER)
    assert typed(later)["held"] == ("9", first.pk)  # what was handed in stays as it was


@pytest.mark.parametrize("beside", ["unit", "period"])
def test_what_was_emptied_by_hand_stays_empty_when_something_beside_is_accepted(
    desk, second, beside
):
    cast, held = desk.cast, Row.objects.get(pk=desk.rows["held"]).indicator
    publish(desk, second, reuse={held.pk})
    unit, by, period = cast.unit, cast.reporter, desk.period
    if beside == "unit":
        unit, by = cast.sibling, cast.stranger
    else:
        period = open_period(period.calendar, "half", 2022, 2)
    source = accepted(desk, desk.owes(unit, period), by, held="5")
    emptied = actions.open_report(second.obligations.get(unit=unit, period=period), by=by, at=LATER)
    assert typed(emptied) == {"held": ("5", source.pk)}
    row = Row.objects.get(section__form=second.form, number=1)
    actions.save_draft(emptied, figures={row.pk: ("", False)}, narratives={}, by=by, at=LATER)
    was = typed(emptied)
    accepted(desk, desk.obligation, cast.reporter)
    assert typed(emptied) == was


def test_a_figure_accepted_in_a_third_report_is_not_taken_over(desk, second):
    held = Row.objects.get(pk=desk.rows["held"]).indicator
    changed = {"frequency": "half", "due_days": 10, "start_on": date(2022, 1, 1)}
    third = draft(desk, code="ba", form=second.form, **changed)
    for regime, reuse in ((second, {held.pk}), (third, set())):
        publish(desk, regime, reuse=reuse)
    later, by = open_second(desk, second), {"by": desk.cast.reporter, "at": LATER}
    report = open_second(desk, third)
    rows = Row.objects.filter(section__form=third.form)
    figures = {row.pk: ("7", False) for row in rows}
    actions.save_draft(report, figures=figures, narratives={}, **by)
    actions.submit_report(report, **by)
    actions.accept_report(report, by=desk.cast.planner, at=LATER)
    actions.fill_from_elsewhere(later)
    assert typed(later) == {}


def test_what_is_typed_over_is_no_longer_taken_over(desk, second):
    held = Row.objects.get(pk=desk.rows["held"]).indicator
    publish(desk, second, reuse={held.pk})
    actions.accept_report(desk.submitted(), by=desk.cast.planner, at=LATER)
    later = open_second(desk, second)
    row = Row.objects.get(section__form=second.form, number=1)
    actions.save_draft(
        later, figures={row.pk: ("8", False)}, narratives={}, by=desk.cast.reporter, at=LATER
    )
    assert typed(later) == {"held": ("8", None)}
    actions.fill_from_elsewhere(later)
    assert typed(later) == {"held": ("8", None)}


def says(cast, key, stage=Stage.SUBMITTED):
    said = standing(cast.unit, stage).get(key)
    return [said[0]] if said else []


def test_two_reports_that_say_one_figure_are_told_apart_and_none_is_lost(desk, second):
    publish(desk, second)
    first, later = desk.submitted(), open_second(desk, second)
    rows = {row.indicator.key: row.pk for row in Row.objects.filter(section__form=second.form)}
    typed_otherwise = {rows["held"]: ("8", False), rows["hours"]: ("1,5", False)}
    by = desk.cast.reporter
    actions.save_draft(later, figures=typed_otherwise, narratives={}, by=by, at=LATER)
    sheet = papers.draft_sheet(later)
    told = [str(problem.message) for line in sheet.parts[0].lines for problem in line.problems]
    assert told == ["“Báo cáo nửa năm” ghi 9 cho cùng kỳ. Bản nộp sau cùng được tính."]
    revision = actions.submit_report(later, by=by, at=LATER)
    assert says(desk.cast, "held") == [8]
    [told] = [line for line in papers.revision_sheet(revision).parts[0].lines if line.problems]
    assert told.asked.key == "held"
    actions.return_report(later, "Sai.", by=desk.cast.planner, at=LATER)
    assert says(desk.cast, "held") == [9]
    assert says(desk.cast, "planned") == [10]
    actions.accept_report(first, by=desk.cast.planner, at=LATER)
    actions.submit_report(later, by=by, at=LATER)
    actions.accept_report(later, by=desk.cast.planner, at=LATER)
    assert says(desk.cast, "held", Stage.ACCEPTED) == [8]
    actions.return_report(later, "Vẫn sai.", by=desk.cast.planner, at=TOO_LATE)
    assert says(desk.cast, "held", Stage.ACCEPTED) == [9]
