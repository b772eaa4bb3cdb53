"""All that moved a figure is listed and answered, and all that readers are told of it is watched."""

import pytest
from django.urls import reverse

from nhip.office.figures import actions
from nhip.office.figures.choices import Format, PinState
from nhip.office.figures.models import Cause, Pin
from nhip.office.figures.queries import by_cause, changed, untold
from nhip.office.figures.registry import Event, Move
from nhip.office.figures.signals import pins_changed

from .conftest import FIVE_YEARS


def event(desk, words="Một báo cáo nộp muộn.", link="/lam-viec/bao-cao/3/"):
    return Event(words, desk.now(), link, desk.cast.reporter)


def mark(desk, *events, keys=("plans",)):
    actions.note_moves(Move(keys, desk.cast.leaf.pk, *FIVE_YEARS, each) for each in events)
    return actions.compare_noted()


def told(pin):
    return [(each.cause.words, each.decision_id) for each in pin.movings.all()]


@pytest.fixture
def heard():
    """What is sent when figures wait for a decision: the keys of the figures, and the words of the cause."""
    found = []

    def listen(pins, cause, **_more):
        found.append(([pin.key for pin in pins], cause.words))

    pins_changed.connect(listen, weak=False)
    yield found
    pins_changed.disconnect(listen)


def test_all_that_moved_a_figure_is_listed_the_latest_first(desk):
    bound = desk.pinned()
    for amount, words in ((164, "Một."), (163, "Hai."), (163, "Không đổi gì."), (162, "Ba.")):
        desk.source.say("plans", amount)
        mark(desk, event(desk, words))
    assert told(bound) == [("Ba.", None), ("Hai.", None), ("Một.", None)]
    [[shown]] = [note.items for note in changed(desk.cast.editor)]
    assert [each.cause.words for each in shown.causes] == ["Ba.", "Hai.", "Một."]
    assert {each.author for each in shown.causes} == {"trợ lý báo cáo, Đơn vị 07"}
    desk.source.say("plans", 165)
    mark(desk, event(desk, "Trở lại."))
    assert told(bound) == []


def test_a_decision_answers_all_that_moved_a_figure_and_what_comes_later_waits(desk):
    bound = desk.pinned()
    desk.source.say("plans", 164)
    mark(desk, event(desk, "Một."), event(desk, "Hai."))
    kept = actions.keep_value(bound, "Như hội nghị.", by=desk.cast.editor, at=desk.now())
    assert told(bound) == [("Hai.", kept.pk), ("Một.", kept.pk)]
    assert kept.causes == ["Hai.", "Một."]
    desk.source.say("plans", 163)
    mark(desk, event(desk, "Ba."))
    [[shown]] = [note.items for note in changed(desk.cast.editor)]
    assert [each.cause.words for each in shown.causes] == ["Ba."]
    accepted = actions.accept_change(bound, by=desk.cast.publisher, at=desk.now())
    assert accepted.causes == ["Ba."]


def test_one_event_is_one_cause_whatever_it_moved(desk, heard):
    late = event(desk)
    for key in ("plans", "classes", "trainees"):
        desk.pinned(key)
    desk.pinned("plans", holder_id=8)
    for key in ("plans", "classes", "trainees"):
        desk.source.say(key, 164)
    mark(desk, late, keys=("plans", "classes", "trainees"))
    assert heard == [(["plans", "classes", "trainees"], late.words), (["plans"], late.words)]
    assert Cause.objects.get().key == late.key
    desk.source.say("trainees", 163)
    mark(desk, event(desk, "Việc khác."), keys=("trainees",))
    waiting = Pin.objects.held_by("fake", 7).order_by("pk")
    assert [(each.cause.words, [pin.key for pin in each.pins]) for each in by_cause(waiting)] == [
        (late.words, ["plans", "classes"]),
        ("Việc khác.", ["trainees"]),
    ]


