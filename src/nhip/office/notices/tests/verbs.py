"""What each verb of this room does, and who may."""

from datetime import timedelta

from nhip.office.documents.tests.makers import AT
from nhip.office.notices.actions import mark_seen, notify, read
from nhip.office.notices.models import Look
from tests.doors import ROLES, Stage
from tests.verbs import Verb


def looked(stage: Stage) -> Stage:
    """Everybody has looked once."""
    Look.objects.all().delete()
    for role in ROLES:
        mark_seen(AT, by=getattr(stage.cast, role), at=AT)
    return stage


VERBS = [
    Verb(  # others' notices are left alone: the room's tests hold that
        "read",
        lambda stage, by: read(notify([by], "Đã nhận.", "/", AT), by=by, at=AT),
        frozenset(ROLES),
        anywhere=True,
        writes=frozenset({"notices_notice"}),
    ),
    Verb(
        "mark_seen",
        lambda stage, by: mark_seen(AT, by=by, at=AT),
        frozenset(ROLES),
        anywhere=True,
        writes=frozenset({"notices_look"}),
    ),
    Verb(
        "mark_seen",
        lambda stage, by: mark_seen(AT + timedelta(days=1), by=by, at=AT + timedelta(days=1)),
        frozenset(ROLES),
        given=looked,
        anywhere=True,
        writes=frozenset({"notices_look"}),
    ),
]
HOUSE = ["notify"]  # the verb that has something to tell
