"""What each verb of this room does, and who may."""

from nhip.office.documents.tests.makers import AT
from nhip.organisation.journal.actions import erase_detail
from nhip.organisation.journal.models import Entry
from tests.doors import Stage
from tests.verbs import Verb


def told(stage: Stage) -> Entry:
    """A row about the unit that says more than its verb."""
    return Entry.objects.filter(unit_id=stage.cast.unit.pk, detail__isnull=False).latest("pk")


VERBS = [
    Verb(
        "erase_detail",
        lambda entry, by: erase_detail(entry, reason="Chứa dữ liệu cá nhân.", by=by, at=AT),
        frozenset({"administrator"}),
        given=told,
        journals=("journal.detail_erased",),
    ),
]
HOUSE = [
    "record",  # the verb that has something to tell
    "record_all",
    "seal",  # the scheduler
    "write_all",
]
