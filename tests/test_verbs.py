"""Every verb: who may and nobody else, what it writes, journals, has made anew and marks."""

import re
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nhip.hall.command.catalogues import PACKAGE
from nhip.office.figures.actions import compare_noted
from nhip.office.figures.choices import PinState
from nhip.office.figures.models import Pin
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.models import Entry
from nhip.portal.delivery.models import Purge
from nhip.work.duties.tests.sets import kept as kept_sets
from nhip.work.duties.tests.sets import owed_by_obligations
from tests.doors import ROLES, Stage, undone
from tests.touched import KEEPS, keep, kept, names, touched_by
from tests.verbs import Verb, actions_of, tables

pytestmark = pytest.mark.engine
WRITES = re.compile(r'\s*(?:INSERT (?:OR IGNORE )?INTO|UPDATE|DELETE FROM) "(\w+)"')
BESIDE = {  # asked of by themselves
    "delivery_purge", "figures_note", "journal_detail", "journal_entry",
    "indicators_pendingsum", "indicators_places", "indicators_slice", "indicators_subtotal",
}  # fmt: skip
VERBS = {
    f"{table.__name__.split('.')[-3]}:{verb.name}-{number}": verb
    for table in tables()
    for number, verb in enumerate(table.VERBS)
}
KEPT = dict(
    zip(
        VERBS,
        [(table, name) for table in tables() for name in names(v.name for v in table.VERBS)],
        strict=True,
    )
)
# Rooms whose verbs still stand in no table. This list only grows shorter.
NOT_YET = {"beginning"}


def written(captured: CaptureQueriesContext) -> set[str]:
    found = (WRITES.match(query["sql"]) for query in captured.captured_queries)
    return {match[1] for match in found if match and not match[1].startswith("wagtail")}


def people(stage: Stage, verb: Verb) -> tuple[dict[str, User], dict[str, User]]:
    """Return who may, and who may not: the rest of the cast and the same roles in the branch beside."""
    cast = {role: getattr(stage.cast, role) for role in ROLES}
    may = {role: user for role, user in cast.items() if role in verb.may}
    others = {role: user for role, user in cast.items() if role not in verb.may}
    beside = {f"{role} beside": stage.beside[role] for role in verb.may if role in stage.beside}
    return (may | beside, others) if verb.anywhere else (may, others | beside)


def who_may(stage: Stage, verb: Verb) -> User:
    may, _others = people(stage, verb)
    assert may
    return min(may.items())[1]


def test_every_verb_stands_in_its_rooms_table():
    for table in tables():
        rows = {verb.name for verb in table.VERBS} | set(getattr(table, "HOUSE", ()))
        assert set(actions_of(table)) == {name for name in rows if not name.startswith("take_in_")}


def test_every_room_with_verbs_has_its_table():
    rooms = {file.parents[0].name for file in PACKAGE.glob("**/actions.py")}
    rooms |= {file.parents[1].name for file in PACKAGE.glob("**/actions/__init__.py")}
    told = {table.__name__.split(".")[-3] for table in tables()}
    assert rooms - told <= NOT_YET
    assert not told & NOT_YET


def is_refused(verb: Verb, thing: object, user: User) -> bool:
    try:
        verb.do(thing, user)
    except PermissionDenied:
        return True
    return False


@pytest.mark.parametrize("name", VERBS)
def test_others_are_refused_and_nothing_is_written(stage: Stage, name: str):
    verb = VERBS[name]
    thing = verb.given(stage)
    _may, others = people(stage, verb)
    for who, user in others.items():
        with CaptureQueriesContext(connection) as captured:
            assert is_refused(verb, thing, user), who
        assert not written(captured), who


@pytest.mark.parametrize("name", VERBS)
def test_who_may_writes_journals_purges_and_marks_what_the_table_says(
    stage: Stage, name: str, django_capture_on_commit_callbacks: Callable
):
    verb = VERBS[name]
    thing, by = verb.given(stage), who_may(stage, verb)
    compare_noted()  # what was noted before, as the worker has by now
    entries, purges = Entry.objects.count(), Purge.objects.count()
    waiting = set(Pin.objects.exclude(state=PinState.FRESH).values_list("pk", flat=True))
    with django_capture_on_commit_callbacks(execute=True):
        with CaptureQueriesContext(connection) as captured:
            verb.do(thing, by)
        assert written(captured) - BESIDE == verb.writes
        assert kept_sets() == owed_by_obligations()  # whoever makes, drops or moves obligations
        compare_noted()  # as the worker does a moment later
        news = Entry.objects.order_by("pk")[entries:]
        assert [entry.verb for entry in news] == list(verb.journals)
        for entry in news:
            assert entry.by_id == (None if entry.verb in verb.unsigned else by.pk), entry.verb
    tags = {tag for purge in Purge.objects.order_by("pk")[purges:] for tag in purge.tags}
    assert tags == verb.purges(stage)
    marked = Pin.objects.exclude(state=PinState.FRESH).exclude(pk__in=waiting)
    assert set(marked.values_list("key", flat=True)) == verb.marks


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_touches_the_rows_that_are_kept_and_no_neighbours(stage: Stage, name: str):
    verb, (table, row) = VERBS[name], KEPT[name]
    thing, by = verb.given(stage), who_may(stage, verb)
    touched = touched_by(lambda: verb.do(thing, by), verb.writes)
    if KEEPS:
        keep(table, row, touched)
    assert touched == kept(table).get(row), "see tests/touched.py"


@pytest.mark.parametrize("name", [name for name, verb in VERBS.items() if len(verb.may) > 1])
def test_each_of_those_who_may_can(stage: Stage, name: str):
    verb = VERBS[name]
    for user in people(stage, verb)[0].values():
        with undone():
            verb.do(verb.given(stage), user)
