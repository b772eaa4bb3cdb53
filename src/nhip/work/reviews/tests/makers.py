"""People of a conference for tests, in this room and those above."""

from collections.abc import Collection
from typing import Any

from nhip.office.documents.tests.makers import AT
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import one_row
from nhip.work.reviews.actions import Coming, take_in_participants
from nhip.work.reviews.models import Conference, Participant


def come(conference: Conference, parts: Collection[str], *, by: User, **who: Any) -> Participant:
    """One person on the list: an account, or words."""
    with one_row():
        return take_in_participants([Coming(conference, parts, **who)], by=by, at=AT)[0]
