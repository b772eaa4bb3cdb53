"""What each verb of this room does: a room of records calls it, which has asked who may."""

from tests.verbs import Verb

VERBS: list[Verb] = []
HOUSE = [
    "check_fields",
    "correct_record",
    "name_kind",
    "rename_kind",
    "restore_record",
    "strike_record",
]
