"""What each verb of this room does, and who may."""

from tests.verbs import Verb

VERBS: list[Verb] = []
HOUSE = [
    "record",  # the verb that has something to tell
    "record_all",
    "seal",  # the scheduler
    "write_all",
]
