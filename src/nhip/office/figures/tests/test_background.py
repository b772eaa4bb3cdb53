"""Comparing in the background: nothing noted is lost, whatever dies, comes in between or runs beside it."""

import pytest
from django.db import connection

from nhip.office.figures import actions, registry
from nhip.office.figures.choices import PinState
from nhip.office.figures.models import Note, Pin
from nhip.office.figures.registry import Event, Move
from nhip.office.figures.signals import pins_changed

from .conftest import FIVE_YEARS, FakeSource


class BusySource(FakeSource):
    """Something happens while it is asked, after it has looked."""

    meanwhile = None

    def resolve(self, ref):
        said = super().resolve(ref)
        if self.meanwhile:
            happens, self.meanwhile = self.meanwhile, None
            happens()
        return said


@pytest.fixture
def busy(desk, monkeypatch):
    desk.source = BusySource()
    monkeypatch.setattr(registry, "_sources", [desk.source])
    return desk


def note(desk, key="plans", words="Ghi trùng."):
    event = Event(words, desk.now(), "/lam-viec/", desk.cast.reporter)
    actions.note_moves([Move([key], desk.cast.leaf.pk, *FIVE_YEARS, event)])


def mark_of(pin):
    pin.refresh_from_db()
    return pin.state, pin.amount, pin.new_amount


def test_an_action_only_notes_and_the_text_is_marked_a_moment_later(desk):
    bound = desk.pinned()
    desk.source.say("plans", 164)
    note(desk)
    assert mark_of(bound) == (PinState.FRESH, 165, None)
    actions.compare_noted()
    assert mark_of(bound) == (PinState.CHANGED, 165, 164)
    assert not Note.objects.exists()


def test_what_is_noted_while_a_run_is_under_way_is_taken_up_too(busy):
    plans, classes = busy.pinned(), busy.pinned("classes", 26)

    def happens():
        busy.source.say("classes", 25)
        note(busy, "classes")

    busy.source.say("plans", 164)
    note(busy)
    busy.source.meanwhile = happens
    actions.compare_noted()
    assert mark_of(plans) == (PinState.CHANGED, 165, 164)
    assert mark_of(classes) == (PinState.CHANGED, 26, 25)
    assert not Note.objects.exists()


def test_a_worker_that_asked_earlier_yields_to_one_that_asked_later(busy):
    bound = busy.pinned()

    def happens():
        busy.source.say("plans", 163)
        note(busy, words="Lại ghi trùng.")
        actions.compare_noted()
        assert mark_of(bound) == (PinState.CHANGED, 165, 163)

    busy.source.say("plans", 164)
    note(busy)
    busy.source.meanwhile = happens
    actions.compare_noted()
    assert mark_of(bound) == (PinState.CHANGED, 165, 163)


def test_a_worker_that_asked_earlier_yields_to_one_that_found_no_change(busy):
    bound = busy.pinned()

    def happens():
        busy.source.say("plans", 165)
        note(busy, words="Trở lại.")
        actions.compare_noted()

    busy.source.say("plans", 164)
    note(busy)
    busy.source.meanwhile = happens
    actions.compare_noted()
    assert mark_of(bound) == (PinState.FRESH, 165, None)


def test_a_worker_that_asked_earlier_yields_to_a_decision(busy):
    bound = busy.pinned()
    busy.source.say("plans", 164)
    note(busy)
    actions.compare_noted()

    def happens():
        busy.source.say("plans", 163)
        with pytest.raises(actions.MovedOn):
            actions.accept_change(bound, by=busy.cast.publisher, at=busy.now())
        actions.accept_change(bound, by=busy.cast.publisher, at=busy.now())

    note(busy, words="Lại ghi trùng.")
    busy.source.meanwhile = happens
    actions.compare_noted()
    assert mark_of(bound) == (PinState.FRESH, 163, None)


def test_what_a_killed_run_left_is_taken_up_again_and_told_once(desk):
    first, second = desk.pinned(), desk.pinned("classes", 26, holder_id=8)
    desk.source.say("plans", 164)
    desk.source.say("classes", 25)
    note(desk)
    note(desk, "classes")
    told = []

    def dies(pins, **_more):
        told.extend(pins)
        if len(told) == 2:
            raise KeyboardInterrupt

    pins_changed.connect(dies, weak=False)
    try:
        with pytest.raises(KeyboardInterrupt):
            actions.compare_noted()
        assert Note.objects.count() == 2
        actions.compare_noted()
    finally:
        pins_changed.disconnect(dies)
    assert {mark_of(pin)[0] for pin in (first, second)} == {PinState.CHANGED}
    assert not Note.objects.exists()
    assert first.movings.count() == second.movings.count() == 1
    actions.compare_noted()
    assert len(told) == 4  # what died with its transaction told nobody


@pytest.mark.django_db(transaction=True)
def test_writers_pass_while_sources_are_asked(busy):
    bound = busy.pinned()
    inside = []
    busy.source.say("plans", 164)
    note(busy)
    busy.source.meanwhile = lambda: inside.append(connection.in_atomic_block)
    actions.compare_noted()
    assert inside == [False]
    assert Pin.objects.get(pk=bound.pk).new_amount == 164
