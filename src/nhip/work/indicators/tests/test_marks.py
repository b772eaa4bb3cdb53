"""Over random histories of records and units, every citation's mark says what a full recompute says."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhip.office.figures.actions import check_pins, compare_noted, pin, release
from nhip.office.figures.models import Note, Pin
from nhip.office.figures.queries import untold
from nhip.office.figures.registry import Reference
from nhip.organisation.units import actions
from nhip.organisation.units.models import Unit
from nhip.organisation.units.queries import tree
from nhip.work.indicators.choices import Stage

from .bench import AT, H1, YEAR, collected, divided, period, report, take_back
from .test_maps import do, happen

pytestmark = pytest.mark.engine
RECORDS = ["hand in", "accept", "correct", "return"]
UNITS = ["move", "merge", "merge new", "split", "close", "abolish", "rename"]
steps = st.lists(
    st.tuples(
        st.sampled_from(RECORDS + UNITS), st.integers(0, 99), st.integers(0, 99), st.integers(0, 9)
    ),
    min_size=1,
    max_size=8,
)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps)
def test_every_mark_is_what_a_full_recompute_says_after_each_step(cast, collector, steps):
    with transaction.atomic():
        _cite(cast, collector)
        for number, step in enumerate(steps):
            _take(cast, number, *step)
            compare_noted()
            assert untold() == []
            assert not Note.objects.exists()
        assert check_pins(at=AT) == []
        transaction.set_rollback(True)


def test_a_unit_that_closed_in_the_window_still_counts_into_what_stood_above_it(cast, collector):
    _cite(cast, collector)
    do(actions.close_unit, cast.unit, is_branch=True, by=cast.administrator)
    compare_noted()
    report(cast.leaf, period(2022, 1), cast.reporter, hours=50, days=1)
    compare_noted()
    moved = Pin.objects.filter(key="hours", new_amount__isnull=False).order_by("pk")
    assert {(each.unit.code, each.start_on, each.end_on) for each in moved} == {
        (code, *window) for code in ("G", "G.07", "G.07.1") for window in (H1, YEAR)
    }


def test_a_hand_in_touches_nothing_that_is_cited_as_accepted(cast, collector):
    _cite(cast, collector)
    before = dict(Pin.objects.values_list("pk", "compared"))
    report(cast.leaf, period(2022, 1), cast.reporter, [Stage.SUBMITTED], hours=50, days=1)
    compare_noted()
    assert dict(Pin.objects.values_list("pk", "compared")) == before


def _cite(cast, collector):
    """Cite two indicators and their ratio for every unit, over the half-year and the year."""
    divided("share", collected("hours"), collected("days"))
    units = (cast.root, cast.unit, cast.sibling, cast.leaf)
    collector.owe(*units, period=period(2022, 1))
    collector.owe(*units, period=period(2022, 2))
    for unit in units:
        report(unit, period(2022, 1), cast.reporter, hours=4, days=2)
    for unit in units:
        for window in (H1, YEAR):
            for key in ("hours", "days", "share"):
                ref = Reference(key, unit.pk, *window, "accepted")
                release(ref, by=cast.publisher, at=AT)
                pin(ref, holder="text", holder_id=1, by=cast.editor, at=AT)
    compare_noted()


def _take(cast, number, kind, one, other, amount):
    """Let one thing happen to records or to units; what is refused leaves nothing."""
    if kind in UNITS:
        happen(cast, [(kind, one, other)], f"Z{number}", 4000, month=2 + number)
        return
    half = period(2022, 1 + other % 2)
    standing = tree(date(2022, 6, 30)).ids
    unit = Unit.objects.get(pk=sorted(standing)[one % len(standing)])
    stages = {"hand in": [Stage.SUBMITTED], "accept": [*Stage], "correct": [Stage.ACCEPTED]}
    if kind == "return":
        take_back(unit, half, cast.planner, list(Stage)[one % 2])
    else:
        report(unit, half, cast.reporter, stages[kind], hours=amount, days=other % 5)
