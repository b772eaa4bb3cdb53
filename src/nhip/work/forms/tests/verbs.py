"""What each verb of this room does, and who may."""

from typing import Any

from nhip.organisation.periods.actions import open_period
from nhip.work.duties.actions import oblige
from nhip.work.duties.tests.makers import draft as regime
from nhip.work.forms import actions
from nhip.work.forms.actions import CheckTerms
from nhip.work.forms.models import Form, Row, RowCheck, Section
from nhip.work.reports.tests.desk import LATER
from tests.doors import Stage
from tests.verbs import Verb

ABOVE = frozenset({"planner", "chief"})  # of the unit whose organ designs the form
CHANGED = ("form.changed",)
SECTION, ROW = frozenset({"forms_section"}), frozenset({"forms_row"})
CHECK = frozenset({"forms_rowcheck"})


def draft(stage: Stage) -> Form:
    """The draft of the next version."""
    return Form.objects.get(pk=stage.made["nhip.work.forms.tests.doors"]["form"])


def awaited(stage: Stage) -> Form:
    """The same; units owe a report by it, and one by another form, for a time to come."""
    desk, told = stage.desk, {"by": stage.cast.planner, "at": LATER}
    other = actions.write_form("Biểu khác", desk.form.organ, code="khac", **told)
    actions.add_rows(
        actions.add_section(other, "Học tập", **told), [(asked(stage).indicator, "")], **told
    )
    beside = regime(desk, form=actions.publish_form(other, **told), frequency="half")
    period = open_period(desk.regime.calendar, "half", 2999, 1)
    for each in (desk.regime, beside):
        oblige(each, period, [stage.cast.sibling], due_on=period.end_on, **told)
    return draft(stage)


def asked(stage: Stage) -> Row:
    return Row.objects.filter(section__form=stage.desk.form).earliest("pk")


def section(stage: Stage) -> Section:
    return draft(stage).sections.get(number=2)


def row(stage: Stage) -> Row:
    """One no check needs."""
    return section(stage).rows.get(number=4)


def check(stage: Stage) -> RowCheck:
    return RowCheck.objects.filter(row__section__form=draft(stage)).earliest("pk")


def unasked(stage: Stage) -> tuple[Section, Any]:
    """A section, and an indicator it asks no more."""
    taken = row(stage)
    actions.remove(taken, by=stage.cast.planner, at=LATER)
    return taken.section, taken.indicator


VERBS = [
    Verb(
        "write_form",
        lambda stage, by: actions.write_form("Biểu mới", stage.desk.form.organ, by=by, at=LATER),
        ABOVE,
        writes=frozenset({"forms_form"}),
        journals=("form.written",),
    ),
    Verb(
        "next_version",
        lambda form, by: actions.next_version(form, by=by, at=LATER),
        ABOVE,
        given=lambda stage: actions.publish_form(draft(stage), by=stage.cast.planner, at=LATER),
        writes=frozenset({"forms_form"}) | SECTION | ROW | CHECK,
        journals=("form.continued",),
    ),
    Verb(
        "publish_form",
        lambda form, by: actions.publish_form(form, by=by, at=LATER),
        ABOVE,
        given=awaited,
        writes=frozenset({"forms_form", "duties_obligation", "duties_regime"}),
        journals=("form.published",),
    ),
    Verb(
        "discard_form",
        lambda form, by: actions.discard_form(form, by=by, at=LATER),
        ABOVE,
        given=draft,
        writes=frozenset({"forms_form"}) | SECTION | ROW | CHECK,
        journals=("form.discarded",),
    ),
    Verb(
        "rename_form",
        lambda form, by: actions.rename_form(form, "Khác", by=by, at=LATER),
        ABOVE,
        given=draft,
        writes=frozenset({"forms_form"}),
        journals=CHANGED,
    ),
    Verb(
        "add_section",
        lambda form, by: actions.add_section(form, "Kết quả khác", by=by, at=LATER),
        ABOVE,
        given=draft,
        writes=SECTION,
        journals=CHANGED,
    ),
    Verb(
        "change_section",
        lambda one, by: actions.change_section(one, "Khác", "", {}, by=by, at=LATER),
        ABOVE,
        given=section,
        writes=SECTION,
        journals=CHANGED,
    ),
    Verb(
        "add_rows",
        lambda asked, by: actions.add_rows(asked[0], [(asked[1], "")], by=by, at=LATER),
        ABOVE,
        given=unasked,
        writes=ROW,
        journals=CHANGED,
    ),
    Verb(
        "move",
        lambda one, by: actions.move(one, -1, by=by, at=LATER),
        ABOVE,
        given=row,
        writes=ROW,
        journals=CHANGED,
    ),
    Verb(
        "remove",
        lambda one, by: actions.remove(one, by=by, at=LATER),
        ABOVE,
        given=row,
        writes=ROW,
        journals=CHANGED,
    ),
    Verb(
        "add_check",
        lambda one, by: actions.add_check(
            one, CheckTerms("range", "error", lowest=0), by=by, at=LATER
        ),
        ABOVE,
        given=row,
        writes=CHECK,
        journals=CHANGED,
    ),
    Verb(
        "remove_check",
        lambda one, by: actions.remove_check(one, by=by, at=LATER),
        ABOVE,
        given=check,
        writes=CHECK,
        journals=CHANGED,
    ),
]
