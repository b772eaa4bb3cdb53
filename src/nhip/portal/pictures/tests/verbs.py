"""What each verb of this room does: pictures come by the list; one by one, through Wagtail's own screens."""

from tests.verbs import Verb

VERBS: list[Verb] = []
HOUSE = ["make_rendition", "ready_picture"]  # the worker's
