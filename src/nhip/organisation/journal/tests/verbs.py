"""What each verb of this room does, and who may."""

from nhip.office.documents.tests.makers import AT
from nhip.organisation.journal.actions import note_export
from tests.verbs import Verb

VERBS = [
    Verb(
        "note_export",
        lambda stage, by: note_export({"viec": "report.seen"}, 3, by=by, at=AT),
        frozenset({"administrator"}),
        anywhere=True,
        journals=("journal.exported",),
    )
]
HOUSE = [
    "record",  # the verb that has something to tell
    "record_all",
    "seal",  # the scheduler
    "write_all",
]
