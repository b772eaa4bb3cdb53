from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhip.office.figures.actions import compare_noted, pin, release
from nhip.office.figures.choices import PinState
from nhip.office.figures.models import Pin
from nhip.office.figures.registry import Reference
from nhip.organisation.journal.models import Entry
from nhip.work.indicators.actions import (
    Posting,
    RecordChange,
    put,
    records_changed,
)
from nhip.work.indicators.choices import Stage
from nhip.work.indicators.models import Indicator
from nhip.work.indicators.queries import total

from .bench import AT, H1, H2, REVISIONS, YEAR, collected, divided, period, report, take_back


def now(key, unit, basis="accepted", window=H1):
    indicator = Indicator.objects.select_related("numerator", "denominator").get(key=key)
    return total(indicator, unit.pk, *window, basis).amount


def pinned(cast, key, unit, window=H1):
    ref = Reference(key, unit.pk, *window, "accepted")
    release(ref, by=cast.publisher, at=AT)
    bound = pin(ref, holder="text", holder_id=1, by=cast.editor, at=AT)
    compare_noted()
    return bound


def states(*but):
    """How citations stand a moment after the action, by indicator and unit."""
    compare_noted()
    pins = Pin.objects.exclude(pk__in=[each.pk for each in but])
    return {each.key + "@" + each.unit.code: each.state for each in pins}


def test_accepting_counts_at_once_and_taking_back_makes_it_missing(cast, collector):
    collected("held")
    report(cast.leaf, period(2022, 1), cast.reporter, [Stage.SUBMITTED], held=4)
    assert now("held", cast.root) is None
    report(cast.leaf, period(2022, 1), cast.planner, [Stage.ACCEPTED], held=4)
    assert now("held", cast.root) == 4
    take_back(cast.leaf, period(2022, 1), cast.planner)
    assert now("held", cast.root) is None
    assert now("held", cast.root, "submitted") == 4


def test_a_second_hand_in_replaces_the_first_whole(cast, collector):
    collected("held")
    collected("planned")
    report(cast.unit, period(2022, 1), cast.reporter, held=4, planned=9)
    report(cast.unit, period(2022, 1), cast.reporter, held=5)
    assert now("held", cast.root) == 5
    assert now("planned", cast.root) is None


def test_another_report_of_the_same_period_keeps_its_own_figures(cast, collector):
    held, planned = collected("held"), collected("planned")

    def post(source_id, *figures):
        whose = ("fake", source_id, next(REVISIONS) if figures else None, cast.reporter, AT)
        said = {(each.pk, ""): (amount, False) for each, amount in figures}
        put([Posting(cast.unit, period(2022, 1), Stage.ACCEPTED, *whose, said)])

    post(1, (held, 4))
    post(2, (planned, 7))
    assert (now("held", cast.root), now("planned", cast.root)) == (4, 7)
    post(2, (held, 6))
    assert (now("held", cast.root), now("planned", cast.root)) == (6, None)
    assert now("held", cast.unit) == 6
    post(2)  # what another entry says was kept, and counts again
    assert (now("held", cast.root), now("held", cast.unit)) == (4, 4)


def test_pins_above_and_on_ratios_change_and_no_others(cast, collector):
    divided("share", collected("settled"), collected("received"))
    collected("held")
    for unit in (cast.leaf, cast.sibling):
        report(unit, period(2022, 1), cast.reporter, settled=5, received=10, held=3)
    report(cast.leaf, period(2022, 2), cast.reporter, settled=1, received=1)
    for unit in (cast.root, cast.unit, cast.leaf, cast.sibling):
        pinned(cast, "settled", unit)
    pinned(cast, "share", cast.root)
    pinned(cast, "received", cast.root)
    pinned(cast, "held", cast.root)
    other = pinned(cast, "settled", cast.root, H2)
    report(cast.leaf, period(2022, 1), cast.reporter, settled=6, received=10, held=3)
    marked = states(other)
    other.refresh_from_db()
    assert other.state == PinState.FRESH
    assert marked == {
        "settled@G": PinState.CHANGED,
        "settled@G.07": PinState.CHANGED,
        "settled@G.07.1": PinState.CHANGED,
        "settled@G.08": PinState.FRESH,
        "share@G": PinState.CHANGED,
        "received@G": PinState.FRESH,
        "held@G": PinState.FRESH,
    }
    changed = Pin.objects.exclude(pk=other.pk).get(key="settled", unit=cast.root)
    assert (changed.amount, changed.new_amount) == (10, 11)
    assert changed.last_cause.by == cast.reporter
    assert changed.last_cause.words == (
        f"Báo cáo {period(2022, 1).label} của Đơn vị 07.1 đã được chấp nhận."
    )
    assert changed.last_cause.link == f"/lam-viec/bao-cao/{cast.leaf.pk}/"
    report(cast.leaf, period(2022, 1), cast.reporter, settled=5, received=10, held=3)
    assert set(states().values()) == {PinState.FRESH}