@pytest.mark.parametrize("name", ["label", "definition", "measure", "coverage", "parts"])
def test_what_is_told_beside_a_figure_is_watched_too(desk, name):
    bound = desk.published()
    was = getattr(bound, name)
    desk.source.say("plans", 165, **{name: "nay khác"})
    assert untold() == [bound]
    mark(desk, event(desk))
    assert untold() == []
    bound.refresh_from_db()
    assert (bound.state, bound.amount, bound.new_amount) == (PinState.CHANGED, 165, 165)
    assert [(each.old, each.new) for each in bound.differences] == [(was, "nay khác")]
    decision = actions.accept_change(bound, by=desk.cast.publisher, at=desk.now())
    bound.refresh_from_db()
    assert (bound.state, getattr(bound, name)) == (PinState.FRESH, "nay khác")
    assert getattr(bound.values.last(), name) == "nay khác"
    assert not decision.is_told
    assert bound.corrections == []


def test_where_the_printed_words_stay_staff_see_exact_values_and_readers_no_correction(
    desk, client
):
    bound = desk.published(amount=1247, format=Format.OVER_HUNDRED)
    desk.source.say("plans", 1251)
    mark(desk, event(desk))
    client.force_login(desk.cast.editor)
    shown = client.get(reverse("figures:decide", args=[bound.pk])).content.decode()
    assert "<del>1.247</del>" in shown
    assert "<ins>1.251</ins>" in shown
    decision = actions.accept_change(bound, by=desk.cast.publisher, at=desk.now())
    bound.refresh_from_db()
    assert (bound.amount, bound.written, bound.corrections) == (1251, "trên 1.200", [])
    assert not decision.is_told
    desk.source.say("plans", 1301)
    mark(desk, event(desk, "Nữa."))
    assert actions.accept_change(bound, by=desk.cast.publisher, at=desk.now()).is_told


def test_a_decision_names_all_it_saw(desk, client):
    """The value stayed, but what is told beside it moved on while the page was read."""
    bound = desk.pinned()
    desk.source.say("plans", 164, coverage="19 trong 20 đơn vị")
    mark(desk, event(desk))
    client.force_login(desk.cast.publisher)
    address = reverse("figures:decide", args=[bound.pk])
    bound.refresh_from_db()
    seen = bound.seen_key
    assert f'name="seen" value="{seen}"' in client.get(address).content.decode()
    desk.source.say("plans", 164, coverage="18 trong 20 đơn vị")
    for answer in (
        {"verdict": "accepted", "amount": 164, "note": "Có ghi chú."},
        {"verdict": "kept", "reason": "Có lý do."},
    ):
        refused = client.post(address, {**answer, "seen": seen})
        assert refused.status_code == 422
        said = refused.content.decode()
        assert (answer.get("note") or answer["reason"]) in said
    bound.refresh_from_db()
    assert bound.new_words == {"coverage": "18 trong 20 đơn vị"}
    assert not bound.decisions.exists()
    client.post(address, {"verdict": "accepted", "amount": 164, "seen": bound.seen_key})
    bound.refresh_from_db()
    assert (bound.amount, bound.coverage) == (164, "18 trong 20 đơn vị")


def test_a_value_nobody_has_seen_is_not_kept(desk):
    bound = desk.pinned()
    desk.source.say("plans", 164)
    mark(desk, event(desk))
    desk.source.say("plans", 163)
    with pytest.raises(actions.MovedOn):
        actions.keep_value(bound, "Vì sao", by=desk.cast.editor, at=desk.now())
    bound.refresh_from_db()
    assert (bound.new_amount, bound.kept_at) == (163, None)
    desk.source.say("plans", 165)
    with pytest.raises(actions.MovedOn):
        actions.keep_value(bound, "Vì sao", by=desk.cast.editor, at=desk.now())
    bound.refresh_from_db()
    assert bound.agrees


@pytest.mark.parametrize(
    ("now", "n", "of_n", "agrees"),
    [
        ("20 trong 20 báo cáo", 20, 20, True),  # called otherwise
        ("", None, None, True),  # what it counts cannot be missing
        ("19 trong 20 đơn vị", 19, 20, False),
        ("20 trong 21 đơn vị", 20, 21, False),
        ("20 trong 20 đơn vị; giá trị của tháng 6", 20, 20, False),
    ],
)
def test_a_wording_of_n_of_n_alone_asks_nobody(desk, now, n, of_n, agrees):
    bound = desk.pinned()
    desk.source.say("plans", 165, coverage=now, n=n, of_n=of_n)
    mark(desk, event(desk))
    bound.refresh_from_db()
    assert bound.agrees is agrees
    assert not untold()
