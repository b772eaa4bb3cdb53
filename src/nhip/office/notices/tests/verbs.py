"""What each verb of this room does, and who may."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.test import override_settings

from nhip.kit.mail.rules import parse_server
from nhip.office.documents.tests.makers import AT
from nhip.office.notices.actions import (
    forget_server,
    mark_seen,
    name_server,
    notify,
    post_test,
    read,
)
from nhip.office.notices.models import Letter, Look
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.models import Entry
from tests.doors import ROLES, Stage
from tests.verbs import Verb


def looked(stage: Stage) -> Stage:
    """Everybody has looked once."""
    Look.objects.all().delete()
    for role in ROLES:
        mark_seen(AT, by=getattr(stage.cast, role), at=AT)
    return stage


def posted(by: User) -> Letter:
    with override_settings(MAIL_SERVER=parse_server("smtp://127.0.0.1:9")):
        return post_test("ai@example.vn", by=by, at=AT)


def named(by: User) -> Entry:
    server = parse_server("smtps://nhip:rieng@mail.example.vn")
    assert server
    with TemporaryDirectory() as folder, override_settings(DATA=Path(folder)):
        return name_server(server, by=by, at=AT)


VERBS = [
    Verb(  # others' notices are left alone: the room's tests hold that
        "read",
        lambda stage, by: read(notify([by], "Đã nhận.", "/", AT), by=by, at=AT),
        frozenset(ROLES),
        anywhere=True,
        writes=frozenset({"notices_notice"}),
    ),
    Verb(
        "post_test",
        lambda stage, by: posted(by),
        frozenset({"administrator"}),
        anywhere=True,
        writes=frozenset({"notices_letter"}),
        journals=("mail.tested",),
    ),
    Verb(
        "name_server",
        lambda stage, by: named(by),
        frozenset({"administrator"}),
        anywhere=True,
        writes=frozenset(),
        journals=("mail.server_named",),
    ),
    Verb(
        "forget_server",
        lambda stage, by: forget_server(by=by, at=AT),
        frozenset({"administrator"}),
        anywhere=True,
        writes=frozenset(),
        journals=("mail.server_forgotten",),
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
HOUSE = [
    "notify",  # the verb that has something to tell
    "deliver_letters",  # the scheduler
    "forget_letters",  # the scheduler
    "hold_back_letters",  # the start after a restore
]
