"""One decision about all figures of a text that one event moved."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from nhip.office.figures import actions
from nhip.office.figures.choices import PinState
from nhip.office.figures.models import Cause, Decision, Pin
from nhip.office.figures.queries import changed, key_of, standing_releases
from nhip.organisation.units.queries import trees

from .test_causes import event, mark

TEXT = ("fake", 7)
KEYS = ("plans", "classes", "orders")


@pytest.fixture
def cause(desk):
    """Three published figures, all moved by one late report."""
    for key in KEYS:
        desk.published(key)
    for key in KEYS:
        desk.source.say(key, 166)
    mark(desk, event(desk), keys=KEYS)
    return Cause.objects.get()


def pins():
    return {pin.key: pin for pin in Pin.objects.all()}


def seen(*keys):
    return {pin.pk: pin.seen_key for key, pin in pins().items() if key in keys}


def test_one_event_is_one_note_of_all_it_moved(desk, cause):
    [note] = changed(desk.cast.editor)
    assert [item.pin.key for item in note.items] == list(KEYS)
    assert note.told.cause == cause
    assert note.single is None


def test_some_are_taken_and_the_others_kept_with_one_reason(desk, cause):
    decide = {"by": desk.cast.publisher, "at": desk.now()}
    taken, kept = seen("plans", "classes"), seen("orders")
    with pytest.raises(actions.NoReason):
        actions.decide_changes(TEXT, cause, taken=taken, kept=kept, **decide)
    assert not Decision.objects.exists()
    made = actions.decide_changes(
        TEXT, cause, taken=taken, kept=kept, reason="Như hội nghị.", note="Bổ sung.", **decide
    )
    assert [(each.pin.key, each.verdict, each.reason) for each in made] == [
        ("plans", "accepted", "Bổ sung."),
        ("classes", "accepted", "Bổ sung."),
        ("orders", "kept", "Như hội nghị."),
    ]
    now = pins()
    assert [now[key].amount for key in KEYS] == [166, 166, 165]
    assert now["orders"].is_settled
    assert desk.holder.refreshed_ids == [7], "the text is told once"
    assert {each.written for each in standing_releases([desk.ref("plans")]).values()} == {"166"}
    assert not changed(desk.cast.editor)


def test_it_does_what_single_decisions_do(desk, cause):
    """The bulk verb leaves what the single ones leave, field by field."""
    other = desk.pinned("plans", 165, holder_id=8)
    desk.source.say("plans", 166)
    mark(desk, event(desk, "Một báo cáo khác."))
    other.refresh_from_db()
    at = desk.now()
    single = actions.accept_change(other, by=desk.cast.publisher, at=at, seen=other.seen_key)
    mine = pins_of(7, "plans")
    [many] = actions.decide_changes(
        TEXT,
        mine.last_cause,
        taken={mine.pk: mine.seen_key},
        kept={},
        by=desk.cast.publisher,
        at=at,
    )
    left_out = {"id", "pin_id", "cause", "is_told"}
    one, two = (Decision.objects.filter(pk=each.pk).values().get() for each in (single, many))
    assert {k: v for k, v in one.items() if k not in left_out} == {
        k: v for k, v in two.items() if k not in left_out
    }
    for name in ("amount", "state", "new_amount", "coverage", "pinned_at", "last_cause_id"):
        assert getattr(pins_of(8, "plans"), name) == getattr(pins_of(7, "plans"), name), name


def pins_of(holder_id, key):
    return Pin.objects.get(holder_id=holder_id, key=key)


def test_what_moved_on_is_refused_whole_and_the_mark_is_put_right(desk, cause):
    taken = seen(*KEYS)
    desk.source.say("orders", 167)
    with pytest.raises(actions.MovedOn):
        actions.decide_changes(
            TEXT, cause, taken=taken, kept={}, by=desk.cast.publisher, at=desk.now()
        )
    assert not Decision.objects.exists()
    assert pins()["orders"].new_amount == 167
    with pytest.raises(actions.MovedOn):
        actions.decide_changes(
            TEXT, cause, taken={}, kept=taken, reason="x", by=desk.cast.publisher, at=desk.now()
        )


def test_an_editor_is_told_who_may_release(desk, cause):
    taken = seen(*KEYS)
    with pytest.raises(actions.NotReleased):
        actions.decide_changes(
            TEXT, cause, taken=taken, kept={}, by=desk.cast.editor, at=desk.now()
        )
    assert {pin.state for pin in pins().values()} == {PinState.CHANGED}
    for who in (desk.cast.planner, desk.cast.reader):
        with pytest.raises(PermissionDenied):
            actions.decide_changes(TEXT, cause, taken=taken, kept={}, by=who, at=desk.now())


def test_what_is_decided_is_not_decided_again(desk, cause):
    taken = seen(*KEYS)
    told = {"taken": taken, "kept": {}, "by": desk.cast.publisher}
    actions.decide_changes(TEXT, cause, **told, at=desk.now())
    with pytest.raises(actions.NothingToDecide):
        actions.decide_changes(TEXT, cause, **told, at=desk.now())
    with pytest.raises(actions.NothingToDecide):
        actions.decide_changes(("fake", 8), cause, **told, at=desk.now())


def test_the_page_keeps_what_was_typed_where_it_refuses(client, desk, cause):
    client.force_login(desk.cast.publisher)
    address = reverse("figures:decide_changes", args=[key_of(cause.pk, *TEXT)])
    html = client.get(address).content.decode()
    assert html.count('type="checkbox"') == 3
    ticked = pins()["plans"].pk
    sent = {f"seen-{pk}": key for pk, key in seen(*KEYS).items()}
    sent |= {"do": "ticked", "take": [ticked], "note": "Bổ sung một báo cáo.", "reason": ""}
    answer = client.post(address, sent)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Nêu lý do giữ nguyên số đang đăng." in html
    assert "Bổ sung một báo cáo." in html
    assert html.count(" checked") == 1
    desk.source.say("orders", 167)
    answer = client.post(address, sent | {"reason": "Như hội nghị."})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Như hội nghị." in html
    assert ">167<" in html
    del sent[f"seen-{pins()['orders'].pk}"]
    answer = client.post(address, sent | {"reason": "Như hội nghị.", "next": "/lam-viec/"})
    assert (answer.status_code, answer["Location"]) == (302, "/lam-viec/")
    assert [pins()[key].amount for key in KEYS] == [166, 165, 165]
    assert client.get(address).status_code == 404


def test_strangers_find_no_note(client, desk, cause):
    client.force_login(desk.cast.planner)
    assert (
        client.get(reverse("figures:decide_changes", args=[key_of(cause.pk, *TEXT)])).status_code
        == 404
    )


def moved_in(desk, texts):
    """A figure of each of these texts, moved by an event of its own: by whom, on another day each."""
    for number in texts:
        desk.pinned("plans", holder_id=number)
        desk.source.say("plans", 166)
        desk.now.at += timedelta(days=1)
        mark(desk, event(desk, f"Sự kiện {number}."))


def test_many_changed_texts_are_listed_for_the_price_of_two(desk, same_queries):
    moved_in(desk, range(8, 10))
    changed(desk.cast.editor)
    with same_queries():
        assert len(changed(desk.cast.editor)) == 2
    moved_in(desk, range(10, 28))
    trees(timezone.localdate(each.at) for each in Cause.objects.all())
    with same_queries():
        found = changed(desk.cast.editor)
    assert len(found) == 20
    assert {note.told.author for note in found} == {"trợ lý báo cáo, Đơn vị 07"}
