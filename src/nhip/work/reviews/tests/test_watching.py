"""All that is frozen of a review is watched: that there was no value, and the year before, too."""

from dataclasses import replace
from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from nhip.office.documents.tests.makers import AT
from nhip.office.figures import registry
from nhip.office.figures.actions import (
    MovedOn,
    accept_change,
    compare_noted,
    decide_changes,
    keep_value,
    note_moves,
)
from nhip.office.figures.models import CitedValue, Pin, Release
from nhip.office.figures.queries import changed, untold
from nhip.office.figures.registry import Event, Move, Resolved
from nhip.organisation.journal.queries import history
from nhip.organisation.journal.rules import WrongRow
from nhip.organisation.periods.rules import Span
from nhip.work.reviews.actions import (
    Approval,
    LooksBack,
    approve_review,
    set_figures,
    take_in_approvals,
    take_in_reviews,
)
from nhip.work.reviews.models import FrozenFigure, Review
from nhip.work.reviews.queries import broken_lines, shown_figures
from nhip.work.reviews.rules import AlreadyApproved, FigureAsked, FiguresMoved

from .world import build

NOW, BEFORE = date(2022, 1, 1), date(2021, 1, 1)
LATER = AT.replace(year=2023)


class SaidSource:
    """Says what it is told, by the first day of the window; nothing for the rest."""

    def __init__(self) -> None:
        self.says = {}

    def say(self, start_on, amount, coverage="3 trong 3 đơn vị", key="classes"):
        self.says[key, start_on] = Resolved(
            amount, 0, "Lớp", "Đếm từ sổ.", "lớp", coverage, "", False, False, 3, 3
        )

    def resolve(self, ref):
        nothing = Resolved(None, 0, "Lớp", "Đếm từ sổ.", "lớp", "", "", False, False, 0, 3)
        return self.says.get((ref.key, ref.start_on), nothing)

    def search(self, text, unit_id):
        return []

    def addresses(self, refs, by=None):
        return {}


@pytest.fixture
def source(monkeypatch):
    said = SaidSource()
    monkeypatch.setattr(registry, "_sources", [said])
    return said


@pytest.fixture
def half(cast):
    world = build(cast)
    return set_figures(world.half, [FigureAsked("classes")], by=cast.planner, at=AT)


def happens(cast, words="Báo cáo chậm của Đơn vị 16."):
    event = Event(words, LATER, "/lam-viec/", cast.planner)
    note_moves([Move(["classes"], None, date(2020, 1, 1), date(2023, 1, 1), event)])
    compare_noted()


def line(review):
    [shown] = shown_figures(Review.objects.get(pk=review.pk))
    return shown


def test_a_line_approved_without_a_value_tells_when_one_comes(cast, half, source):
    source.say(BEFORE, 10)
    approve_review(half, by=cast.chief, at=AT)
    compare_noted()
    assert (line(half).value, untold(), changed(cast.chief)) == ("–", [], [])
    source.say(NOW, 12)
    happens(cast)
    [note] = changed(cast.chief)
    [item] = note.items
    assert (item.pin.written, item.pin.written_now) == ("–", "12")
    assert note.told.cause.words == "Báo cáo chậm của Đơn vị 16."
    assert line(half).value == "–", "nothing moves before the chief decides"
    accept_change(item.pin, by=cast.chief, at=LATER)
    assert (line(half).value, line(half).compared) == ("12", "cùng kỳ năm trước 10, tăng 2")
    assert Release.objects.standing().get().amount == 12
    assert [value.written for value in CitedValue.objects.filter(pin=item.pin)] == ["–", "12"]
    assert broken_lines() == []


def test_of_how_many_no_value_came_in_is_told_too_and_taken(cast, half, source):
    approve_review(half, by=cast.chief, at=AT)
    source.say(NOW, None, coverage="0 trong 4 đơn vị")
    happens(cast)
    [note] = changed(cast.chief)
    accept_change(note.items[0].pin, by=cast.chief, at=LATER)
    assert (line(half).value, line(half).resolved.coverage) == ("–", "0 trong 4 đơn vị")
    assert (changed(cast.chief), broken_lines()) == ([], [])


