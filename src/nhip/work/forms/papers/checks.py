"""The checks of a form in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nhip.kit.text.rules import write_figure

from .. import queries, rules
from ..choices import Check, Severity
from ..models import Form, RowCheck


@dataclass(frozen=True)
class CheckLine:
    """One check of a form in words."""

    pk: int
    section: int
    words: str
    severity: str
    is_error: bool
    text: str


def checks(form: Form) -> list[CheckLine]:
    """Return a form's checks in words, in the order of its rows."""
    asked = queries.blank(form).asked
    return [
        CheckLine(
            check.pk,
            check.row.section.number,
            _rule_in_words(check, asked),
            check.get_severity_display(),
            check.severity == Severity.ERROR,
            check.text,
        )
        for check in queries.checks_of(form)
    ]


def _rule_in_words(check: RowCheck, asked: Mapping[int, rules.RowAsked]) -> str:
    def name(row_id: int | None) -> str:
        row = asked[row_id or 0]
        return f"{row.place[0]}.{row.place[1]} {row.name}"

    decimals = asked[check.row_id].decimals
    said: dict[str, str | int] = {"row": name(check.row_id)}
    match check.rule:
        case Check.NOT_ABOVE:
            said["other"] = name(check.other_id)
            return _("%(row)s: not above %(other)s") % said
        case Check.SUM_ROWS:
            said["others"] = ", ".join(name(each.pk) for each in check.others.all())
            return _("%(row)s: the sum of %(others)s") % said
        case Check.CHANGE:
            said["percent"] = check.percent or 0
            return _("%(row)s: within %(percent)d%% of the previous period") % said
        case Check.RANGE:
            bounds = []
            if check.lowest is not None:
                bounds.append(
                    _("at least %(figure)s") % {"figure": write_figure(check.lowest, decimals)}
                )
            if check.highest is not None:
                bounds.append(
                    _("at most %(figure)s") % {"figure": write_figure(check.highest, decimals)}
                )
            return f"{said['row']}: {', '.join(bounds)}"
    return _("%(row)s: the sum of its breakdown") % said
