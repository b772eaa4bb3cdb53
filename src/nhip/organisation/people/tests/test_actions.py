"""Appointing and ending appointments."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from nhip.organisation.accounts.models import User
from nhip.organisation.journal.queries import history
from nhip.organisation.people import actions
from nhip.organisation.people.choices import Role
from nhip.organisation.people.models import Appointment
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.people.registry import allow
from nhip.organisation.units.actions import merge_units
from nhip.organisation.units.rules import UnitDecision

DAY = date(2022, 7, 28)
AT = datetime(2022, 7, 28, 3, 0, tzinfo=UTC)


@pytest.fixture
def post(cast):
    return actions.name_post("phó biên tập", by=cast.administrator, at=AT)


def test_an_appointment_gives_its_role_from_its_day_on(cast, post):
    held = actions.appoint(
        cast.reader, cast.unit, post, Role.CHIEF, on=DAY, by=cast.administrator, at=AT
    )
    assert unit_ids(cast.reader, "people.work", date(2022, 7, 27)) == set()
    assert unit_ids(cast.reader, "people.work", DAY) == {cast.unit.pk}
    assert [doing.verb for doing in history(held)] == ["people.appointed"]


def test_only_administrators_appoint(cast, post):
    for person in (cast.chief, cast.planner, cast.publisher, cast.reader):
        with pytest.raises(PermissionDenied):
            actions.appoint(person, cast.unit, post, Role.CHIEF, on=DAY, by=person, at=AT)
        held = cast.reporter.appointments.get()
        with pytest.raises(PermissionDenied):
            actions.end_appointment(held, on=DAY, by=person, at=AT)


def test_the_same_role_twice_at_a_time_is_refused(cast, post):
    by, at = cast.administrator, AT
    with pytest.raises(actions.AlreadyAppointed):
        actions.appoint(cast.reporter, cast.unit, post, Role.REPORTER, on=DAY, by=by, at=at)
    actions.end_appointment(cast.reporter.appointments.get(), on=DAY, by=by, at=at)
    actions.appoint(cast.reporter, cast.unit, post, Role.REPORTER, on=DAY, by=by, at=at)
    assert cast.reporter.appointments.count() == 2


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PUBLISHER, Role.ADMINISTRATOR])
def test_roles_that_reach_everywhere_are_given_at_the_root_only(cast, post, role):
    by, at = cast.administrator, AT
    with pytest.raises(actions.OnlyAtTheRoot):
        actions.appoint(cast.reader, cast.unit, post, role, on=DAY, by=by, at=at)
    with pytest.raises(actions.NotStanding):
        actions.appoint(cast.reader, cast.unit, post, role, on=date(2014, 1, 1), by=by, at=at)
    actions.appoint(cast.reader, cast.root, post, role, on=DAY, by=by, at=at)


def test_an_end_before_the_beginning_is_refused(cast):
    held = cast.reporter.appointments.get()
    with pytest.raises(actions.EndsBeforeStart):
        actions.end_appointment(held, on=date(2014, 1, 1), by=cast.administrator, at=AT)
    held.refresh_from_db()
    assert held.end_on is None


def test_wagtails_groups_follow_appointments(cast, post):
    def groups(user):
        return set(user.groups.values_list("name", flat=True))

    assert groups(cast.editor) == {"editor"}
    assert groups(cast.publisher) == {"publisher"}
    assert groups(cast.planner) == groups(cast.administrator) == set()
    held = cast.editor.appointments.get()
    actions.end_appointment(held, on=DAY, by=cast.administrator, at=AT)
    assert groups(cast.editor) == set()
    actions.appoint(
        cast.editor, cast.root, post, Role.PUBLISHER, on=DAY, by=cast.administrator, at=AT
    )
    assert groups(cast.editor) == {"publisher"}


def test_what_ends_by_the_calendar_leaves_its_group_by_itself(cast):
    Appointment.objects.filter(user=cast.editor).update(end_on=DAY)
    actions.regroup(datetime(2022, 7, 27, 16, 59, tzinfo=UTC))
    assert cast.editor.groups.exists()
    actions.regroup(datetime(2022, 7, 27, 17, 0, tzinfo=UTC))  # midnight in Hà Nội
    assert not cast.editor.groups.exists()
    assert cast.publisher.groups.exists()


def test_one_verb_is_declared_in_one_place(cast):
    with pytest.raises(ValueError, match=r"people\.work"):
        allow({"people.work": {}})


def test_appointments_of_a_closed_unit_end_with_it(cast):
    closes_on = date(2022, 10, 1)
    merge_units(
        [cast.unit], cast.sibling, decision=UnitDecision("15/QĐ-ĐV"), on=closes_on,
        by=cast.administrator, at=AT,
    )  # fmt: skip
    for person in (cast.reporter, cast.unit_chief):
        held = person.appointments.get()
        assert held.end_on == closes_on
        assert "15/QĐ-ĐV" in history(held)[-1].said["reason"]
    assert cast.stranger.appointments.get().end_on is None
    person = User.objects.get(pk=cast.reporter.pk)
    assert unit_ids(person, "units.see", date(2022, 9, 30)) >= {cast.unit.pk}
    assert unit_ids(person, "units.see", closes_on) == set()
