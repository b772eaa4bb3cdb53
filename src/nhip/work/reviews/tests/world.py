"""A small office with records of all nine kinds, and a conference that looks back on them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from nhip.office.documents.models import Document
from nhip.office.documents.tests.makers import AT, month, organ, paper, series, year
from nhip.office.figures.choices import Format
from nhip.organisation.periods.rules import Span
from nhip.organisation.units.models import Organ
from nhip.work.commendations.models import Certificate
from nhip.work.commendations.tests.makers import awarded, decision
from nhip.work.indicators.actions import call_invented
from nhip.work.plans.models import UnitPlan
from nhip.work.plans.tests.makers import appraised
from nhip.work.reviews.actions import (
    LooksBack,
    hold_conference,
    set_figures,
    take_in_reviews,
)
from nhip.work.reviews.models import Conference, Review
from nhip.work.reviews.rules import FigureAsked
from nhip.work.training.models import Attendance, TrainingClass
from nhip.work.training.tests.makers import attended, held
from tests.cast import Cast

NINE = (
    "classes",
    "trainees",
    "plans_appraised",
    "directives",
    "plans_yearly",
    "programmes",
    "reports_notices",
    "commended_collectives",
    "commended_individuals",
)
START, END = date(2017, 1, 1), date(2022, 1, 1)


@dataclass
class World:
    """See the module."""

    organ: Organ
    empty_class: TrainingClass
    attendance: Attendance
    plan: UnitPlan
    directive: Document
    yearly: Document
    programme: Document
    notice: Document
    collective: Certificate
    individual: Certificate
    conference: Conference
    review: Review
    half: Review


def build(cast: Cast) -> World:
    """Two records of every kind in the window, so that one can go."""
    by, committee = cast.planner, organ(cast.root)
    call_invented(NINE, by=by, at=datetime(2022, 7, 1, tzinfo=UTC))
    lesson = held(cast.unit, "L-01", date(2018, 3, 1), by=by)
    attended(lesson, "HV-1", cast.leaf, by=by)
    last = attended(lesson, "HV-2", cast.leaf, by=by)
    issued = {}
    for code, about in (
        ("directive", None),
        ("plan", year(2020)),
        ("programme", month(2020, 1)),
        ("report", year(2020)),
        ("notice", month(2020, 1)),
    ):
        of = series(committee, code, sign=f"{code}-BCH")
        for day in (date(2020, 1, 5), date(2021, 1, 5)):
            issued[code] = paper(of, day, by=by, about=about)
    honours = decision(committee, by=by)
    lines = [
        awarded(honours, unit, recipient, by=by)
        for recipient in ("collective", "individual")
        for unit in (cast.unit, cast.sibling)
    ]
    conference = hold_conference(
        committee,
        title="Hội nghị sơ kết ngày 28/7/2022",
        held_at=datetime(2022, 7, 28, 7, 0, tzinfo=UTC),
        place="Hội trường",
        by=by,
        at=AT,
        is_sample=True,
    )
    windows = [
        ("Sáu tháng đầu năm 2022", Span(date(2022, 1, 1), date(2022, 7, 1))),
        ("Năm năm 2017–2021", Span(START, END)),
    ]
    half, review = take_in_reviews(
        [LooksBack(conference, title, window) for title, window in windows], by=by, at=AT
    )
    asked = [
        FigureAsked(key, Format.TWO_DIGITS if key == "directives" else Format.PLAIN) for key in NINE
    ]
    set_figures(review, asked, by=by, at=AT)
    plans = [appraised(unit, committee, 2021, by=by) for unit in (cast.unit, cast.sibling)]
    return World(
        organ=committee,
        empty_class=held(cast.unit, "L-02", date(2019, 3, 1), by=by),
        attendance=last,
        plan=plans[0],
        directive=issued["directive"],
        yearly=issued["plan"],
        programme=issued["programme"],
        notice=issued["notice"],
        collective=lines[0],
        individual=lines[2],
        conference=conference,
        review=review,
        half=half,
    )
