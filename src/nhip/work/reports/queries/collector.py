"""What indicators ask of reports beside what is owed: where an entry was made, and by whom."""

from __future__ import annotations

from django.urls import reverse

from nhip.organisation.people.queries import written_as
from nhip.organisation.periods.rules import today
from nhip.work.duties.queries import OwedFigures

from .. import rules
from ..models import ReviewStep, Revision


class ReportCollector(OwedFigures):
    """Tells `work/indicators` who owes which figure and where an entry was made."""

    source = rules.SOURCE

    def address(self, source_id: int) -> str:
        """Return the page of what a report says: the revision that counts, else the last one."""
        revision = self._counting(source_id)
        if revision is None:
            return ""
        return reverse("reports:revision", args=[revision.report_id, revision.number])

    def author(self, source_id: int) -> str:
        """Return the post of whoever handed it in."""
        revision = self._counting(source_id)
        if revision is None:
            return ""
        return written_as(revision.submitted_by, today(revision.submitted_at))

    def _counting(self, report_id: int) -> Revision | None:
        revisions = list(
            Revision.objects.filter(report=report_id)
            .defer("content")
            .select_related("submitted_by")
        )
        steps = ReviewStep.objects.filter(report=report_id).order_by("pk")
        counts = rules.standing_after(steps.values_list("step", "revision_id"))
        chosen = counts.accepted or counts.submitted
        found = [revision for revision in revisions if revision.pk == chosen]
        return next(iter(found or revisions[::-1]), None)