def test_the_year_before_is_told_and_decided_like_the_others(cast, half, source):
    source.say(NOW, 12)
    source.say(BEFORE, 10)
    approve_review(half, by=cast.chief, at=AT)
    compare_noted()
    source.say(NOW, 13)
    source.say(BEFORE, 11)
    happens(cast)
    [note] = changed(cast.chief)
    value, before = note.items
    assert [each.pin.called for each in note.items] == ["Lớp", "Lớp, cùng kỳ năm trước"]
    assert line(half).compared == "cùng kỳ năm trước 10, tăng 2"
    [kept, taken] = [{each.pin.pk: each.pin.seen_key} for each in (value, before)]
    decide_changes(
        ("reviews.review", half.pk), note.told.cause,
        taken=taken, kept=kept, reason="Số đã báo cáo trên.", by=cast.chief, at=LATER,
    )  # fmt: skip
    assert (line(half).value, line(half).compared) == ("12", "cùng kỳ năm trước 11, tăng 1")
    assert (changed(cast.chief), broken_lines()) == ([], [])
    assert Release.objects.standing().get().amount == 12, "what was kept is not let out anew"


def test_taking_the_value_alone_leaves_the_year_before_as_it_was_kept(cast, half, source):
    source.say(NOW, 12)
    source.say(BEFORE, 10)
    approve_review(half, by=cast.chief, at=AT)
    source.say(BEFORE, 11)
    happens(cast)
    [note] = changed(cast.chief)
    keep_value(note.items[0].pin, "Đã công bố.", by=cast.chief, at=LATER)
    source.say(NOW, 13)
    happens(cast, "Sửa báo cáo.")
    value = Pin.objects.get(amount_alone=False)
    accept_change(value, by=cast.chief, at=LATER.replace(month=2))
    assert line(half).compared == "cùng kỳ năm trước 10, tăng 3"
    assert broken_lines() == []


def test_words_beside_the_year_before_ask_nobody(cast, half, source):
    source.say(NOW, 12)
    source.say(BEFORE, 10)
    approve_review(half, by=cast.chief, at=AT)
    source.say(BEFORE, 10, coverage="3 trong 5 đơn vị")
    happens(cast)
    assert (changed(cast.chief), untold()) == ([], [])


def test_a_year_before_without_a_value_tells_when_one_comes(cast, half, source):
    source.say(NOW, 12)
    approve_review(half, by=cast.chief, at=AT)
    assert line(half).compared == ""
    source.say(BEFORE, 10)
    happens(cast)
    [note] = changed(cast.chief)
    with pytest.raises(MovedOn):
        accept_change(note.items[0].pin, seen="x", by=cast.chief, at=LATER)
    accept_change(note.items[0].pin, by=cast.chief, at=LATER)
    assert line(half).compared == "cùng kỳ năm trước 10, tăng 2"
    assert broken_lines() == []


def test_many_are_approved_as_one_is_or_none(cast, half, source):
    source.say(NOW, 12)
    source.say(BEFORE, 10)
    window = Span(half.start_on, half.end_on)
    others = take_in_reviews(
        [LooksBack(half.conference, title, window) for title in ("Hai", "Ba")],
        by=cast.planner, at=AT,
    )  # fmt: skip
    for each in others:
        set_figures(each, [FigureAsked("classes"), FigureAsked("trainees")], by=cast.planner, at=AT)
    set_figures(half, [FigureAsked("classes"), FigureAsked("trainees")], by=cast.planner, at=AT)
    rows = [Approval(each) for each in others]
    with pytest.raises(WrongRow) as wrong:
        take_in_approvals([rows[0], replace(rows[1], seen="x")], by=cast.chief, at=AT)
    assert (wrong.value.index, type(wrong.value.why)) == (1, FiguresMoved)
    assert not FrozenFigure.objects.exists()
    with pytest.raises(WrongRow) as wrong:
        take_in_approvals([rows[0], rows[0]], by=cast.chief, at=AT)
    assert isinstance(wrong.value.why, AlreadyApproved)
    approve_review(half, by=cast.chief, at=AT)
    take_in_approvals(rows, by=cast.chief, at=AT)
    alone, *many = [written_of(each) for each in (half, *others)]
    assert many == [alone, alone]
    assert broken_lines() == []


