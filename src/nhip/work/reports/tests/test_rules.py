from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nhip.kit.text.rules import NotAFigure
from nhip.organisation.periods.rules import WorkingDays
from nhip.work.reports import rules
from nhip.work.reports.choices import Check, Progress, Severity, State, Status, Step
from nhip.work.reports.rules import Asked, Facts, Figure, Quotient, Rule, Typed

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
DUE = date(2022, 7, 15)
LAST_SECOND = datetime(2022, 7, 15, 16, 59, 59, tzinfo=UTC)  # 23:59:59 at the office
OVER = datetime(2022, 7, 15, 17, 0, tzinfo=UTC)
LONG_BEFORE = OVER - timedelta(days=5)


# Deadlines


def test_the_due_day_is_over_at_midnight_at_the_office():
    assert not rules.is_late(DUE, LAST_SECOND, HERE)
    assert rules.is_late(DUE, OVER, HERE)


def test_days_late_are_counted_in_office_days():
    assert rules.days_late(DUE, LAST_SECOND, HERE) == 0
    assert rules.days_late(DUE, OVER, HERE) == 1
    assert rules.days_late(DUE, OVER + timedelta(days=26), HERE) == 27


@pytest.mark.parametrize(
    ("status", "submitted_at", "at", "state"),
    [
        (None, None, LONG_BEFORE, State.NOT_DUE),
        (None, None, LAST_SECOND, State.DUE_SOON),
        (None, None, OVER, State.OVERDUE),
        (Status.DRAFT, None, LONG_BEFORE, State.FILLING),
        (Status.DRAFT, None, LAST_SECOND, State.DUE_SOON),
        (Status.DRAFT, None, OVER, State.OVERDUE),
        (Status.DRAFT, LAST_SECOND, OVER, State.CORRECTING),
        (Status.SUBMITTED, LAST_SECOND, OVER, State.ON_TIME),
        (Status.SUBMITTED, OVER, OVER, State.LATE),
        (Status.RETURNED, LAST_SECOND, OVER, State.RETURNED),
        (Status.ACCEPTED, LAST_SECOND, OVER, State.ACCEPTED),
        (Status.ACCEPTED, OVER, OVER, State.ACCEPTED_LATE),
    ],
)
def test_states(status, submitted_at, at, state):
    assert rules.state_of(Facts(DUE, status, submitted_at), at, HERE, WorkingDays()) == state
    excused = Facts(DUE, status, None, is_excused=True)
    assert rules.state_of(excused, at, HERE, WorkingDays()) == State.EXCUSED


def test_every_state_and_progress_has_its_own_mark():
    assert len({state.mark for state in State}) == len(State)
    assert len({progress.mark for progress in Progress}) == len(Progress)


# Cells


def test_empty_zero_and_nothing_to_report_are_three_things():
    assert rules.read_cell(Typed(""), 0) is None
    assert rules.read_cell(Typed("0"), 0) == Figure(0)
    assert rules.read_cell(Typed("", is_nil=True), 0) == Figure(0, is_nil=True)


@pytest.mark.parametrize(
    ("raw", "decimals", "amount"), [(" 1.200 ", 0, 1200), ("1,5", 1, 15), ("12", 1, 120)]
)
def test_cells_are_read_as_offices_write(raw, decimals, amount):
    assert rules.read_cell(Typed(raw), decimals) == Figure(amount)


@pytest.mark.parametrize("typed", [Typed("1,2,5"), Typed("ba"), Typed("-1"), Typed("3", True)])
def test_what_is_no_figure_says_so(typed):
    with pytest.raises(NotAFigure):
        rules.read_cell(typed, 1)


def asked(row_id, *, decimals=0, item="", required=True, of=None, quotient=None):
    of = of or row_id
    return Asked(
        row_id, (1, row_id), f"Ô {row_id}", f"k{of}", of, item, decimals, required, quotient
    )


def said(**cells):
    return {int(name[1:]): Typed(raw) for name, raw in cells.items()}


NOT_ABOVE = Rule(2, Check.NOT_ABOVE, 1, Severity.ERROR)


def test_missing_wrong_and_good_cells_are_told_apart():
    rows = [asked(1), asked(2), asked(3, required=False), asked(4)]
    found = rules.examine(rows, [], said(c1="5", c2="x"))
    assert found.figures == {1: Figure(5)}
    assert [problem.row_id for problem in found.errors] == [2]
    assert found.missing == [4]
    assert not found.is_complete
    assert rules.examine(rows, [], said(c1="5", c2="1", c4="0")).is_complete


@pytest.mark.parametrize(
    ("first", "second", "is_broken"), [("5", "6", True), ("5", "5", False), ("", "6", False)]
)
def test_a_row_may_not_be_above_another(first, second, is_broken):
    found = rules.examine([asked(1), asked(2)], [NOT_ABOVE], said(c1=first, c2=second))
    assert bool(found.problems) == is_broken


def test_rows_of_other_decimals_are_compared_as_figures():
    found = rules.examine([asked(1), asked(2, decimals=1)], [NOT_ABOVE], said(c1="5", c2="5,1"))
    assert "5" in str(found.problems[0].message)
    assert not rules.examine(
        [asked(1), asked(2, decimals=1)], [NOT_ABOVE], said(c1="5", c2="5,0")
    ).problems


def test_a_cell_of_another_section_is_named_with_it():
    far = Asked(1, (3, 4), "Xa", "k1", 1, "", 0, True)
    found = rules.examine([far, asked(2)], [NOT_ABOVE], said(c1="1", c2="2"))
    assert "3.4" in str(found.problems[0].message)


