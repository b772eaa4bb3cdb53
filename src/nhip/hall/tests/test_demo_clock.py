"""The demonstration's clock: its year is the one it is built in, and nothing stands before what it rests on."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from nhip.hall import demo
from nhip.hall.queries import desk
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.models import Entry
from nhip.organisation.periods.rules import today
from nhip.portal.news.models import ArticlePage
from nhip.portal.panels.models import Snapshot
from nhip.work.commendations.models import Certificate
from nhip.work.duties.choices import Status
from nhip.work.duties.models import Obligation, TimeRequest
from nhip.work.duties.queries import days_late
from nhip.work.reports.models import Report, ReviewStep, Revision
from nhip.work.reviews.models import Review

DAYS = [
    datetime(
        2027, 1, 2, 4, tzinfo=UTC
    ),  # half-year and quarter were due a week ago, the next have begun
    datetime(2028, 2, 29, 4, tzinfo=UTC),
    datetime(2026, 9, 30, 4, tzinfo=UTC),
]


def built_at() -> datetime:
    return Entry.objects.get(verb="demo.built").at


def out_of_order(now: datetime) -> Iterator[str]:
    """Yield what stands before what it rests on, or after the moment everything was built."""
    last: dict[tuple[str, str], datetime] = {}
    for entry in Entry.objects.order_by("pk"):
        about = (entry.about, entry.about_id)
        if entry.at > now:
            yield f"{entry} is in the future"
        if entry.at < last.get(about, entry.at):
            yield f"{entry} was written after something later about the same"
        last[about] = entry.at
    opened = dict(Entry.objects.filter(verb="report.opened").values_list("about_id", "at"))
    for report in Report.objects.select_related("form", "obligation__regime", "obligation__period"):
        owed = report.obligation
        said = (
            report.form.published_at,
            owed.regime.published_at,
            owed.made_at,
            opened[str(report.pk)],
            *report.revisions.order_by("number").values_list("submitted_at", flat=True),
        )
        if list(said) != sorted(said):
            yield f"{owed} of {owed.unit}: {said}"
        if owed.regime.published_at.date() > owed.period.start_on and not owed.regime.is_one_off:
            yield f"{owed} is about days before its regime"
    for step in ReviewStep.objects.filter(step__in=["accepted", "returned"]):
        revisions = step.report.revisions.filter(submitted_at__lt=step.taken_at)
        if not revisions.exists():
            yield f"{step} decided about nothing"
    for review in Review.objects.exclude(approved_at=None):
        about = Obligation.objects.filter(
            period__start_on__gte=review.start_on, period__end_on__lte=review.end_on
        )
        asked = review.figures.values("key")
        for owed in about.filter(form__sections__rows__indicator__key__in=asked).distinct():
            steps = ReviewStep.objects.filter(report__obligation=owed, step="accepted")
            if not steps.filter(taken_at__lt=review.approved_at).exists():
                yield f"{review} was approved before {owed} of {owed.unit} was accepted"
        if review.approved_at < review.conference.held_at:
            yield f"{review} was approved before it was held"
    for award in Certificate.objects.select_related("decision__series"):
        if award.decision.issued_on > award.given_on:
            yield f"{award} was given before it was decided"
    for ask in TimeRequest.objects.select_related("obligation"):
        if ask.asked_at < ask.obligation.made_at:
            yield f"{ask} is about nothing yet"
    for page in ArticlePage.objects.filter(live=True):
        if page.shown_at > now:
            yield f"{page} is shown before it is written"


def test_everything_stands_after_what_it_rests_on(built, db):
    assert list(out_of_order(timezone.now())) == []


def test_the_walk_finds_what_is_out_of_order(built, db):
    now = built_at()
    revision = Revision.objects.order_by("-submitted_at").first()
    early = revision.report.form.published_at - timedelta(days=1)
    with connection.cursor() as cursor:  # no verb dates a revision back, or changes one at all
        on = " ON reports_revision" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER IF EXISTS reports_revision_stands{on}")
        cursor.execute(
            "UPDATE reports_revision SET submitted_at = %s WHERE id = %s", [early, revision.pk]
        )
    Review.objects.exclude(approved_at=None).update(approved_at=early - timedelta(days=2000))
    found = " ".join(out_of_order(now - timedelta(days=1)))
    assert "is in the future" in found
    assert str(revision.report.obligation) in found
    assert "was approved before" in found


LATEST = 100  # days: a report of the last quarter may have come back
WAITS = {
    "kehoach": {"to_check", "time_requests", "late"},
    "thutruong": {"reviews", "changed", "to_check"},
    "baocao": {"owed", "returned"},
    "chihuy": {"to_sign"},
    "bientap": {"changed", "drafts"},
    "xuatban": {"changed", "drafts"},
    "quantri": {"unposted"},
}


def reads_like_this_month(now: datetime) -> None:
    """Look at every desk: work is open for everybody, and none of it is of another year."""
    states = Report.objects.filter(obligation__due_on__gt=today(now) - timedelta(days=100))
    assert set(states.values_list("status", flat=True)) == set(Status)
    told = {one["username"]: one["waits"].keys() for one in demo.accounts(now)}
    for name, parts in WAITS.items():
        assert parts <= told[name], name
    for name in told:
        here = desk(User.objects.get(username=name), now)
        assert all(duty.days_late <= LATEST for duty in [*here.owed, *here.late])
        assert not here.bare_years
        for shown in here.heat_maps:
            assert max(period.end_on for period in shown.periods) > today(now) - timedelta(days=100)
            late = [c for row in shown.rows for c in row.cells if c.state.value == "overdue"]
            assert all(cell.days_late <= LATEST for cell in late)
    open_work = Obligation.objects.filter(due_on__lt=today(now), excused_at=None).exclude(
        report__status=Status.ACCEPTED
    )
    assert max(days_late(each, now) for each in open_work) <= LATEST
    assert {today(each.said_at) for each in Snapshot.objects.all()} == {today(now)}


def test_it_reads_like_this_month(built, db):
    reads_like_this_month(built_at())


@pytest.mark.parametrize("now", DAYS, ids=str)
@pytest.mark.django_db
def test_it_does_on_any_day(now):
    office = demo.found(now)
    demo.build_present(office, [])
    assert list(out_of_order(now)) == []
    reads_like_this_month(now)
