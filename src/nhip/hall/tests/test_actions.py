from datetime import UTC, date, datetime

from nhip.hall.actions import tell_deciders
from nhip.office.figures.models import Pin
from nhip.office.figures.signals import pins_changed
from nhip.office.notices.models import Notice

AT = datetime(2022, 8, 2, 3, 15, tzinfo=UTC)


def changed_pin(cast, unit):
    return Pin.objects.create(
        key="plans", unit=unit, start_on=date(2017, 1, 1), end_on=date(2022, 1, 1), basis="accepted",
        holder="text", holder_id=1, amount=165, label="Kế hoạch được thẩm định", window="2017–2021",
        pinned_at=AT, pinned_by=cast.editor, state="changed", new_amount=164, changed_at=AT,
    )  # fmt: skip


def test_those_who_decide_hear_of_a_changed_figure_and_nobody_else(cast):
    pin = changed_pin(cast, cast.leaf)
    tell_deciders([pin], at=AT)
    told = list(Notice.objects.order_by("user__username"))
    assert [notice.user for notice in told] == [cast.editor, cast.publisher]
    assert told[0].text.startswith(
        "Kế hoạch được thẩm định (2017–2021): trong bài 165, tính lại 164"
    )
    assert told[0].link == f"/lam-viec/so-lieu/{pin.pk}/quyet-dinh/"


def test_the_hall_listens_to_changed_pins(cast):
    pin = changed_pin(cast, cast.root)
    pins_changed.send(Pin, pins=[pin], by=None, at=AT)
    assert Notice.objects.count() == 2
