"""Drafts go once a report is accepted, and come again when it is opened."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from .. import queries, rules
from ..models import DraftCell, Narrative, Report


def drop_drafts(reports: Iterable[Report]) -> None:
    """Let the drafts of accepted reports go: what was handed in says all they said."""
    accepted = [report.pk for report in reports]
    for model in (
        DraftCell,
        Narrative,
    ):  # nothing points at their rows: none is read before it goes
        gone = model.objects.filter(report__in=accepted)
        gone._raw_delete(gone.db)


def draft_again(reports: Collection[Report]) -> None:
    """Make the drafts of those of these reports that are accepted still, before they are opened again.

    A cell is written as the product writes figures, and by nobody; one that was used again has its
    source. What remarks cite they say as it was decided meanwhile.
    """
    found = queries.redrafts(reports)
    known = {report.pk: report for report in reports if report.pk in found}
    sources = queries.reports_beside(
        [known[pk] for pk, draft in found.items() if draft.sources],
        {code for draft in found.values() for code in draft.sources.values()},
    )
    DraftCell.objects.bulk_create(
        DraftCell(
            report=known[pk],
            row_id=row_id,
            raw=typed.raw,
            amount=draft.figures[row_id].amount,
            is_nil=typed.is_nil,
            reused_from_id=sources.get((pk, draft.sources.get(row_id, ""))),
        )
        for pk, draft in found.items()
        for row_id, typed in draft.cells.items()
    )
    texts = {pk: draft.texts for pk, draft in found.items()}
    citing = [known[pk] for pk, draft in found.items() if rules.cited_in(draft.revision.content)]
    decided = queries.brought_in_step(citing, texts) if citing else {}
    Narrative.objects.bulk_create(
        Narrative(report=known[pk], section_id=section_id, text=text)
        for pk, its in texts.items()
        for section_id, text in (its | decided.get(pk, {})).items()
    )