def test_a_pin_of_a_year_breaks_when_all_of_it_is_taken_back(cast, collector):
    collected("held")
    report(cast.unit, period(2022, 1), cast.reporter, held=3)
    pinned(cast, "held", cast.root, YEAR)
    take_back(cast.unit, period(2022, 1), cast.planner)
    compare_noted()
    broken = Pin.objects.get()
    assert (broken.state, broken.new_amount) == (PinState.BROKEN, None)
    assert "rút lại" in broken.last_cause.words


def test_struck_records_change_what_was_counted(cast, counter):
    counter.records = [(H1[0], cast.leaf.pk), (H1[0], cast.sibling.pk)]
    pinned(cast, "lessons", cast.root)
    pinned(cast, "lessons", cast.sibling)
    del counter.records[0]
    told = ("Lớp 1 bị ghi trùng.", "/lam-viec/tap-huan/1/", cast.reporter, AT)
    records_changed([RecordChange(["lessons"], cast.leaf.pk, H1[0], *told)])
    assert states() == {"lessons@G": PinState.CHANGED, "lessons@G.08": PinState.FRESH}
    changed = Pin.objects.get(unit=cast.root)
    assert (changed.new_amount, changed.last_cause.words) == (1, "Lớp 1 bị ghi trùng.")


def test_many_records_at_once_mark_what_one_by_one_would(cast, counter):
    counter.records = [(H1[0], cast.leaf.pk), (H1[0], cast.leaf.pk), (H1[0], cast.sibling.pk)]
    for scope in (cast.root, cast.unit, cast.sibling):
        pinned(cast, "lessons", scope)
    del counter.records[:2]

    def struck(number: int) -> RecordChange:
        link = f"/lam-viec/tap-huan/{number}/"
        return RecordChange(
            ["lessons"], cast.leaf.pk, H1[0], f"Lớp {number} bị ghi trùng.", link, cast.reporter, AT
        )

    records_changed([struck(1), struck(2)])
    assert states() == {
        "lessons@G": PinState.CHANGED,
        "lessons@G.07": PinState.CHANGED,
        "lessons@G.08": PinState.FRESH,
    }
    changed = Pin.objects.get(unit=cast.root)
    told = [(each.cause.words, each.cause.link) for each in changed.movings.all()]
    assert (changed.new_amount, told) == (
        1,
        [(f"Lớp {n} bị ghi trùng.", f"/lam-viec/tap-huan/{n}/") for n in (2, 1)],
    )
    about = Entry.objects.filter(verb="figure.changed", about_id=str(changed.pk))
    assert about.count() == 1  # compared once


def test_marking_many_records_asks_the_database_as_often_as_marking_one(cast, counter):
    counter.records = [(H1[0], cast.leaf.pk)]
    pinned(cast, "lessons", cast.root)

    def marked(times: int) -> int:
        change = RecordChange(["lessons"], cast.leaf.pk, H1[0], "Ghi trùng.", "", cast.reporter, AT)
        records_changed([change] * times)
        with CaptureQueriesContext(connection) as asked:
            compare_noted()
        return len(asked)

    marked(1)  # who stands under whom is remembered from now on
    assert marked(50) == marked(1)
