"""What each verb of this room does, and who may."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.forms.models import model_to_dict

from nhip.organisation.accounts.models import User
from nhip.organisation.periods.rules import Due, Span
from nhip.organisation.units.actions import create_unit
from nhip.organisation.units.models import Unit
from nhip.work.duties import actions
from nhip.work.duties.models import Obligation, Regime, TimeRequest
from nhip.work.duties.tests.makers import AT, draft
from tests.doors import Stage
from tests.verbs import Verb

ABOVE = frozenset({"planner", "chief"})
OWED = frozenset({"duties_obligation"})
COUNTED = OWED | {"indicators_denominator"}  # among those of whom figures are expected
TOLD = frozenset({"notices_notice"})
WHY = "Đơn vị đang di chuyển."
DUE = Due(date(2022, 8, 12))
LATE = datetime(2022, 10, 3, 2, 0, tzinfo=UTC)


def owed(stage: Stage) -> Obligation:
    """What a unit with a reporter owes and has not begun."""
    made: Obligation = stage.desk.owes(stage.cast.sibling)
    return made


def wished(stage: Stage) -> TimeRequest:
    """More time that a unit asks for."""
    asked: Any = {"by": stage.cast.stranger, "at": AT}
    return actions.ask_more_time(owed(stage), date(2022, 8, 1), WHY, **asked)


def excused(stage: Stage) -> Obligation:
    return actions.excuse_unit(owed(stage), WHY, by=stage.cast.planner, at=AT)


def in_force(stage: Stage) -> Regime:
    """A regime that asks outside the calendar."""
    regime = draft(stage.desk, frequency="adhoc")
    return actions.publish_regime(regime, by=stage.cast.planner, at=AT)


def monthly(stage: Stage) -> Regime:
    """A regime in force that two units owe for two months."""
    return actions.publish_regime(draft(stage.desk), by=stage.cast.planner, at=AT)


def following(stage: Stage) -> tuple[Regime, dict[str, object]]:
    """A regime in force, and what the one that follows it says."""
    regime = monthly(stage)
    fields = model_to_dict(regime, exclude=["id", "code", "replaces", "published_at"])
    related = ("organ", "form", "calendar", "line")
    said = fields | {name: getattr(regime, name) for name in related}
    return regime, said | {"code": "thang-2"}


def written_late(stage: Stage) -> tuple[Regime, list[Unit]]:
    """A regime whose first month is over, and a unit that was written down since."""
    regime = monthly(stage)
    told: Any = {"on": date(2015, 1, 1), "by": stage.cast.administrator, "at": LATE}
    return regime, [create_unit("G.10", "Đơn vị 10", stage.cast.root, **told)]


def asking(of: str) -> Any:
    """Return what asks a unit for a report once; told who does it."""

    def given(stage: Stage) -> tuple[object, ...]:
        span = Span(date(2022, 8, 1), date(2022, 8, 9))
        return in_force(stage), span, DUE, [getattr(stage.cast, of)]

    return given


def asked_now(stage: Stage) -> actions.Inquiry:
    """A question with one figure, to a unit with a reporter."""
    day = date(2022, 7, 4)
    return actions.Inquiry(
        "Xe hỏng",
        stage.desk.regime.organ,
        (stage.cast.unit,),
        Span(day, day + timedelta(days=1)),
        Due(day, time(16)),
        (actions.AskedFigure("Xe", "chiếc"),),
    )


def ask(asked: tuple[Any, Any, Any, Any], by: User) -> None:
    actions.ask_once(*asked, by=by, at=AT)


VERBS = [
    Verb(
        "oblige",
        lambda stage, by: actions.oblige(
            stage.desk.regime, stage.desk.period, [stage.cast.sibling], by=by, at=AT
        ),
        ABOVE,
        writes=COUNTED,
        journals=("reports.obliged",),
    ),
    Verb(
        "ask_once",
        ask,
        ABOVE,
        given=asking("unit"),
        writes=COUNTED | TOLD | {"periods_period"},
        journals=("reports.obliged",),
    ),
    Verb(  # the unit's chief may oblige what is below, by regimes of their own only
        "ask_once",
        ask,
        ABOVE,
        given=asking("leaf"),
        writes=COUNTED | {"periods_period"},
        journals=("reports.obliged",),
    ),
    Verb(  # planners alone say what is counted
        "put_question",
        lambda question, by: actions.put_question(question, by=by, at=AT),
        frozenset({"planner"}),
        given=asked_now,
        writes=COUNTED
        | TOLD
        | {"duties_regime", "duties_regimeunit", "periods_period", "forms_form"}
        | {"forms_section", "forms_row", "indicators_indicator"},
        journals=(
            "form.written",
            "form.changed",
            "indicator.defined",
            "form.changed",
            "form.published",
            "regime.written",
            "regime.published",
            "reports.obliged",
        ),
    ),
    Verb(
        "save_regime",
        lambda regime, by: actions.save_regime(regime, {"name": "Khác"}, by=by, at=AT),
        ABOVE,
        given=lambda stage: draft(stage.desk),
        writes=frozenset({"duties_regime"}),
        journals=("regime.changed",),
    ),
    Verb(
        "save_regime",
        lambda stage, by: draft(stage.desk, by=by, units=[stage.cast.leaf]),
        ABOVE,
        writes=frozenset({"duties_regime", "duties_regimeunit"}),
        journals=("regime.written",),
    ),
    Verb(
        "publish_regime",
        lambda regime, by: actions.publish_regime(regime, by=by, at=AT),
        ABOVE,
        given=lambda stage: draft(stage.desk),
        writes=COUNTED | {"duties_regime", "periods_period"},
        journals=("regime.published", "reports.obliged", "reports.obliged"),
        unsigned=frozenset({"reports.obliged"}),  # this month and the next, by the regime itself
    ),
    Verb(
        "end_regime",
        lambda regime, by: actions.end_regime(regime, date(2022, 8, 1), WHY, by=by, at=AT),
        ABOVE,
        given=monthly,
        writes=COUNTED | TOLD | {"duties_regime", "duties_regimechange"},
        journals=("obligation.fell_away",) * 2 + ("regime.ended",),
    ),
    Verb(
        "withdraw_regime",
        lambda regime, by: actions.withdraw_regime(regime, WHY, by=by, at=AT),
        ABOVE,
        given=monthly,
        writes=COUNTED | TOLD | {"duties_regime", "duties_regimechange"},
        journals=("obligation.fell_away",) * 4 + ("regime.withdrawn",),
    ),
    Verb(
        "replace_regime",
        lambda given, by: actions.replace_regime(*given, date(2022, 8, 1), by=by, at=AT),
        ABOVE,
        given=following,
        writes=COUNTED | TOLD | {"duties_regime", "duties_regimechange"},
        journals=("regime.written",)
        + ("obligation.fell_away",) * 2
        + ("regime.replaced", "regime.published", "reports.obliged"),
        unsigned=frozenset({"reports.obliged"}),
    ),
    Verb(
        "change_units",
        lambda given, by: actions.change_units(
            given[0],
            add=[given[1]],
            leave=[given[2]],
            from_on=date(2022, 8, 1),
            reason=WHY,
            by=by,
            at=AT,
        ),
        ABOVE,
        given=lambda stage: (monthly(stage), stage.cast.leaf, stage.cast.sibling),
        writes=COUNTED | TOLD | {"duties_regimeunit", "duties_regimechange"},
        journals=("obligation.fell_away", "regime.units", "reports.obliged"),
        unsigned=frozenset({"reports.obliged"}),
    ),
    Verb(
        "owe_past",
        lambda given, by: actions.owe_past(
            *given, [date(2022, 7, 1)], due_on=date(2022, 10, 12), by=by, at=LATE
        ),
        ABOVE,
        given=written_late,
        writes=COUNTED | {"duties_regimechange"},
        journals=("reports.obliged", "regime.past_asked"),
    ),
    Verb(
        "extend_deadline",
        lambda one, by: actions.extend_deadline(one, date(2022, 8, 1), WHY, by=by, at=AT),
        ABOVE,
        given=owed,
        writes=OWED | TOLD | {"duties_extension"},
        journals=("obligation.extended",),
    ),
    Verb(
        "ask_more_time",
        lambda one, by: actions.ask_more_time(one, date(2022, 8, 1), WHY, by=by, at=AT),
        frozenset({"stranger"}),
        given=owed,
        writes=TOLD | {"duties_timerequest"},
        journals=("obligation.time_asked",),
    ),
    Verb(
        "grant_time",
        lambda wish, by: actions.grant_time(wish, by=by, at=AT),
        ABOVE,
        given=wished,
        writes=OWED | TOLD | {"duties_extension", "duties_timerequest"},
        journals=("obligation.extended",),
    ),
    Verb(
        "decline_time",
        lambda wish, by: actions.decline_time(wish, WHY, by=by, at=AT),
        ABOVE,
        given=wished,
        writes=TOLD | {"duties_timerequest"},
        journals=("obligation.time_declined",),
    ),
    Verb(
        "excuse_unit",
        lambda one, by: actions.excuse_unit(one, WHY, by=by, at=AT),
        ABOVE,
        given=owed,
        writes=COUNTED | TOLD,
        journals=("obligation.excused",),
    ),
    Verb(
        "lift_excuse",
        lambda one, by: actions.lift_excuse(one, WHY, by=by, at=AT),
        ABOVE,
        given=excused,
        writes=COUNTED | TOLD,
        journals=("obligation.excuse_lifted",),
    ),
]
HOUSE = [
    "check_complete",  # looks, and writes nothing
    "end_obligations",  # hears that units were closed
    "faults_of_excuses",  # looks, and writes nothing
    "faults_of_extensions",
    "follow_units",  # hears that units were closed
    "generate_all",  # the scheduler
    "generate_obligations",
    "note_answers",  # the room that answers, within its own verbs
    "take_up_version",  # hears that a form was published
]
