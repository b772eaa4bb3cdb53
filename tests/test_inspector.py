"""Whoever inspects reads what the planner of the whole body reads, and changes nothing anywhere."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nhip.hall.command.catalogues import PACKAGE
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.models import Entry
from nhip.organisation.journal.registry import deeds
from nhip.organisation.people.choices import Role
from nhip.organisation.people.registry import roles_for
from tests.doors import STAFF, Stage, undone
from tests.test_doors import DOORS, here, knock, lets_in
from tests.test_verbs import VERBS, is_refused, written

OWN = {"note_export"}  # taking rows of the journal away is written down in it
NO_FACT = {"django_session"}
SEES = ("people.work", "units.see", "periods.see", "documents.see", "plans.see", "training.see", "duties.see",
        "forms.see", "reports.see", "indicators.see", "reviews.see", "commendations.see",
        "hall.see_articles", "hall.follow_articles", "hall.see_brief")  # fmt: skip


@pytest.fixture
def inspector(stage: Stage) -> User:
    """The reader of the cast, appointed to inspect."""
    from nhip.organisation.people.actions import appoint
    from nhip.organisation.people.models import Post
    from tests.cast import AT, START

    cast = stage.cast
    post = Post.objects.earliest("pk")
    appoint(cast.reader, cast.root, post, Role.INSPECTOR, on=START, by=cast.administrator, at=AT)
    return cast.reader


@pytest.mark.parametrize(
    "name",
    [name for name, verb in VERBS.items() if "reader" not in verb.may and verb.name not in OWN],
)
def test_every_verb_refuses_whoever_inspects(stage: Stage, inspector: User, name: str):
    thing = VERBS[name].given(stage)
    with CaptureQueriesContext(connection) as captured:
        assert is_refused(VERBS[name], thing, inspector)
    assert not written(captured)


def test_the_planner_and_whoever_inspects_see_alike(stage: Stage):
    for verb in SEES:
        allowed = roles_for(verb) or {}
        assert allowed[Role.INSPECTOR] == allowed[Role.PLANNER], verb


def test_pages_open_to_read_and_none_to_change(stage: Stage, inspector: User):
    client = Client()
    client.force_login(inspector)
    opened = set()
    for name, (door, _room) in DOORS.items():
        with undone(), CaptureQueriesContext(connection) as captured:
            if lets_in(knock(client, door, here(name, stage))) and not door.post:
                opened.add(name)
        assert written(captured) <= NO_FACT or "reader" in door.who or name == "journal:export", (
            name
        )
    for name, (door, _room) in DOORS.items():
        if not door.post and door.who >= STAFF:
            assert name in opened, name
    assert {"journal:entries", "reports:list", "hall:brief", "plans:list"} <= opened


def test_the_journal_calls_records_by_name(stage: Stage, inspector: User):
    """Of each kind whose records have a page or a person, the page says a name and no number."""
    client = Client()
    client.force_login(inspector)
    spoken = {
        "people.appointment", "accounts.user", "units.unit", "documents.document", "plans.unitplan",
        "training.trainingclass", "commendations.certificate", "reviews.conference", "forms.form",
        "duties.regime", "reports.report", "figures.pin", "news.articlepage",
    }  # fmt: skip
    kinds = spoken & set(Entry.objects.values_list("about", flat=True))
    assert len(kinds) > 8
    for kind in kinds:
        row = Entry.objects.filter(about=kind).last()
        lines = client.get("/lam-viec/nhat-ky/", {"ve": f"{kind}:{row.about_id}"}).context["lines"]
        assert lines
        assert not any(line.about.words.isdigit() for line in lines), kind


def test_every_deed_that_a_verb_writes_down_is_said_in_words():
    kept = [json.loads(file.read_text()) for file in PACKAGE.rglob("touched.json")]
    rows = [verb["journal"] for room in kept for verb in room.values() if verb.get("journal")]
    written_down = {part.split()[0] for row in rows for part in row.split(", ")}
    assert len(written_down) > 100
    assert not written_down - set(deeds())
