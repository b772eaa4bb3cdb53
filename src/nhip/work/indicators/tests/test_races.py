"""A text is bound to a figure while another transaction changes what it counts."""

import threading

import pytest
from django.db import connection, transaction

from nhip.office.figures.actions import compare_noted, pin, release
from nhip.office.figures.choices import PinState
from nhip.office.figures.models import Note, Pin
from nhip.office.figures.registry import Reference

from .bench import AT, H1, collected, period, report

pytestmark = pytest.mark.django_db(transaction=True)
TOGETHER = connection.vendor == "postgresql"  # SQLite lets one write after the other


@pytest.mark.parametrize("writer_commits_first", [True, False])
def test_neither_sees_the_other_and_the_text_is_marked_all_the_same(
    cast, collector, writer_commits_first
):
    collected("hours")
    half = period(2022, 1)
    report(cast.leaf, half, cast.reporter, hours=4)
    ref = Reference("hours", cast.root.pk, *H1, "accepted")
    release(ref, by=cast.publisher, at=AT)
    written, may_commit = threading.Event(), threading.Event()

    def write():
        with transaction.atomic():
            report(cast.leaf, half, cast.reporter, hours=5)
            written.set()
            may_commit.wait(10 if TOGETHER else 0)
        compare_noted()
        connection.close()

    writer = threading.Thread(target=write)
    if TOGETHER and writer_commits_first:
        with transaction.atomic():
            bind(cast, ref)
            writer.start()
            assert written.wait(10)
            may_commit.set()
            writer.join(20)
    else:
        bind(cast, ref) if not TOGETHER else None
        writer.start()
        assert written.wait(10)
        if TOGETHER:
            bind(cast, ref)
            compare_noted()
            may_commit.set()
        writer.join(20)
    compare_noted()
    bound = Pin.objects.get()
    assert (bound.state, bound.amount, bound.new_amount) == (PinState.CHANGED, 4, 5)
    assert not Note.objects.exists()


def bind(cast, ref):
    pin(ref, holder="text", holder_id=1, by=cast.editor, at=AT)
