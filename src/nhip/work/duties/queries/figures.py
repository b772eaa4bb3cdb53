"""What indicators and units ask of duties: who owes which figure, what stands in the way of a change."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Max
from django.utils.translation import ngettext

from nhip.kit.text.rules import write_figure
from nhip.organisation.units.registry import Obstacle
from nhip.work.forms.models import Form, Row

from ..choices import Status
from ..models import TOP, Obligation
from .obligations import title_of

NAMED = 12  # reports a refusal names


class LaterFigures:
    """Tells `work/indicators` whose form lacks a figure: the half of its collectors that duties know."""

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


def owing(
    regime_ids: Collection[int], period_ids: Collection[int]
) -> dict[tuple[int, int], dict[int, list[int]]]:
    """Return who owes figures by regime and period: units by the version of the form, in one query.

    What the unit on top owes to a body outside is no source of totals.
    """
    owed = Obligation.objects.owed().filter(regime__in=regime_ids, period__in=period_ids)
    found: dict[tuple[int, int], dict[int, list[int]]] = {}
    for regime_id, period_id, form_id, unit_id in owed.exclude(regime__levels=[TOP]).values_list(
        "regime", "period", "form", "unit"
    ):
        found.setdefault((regime_id, period_id), {}).setdefault(form_id, []).append(unit_id)
    return found


def in_the_way(unit_ids: Collection[int], on: date) -> list[Obstacle]:
    """Return the accepted reports of these units for periods that end after a day began, each till when."""
    accepted = Obligation.objects.of(unit_ids).filter(answer=Status.ACCEPTED, period__end_on__gt=on)
    rows = accepted.order_by("period__start_on", "unit__sort_order", "unit__code")
    found = [
        Obstacle(f"{row.unit.name}: {title_of(row)}", row.period.end_on) for row in rows[:NAMED]
    ]
    if (more := accepted.count() - NAMED) > 0:
        words = ngettext("and %(n)s more report", "and %(n)s more reports", more)
        last: date = accepted.aggregate(last=Max("period__end_on"))["last"]
        found.append(Obstacle(words % {"n": write_figure(more, 0)}, last))
    return found
