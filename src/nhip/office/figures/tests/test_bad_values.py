"""Values that no text can say: of too many digits, of too few people, of a source that is gone."""

import pytest
from django.urls import reverse

from nhip.office.figures import actions
from nhip.office.figures.choices import PinState
from nhip.office.figures.models import Pin, Release
from nhip.office.figures.queries import changed, untold
from nhip.office.notices.models import Notice

from .test_actions import mark

LONG = 10**17
TOO_LONG = 10**19


def now_of(pin):
    pin.refresh_from_db()
    return pin.state, pin.amount, pin.new_amount


def test_a_value_of_eighteen_digits_is_cited_moved_and_taken(client, desk):
    bound = desk.published("plans", LONG)
    assert bound.written == "100.000.000.000.000.000"
    assert bound.machine_value == str(LONG)
    desk.source.say("plans", LONG + 1)
    mark(desk)
    client.force_login(desk.cast.publisher)
    page = reverse("figures:decide", args=[bound.pk])
    assert "100.000.000.000.000.001" in client.get(page).content.decode()
    [item] = changed(desk.cast.publisher)[0].items
    sent = {"verdict": "accepted", "amount": LONG + 1, "seen": item.pin.seen_key}
    assert client.post(page, sent).status_code == 302
    assert now_of(bound) == (PinState.FRESH, LONG + 1, None)
    assert Release.objects.standing().get().amount == LONG + 1


def test_a_sum_of_more_digits_than_can_be_kept_is_refused_with_its_reason(client, desk):
    desk.source.say("plans", TOO_LONG)
    for let in (
        lambda: desk.released(),
        lambda: actions.pin(
            desk.ref(), holder="fake", holder_id=7, by=desk.cast.editor, at=desk.now()
        ),
    ):
        with pytest.raises(actions.NoFigure, match="nhiều chữ số"):
            let()
    client.force_login(desk.cast.publisher)
    screen = reverse("figures:releases")
    assert "10.000.000.000.000.000.000" in client.get(screen, {"q": "plan"}).content.decode()
    sent = {name: getattr(desk.ref(), name) for name in ("key", "unit_id", "basis")}
    sent |= {"start_on": "2017-01-01", "end_on": "2022-01-01", "seen": TOO_LONG}
    answer = client.post(f"{screen}?q=plan", sent)
    assert (answer.status_code, Release.objects.exists()) == (422, False)


def test_a_cited_value_that_grew_past_what_can_be_kept_asks_and_stops_nobody(desk):
    bound, other = desk.pinned(), desk.pinned("classes", 26)
    desk.source.say("plans", TOO_LONG)
    desk.source.say("classes", 27)
    mark(desk, ["plans", "classes"])
    assert now_of(bound) == (PinState.BROKEN, 165, None)
    assert now_of(other) == (PinState.CHANGED, 26, 27)
    assert untold() == []
    with pytest.raises(actions.NoFigure):
        actions.accept_change(bound, by=desk.cast.publisher, at=desk.now())
    actions.keep_value(bound, "Đơn vị gõ nhầm.", by=desk.cast.publisher, at=desk.now())
    assert now_of(bound)[1] == 165


def test_a_count_that_fell_under_five_asks_without_saying_it(client, desk):
    bound = desk.published()
    desk.source.say("plans", 3, is_withheld=True)
    mark(desk)
    assert now_of(bound) == (PinState.BROKEN, 165, None)
    client.force_login(desk.cast.publisher)
    page = reverse("figures:decide", args=[bound.pk])
    html = client.get(page).content.decode()
    assert "165" in html
    assert 'class="num">3<' not in html
    answer = client.post(page, {"verdict": "kept", "reason": "", "seen": bound.seen_key})
    assert (answer.status_code, now_of(bound)[1]) == (422, 165)
    assert not any(" 3 " in each.text for each in Notice.objects.all())
    desk.source.say("plans", 165, is_withheld=False)
    mark(desk)
    assert now_of(bound) == (PinState.FRESH, 165, None)


def test_a_value_that_is_withheld_at_the_same_amount_asks_too(desk):
    bound = desk.published("plans", 4)
    desk.source.say("plans", 4, is_withheld=True)
    mark(desk)
    assert now_of(bound) == (PinState.BROKEN, 4, None)
    with pytest.raises(actions.Withheld):
        actions.accept_change(bound, by=desk.cast.publisher, at=desk.now())


def test_an_indicator_that_is_gone_asks_and_the_words_stay(client, desk):
    bound = desk.published()
    del desk.source.says["plans"]
    mark(desk)
    assert now_of(bound) == (PinState.BROKEN, 165, None)
    client.force_login(desk.cast.publisher)
    page = reverse("figures:decide", args=[bound.pk])
    taken = {"verdict": "accepted", "note": "Sửa theo sổ.", "seen": bound.seen_key}
    answer = client.post(page, taken)
    assert answer.status_code == 422
    assert Pin.objects.get(pk=bound.pk).amount == 165
    reason = {"verdict": "kept", "reason": "Số tại hội nghị.", "seen": bound.seen_key}
    assert client.post(page, reason).status_code == 302
