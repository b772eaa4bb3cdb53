"""What indicators ask of reports: where an entry was made, and by whom."""

from __future__ import annotations

from collections.abc import Collection

from django.urls import reverse

from nhip.organisation.people.queries import written_as
from nhip.organisation.periods.rules import today
from nhip.work.duties.queries import LaterFigures

from .. import rules
from ..access import SEE, SEE_ACCEPTED
from ..models import ReviewStep, Revision


class ReportCollector(LaterFigures):
    """Tells `work/indicators` whose form lacks a figure, and where an entry was made."""

    source = rules.SOURCE
    sees, sees_accepted = SEE, SEE_ACCEPTED

    def addresses(self, source_ids: Collection[int]) -> dict[int, str]:
        """Return the pages of what reports say: the revision that counts, else the last one."""
        return {
            pk: reverse("reports:revision", args=[pk, revision.number])
            for pk, revision in self._counting(source_ids).items()
        }

    def author(self, source_id: int) -> str:
        """Return the post of whoever handed it in."""
        revision = self._counting([source_id]).get(source_id)
        if revision is None:
            return ""
        return written_as(revision.submitted_by, today(revision.submitted_at))

    def _counting(self, report_ids: Collection[int]) -> dict[int, Revision]:
        taken: dict[int, list[tuple[str, int]]] = {}
        steps = ReviewStep.objects.filter(report__in=report_ids).order_by("pk")
        for pk, step, revision_id in steps.values_list("report", "step", "revision_id"):
            taken.setdefault(pk, []).append((step, revision_id))
        counts = {pk: rules.standing_after(its) for pk, its in taken.items()}
        chosen = {pk: its.accepted or its.submitted for pk, its in counts.items()}
        revisions = Revision.objects.filter(report__in=report_ids).defer("figures", "rest")
        found: dict[int, Revision] = {}
        for revision in revisions.select_related("submitted_by").order_by("number"):
            before = found.get(revision.report_id)
            if before is None or before.pk != chosen.get(revision.report_id):
                found[revision.report_id] = revision
        return found
