"""Two people at the same moment: a record comes once, and whoever comes second is told."""

import threading
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from nhip.office.documents.tests.makers import AT, organ
from nhip.organisation.journal.models import Entry
from nhip.organisation.journal.queries import state_of
from nhip.organisation.journal.rules import Refused
from nhip.work.reviews.actions import correct_conference, hold_conference
from nhip.work.reviews.forms import CorrectConferenceForm
from nhip.work.reviews.models import Conference
from nhip.work.training.actions import open_class
from nhip.work.training.models import TrainingClass

pytestmark = pytest.mark.django_db(transaction=True)
HELD_AT = datetime(2021, 1, 20, 1, 0, tzinfo=UTC)


def at_once(*doings):
    """Do all of it at the same moment; return what each came to, or the refusal."""
    ready, became = threading.Barrier(len(doings)), [None] * len(doings)

    def do(place, doing):
        try:
            ready.wait(10)
            became[place] = doing()
        except (Refused, ValidationError) as refusal:
            became[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=each) for each in enumerate(doings)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return became


@pytest.mark.parametrize("_again", range(5))
def test_a_conference_sent_twice_at_once_comes_once(cast, _again):
    where = organ(cast.root)

    def hold():
        return hold_conference(where, title="x", held_at=HELD_AT, by=cast.planner, at=AT)

    became = at_once(hold, hold)
    assert sorted(isinstance(each, Refused) for each in became) == [False, True]
    assert Conference.objects.count() == 1


@pytest.mark.parametrize("_again", range(5))
def test_two_classes_opened_at_once_get_two_codes(cast, _again):
    def open_one():
        day = date(2021, 6, 4)
        return open_class(cast.unit, name="x", opened_on=day, closed_on=day, by=cast.planner, at=AT)

    at_once(open_one, open_one)
    codes = TrainingClass.objects.order_by("code").values_list("code", flat=True)
    assert list(codes) == ["LTH-2021-01", "LTH-2021-02"]


@pytest.mark.parametrize("_again", range(5))
def test_of_two_corrections_at_once_one_is_kept_and_the_other_told(cast, _again):
    held = hold_conference(organ(cast.root), title="x", held_at=HELD_AT, by=cast.planner, at=AT)

    def correct(title):
        kept = Conference.objects.get(pk=held.pk)
        sent = {
            "organ": kept.organ_id, "title": title, "held_on": "20/1/2021", "held_time": "08:00",
            "reason": "ghi nhầm", "seen": state_of(held),
        }  # fmt: skip
        form = CorrectConferenceForm(sent, user=cast.planner, kept=kept, by=cast.planner)
        return form.is_valid() and form.perform(correct_conference, by=cast.planner, at=AT)

    became = at_once(lambda: correct("Một"), lambda: correct("Hai"))
    assert sorted(became) == [False, True]
    winner = "Một" if became[0] else "Hai"
    assert Conference.objects.get().title == winner
    assert Entry.objects.filter(verb="conference.corrected").count() == 1