def test_what_was_approved_before_everything_was_watched_is_watched_too(cast, half, source):
    source.say(NOW, 12)
    source.say(BEFORE, 10)
    asked = [FigureAsked(key) for key in ("classes", "trainees")]
    set_figures(half, asked, by=cast.planner, at=AT)
    approve_review(half, by=cast.chief, at=AT)
    compare_noted()
    made = cited_by(half)
    with connection.cursor() as cursor:
        for table in ("figures_pin", "figures_citedvalue"):
            on = "" if connection.vendor == "sqlite" else f" ON {table}"
            cursor.execute(f"DROP TRIGGER {table}_is_kept{on}")
    unwatched = Pin.objects.filter(amount_alone=True) | Pin.objects.filter(amount=None)
    CitedValue.objects.filter(pin__in=unwatched).delete()
    unwatched.delete()
    assert len(cited_by(half)) == 1
    import_module("nhip.work.reviews.migrations.0009_watch_all").watch(apps, None)
    assert cited_by(half) == made
    source.say(BEFORE, 11)
    compare_noted()
    assert [item.pin.called for note in changed(cast.chief) for item in note.items] == [
        "Lớp, cùng kỳ năm trước"
    ]


def cited_by(review):
    """What a review cites, but for words that a comparison does not tell."""
    pins = Pin.objects.held_by("reviews.review", review.pk).order_by("key", "start_on")
    names = ["key", "start_on", "end_on", "window", "amount", "amount_alone", "pinned_at", "state"]
    told = [[getattr(pin, name) for name in names] for pin in pins]
    values = CitedValue.objects.filter(pin__in=pins).order_by("pin__key", "pin__start_on")
    return list(
        zip(told, [(each.amount, each.written, each.since) for each in values], strict=True)
    )


def written_of(review):
    """All that an approval writes, but for names of rows and of the review."""
    own = {"id": 0, "review_id": 0, "holder_id": 0, "pin_id": 0, "_state": None, "digest": ""}
    kept = Review.objects.get(pk=review.pk)
    pins = Pin.objects.held_by("reviews.review", review.pk).order_by("key", "start_on")
    values = [CitedValue.objects.get(pin=pin) for pin in pins]
    rows = [*review.frozen.order_by("key"), *pins, *values]
    done = [doing for each in (review, *pins) for doing in history(each)]
    said = [
        (each.verb, each.at) for each in done if each.verb in ("review.approved", "figure.pinned")
    ]
    return (
        [row.__dict__ | own for row in rows],
        (kept.approved_at, kept.approved_by_id),
        said,
    )


def test_values_of_eighteen_digits_are_approved_and_drawn_longer_ones_refused(
    client, cast, half, source
):
    client.force_login(cast.chief)
    page = f"{half.conference.get_absolute_url()}?phan={half.number}"
    source.say(NOW, 10**19)
    post = reverse("reviews:approve", args=[half.pk])
    refused = client.post(post, {"seen": client.get(page).context["seen"]}, follow=True)
    assert "nhiều chữ số" in refused.content.decode()
    assert not FrozenFigure.objects.exists()
    source.say(NOW, 10**17)
    source.say(BEFORE, 10**17 - 1)
    client.post(post, {"seen": client.get(page).context["seen"]})
    html = client.get(page).content.decode()
    assert 'value="100000000000000000"' in html
    assert "cùng kỳ năm trước 99.999.999.999.999.999, tăng 1" in html
    assert broken_lines() == []
