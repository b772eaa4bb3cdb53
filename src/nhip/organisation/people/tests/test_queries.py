"""Who may act for which unit, and how people are written."""

from datetime import UTC, date, datetime

import pytest

from nhip.organisation.accounts.models import User
from nhip.organisation.people import actions, queries, registry
from nhip.organisation.people.choices import Role, Scope
from nhip.organisation.people.templatetags.people import post
from tests.cast import START

DAY = date(2022, 7, 28)
NOW = datetime(2022, 7, 28, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _verbs(monkeypatch):
    monkeypatch.setattr(registry, "_allowed", dict(registry._allowed))
    registry.allow(
        {
            "trial.fill": {Role.REPORTER: Scope.OWN},
            "trial.check": {Role.PLANNER: Scope.BELOW, Role.CHIEF: Scope.BELOW},
            "trial.see": {Role.REPORTER: Scope.SUBTREE, Role.CHIEF: Scope.SUBTREE},
            "trial.comment": {Role.READER: Scope.OWN},
        }
    )


def test_own_below_and_subtree_reach_what_they_say(cast):
    unit, leaf, sibling, root = (u.pk for u in (cast.unit, cast.leaf, cast.sibling, cast.root))
    assert queries.unit_ids(cast.reporter, "trial.fill", DAY) == {unit}
    assert queries.unit_ids(cast.planner, "trial.check", DAY) == {unit, leaf, sibling}
    assert queries.unit_ids(cast.unit_chief, "trial.check", DAY) == {leaf}
    assert queries.unit_ids(cast.reporter, "trial.see", DAY) == {unit, leaf}
    assert queries.unit_ids(cast.chief, "trial.see", DAY) == {root, unit, leaf, sibling}
    assert queries.unit_ids(cast.reader, "trial.see", DAY) == set()


def test_has_perm_asks_for_the_unit_of_the_thing(cast):
    held = cast.reporter.appointments.get()
    assert cast.reporter.has_perm("trial.fill", cast.unit)
    assert cast.reporter.has_perm("trial.fill", held)
    assert cast.reporter.has_perm("trial.fill")
    assert not cast.reporter.has_perm("trial.fill", cast.leaf)
    assert not cast.stranger.has_perm("trial.fill", cast.unit)
    assert not cast.planner.has_perm("trial.fill")


def test_readers_verbs_are_for_everybody_who_is_signed_in(cast, client):
    assert cast.reader.has_perm("trial.comment")
    assert cast.planner.has_perm("trial.comment", cast.leaf)
    assert not cast.reader.has_perm("people.work")
    cast.reader.is_active = False
    assert not cast.reader.has_perm("trial.comment")


def test_a_superuser_administers_and_approves_nothing(cast):
    setup = User.objects.get(username="setup")
    assert setup.has_perm("people.appoint", cast.leaf)
    assert setup.has_perm("wagtailadmin.access_admin")
    assert not setup.has_perm("trial.check", cast.leaf)
    assert not cast.administrator.has_perm("trial.check", cast.leaf)
    assert cast.administrator.has_perm("people.appoint", cast.leaf)


def test_an_ended_appointment_gives_no_power_at_once(cast):
    assert cast.reporter.has_perm("trial.fill", cast.unit)
    held = cast.reporter.appointments.get()
    actions.end_appointment(held, on=START, by=cast.administrator, at=NOW)
    assert not cast.reporter.has_perm("trial.fill", cast.unit)
    assert queries.unit_ids(cast.reporter, "trial.fill", DAY) == set()


def test_asking_often_costs_no_more_than_asking_once(cast, django_assert_num_queries):
    queries.unit_ids(cast.planner, "trial.check")  # the tree is in memory
    chief = User.objects.get(pk=cast.chief.pk)
    with django_assert_num_queries(2):  # the appointments, and whether the tree is still true
        for unit in (cast.leaf, cast.unit, cast.sibling, cast.root):
            chief.has_perm("trial.check", unit)
            queries.unit_ids(chief, "trial.check")


def test_people_are_written_by_their_post(cast, django_assert_num_queries):
    assert queries.written_as(cast.planner, DAY) == "trợ lý kế hoạch, Cơ quan gốc"
    assert queries.written_as(cast.reader, DAY) == "reader"
    assert queries.home_unit(cast.reporter, DAY) == cast.unit
    assert queries.home_unit(cast.reader, DAY) is None
    assert queries.people_with(Role.REPORTER, cast.unit.pk, DAY) == [cast.reporter]
    assert post(None) == ""
    with django_assert_num_queries(4):
        users = User.objects.prefetch_related(*queries.WITH_POSTS).order_by("pk")
        assert "trợ lý báo cáo, Đơn vị 07" in [post(user) for user in users]


def test_a_former_post_is_still_how_a_person_is_written(cast):
    held = cast.reporter.appointments.get()
    ended = date(2020, 1, 1)
    actions.end_appointment(held, on=ended, by=cast.administrator, at=NOW)
    for day in (ended, DAY):
        assert queries.written_as(cast.reporter, day) == "trợ lý báo cáo, Đơn vị 07"
        assert queries.home_unit(cast.reporter, day) is None
