"""The drafts of accepted reports: they lie nowhere, for the revision says all they said."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from nhip.kit.text.rules import write_figure
from nhip.work.forms.queries import Blank
from nhip.work.forms.rules import Figure, Typed

from .. import rules
from ..models import Report, Revision


@dataclass(frozen=True)
class Redraft:
    """What would stand in the draft of an accepted report: by row and by section, as it was handed in.

    `sources` are the codes of the regimes in whose reports figures were entered, by row.
    """

    revision: Revision
    figures: dict[int, Figure]
    cells: dict[int, Typed]
    texts: dict[int, str]
    sources: dict[int, str]


def redrafts(reports: Collection[Report]) -> dict[int, Redraft]:
    """Return the drafts of those of these reports that are accepted, by report."""
    accepted = {report.pk: report for report in reports if report.is_accepted}
    if not accepted:
        return {}
    last = Revision.objects.filter(report__in=accepted.keys()).order_by("number")
    found = {}
    for pk, revision in {each.report_id: each for each in last.with_places()}.items():
        found[pk] = _redraft(revision, accepted[pk].blank)
    return found


def _redraft(revision: Revision, form: Blank) -> Redraft:
    rows = form.by_place()
    figures = {rows[place]: said for place, said in rules.figures_of(revision.content).items()}
    sections = {section.number: section.pk for section in form.sections}
    texts, sources = rules.narratives_of(revision.content), rules.sources_of(revision.content)
    return Redraft(
        revision,
        {row.row_id: figure for row, figure in figures.items()},
        {
            row.row_id: Typed(is_nil=True)
            if figure.is_nil
            else Typed(write_figure(figure.amount, row.decimals))
            for row, figure in figures.items()
        },
        {sections[number]: text for number, text in texts.items()},
        {rows[place].row_id: code for place, code in sources.items()},
    )
