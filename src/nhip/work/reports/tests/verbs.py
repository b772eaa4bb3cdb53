"""What each verb of this room does, and who may."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from nhip.office.figures.actions import NewAnswer
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import one_row
from nhip.organisation.people.actions import appoint
from nhip.organisation.people.choices import Role
from nhip.organisation.people.models import Appointment
from nhip.organisation.periods.actions import open_period
from nhip.organisation.units.actions import create_unit
from nhip.organisation.units.models import Unit
from nhip.work.duties.actions import publish_regime, save_regime
from nhip.work.duties.models import Obligation
from nhip.work.duties.tests.makers import draft
from nhip.work.forms.models import Section
from nhip.work.reports import actions
from nhip.work.reports.models import Attachment, Report
from nhip.work.reports.tests.desk import DUE_ON, GOOD, IN_TIME, LATER, PDF
from tests.cast import AT, START
from tests.doors import Stage
from tests.verbs import Verb

ABOVE = frozenset({"planner", "chief"})  # of the unit directly above
REPORTER = frozenset({"reporter"})
OWN = frozenset({"stranger"})  # reporter of the sibling, whose report nobody has begun
STOOD = frozenset({"duties_answer", "duties_obligation", "reports_report"})
INSIDE = frozenset({"reports_report", "reports_signing"})
STEP = frozenset({"reports_reviewstep"})
TOLD = frozenset({"notices_notice"})
VALUES = frozenset({"indicators_value"})
DRAFT = frozenset({"reports_draftcell", "reports_narrative"})  # goes with acceptance
OUT = datetime(2022, 7, 15, 3, 0, tzinfo=UTC)
WHY = "Số liệu chưa khớp."
CELL = NewAnswer("n.1", "đã học # buổi.", 0, "8", line="1.2")
Doing = Callable[[Any, User], object]


def handed_in(stage: Stage) -> Report:
    """The unit's report, as it stands on the stage."""
    return Report.objects.get(obligation=stage.desk.obligation)


def owed(stage: Stage) -> Obligation:
    made: Obligation = stage.desk.owes(stage.cast.sibling)
    return made


def begun(stage: Stage) -> Report:
    return actions.open_report(owed(stage), by=stage.cast.stranger, at=IN_TIME)


def filled(stage: Stage) -> Report:
    report = begun(stage)
    actions.save_draft(
        report,
        figures=stage.desk.typed(**GOOD),
        narratives={},
        by=stage.cast.stranger,
        at=IN_TIME,
    )
    return report


def worded(stage: Stage) -> Report:
    """A draft whose remarks say a number."""
    report, words = filled(stage), {stage.desk.sections[0]: "Đã học 8 buổi."}
    actions.save_draft(report, figures={}, narratives=words, by=stage.cast.stranger, at=IN_TIME)
    return report


def empty(stage: Stage) -> Unit:
    """A unit below the cast's, nobody of which fills in."""
    cast = stage.cast
    return create_unit("G.07.2", "Đơn vị 07.2", cast.unit, on=START, by=cast.administrator, at=AT)


def finished(stage: Stage) -> Report:
    """The unit's draft of the second half, complete, of a regime that asks its chief."""
    desk, by = stage.desk, stage.cast.reporter
    save_regime(desk.regime, {"needs_chief": True}, by=stage.cast.planner, at=IN_TIME)
    period = open_period(desk.period.calendar, "half", 2022, 2)
    report = actions.open_report(desk.owes(stage.cast.unit, period), by=by, at=IN_TIME)
    save(report, desk.typed(**GOOD), by)
    return report


def presented(stage: Stage) -> Report:
    return actions.present_report(finished(stage), by=stage.cast.reporter, at=IN_TIME).report


def sign(report: Report, by: User) -> actions.Signature:
    shown = actions.as_handed_in(report, by=by, at=LATER)
    return actions.Signature(report, shown.digest, by, LATER)


def outward(stage: Stage) -> Report:
    """What the unit on top has handed in for a body outside; the reader fills in there."""
    desk, cast = stage.desk, stage.cast
    post = Appointment.objects.get(user=cast.reporter).post
    appoint(cast.reader, cast.root, post, Role.REPORTER, on=START, by=cast.administrator, at=AT)
    fields = {
        "levels": [1],
        "recipient": "Bộ",
        "content": "Kết quả",
        "start_on": desk.period.start_on,
    }
    kept = save_regime(
        draft(desk, code="len-bo", frequency="half", due_days=20),
        fields,
        by=cast.planner,
        at=IN_TIME,
    )
    publish_regime(kept, by=cast.planner, at=IN_TIME)
    owes = Obligation.objects.get(regime=kept, period=desk.period)
    report = actions.open_report(owes, by=cast.reader, at=IN_TIME)
    save(report, desk.typed(**GOOD), cast.reader)
    actions.submit_report(report, by=cast.reader, at=IN_TIME)
    return report


