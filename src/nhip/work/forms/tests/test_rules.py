import json
from pathlib import Path

import pytest

from nhip.kit.text.rules import NotAFigure
from nhip.work.forms.choices import Check, SectionProgress, Severity
from nhip.work.forms.rules import (
    NOTHING,
    ZERO,
    Figure,
    Quotient,
    RowAsked,
    Rule,
    Typed,
    ZeroOrNothing,
    answered,
    examine,
    is_large_change,
    progress_of,
    read_cell,
    read_typed,
)

FIGURES = Path(__file__).with_name("figures.json")  # the page's JavaScript is held against it too


def test_empty_zero_and_nothing_to_report_are_three_things():
    assert read_cell(Typed(""), 0) is None
    assert read_cell(Typed("0"), 0) == Figure(0)
    assert read_cell(Typed("", is_nil=True), 0) == Figure(0, is_nil=True)


@pytest.mark.parametrize(
    ("raw", "decimals", "amount"), [(" 1.200 ", 0, 1200), ("1,5", 1, 15), ("12", 1, 120)]
)
def test_cells_are_read_as_offices_write(raw, decimals, amount):
    assert read_cell(Typed(raw), decimals) == Figure(amount)


@pytest.mark.parametrize("typed", [Typed("1,2,5"), Typed("ba"), Typed("-1"), Typed("3", True)])
def test_what_is_no_figure_says_so(typed):
    with pytest.raises(NotAFigure):
        read_cell(typed, 1)


def asked(row_id, *, decimals=0, item="", required=True, of=None, quotient=None):
    of = of or row_id
    return RowAsked(
        row_id, (1, row_id), f"Ô {row_id}", f"k{of}", of, item, decimals, required, quotient
    )


def said(**cells):
    return {int(name[1:]): Typed(raw) for name, raw in cells.items()}


NOT_ABOVE = Rule(2, Check.NOT_ABOVE, 1, Severity.ERROR)


def test_missing_wrong_and_good_cells_are_told_apart():
    rows = [asked(1), asked(2), asked(3, required=False), asked(4)]
    found = examine(rows, [], said(c1="5", c2="x"))
    assert found.figures == {1: Figure(5)}
    assert [problem.row_id for problem in found.errors] == [2]
    assert found.missing == [4]
    assert not found.is_complete
    assert examine(rows, [], said(c1="5", c2="1", c4="0")).is_complete


@pytest.mark.parametrize(
    ("first", "second", "is_broken"), [("5", "6", True), ("5", "5", False), ("", "6", False)]
)
def test_a_row_may_not_be_above_another(first, second, is_broken):
    found = examine([asked(1), asked(2)], [NOT_ABOVE], said(c1=first, c2=second))
    assert bool(found.problems) == is_broken


def test_rows_of_other_decimals_are_compared_as_figures():
    found = examine([asked(1), asked(2, decimals=1)], [NOT_ABOVE], said(c1="5", c2="5,1"))
    assert "5" in str(found.problems[0].message)
    assert not examine(
        [asked(1), asked(2, decimals=1)], [NOT_ABOVE], said(c1="5", c2="5,0")
    ).problems


def test_a_cell_of_another_section_is_named_with_it():
    far = RowAsked(1, (3, 4), "Xa", "k1", 1, "", 0, True)
    found = examine([far, asked(2)], [NOT_ABOVE], said(c1="1", c2="2"))
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
    found = examine(
        rows, [Rule(1, Check.SUM_OF, None, Severity.ERROR)], said(c1=whole, c2=one, c3=two)
    )
    assert bool(found.problems) == is_broken


def test_a_warning_does_not_stop_the_hand_in():
    warning = Rule(2, Check.NOT_ABOVE, 1, Severity.WARNING)
    found = examine([asked(1), asked(2)], [warning], said(c1="1", c2="2"))
    assert found.problems
    assert found.is_complete


RATE = asked(3, decimals=1, quotient=Quotient(1, 2, 100))


@pytest.mark.parametrize(
    ("above", "below", "rate"),
    [("18", "19", 947), ("1", "8", 125), ("0", "5", 0), ("5", "0", None), ("", "5", None)],
)
def test_a_quotient_is_divided_last_and_only_when_it_can_be(above, below, rate):
    found = examine([asked(1), asked(2), RATE], [], said(c1=above, c2=below))
    assert found.figures.get(3) == (None if rate is None else Figure(rate))
    assert 3 not in found.missing


@pytest.mark.parametrize(
    ("now", "before", "decimals", "is_large"),
    [(12, 25, 0, True), (18, 16, 0, False), (2, 1, 0, False), (0, 3, 0, True), (60, 10, 1, True)],
)
def test_large_changes(now, before, decimals, is_large):
    assert is_large_change(now, before, decimals) == is_large


@pytest.mark.parametrize(
    ("wrong", "missing", "begun", "progress"),
    [
        (0, 3, False, SectionProgress.UNTOUCHED),
        (0, 3, True, SectionProgress.BEGUN),
        (1, 3, True, SectionProgress.WRONG),
        (0, 0, True, SectionProgress.COMPLETE),
    ],
)
def test_progress(wrong, missing, begun, progress):
    assert progress_of(wrong=wrong, missing=missing, begun=begun) == progress


def test_every_progress_has_its_own_mark():
    assert len({progress.mark for progress in SectionProgress}) == len(SectionProgress)


def kind_or_amount(text, decimals):
    """What a cell says: a figure's amount, or in one word why there is none."""
    typed = read_typed(text)
    try:
        figure = read_cell(typed, decimals)
    except ZeroOrNothing:
        return "asked"
    except NotAFigure:
        return "wrong"
    if figure is None:
        return "empty"
    return "nil" if figure.is_nil else figure.amount


@pytest.mark.parametrize(("text", "decimals", "said"), json.loads(FIGURES.read_text()))
def test_a_cell_is_a_figure_a_question_or_a_refusal_as_the_table_says(text, decimals, said):
    assert kind_or_amount(text, decimals) == said


def test_an_unclear_cell_is_answered_by_a_press_or_a_tick_and_any_other_is_left_alone():
    assert answered(Typed("KPS"), ZERO) == Typed("0")
    assert answered(Typed(" – "), NOTHING) == Typed("", is_nil=True)
    assert answered(Typed("-", is_nil=True)) == Typed("", is_nil=True)
    assert answered(Typed("-")) == Typed("-")
    assert answered(Typed("12"), NOTHING) == Typed("12")
    assert answered(Typed("12 kỳ"), ZERO) == Typed("12 kỳ")
