"""What indicators ask of reports: where an entry was made, and by whom."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from django.urls import reverse

from nhip.organisation.people.queries import written_as
from nhip.organisation.periods.rules import today
from nhip.work.duties.queries import LaterFigures
from nhip.work.forms.queries import places_asked
from nhip.work.indicators.choices import Stage
from nhip.work.indicators.packing import pack
from nhip.work.indicators.registry import SaidAnew

from .. import rules
from ..access import SEE, SEE_ACCEPTED
from ..choices import Step
from ..models import Report, ReviewStep, Revision


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

    def said(self, period_id: int) -> list[SaidAnew]:
        """Return what counts of a period's reports, read from their revisions; what goes outside is none."""
        reports = {
            each.pk: each
            for each in Report.objects.filter(obligation__period=period_id).select_related(
                "obligation__regime"
            )
            if not each.obligation.regime.is_outward
        }
        accepted: dict[int, datetime] = {}
        counting: dict[int, set[str]] = {}
        steps = ReviewStep.objects.filter(report__in=reports).order_by("report", "pk")
        columns = ("report", "step", "revision", "taken_at")
        for _pk, taken in groupby(steps.values_list(*columns), key=itemgetter(0)):
            its = [each[1:] for each in taken]
            standing = rules.standing_after((step, revision) for step, revision, _at in its)
            accepted |= {revision: at for step, revision, at in its if step == Step.ACCEPTED}
            for stage, counted in (
                (Stage.SUBMITTED, standing.submitted),
                (Stage.ACCEPTED, standing.accepted),
            ):
                if counted:
                    counting.setdefault(counted, set()).add(stage.value)
        places = places_asked({each.form_id for each in reports.values()})
        revisions = Revision.objects.filter(pk__in=counting).order_by("pk")
        found = []
        for revision in revisions.with_places():
            report = reports[revision.report_id]
            own = rules.own_figures_of(revision.content)
            figures = [own.get(place[:2]) for place in revision.places]
            if figures:
                stages = frozenset(counting[revision.pk])
                found.append(
                    SaidAnew(
                        self.source,
                        report.pk,
                        revision.pk,
                        report.unit_id,
                        stages,
                        places[report.form_id],
                        pack([(each.amount, each.is_nil) if each else None for each in figures]),
                        revision.submitted_at,
                        accepted.get(revision.pk) if Stage.ACCEPTED in stages else None,
                    )
                )
        return found

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
