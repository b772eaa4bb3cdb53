from datetime import UTC, datetime

import pytest

from nhip.hall.actions import tell_deciders
from nhip.office.figures import registry
from nhip.office.figures.actions import check_pins
from nhip.office.figures.models import Pin
from nhip.office.figures.tests.conftest import Clock, Desk, FakeHolder, FakeSource
from nhip.office.notices.models import Notice
from nhip.organisation.journal.registry import kinds

AT = datetime(2022, 8, 2, 3, 15, tzinfo=UTC)


@pytest.fixture
def texts(cast, monkeypatch) -> Desk:
    """A source and a text that cites it, in the place of the rooms that register theirs."""
    source, holder = FakeSource(), FakeHolder(cast.root.pk)
    monkeypatch.setattr(registry, "_sources", [source])
    monkeypatch.setitem(registry._holders, "fake", holder)
    return Desk(cast, source, holder, Clock())


def changed_pin(texts: Desk, unit) -> Pin:
    """A figure cited as 165 that is 164 when all are computed again."""
    texts.pinned("plans", 165, unit)
    texts.source.say("plans", 164)
    [pin] = check_pins(at=AT)
    return pin


def test_those_who_decide_hear_of_a_changed_figure_and_nobody_else(cast, texts):
    pin = changed_pin(texts, cast.leaf)
    heard = set(Notice.objects.values_list("pk", flat=True))
    tell_deciders([pin], cause=pin.last_cause)
    told = list(Notice.objects.exclude(pk__in=heard).order_by("user__username"))
    assert [notice.user for notice in told] == [cast.editor, cast.publisher]
    assert told[0].text.startswith(
        "Kế hoạch được thẩm định (2017–2021): trong bài 165, tính lại 164"
    )
    assert told[0].link == f"/lam-viec/so-lieu/{pin.pk}/quyet-dinh/"


def test_the_hall_listens_to_changed_pins(cast, texts):
    changed_pin(texts, cast.root)
    assert Notice.objects.count() == 2


def test_the_journal_names_figures_with_their_texts_for_the_price_of_two(cast, texts, same_queries):
    ids = [str(texts.pinned("plans", 165, holder_id=number).pk) for number in range(7, 27)]
    for some in (ids[:2], ids):
        with same_queries():
            named = kinds()["figures.pin"].names(some)
        assert len(named) == len(some)
    assert named[ids[0]].words == "Kế hoạch được thẩm định (2017–2021): Hội nghị sơ kết"
    assert named[ids[0]].url == "/tin/bai/"
