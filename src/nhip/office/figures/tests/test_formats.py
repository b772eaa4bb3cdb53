"""A figure that a text says rounded in one place and exactly in another: every place is looked at."""

import pytest

from nhip.office.figures import actions
from nhip.office.figures.choices import Format
from nhip.office.figures.models import Decision, Pin
from nhip.organisation.journal.queries import history

from .test_actions import mark


@pytest.fixture
def bound(desk, monkeypatch):
    """A public text says "trên 1.200", and where `placed` says so 1.247 too."""
    placed = {}
    desk.placed = placed
    monkeypatch.setattr(desk.holder, "formats", lambda holder_id: placed, raising=False)
    pin = desk.published("people", 1247, format=Format.OVER_HUNDRED)
    desk.source.say("people", 1251)
    mark(desk, ["people"])
    return Pin.objects.get(pk=pin.pk)


def accepted(desk, pin):
    return actions.accept_change(pin, by=desk.cast.publisher, at=desk.now())


def test_where_all_places_read_the_same_readers_read_no_correction(desk, bound):
    desk.placed[bound.pk] = {"", Format.OVER_HUNDRED}
    assert not bound.reads_otherwise
    assert not accepted(desk, bound).is_told


def test_where_one_place_reads_otherwise_readers_are_told_exact_values(client, desk, bound):
    desk.placed[bound.pk] = {"", Format.PLAIN}
    client.force_login(desk.cast.publisher)
    html = client.get(f"/lam-viec/so-lieu/{bound.pk}/quyet-dinh/").content.decode()
    assert "Nhận số 1.251" in html
    decision = accepted(desk, bound)
    assert (decision.is_told, decision.written_old, decision.written_new) == (
        True,
        "1.247",
        "1.251",
    )
    assert "figure.accepted" in {doing.verb for doing in history(bound)}


def test_another_amount_that_reads_otherwise_everywhere_is_told_in_its_words(desk, bound):
    desk.source.say("people", 1301)
    mark(desk, ["people"])
    decision = accepted(desk, Pin.objects.get(pk=bound.pk))
    assert (decision.written_old, decision.written_new) == ("trên 1.200", "trên 1.300")
    assert Decision.objects.count() == 1