@pytest.mark.parametrize(
    ("whole", "one", "two", "is_broken"),
    [
        ("7", "3", "4", False),
        ("8", "3", "4", True),
        ("6", "3", "4", True),
        ("7", "3", "", False),
        ("2", "3", "", True),
        ("", "3", "4", False),
    ],
)
def test_a_breakdown_adds_up_as_far_as_it_is_known(whole, one, two, is_broken):
    rows = [asked(1, of=9), asked(2, of=9, item="a"), asked(3, of=9, item="b", required=False)]
    found = rules.examine(
        rows, [Rule(1, Check.SUM_OF, None, Severity.ERROR)], said(c1=whole, c2=one, c3=two)
    )
    assert bool(found.problems) == is_broken


def test_a_warning_does_not_stop_the_hand_in():
    warning = Rule(2, Check.NOT_ABOVE, 1, Severity.WARNING)
    found = rules.examine([asked(1), asked(2)], [warning], said(c1="1", c2="2"))
    assert found.problems
    assert found.is_complete


RATE = asked(3, decimals=1, quotient=Quotient(1, 2, 100))


@pytest.mark.parametrize(
    ("above", "below", "rate"),
    [("18", "19", 947), ("1", "8", 125), ("0", "5", 0), ("5", "0", None), ("", "5", None)],
)
def test_a_quotient_is_divided_last_and_only_when_it_can_be(above, below, rate):
    found = rules.examine([asked(1), asked(2), RATE], [], said(c1=above, c2=below))
    assert found.figures.get(3) == (None if rate is None else Figure(rate))
    assert 3 not in found.missing


@pytest.mark.parametrize(
    ("now", "before", "decimals", "is_large"),
    [(12, 25, 0, True), (18, 16, 0, False), (2, 1, 0, False), (0, 3, 0, True), (60, 10, 1, True)],
)
def test_large_changes(now, before, decimals, is_large):
    assert rules.is_large_change(now, before, decimals) == is_large


@pytest.mark.parametrize(
    ("wrong", "missing", "begun", "progress"),
    [
        (0, 3, False, Progress.UNTOUCHED),
        (0, 3, True, Progress.BEGUN),
        (1, 3, True, Progress.WRONG),
        (0, 0, True, Progress.COMPLETE),
    ],
)
def test_progress(wrong, missing, begun, progress):
    assert rules.progress_of(wrong=wrong, missing=missing, begun=begun) == progress


# Revisions


def content(narratives=(), **figures):
    return {
        "figures": [
            {"section": 1, "number": int(name[1:]), "amount": amount, "decimals": 0, "nil": nil}
            for name, (amount, nil) in figures.items()
        ],
        "narratives": [{"section": number, "text": text} for number, text in narratives],
    }


def test_a_digest_knows_no_order_of_keys_and_no_way_of_composing_letters():
    assert rules.digest_of({"a": 1, "b": "ế"}) == rules.digest_of({"b": "e\u0302\u0301", "a": 1})
    assert rules.canonical({"b": "ế", "a": [1]}) == '{"a":[1],"b":"ế"}'


@given(st.integers(-(10**18), 10**18), st.integers(-(10**18), 10**18))
def test_a_digest_tells_figures_apart(one, two):
    digests = {rules.digest_of(content(r1=(amount, False))) for amount in (one, two)}
    assert len(digests) == len({one, two})


def test_changes_between_revisions():
    before = content([(1, "Cũ"), (2, "Giữ")], r1=(5, False), r2=(0, True), r3=(7, False))
    after = content([(1, "Mới"), (2, "Giữ")], r1=(5, False), r2=(0, False), r4=(1, False))
    changes = rules.changes_between(before, after)
    assert changes.figures == {
        (1, 2): (Figure(0, True), Figure(0)),
        (1, 3): (Figure(7), None),
        (1, 4): (None, Figure(1)),
    }
    assert changes.narratives == {1: ("Cũ", "Mới")}
    assert len(changes) == 4


@pytest.mark.parametrize(
    ("steps", "submitted", "accepted"),
    [
        ([], None, None),
        ([(Step.SUBMITTED, 1)], 1, None),
        ([(Step.SUBMITTED, 1), (Step.RETURNED, 1)], None, None),
        ([(Step.SUBMITTED, 1), (Step.ACCEPTED, 1)], 1, 1),
        ([(Step.SUBMITTED, 1), (Step.ACCEPTED, 1), (Step.REOPENED, 1)], 1, 1),
        ([(Step.SUBMITTED, 1), (Step.ACCEPTED, 1), (Step.SUBMITTED, 2)], 2, 1),
        ([(Step.ACCEPTED, 1), (Step.SUBMITTED, 2), (Step.RETURNED, 2)], 1, 1),
        ([(Step.ACCEPTED, 1), (Step.RETURNED, 1)], None, None),
    ],
)
def test_which_revision_counts(steps, submitted, accepted):
    assert rules.standing_after(steps) == rules.Standing(submitted, accepted)


# Two people


@given(typed=st.sampled_from("abc"), seen=st.sampled_from("abc"), stored=st.sampled_from("abc"))
def test_nobody_writes_over_what_they_have_not_seen(typed, seen, stored):
    kept, is_clash = rules.merge(typed, seen, stored)
    if typed == seen:
        assert (kept, is_clash) == (stored, False)
    if stored == seen:
        assert (kept, is_clash) == (typed, False)
    assert is_clash == (len({typed, seen, stored}) == 3)
    if is_clash:
        assert kept == stored
