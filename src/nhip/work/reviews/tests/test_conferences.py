"""Conferences, their reviews and figures entered, corrected, struck and restored."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from nhip.office.documents.tests.makers import AT, organ, year
from nhip.office.figures.choices import Basis, Format
from nhip.office.records.rules import AlreadyStruck, NothingChanged, NotStruck
from nhip.organisation.journal.queries import history
from nhip.organisation.journal.rules import NoReason, WrongRow
from nhip.organisation.periods.rules import Span
from nhip.organisation.units.actions import close_organ, open_organ
from nhip.organisation.units.choices import Layout, OrganKind
from nhip.work.reviews.actions import (
    LooksBack,
    NewConference,
    add_review,
    approve_review,
    correct_conference,
    correct_review,
    hold_conference,
    restore_conference,
    restore_review,
    set_figures,
    strike_conference,
    strike_review,
    take_in_conferences,
    take_in_reviews,
)
from nhip.work.reviews.models import Conference, Review
from nhip.work.reviews.rules import (
    AlreadyApproved,
    AlreadyHeld,
    FigureAsked,
    NoOrganThen,
    UnknownFigure,
    WindowBackwards,
)

from .world import build
from .written import written

HELD_AT = datetime(2021, 1, 20, 1, 0, tzinfo=UTC)


@pytest.fixture
def committee(cast):
    return organ(cast.root)


@pytest.fixture
def held(cast, committee):
    return hold_conference(
        committee, title="Tổng kết năm 2020", held_at=HELD_AT, place="", by=cast.planner, at=AT
    )


@pytest.fixture
def review(cast, held):
    return add_review(held, title="Năm 2020", window=year(2020), by=cast.planner, at=AT)


def verbs(record):
    return [doing.verb for doing in history(record)]


def told(cast, reason="ghi nhầm"):
    return {"reason": reason, "by": cast.planner, "at": AT}


def test_a_conference_is_entered_corrected_struck_and_restored_with_its_history(cast, held):
    correct_conference(held, {"title": "Tổng kết", "place": "Hội trường"}, **told(cast))
    strike_conference(held, **told(cast, "ghi trùng"))
    assert not Conference.objects.standing().exists()
    restore_conference(held, **told(cast, "gỡ nhầm"))
    held.refresh_from_db()
    assert (held.title, held.place, held.struck_at) == ("Tổng kết", "Hội trường", None)
    assert verbs(held) == [
        f"conference.{verb}" for verb in ("held", "corrected", "struck", "restored")
    ]
    changes = history(held)[1].said["changes"]
    assert {(change["was"], change["now"]) for change in changes} == {
        ("Tổng kết năm 2020", "Tổng kết"),
        ("", "Hội trường"),
    }


def test_many_conferences_and_reviews_are_written_as_one_by_one(cast, committee, held):
    rows = [
        NewConference(
            committee, f"Sơ kết {month}", HELD_AT.replace(month=month), "Hội trường", True
        )
        for month in range(1, 4)
    ]
    kept = {"by": cast.planner, "at": AT}

    def one_by_one():
        for row in rows:
            hold_conference(
                committee, title=row.title, held_at=row.held_at, place=row.place,
                is_sample=True, **kept,
            )  # fmt: skip

    alone = written(one_by_one, Conference)
    assert len(alone) == 6
    assert alone == written(lambda: take_in_conferences(rows, **kept), Conference)
    looks = [LooksBack(held, f"Năm {each}", year(each), Basis.SUBMITTED) for each in (2018, 2019)]

    def looked():
        for row in looks:
            add_review(held, title=row.title, window=row.window, basis=row.basis, **kept)

    alone = written(looked, Review)
    assert [row.get("number") for row in alone] == [1, 2, None, None]
    assert alone == written(lambda: take_in_reviews(looks, **kept), Review)


def test_a_row_may_say_who_entered_it_and_when(cast, committee):
    before = datetime(2019, 1, 1, tzinfo=UTC)
    row = NewConference(committee, "Tổng kết 2018", HELD_AT, by=cast.planner, at=before)
    [made] = take_in_conferences([row], by=cast.planner, at=AT)
    assert history(made)[0].at == before
    with pytest.raises(WrongRow):
        take_in_conferences([replace(row, title="x", by=cast.reporter)], by=cast.planner, at=AT)


def test_one_bad_row_is_told_and_nothing_is_written(cast, committee, held):
    rows = [NewConference(committee, f"Hội nghị {number}", HELD_AT) for number in range(50)]
    rows[31] = NewConference(committee, held.title, HELD_AT)
    with pytest.raises(WrongRow) as refused:
        take_in_conferences(rows, by=cast.planner, at=AT)
    assert (refused.value.index, type(refused.value.why)) == (31, AlreadyHeld)
    rows[31] = NewConference(committee, "Trước khi có cơ quan", datetime(2014, 12, 31, tzinfo=UTC))
    with pytest.raises(WrongRow) as refused:
        take_in_conferences(rows, by=cast.planner, at=AT)
    assert (refused.value.index, type(refused.value.why)) == (31, NoOrganThen)
    assert Conference.objects.count() == 1


def test_an_organ_holds_conferences_from_its_first_day_to_the_day_before_it_closes(cast):
    told = {"by": cast.administrator, "at": AT}
    first, end = date(2021, 3, 1), date(2021, 4, 1)
    opened = open_organ(cast.root, OrganKind.STAFF, "Phòng", Layout.STATE, on=first, **told)
    closed = close_organ(opened, on=end, **told)

    def hold(month: int, day: int) -> Conference:
        held_at = datetime(2021, month, day, 3, 0, tzinfo=UTC)
        named = {"title": f"Hội nghị {day}/{month}", "held_at": held_at, "place": "Hội trường"}
        return hold_conference(closed, **named, by=cast.planner, at=AT)

    assert {hold(3, 1).organ, hold(3, 31).organ} == {closed}
    for place in ((2, 28), (4, 1)):
        with pytest.raises(NoOrganThen):
            hold(*place)


def test_a_conference_stands_once(cast, committee, held):
    again = {"title": held.title, "held_at": HELD_AT, "by": cast.planner, "at": AT}
    with pytest.raises(AlreadyHeld):
        hold_conference(committee, **again)
    hold_conference(organ(cast.root, "Ban khác"), **again)  # another organ's is another
    strike_conference(held, **told(cast))
    hold_conference(committee, **again)
    with pytest.raises(AlreadyHeld):
        restore_conference(held, **told(cast))


@pytest.mark.parametrize(
    "who", ["chief", "editor", "publisher", "administrator", "unit_chief", "reporter", "reader"]
)
def test_only_the_planner_of_the_organs_unit_prepares(cast, committee, held, review, who):
    by = {"by": getattr(cast, who), "at": AT}
    reasoned = by | {"reason": "x"}
    for act in (
        lambda: hold_conference(committee, title="x", held_at=HELD_AT, **by),
        lambda: correct_conference(held, {"title": "x"}, **reasoned),
        lambda: strike_conference(held, **reasoned),
        lambda: restore_conference(held, **reasoned),
        lambda: add_review(held, title="x", window=year(2020), **by),
        lambda: correct_review(review, {"title": "x"}, **reasoned),
        lambda: set_figures(review, [], **by),
        lambda: strike_review(review, **reasoned),
        lambda: restore_review(review, **reasoned),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_a_review_takes_the_next_number_and_keeps_it(cast, held, review):
    strike_review(review, **told(cast))
    other = add_review(held, title="Năm 2019", window=year(2019), by=cast.planner, at=AT)
    assert (review.number, other.number) == (1, 2)
    restore_review(review, **told(cast))
    assert verbs(review) == [f"review.{verb}" for verb in ("added", "struck", "restored")]


def test_a_window_runs_forward(cast, held, review):
    backwards = Span(date(2021, 1, 1), date(2021, 1, 1))
    with pytest.raises(WindowBackwards):
        add_review(held, title="x", window=backwards, by=cast.planner, at=AT)
    with pytest.raises(WindowBackwards):
        correct_review(review, {"end_on": date(2019, 1, 1)}, **told(cast))
    correct_review(review, {"end_on": date(2020, 7, 1)}, **told(cast))
    review.refresh_from_db()
    assert review.window == "1/1/2020–30/6/2020"


def test_an_approved_review_stays_as_it_is_and_so_does_its_conference(cast):
    world = build(cast)
    approve_review(world.review, by=cast.chief, at=AT)
    for act in (
        lambda: correct_review(world.review, {"title": "x"}, **told(cast)),
        lambda: strike_review(world.review, **told(cast)),
        lambda: set_figures(world.review, [], by=cast.planner, at=AT),
        lambda: strike_conference(world.conference, **told(cast)),
        lambda: correct_conference(
            world.conference, {"organ": organ(cast.root, "Cơ quan khác")}, **told(cast)
        ),
    ):
        with pytest.raises(AlreadyApproved):
            act()
    correct_conference(world.conference, {"place": "Nơi khác"}, **told(cast))
    assert world.review.figures.count() == 9


def test_what_is_struck_is_neither_approved_nor_prepared_further(cast, held, review):
    strike_review(review, **told(cast))
    for act in (
        lambda: approve_review(review, by=cast.chief, at=AT),
        lambda: set_figures(review, [], by=cast.planner, at=AT),
    ):
        with pytest.raises(AlreadyStruck):
            act()
    restore_review(review, **told(cast))
    strike_conference(held, **told(cast))
    for act in (
        lambda: approve_review(review, by=cast.chief, at=AT),
        lambda: add_review(held, title="x", window=year(2019), by=cast.planner, at=AT),
        lambda: correct_conference(held, {"title": "x"}, **told(cast)),
    ):
        with pytest.raises(AlreadyStruck):
            act()
    assert not Review.objects.standing().exists()


def test_doings_want_a_reason_and_something_to_do(cast, held, review):
    for verb, record in ((strike_conference, held), (strike_review, review)):
        with pytest.raises(NoReason):
            verb(record, **told(cast, "  "))
    for verb, record in ((restore_conference, held), (restore_review, review)):
        with pytest.raises(NotStruck):
            verb(record, **told(cast))
    with pytest.raises(NothingChanged):
        correct_conference(held, {"title": held.title}, **told(cast))


def test_the_figures_of_a_review_are_those_asked_in_their_order(cast):
    world = build(cast)
    asked = [
        FigureAsked("directives", Format.TWO_DIGITS),
        FigureAsked("classes", goes_into_article=False),
    ]
    set_figures(world.review, asked, by=cast.planner, at=AT)
    kept = world.review.figures.values_list("key", "format", "goes_into_article", "sort_order")
    assert list(kept) == [("directives", "two_digits", True, 0), ("classes", "plain", False, 1)]
    assert [each["key"] for each in history(world.review)[-1].said["figures"]] == [
        "directives",
        "classes",
    ]
    for wrong in (FigureAsked("classes"), FigureAsked("no_such")):
        with pytest.raises(UnknownFigure):
            set_figures(world.review, [FigureAsked("classes"), wrong], by=cast.planner, at=AT)
    assert world.review.figures.count() == 2
