"""What happens beside: one record of every kind, in the branch beside the unit's and to the unit itself."""

from datetime import UTC, date, datetime

from nhip.office.documents.tests.makers import AT, organ, paper, series
from nhip.organisation.accounts.models import User
from nhip.organisation.periods.actions import open_period
from nhip.organisation.periods.models import Period
from nhip.organisation.periods.rules import Span
from nhip.organisation.units.actions import create_unit
from nhip.organisation.units.models import Organ, Unit
from nhip.work.commendations.tests.makers import awarded, decision
from nhip.work.duties.actions import excuse_unit, extend_deadline, publish_regime
from nhip.work.duties.tests.makers import draft as regime
from nhip.work.forms.actions import add_rows, add_section, publish_form, write_form
from nhip.work.forms.models import Row
from nhip.work.plans.tests.makers import appraised, received
from nhip.work.reports import actions
from nhip.work.reports.models import Report
from nhip.work.reports.tests.desk import GOOD, IN_TIME, LATER, TOO_LATE
from nhip.work.reviews.actions import LooksBack, hold_conference, take_in_reviews
from nhip.work.reviews.rules import PersonWords
from nhip.work.reviews.tests.makers import come
from nhip.work.training.tests.makers import attended, held
from tests.cast import START
from tests.doors import Stage

LONG_AGO = date(2016, 5, 9)


def happen_in_the_branch(stage: Stage) -> None:
    """Let the sibling have one of everything, by its own people and by those above."""
    cast, told = stage.cast, {"by": stage.cast.administrator, "at": AT}
    create_unit("G.08.1", "Tổ bên", cast.sibling, on=START, **told)
    _records(stage, cast.sibling, "B")
    _regime_and_form(stage, organ(cast.sibling), stage.beside["planner"])
    report = _handed_in(stage, cast.sibling, stage.desk.period)
    actions.return_report(report, "Ô 2 lệch sổ bên.", by=cast.planner, at=LATER)
    actions.submit_report(report, by=cast.stranger, at=TOO_LATE)
    actions.accept_report(report, by=cast.planner, at=TOO_LATE)
    actions.reopen_report(report, "Ghi nhầm bên.", by=cast.stranger, at=TOO_LATE)
    periods = [open_period(stage.desk.regime.calendar, "half", year, 2) for year in (2021, 2022)]
    waiting, excused = (stage.desk.owes(cast.sibling, each) for each in periods)
    extend_deadline(waiting, date(2022, 8, 30), "Bão bên.", by=cast.planner, at=LATER)
    excuse_unit(excused, "Giải thể bên.", by=cast.planner, at=LATER)


def happen_to_others(stage: Stage) -> None:
    """Let the unit have another one of everything, and the body above another conference."""
    cast = stage.cast
    _records(stage, cast.unit, "K")
    _regime_and_form(stage, stage.desk.regime.organ, cast.planner)
    _handed_in(stage, cast.unit, open_period(stage.desk.regime.calendar, "half", 2022, 2))


def _records(stage: Stage, unit: Unit, sign: str) -> None:
    """Keep a class, plans, a decision, a paper and a conference, of years nobody else looks at."""
    by = stage.cast.planner
    lesson = held(unit, f"{sign}-1", LONG_AGO, by=by)
    attended(lesson, f"HV-{sign}9", unit, by=by)
    committee = organ(unit)
    appraised(unit, stage.world.organ, 2016, by=by)
    received(unit, stage.world.organ, 2015, by=by)
    awarded(decision(committee, by=by), unit, "collective", by=by, reviewed=_years(2015))
    paper(series(committee, "directive", sign=f"CT-{sign}"), LONG_AGO, by=by, subject="Giấy bên")
    conference = hold_conference(
        committee,
        title="Hội nghị bên",
        held_at=datetime(2016, 7, 28, 7, 0, tzinfo=UTC),
        place="Hội trường bên",
        by=by,
        at=AT,
    )
    come(conference, ["attends"], words=PersonWords("Trần Thị Bên", post="Phó phòng"), by=by)
    take_in_reviews([LooksBack(conference, "Năm 2015", _years(2015))], by=by, at=AT)


def _regime_and_form(stage: Stage, of: Organ, by: User) -> None:
    """Ask a unit, by another form, for a figure that is asked already."""
    told, code = {"by": by, "at": LATER}, f"ben-{of.pk}"
    form = write_form("Biểu bên", of, code=code, **told)
    asked = Row.objects.filter(section__form=stage.desk.form).earliest("pk")
    add_rows(add_section(form, "Mục bên", **told), [(asked.indicator, "")], **told)
    asks = {
        "code": code,
        "name": "Chế độ bên",
        "organ": of,
        "form": publish_form(form, **told),
        "frequency": "quarter",
        "levels": [3],
        "start_on": date(2022, 7, 1),
    }
    publish_regime(regime(stage.desk, by=by, **asks), **told)


def _handed_in(stage: Stage, unit: Unit, period: Period) -> Report:
    obligation = stage.desk.owes(unit, period)
    by = stage.cast.stranger if unit == stage.cast.sibling else stage.cast.reporter
    report = actions.open_report(obligation, by=by, at=IN_TIME)
    figures = stage.desk.typed(**(GOOD | {"planned": "31", "held": "29"}))
    texts = {stage.desk.sections[0]: "Lời bên."}
    actions.save_draft(report, figures=figures, narratives=texts, by=by, at=IN_TIME)
    actions.submit_report(report, by=by, at=IN_TIME)
    return report


def _years(first: int) -> Span:
    return Span(date(first, 1, 1), date(first + 1, 1, 1))
