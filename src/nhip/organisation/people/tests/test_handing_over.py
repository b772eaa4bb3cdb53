"""An officer leaves: posts, and with them all that waits there, go to another one in one press."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from nhip.organisation.accounts.models import User
from nhip.organisation.journal.models import Entry
from nhip.organisation.people import actions
from nhip.organisation.people.choices import Role
from nhip.organisation.people.forms.keeping import HandOverForm
from nhip.organisation.people.models import Appointment

AT = datetime(2022, 7, 28, 3, 0, tzinfo=UTC)
DAY = date(2022, 8, 1)


def holds(user, day):
    return {(held.unit.code, held.role) for held in Appointment.objects.filter(user=user).on(day)}


def test_all_posts_go_over_on_the_day_and_both_keep_their_days_before(cast):
    had = holds(cast.reporter, DAY)
    actions.hand_over(cast.reporter, cast.reader, on=DAY, by=cast.administrator, at=AT)
    assert (holds(cast.reporter, DAY), holds(cast.reader, DAY)) == (set(), had)
    before = date(2022, 7, 31)
    assert (holds(cast.reporter, before), holds(cast.reader, before)) == (had, set())
    said = Entry.objects.filter(verb="people.handed_over").get()
    assert said.by_id == cast.administrator.pk


def test_a_post_both_hold_is_only_ended_and_a_later_end_stays_the_end(cast):
    told = {"by": cast.administrator, "at": AT}
    post = cast.reporter.appointments.get().post
    shared = (cast.unit, post, Role.REPORTER)
    actions.appoint(cast.reader, *shared, on=date(2020, 1, 1), **told)
    other = actions.appoint(cast.reporter, cast.leaf, post, Role.REPORTER, on=DAY, **told)
    actions.end_appointment(other, on=date(2022, 12, 1), **told)
    [made] = actions.hand_over(cast.reporter, cast.reader, on=DAY, **told)
    made.refresh_from_db()
    assert (made.unit, made.end_on) == (cast.leaf, date(2022, 12, 1))
    assert len(holds(cast.reader, DAY)) == 2


@pytest.mark.parametrize(("since", "until"), [(2020, date(2022, 9, 1)), (2023, None)])
def test_a_post_the_other_one_has_for_some_days_only_is_not_left_empty(cast, since, until):
    told = {"by": cast.administrator, "at": AT}
    shared = (cast.unit, cast.reporter.appointments.get().post, Role.REPORTER)
    other = actions.appoint(cast.reader, *shared, on=date(since, 1, 1), **told)
    if until:
        actions.end_appointment(other, on=until, **told)
    with pytest.raises(actions.AlreadyAppointed):
        actions.hand_over(cast.reporter, cast.reader, on=DAY, **told)
    assert cast.reporter.appointments.get().end_on is None


def test_the_last_administrator_can_hand_over_but_not_just_leave(cast):
    first = User.objects.get(username="setup")
    actions.close_account(first, "Xong việc.", by=cast.administrator, at=AT)
    actions.hand_over(cast.administrator, cast.reader, on=DAY, by=cast.administrator, at=AT)
    assert (cast.root.code, Role.ADMINISTRATOR) in holds(cast.reader, DAY)


def test_nobody_takes_over_from_himself_with_a_closed_account_or_from_who_holds_nothing(cast):
    told = {"on": DAY, "by": cast.administrator, "at": AT}
    with pytest.raises(actions.CannotTakeOver):
        actions.hand_over(cast.reporter, cast.reporter, **told)
    with pytest.raises(actions.NothingToHandOver):
        actions.hand_over(cast.reader, cast.stranger, **told)
    actions.close_account(cast.reader, "Chuyển công tác.", by=cast.administrator, at=AT)
    with pytest.raises(actions.CannotTakeOver):
        actions.hand_over(cast.reporter, cast.reader, **told)


def test_only_administrators_hand_over(cast):
    with pytest.raises(PermissionDenied):
        actions.hand_over(cast.reporter, cast.reader, on=DAY, by=cast.chief, at=AT)


def test_those_of_the_same_unit_are_offered_first(cast):
    form = HandOverForm(user=cast.reporter)
    units = [
        next((held.unit for held in User.objects.get(pk=pk).appointments.all()), None)
        for pk, _words in form.fields["to"].choices
        if pk
    ]
    same = [unit == cast.unit for unit in units]
    assert True in same
    assert same == sorted(same, reverse=True)
