"""Units that close: what they would owe later ends with a reason, and their history stays in sight."""

from datetime import UTC, date, datetime

import pytest

from nhip.organisation.journal.queries import history
from nhip.organisation.periods.actions import open_period
from nhip.organisation.units.actions import close_unit, merge_units
from nhip.organisation.units.rules import UnitDecision
from nhip.work.duties.choices import ObligationState
from nhip.work.duties.models import Obligation
from nhip.work.duties.queries import heat_maps

DAY = date(2022, 10, 1)
AT = datetime(2022, 10, 3, 2, 0, tzinfo=UTC)
DECISION = UnitDecision("15/QĐ-ĐV", date(2022, 9, 20))


@pytest.fixture
def later(desk):
    return desk.owes(desk.cast.unit, open_period(desk.period.calendar, desk.period.kind, 2022, 2))


def close(desk):
    close_unit(
        desk.cast.unit, below=desk.cast.sibling, decision=DECISION, on=DAY,
        by=desk.cast.administrator, at=AT,
    )  # fmt: skip


def test_what_is_owed_for_later_periods_is_excused_with_the_decision(desk, later):
    close(desk)
    later.refresh_from_db()
    assert (later.excused_at, later.excused_by) == (AT, desk.cast.administrator)
    assert "15/QĐ-ĐV" in later.excuse
    assert "1/10/2022" in later.excuse
    [doing] = history(later)
    assert (doing.verb, doing.said) == ("obligation.excused", {"reason": later.excuse})
    desk.obligation.refresh_from_db()
    assert desk.obligation.excused_at is None
    assert [each.unit_id for each in Obligation.objects.due_before(AT.date())] == [
        desk.cast.unit.pk
    ]


def test_others_still_owe_theirs(desk, later):
    other = desk.owes(desk.cast.sibling, later.period)
    merge_units([desk.cast.unit], desk.cast.sibling, decision=DECISION, on=DAY,
                by=desk.cast.administrator, at=AT)  # fmt: skip
    other.refresh_from_db()
    assert other.excused_at is None


def test_the_map_of_heat_keeps_the_history_of_closed_units(desk, later):
    desk.submitted()
    [before] = heat_maps(desk.cast.planner, desk.cast.root, AT)
    close(desk)
    [found] = heat_maps(desk.cast.planner, desk.cast.root, AT)
    [row] = found.rows
    assert row.unit.startswith(desk.cast.unit.name)
    assert "30/9/2022" in row.unit
    assert row.cells[0].state == before.rows[0].cells[0].state
    assert row.cells[0].url
    assert row.cells[1].state == ObligationState.EXCUSED
