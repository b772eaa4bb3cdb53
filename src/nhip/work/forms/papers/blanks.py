"""The sheet of a form, with nothing in it or laid out with figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..models import Form
from ..queries import Blank, blank
from ..rules import Figure, Problem, Typed
from .sheets import Sheet, SheetLine, SheetPart


def lay_out(
    form: Blank,
    figures: Mapping[int, Figure],
    problems: Sequence[Problem],
    before: Mapping[int, Figure],
    last_year: Mapping[int, Figure],
) -> Sheet:
    """Return a form's sections and rows with what they say, and what is wrong at each row."""
    parts = [SheetPart(section, [], "", "") for section in form.sections]
    by_section = {part.section.pk: part for part in parts}
    for row in form.rows:
        by_section[row.section_id].lines.append(
            SheetLine(
                form.asked[row.pk],
                row.indicator,
                row.group,
                Typed(),
                Typed(),
                figures.get(row.pk),
                before.get(row.pk),
                last_year.get(row.pk),
                [problem for problem in problems if problem.row_id == row.pk],
            )
        )
    return Sheet(parts)


def blank_sheet(form: Form) -> Sheet:
    """Return a form with nothing written in it, as its reporter will find it."""
    return lay_out(blank(form), {}, [], {}, {})
