"""What each verb of this room does: the worker's own, no person is asked."""

from tests.verbs import Verb

VERBS: list[Verb] = []
HOUSE = ["fail_task", "finish_task", "forget_finished", "keep_task", "take_task"]
