"""Whatever is done with a report, its revisions say which values count, and what it answers knows."""

from importlib import import_module

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhip.work.forms.queries import blank
from nhip.work.indicators.actions import prove_period
from nhip.work.indicators.choices import Stage
from nhip.work.indicators.queries import spoken
from nhip.work.reports import actions, rules
from nhip.work.reports.models import Revision
from nhip.work.reports.queries import counting_revisions

from .desk import IN_TIME

# What an earlier installation's steps were turned into must be what they would write today.
REPLAY = import_module("nhip.work.reports.migrations.0012_obligations_keep_their_answers")
DOINGS = st.lists(
    st.one_of(
        st.tuples(
            st.just("hand in"),
            st.integers(0, 10),
            st.one_of(st.none(), st.integers(0, 99)),
        ),
        st.tuples(
            st.sampled_from(["accept", "return", "return a cell", "correct", "open", "take back"]),
            st.none(),
            st.none(),
        ),
    ),
    max_size=20,
)


def recomputed(desk, revision_id):
    """What a revision says, read from its content alone."""
    if revision_id is None:
        return {}
    places = blank(desk.form).by_place()
    content = Revision.objects.get(pk=revision_id).content
    return {
        (places[place].indicator_id, places[place].item): figure.amount
        for place, figure in rules.figures_of(content).items()
    }


def posted(desk, stage):
    said = spoken([desk.cast.unit.pk], [desk.period.pk], stage)
    return {
        place: amount
        for its in said.values()
        for each in its
        for place, (amount, _is_nil) in each.figures.items()
    }


def do(desk, report, doing, held, hours):
    reporter, planner = desk.cast.reporter, desk.cast.planner
    if doing == "hand in":
        cells = desk.typed(held=str(held), hours="" if hours is None else f"{hours},5")
        actions.save_draft(report, figures=cells, narratives={}, by=reporter, at=IN_TIME)
        actions.submit_report(report, by=reporter, at=IN_TIME)
    elif doing == "accept":
        actions.accept_report(report, by=planner, at=IN_TIME)
    elif doing == "return":
        actions.return_report(report, "Xem lại.", by=planner, at=IN_TIME)
    elif doing == "return a cell":
        actions.return_report(report, "", by=planner, at=IN_TIME, places={(1, 2): "Xem lại."})
    elif doing == "open":
        actions.note_opening(report, by=planner, at=IN_TIME)
    elif doing == "take back":
        actions.withdraw_report(report, by=reporter, at=IN_TIME)
    else:
        actions.reopen_report(report, "Ghi nhầm.", by=reporter, at=IN_TIME)


class Expected:
    """The same story told in four lines: which figures count, as handed in and as accepted."""

    def __init__(self):
        self.submitted = self.accepted = None
        self.is_accepted = False

    def after(self, doing, held):
        if doing == "hand in":
            self.submitted, self.is_accepted = held, False
        elif doing == "accept":
            self.accepted, self.is_accepted = self.submitted, True
        elif doing == "take back":
            self.submitted = self.accepted
        elif doing.startswith("return"):
            self.accepted = None if self.is_accepted else self.accepted
            self.submitted, self.is_accepted = self.accepted, False
        elif doing == "correct":
            self.is_accepted = False


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(doings=DOINGS)
def test_values_are_those_of_the_revisions_that_count(desk, doings):
    with transaction.atomic():
        report, expected = desk.filled(), Expected()
        held_row = blank(desk.form).asked[desk.rows["held"]]
        for doing, held, hours in doings:
            try:
                with transaction.atomic():
                    do(desk, report, doing, held, hours)
            except actions.Refused:
                continue
            expected.after(doing, held)
            report.refresh_from_db()
            owed = report.obligation
            assert (owed.answer, owed.answered_at) == (report.status, report.submitted_at)
            steps = report.steps.order_by("pk").values_list("step", "taken_at")
            told = owed.answers.values_list("since", "status", "handed_in_at")
            assert list(told) == list(REPLAY.moments(steps))
            counts = counting_revisions(report)
            for stage, revision_id, says in (
                (Stage.SUBMITTED, counts.submitted, expected.submitted),
                (Stage.ACCEPTED, counts.accepted, expected.accepted),
            ):
                assert posted(desk, stage) == recomputed(desk, revision_id)
                assert posted(desk, stage).get((held_row.indicator_id, "")) == says
        assert prove_period(desk.period, mends=False, at=IN_TIME) == []
        transaction.set_rollback(True)
