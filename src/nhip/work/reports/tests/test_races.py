"""Two people at the same moment: one of them wins, the other is told, and what stands agrees with itself."""

import threading

import pytest
from django.db import connection

from nhip.work.duties.actions import excuse_unit, oblige
from nhip.work.duties.choices import Status
from nhip.work.duties.models import Obligation
from nhip.work.duties.tests.sets import kept, owed_by_obligations
from nhip.work.reports import actions
from nhip.work.reports.choices import Step

from .desk import DUE_ON, LATER

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*doings):
    """Do all of it at the same moment; return what each was refused with, or None."""
    ready, refusals = threading.Barrier(len(doings)), [None] * len(doings)

    def do(place, doing):
        try:
            ready.wait(10)
            doing()
        except actions.Refused as refusal:
            refusals[place] = type(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=each) for each in enumerate(doings)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return refusals


@pytest.mark.parametrize("_again", range(5))
def test_a_unit_is_excused_or_hands_in_never_both(desk, _again):
    report, cast = desk.filled(), desk.cast
    refusals = at_once(
        lambda: actions.submit_report(report, by=cast.reporter, at=LATER),
        lambda: excuse_unit(desk.obligation, "Giải thể.", by=cast.planner, at=LATER),
    )
    assert sorted(map(bool, refusals)) == [False, True]
    facts = Obligation.objects.get(pk=desk.obligation.pk).facts
    assert facts.is_excused != (facts.submitted_at is not None)


@pytest.mark.parametrize("_again", range(5))
def test_sets_of_who_owes_are_right_whoever_is_excused_at_the_same_moment(desk, _again):
    by = {"by": desk.cast.planner, "at": LATER}
    one, other = desk.obligation, desk.owes(desk.cast.sibling)
    refusals = at_once(
        lambda: excuse_unit(one, "Giải thể.", **by),
        lambda: excuse_unit(other, "Giải thể.", **by),
        lambda: oblige(desk.regime, desk.period, [desk.cast.leaf], due_on=DUE_ON, **by),
    )
    assert refusals == [None, None, None]
    assert kept() == owed_by_obligations()


def test_of_two_who_accept_one_does(desk):
    report, cast = desk.submitted(), desk.cast
    refusals = at_once(
        lambda: actions.accept_report(report, by=cast.planner, at=LATER, seen=1),
        lambda: actions.accept_report(report, by=cast.chief, at=LATER, seen=1),
    )
    assert sorted(map(bool, refusals)) == [False, True]
    assert report.steps.filter(step=Step.ACCEPTED).count() == 1


def test_one_who_returns_and_one_who_accepts_do_not_both_decide(desk):
    report, cast = desk.submitted(), desk.cast
    refusals = at_once(
        lambda: actions.accept_report(report, by=cast.planner, at=LATER, seen=1),
        lambda: actions.return_report(
            report, "Sai.", by=cast.chief, at=LATER, seen=1, found=Status.SUBMITTED
        ),
    )
    assert sorted(map(bool, refusals)) == [False, True]
    report.refresh_from_db()
    assert report.status == (Status.RETURNED if refusals[0] else Status.ACCEPTED)


def test_what_is_opened_is_not_taken_back_and_the_other_way(desk):
    report, cast = desk.submitted(), desk.cast
    taken_back, _opened = at_once(
        lambda: actions.withdraw_report(report, by=cast.reporter, at=LATER),
        lambda: actions.note_opening(report, by=cast.planner, at=LATER),
    )
    steps = {Step.WITHDRAWN, Step.OPENED} & set(report.steps.values_list("step", flat=True))
    assert steps == {Step.OPENED if taken_back else Step.WITHDRAWN}


def test_a_page_sent_twice_hands_in_once(desk):
    report, cast = desk.filled(), desk.cast
    refusals = at_once(
        *[lambda: actions.submit_report(report, by=cast.reporter, at=LATER)] * 2,
    )
    assert sorted(map(bool, refusals)) == [False, True]
    assert report.revisions.count() == 1
