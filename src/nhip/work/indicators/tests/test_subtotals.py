"""Whatever sources say and units do, a total is what was said of the units that belong to it, added by hand."""

from datetime import date, timedelta

from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from nhip.organisation.journal.rules import FieldRefused
from nhip.organisation.units.actions import move_unit
from nhip.organisation.units.queries import tree_of
from nhip.organisation.units.rules import UnitDecision
from nhip.work.indicators import adding
from nhip.work.indicators.actions import Posting, add_up_all, put
from nhip.work.indicators.actions.subtotals import subtotals_of
from nhip.work.indicators.choices import Stage
from nhip.work.indicators.models import PendingSum, Slice, Subtotal
from nhip.work.indicators.queries import children_totals, totals, trees_of_periods

from .bench import AT, REVISIONS, collected, period

UNITS = ["root", "unit", "sibling", "leaf"]
WINDOWS = [
    (date(2022, 1, 1), date(2022, 4, 1)),
    (date(2022, 2, 1), date(2022, 3, 1)),
    (date(2022, 2, 1), date(2022, 4, 1)),
]
WHERE = (
    st.sampled_from(UNITS),
    st.sampled_from([1, 2, 3]),  # months
    st.sampled_from([1, 2]),  # two sources that ask for the same figures
    st.sampled_from(list(Stage)),
)
FIGURE = st.one_of(
    st.none(),
    st.just((0, True)),
    st.tuples(st.integers(-(10**18) + 1, 10**18 - 1), st.just(False)),
)
DOINGS = st.lists(
    st.one_of(
        st.tuples(st.just("say"), *WHERE, st.tuples(FIGURE, FIGURE)),
        st.tuples(st.just("accept what was handed in"), *WHERE[:3]),
        st.tuples(st.just("take back"), *WHERE),
        st.tuples(st.just("move"), st.sampled_from(["sibling", "unit"]), st.integers(0, 100)),
        st.tuples(st.just("add up")),
    ),
    min_size=3,
    max_size=16,
)


class Book:
    """The same story told by hand: what each source's last words are, in the order they came."""

    def __init__(self):
        self.said = {stage: {} for stage in Stage}
        self.number = 0

    def say(self, key, stage, number, figures):
        self.said[stage].pop(key, None)
        self.said[stage][key] = (number, figures)

    def total(self, stage, units, months, place):
        """Sum, and how many spoke: of one unit and month whoever spoke last."""
        last = {}
        for (who, month, _source), (number, figures) in self.said[stage].items():
            if who in units and month in months and figures[place] is not None:
                last[who, month] = max(last.get((who, month), (0, None)), (number, figures[place]))
        amounts = [figure[0] for _number, figure in last.values()]
        return (sum(amounts) if amounts else None), len(amounts)


def do(cast, book, indicators, doing, *more):
    if doing == "add up":
        add_up_all(at=AT)
        return
    if doing == "move":
        to, days = more
        on = date(2022, 1, 1) + timedelta(days=days)
        decision = UnitDecision("QĐ 1")
        above = getattr(cast, to)
        move_unit(cast.leaf, above, on=on, decision=decision, by=cast.administrator, at=AT)
        return
    who, month, source, *rest = more
    key = who, month, source
    unit, of = getattr(cast, who), period(2022, month, "month")
    whose = "fake", source
    if doing == "say":
        stage, figures = rest
        number = next(REVISIONS)
        asked = {(each.pk, ""): said for each, said in zip(indicators, figures, strict=True)}
        put([Posting(unit, of, stage, *whose, number, cast.reporter, AT, asked)])
        book.say(key, stage, number, figures)
    elif doing == "take back":
        put([Posting(unit, of, rest[0], *whose, None, cast.reporter, AT)])
        book.said[rest[0]].pop(key, None)
    elif waiting := book.said[Stage.SUBMITTED].get(key):
        put([Posting(unit, of, Stage.ACCEPTED, *whose, waiting[0], cast.planner, AT)])
        book.say(key, Stage.ACCEPTED, *waiting)


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(
    doings=[
        ("say", "root", 1, 1, Stage.SUBMITTED, (None, None)),
        ("say", "root", 1, 2, Stage.SUBMITTED, ((0, True), None)),
        ("say", "root", 1, 1, Stage.SUBMITTED, (None, None)),
    ],
    days=WINDOWS[0],
)
@example(  # the tree comes back to the shape its subtotals were added up by: what was said meanwhile counts
    doings=[
        ("say", "leaf", 1, 1, Stage.SUBMITTED, ((3, False), None)),
        ("move", "sibling", 3),
        ("say", "leaf", 1, 1, Stage.SUBMITTED, ((5, False), None)),
        ("move", "unit", 5),
    ],
    days=WINDOWS[0],
)
@given(doings=DOINGS, days=st.sampled_from(WINDOWS))
def test_a_total_is_what_was_said_added_by_hand(cast, collector, doings, days):
    with transaction.atomic():
        indicators, book = [collected("hours"), collected("people")], Book()
        names = {getattr(cast, name).pk: name for name in UNITS}
        for doing in doings:
            try:
                with transaction.atomic():
                    do(cast, book, indicators, *doing)
            except FieldRefused:
                continue  # what the tree forbids
        months = range(days[0].month, days[1].month)
        standing = tree_of(*days)
        for stage in Stage:
            for top in standing.ids:
                units = {names[each] for each in standing.subtree(top)}
                found = totals(indicators, top, *days, stage)
                for place, each in enumerate(indicators):
                    told = (found[each.pk].amount, found[each.pk].n)
                    assert told == book.total(stage, units, months, place), (names[top], stage)
            parts = children_totals(indicators[0], cast.root.pk, *days, stage)
            amounts = [each.total.amount for each in parts if each.total.n]
            whole = book.total(stage, set(UNITS), months, 0)[0]
            assert (sum(amounts) if amounts else None) == whole
        add_up_all(at=AT)
        assert not PendingSum.objects.exists()
        kept = {
            (each.period_id, each.stage, each.unit_id, each.places_id): adding.read(each.sums)
            for each in Subtotal.objects.all()
        }
        trees = trees_of_periods(list(Slice.objects.values_list("pk", flat=True)))
        anew = {}
        for pk, tree in trees.items():
            anew |= subtotals_of(pk, tree)
        for key in kept.keys() | anew.keys():
            assert adding.equal(kept.get(key, 0), anew.get(key, 0)), key
        transaction.set_rollback(True)
