"""What each verb of this room does: the machine's own, no person is asked."""

from tests.verbs import Verb

VERBS: list[Verb] = []
HOUSE = [
    "add_views",  # whoever opens a page, unnamed
    "bake_to",  # the command line
    "begin",  # the start of a node
    "catch_up",
    "collect_views",
    "complain",
    "forget_purges",
    "keep",
    "purge",  # the verb that changed what a page shows
    "refill_mirror",
    "warm",
]
