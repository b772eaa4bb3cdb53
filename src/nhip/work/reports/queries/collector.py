"""What indicators and units ask: who owes which figure, where an entry was made, what stands in the way."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Exists, F, OuterRef
from django.urls import reverse
from django.utils.translation import ngettext

from nhip.kit.text.rules import write_figure
from nhip.organisation.people.queries import written_as
from nhip.organisation.periods.rules import today
from nhip.work.indicators.registry import Group

from .. import rules
from ..choices import Status
from ..models import Form, Obligation, Report, Reuse, ReviewStep, Revision, Row
from .obligations import title_of

NAMED = 12  # reports a refusal names


class ReportCollector:
    """Tells `work/indicators` who owes which figure and where an entry was made."""

    source = rules.SOURCE

    def owed(
        self, indicator_id: int, unit_ids: Collection[int], period_ids: Collection[int]
    ) -> int:
        """Return how many (unit, period) pairs owe this figure."""
        return self.owed_by("indicator", [indicator_id], unit_ids, period_ids).get(indicator_id, 0)

    def owed_by(
        self,
        group: Group,
        indicator_ids: Collection[int],
        unit_ids: Collection[int],
        period_ids: Collection[int],
    ) -> dict[int, int]:
        """Return the same for each indicator, unit or period, in one query."""
        asked = "form__sections__rows__indicator"
        key = {"indicator": asked, "unit": "unit", "period": "period"}[group]
        used_again = Reuse.objects.filter(regime=OuterRef("regime"), indicator=OuterRef(asked))
        pair = F("unit_id") * 10**9 + F(
            "period_id"
        )  # two regimes may ask it: owed once all the same
        owed = (
            Obligation.objects.owed()
            .filter(
                ~Exists(used_again),
                unit__in=unit_ids,
                period__in=period_ids,
                **{f"{asked}__in": indicator_ids},
            )
            .values_list(key)
            .annotate(pairs=Count(pair, distinct=True))
            .order_by()
        )
        return dict(owed)

    def not_asked(
        self,
        indicator_ids: Collection[int],
        unit_ids: Collection[int],
        period_ids: Collection[int],
    ) -> dict[int, dict[int, str]]:
        """Return, by indicator, units that owe on a version without it, where a later one asks it."""
        later = Form.objects.filter(version__gt=1, published_at__isnull=False).values("code")
        asking: dict[str, dict[int, set[int]]] = {}
        for indicator_id, code, version in (
            Row.objects.filter(
                indicator__in=indicator_ids,
                section__form__code__in=later,
                section__form__published_at__isnull=False,
            )
            .values_list("indicator", "section__form__code", "section__form__version")
            .distinct()
        ):
            asking.setdefault(code, {}).setdefault(indicator_id, set()).add(version)
        found: dict[int, dict[int, str]] = {}
        if not asking:
            return found
        owed = Obligation.objects.owed().filter(
            form__code__in=asking, unit__in=unit_ids, period__in=period_ids
        )
        for code, version, unit_id, name in (
            owed.values_list("form__code", "form__version", "unit", "unit__name")
            .distinct()
            .order_by("unit__sort_order", "unit__name")
        ):
            for indicator_id, versions in asking[code].items():
                if version not in versions and version < max(versions):
                    found.setdefault(indicator_id, {})[unit_id] = name
        return found

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


def in_the_way(unit_ids: Collection[int], on: date) -> list[str]:
    """Return the accepted reports of these units for periods that end after a day began."""
    accepted = Report.objects.filter(
        unit__in=unit_ids, status=Status.ACCEPTED, obligation__period__end_on__gt=on
    ).select_related("unit", "obligation__regime", "obligation__period")
    rows = accepted.order_by("obligation__period__start_on", "unit__sort_order", "unit__code")
    found = [f"{row.unit.name}: {title_of(row.obligation)}" for row in rows[:NAMED]]
    if (more := accepted.count() - NAMED) > 0:
        words = ngettext("and %(n)s more report", "and %(n)s more reports", more)
        found.append(words % {"n": write_figure(more, 0)})
    return found