def accepted(stage: Stage) -> Report:
    return actions.accept_report(handed_in(stage), by=stage.cast.planner, at=LATER)


def attached(stage: Stage) -> Attachment:
    """A file beside a draft that was never handed in."""
    report = begun(stage)
    return attach(report, stage.cast.stranger)


def attach(report: Report, by: User) -> Attachment:
    section = Section.objects.get(form=report.form_id, number=1)
    return actions.attach(report, section, "Biên bản.pdf", io.BytesIO(PDF), by=by, at=IN_TIME)


def save(report: Report, stage_rows: dict[int, tuple[str, bool]], by: User) -> None:
    actions.save_draft(report, figures=stage_rows, narratives={}, by=by, at=IN_TIME)


def alone(do: Callable[[Any, User], object]) -> Doing:
    """A bulk verb names the row: here it is the only one."""

    def done(thing: Any, by: User) -> None:
        with one_row():
            do(thing, by)

    return done


VERBS = [
    Verb(
        "open_report",
        lambda one, by: actions.open_report(one, by=by, at=IN_TIME),
        OWN,
        given=owed,
        writes=frozenset({"reports_report", "duties_obligation"}),
        journals=("report.opened",),
    ),
    Verb(
        "open_reports",
        alone(lambda one, by: actions.open_reports([actions.Opening(one, by, IN_TIME)])),
        OWN,
        given=owed,
        writes=frozenset({"reports_report", "duties_obligation"}),
        journals=("report.opened",),
    ),
    Verb(
        "save_draft",
        lambda given, by: save(*given, by),
        OWN,
        given=lambda stage: (begun(stage), stage.desk.typed(**GOOD)),
        writes=frozenset({"reports_draftcell", "reports_report"}),
    ),
    Verb(
        "bind_number",
        lambda report, by: actions.bind_number(report, CELL, by=by, at=IN_TIME),
        OWN,
        given=worded,
        writes=frozenset({"figures_numberanswer", "reports_narrative", "reports_report"}),
        journals=("number.answered",),
    ),
    Verb(
        "write_drafts",
        alone(
            lambda given, by: actions.write_drafts(
                [actions.Writing(given[0], given[1], {}, by, IN_TIME)]
            )
        ),
        OWN,
        given=lambda stage: (begun(stage), stage.desk.typed(**GOOD)),
        writes=frozenset({"reports_draftcell", "reports_report"}),
    ),
    Verb(  # for a unit in which nobody fills in, from directly above
        "save_drafts",
        lambda given, by: actions.save_drafts(
            {given[0]: actions.Typing(given[1], {})}, by=by, at=IN_TIME
        ),
        REPORTER,
        given=lambda stage: (stage.desk.owes(empty(stage)), stage.desk.typed(**GOOD)),
        writes=frozenset({"reports_draftcell", "reports_report", "duties_obligation"}),
        journals=("report.opened", "report.entered_for"),
    ),
    Verb(
        "attach",
        lambda report, by: attach(report, by),
        OWN,
        given=begun,
        writes=frozenset({"reports_attachment"}),
        journals=("report.attached",),
    ),
    Verb(
        "detach",
        lambda kept, by: actions.detach(kept, by=by, at=IN_TIME),
        OWN,
        given=attached,
        writes=frozenset({"reports_attachment"}),
        journals=("report.detached",),
    ),
    Verb(
        "submit_report",
        lambda report, by: actions.submit_report(report, by=by, at=IN_TIME),
        OWN,
        given=filled,
        writes=STOOD | STEP | TOLD | VALUES | {"reports_revision"},
        journals=("report.submitted",),
    ),
    Verb(
        "submit_reports",
        alone(
            lambda report, by: actions.submit_reports(
                [actions.HandIn(report, by, IN_TIME)], at=IN_TIME
            )
        ),
        OWN,
        given=filled,
        writes=STOOD | STEP | TOLD | VALUES | {"reports_revision"},
        journals=("report.submitted",),
    ),
    Verb(
        "submit_complete",
        lambda report, by: actions.submit_complete([report], by=by, at=IN_TIME),
        OWN,
        given=filled,
        writes=STOOD | STEP | TOLD | VALUES | {"reports_revision"},
        journals=("report.submitted",),
    ),
    Verb(
        "present_report",
        lambda report, by: actions.present_report(report, by=by, at=IN_TIME),
        REPORTER,
        given=finished,
        writes=INSIDE | TOLD,
        journals=("report.presented",),
    ),
    Verb(
        "present_reports",
        alone(
            lambda report, by: actions.present_reports(
                [actions.Presenting(report, by, IN_TIME)], at=IN_TIME
            )
        ),
        REPORTER,
        given=finished,
        writes=INSIDE | TOLD,
        journals=("report.presented",),
    ),
    Verb(
        "sign_report",
        lambda report, by: actions.sign_report(report, sign(report, by).seen, by=by, at=LATER),
        frozenset({"unit_chief"}),
        given=presented,
        writes=STOOD | STEP | TOLD | VALUES | INSIDE | {"reports_revision"},
        journals=("report.submitted",),
    ),
    Verb(
        "sign_reports",
        alone(lambda report, by: actions.sign_reports([sign(report, by)], at=LATER)),
        frozenset({"unit_chief"}),
        given=presented,
        writes=STOOD | STEP | TOLD | VALUES | INSIDE | {"reports_revision"},
        journals=("report.submitted",),
    ),
    Verb(
        "send_back_inside",
        lambda report, by: actions.send_back_inside(report, WHY, by=by, at=LATER),
        frozenset({"unit_chief"}),
        given=presented,
        writes=INSIDE | TOLD,
        journals=("report.sent_back",),
    ),
    Verb(
        "recall_report",
        lambda report, by: actions.recall_report(report, by=by, at=LATER),
        REPORTER,
        given=presented,
        writes=INSIDE,
        journals=("report.recalled",),
    ),
    Verb(
        "note_sent",
        lambda report, by: actions.note_sent(
            report, 1, on=DUE_ON, number="15/BC", recipient="Bộ", by=by, at=OUT
        ),
        frozenset({"planner", "chief", "reader"}),  # the reader is made reporter on top
        given=outward,
        writes=STOOD | STEP | {"reports_sending"},
        journals=("report.sent",),
    ),
    Verb(
        "note_opening",
        lambda report, by: actions.note_opening(report, by=by, at=LATER),
        ABOVE,
        given=handed_in,
        writes=STEP,
        journals=("report.seen",),
    ),
    Verb(
        "withdraw_report",
        lambda report, by: actions.withdraw_report(report, by=by, at=LATER),
        REPORTER,
        given=handed_in,
        writes=STOOD | STEP | TOLD | VALUES,
        journals=("report.withdrawn",),
    ),
    Verb(
        "ask_back",
        lambda report, by: actions.ask_back(report, WHY, by=by, at=LATER),
        REPORTER,
        given=handed_in,
        writes=STEP | TOLD,
        journals=("report.asked",),
    ),
    Verb(
        "accept_report",
        lambda report, by: actions.accept_report(report, by=by, at=LATER),
        ABOVE,
        given=handed_in,
        writes=STOOD | STEP | TOLD | VALUES | DRAFT,
        journals=("report.accepted",),
    ),
    Verb(
        "accept_reports",
        alone(
            lambda report, by: actions.accept_reports(
                [actions.Acceptance(report, by, LATER)], at=LATER
            )
        ),
        ABOVE,
        given=handed_in,
        writes=STOOD | STEP | TOLD | VALUES | DRAFT,
        journals=("report.accepted",),
    ),
    Verb(
        "return_report",
        lambda report, by: actions.return_report(report, WHY, by=by, at=LATER),
        ABOVE,
        given=handed_in,
        writes=STOOD | STEP | TOLD | VALUES,
        journals=("report.returned",),
    ),
    Verb(
        "return_report",
        lambda report, by: actions.return_report(report, WHY, by=by, at=LATER),
        ABOVE,
        given=accepted,
        writes=STOOD | STEP | TOLD | VALUES | DRAFT,
        journals=("report.returned",),
    ),
    Verb(
        "return_reports",
        alone(
            lambda report, by: actions.return_reports(
                [actions.Return(report, WHY, by, LATER)], at=LATER
            )
        ),
        ABOVE,
        given=handed_in,
        writes=STOOD | STEP | TOLD | VALUES,
        journals=("report.returned",),
    ),
    Verb(
        "reopen_report",
        lambda report, by: actions.reopen_report(report, WHY, by=by, at=LATER),
        ABOVE | REPORTER,
        given=accepted,
        writes=STOOD | STEP | TOLD | DRAFT,
        journals=("report.reopened",),
    ),
]
HOUSE = [
    "as_handed_in",  # reads what handing in would write
    "fill_from_elsewhere",  # within opening and accepting
    "lock",
    "must_be_draft",
    "must_be_owed",
    "tell_of_closing",  # hears that units were closed
]
