"""What indicators and units ask of duties: who owes which figure, what stands in the way of a change."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet
from django.utils.translation import ngettext

from nhip.kit.text.rules import write_figure
from nhip.organisation.people.queries import current_day
from nhip.organisation.units.queries import tree
from nhip.organisation.units.registry import Obstacle
from nhip.work.forms.models import Form, Row
from nhip.work.indicators.registry import Group, Owed

from ..choices import Status
from ..models import Obligation, Reuse
from .obligations import title_of

ENDS = {"first": Min("period"), "last": Max("period")}  # one period where each unit owes once
NAMED = 12  # reports a refusal names


class OwedFigures:
    """Tells `work/indicators` who owes which figure: the half of its collectors that duties know."""

    def owed(
        self, indicator_id: int, unit_ids: Collection[int], period_ids: Collection[int]
    ) -> int:
        """Return how many (unit, period) pairs owe this figure."""
        found = self.owed_by("indicator", [indicator_id], unit_ids, period_ids)
        return found.get(indicator_id, Owed()).reports

    def owed_by(
        self,
        group: Group,
        indicator_ids: Collection[int],
        unit_ids: Collection[int],
        period_ids: Collection[int],
    ) -> dict[int, Owed]:
        """Return the same for each indicator, unit or period, in a constant number of queries."""
        if group != "indicator":
            return _pairs(group, indicator_ids, unit_ids, period_ids)
        return _owed_figures(indicator_ids, unit_ids, period_ids)

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


def _owed_figures(
    indicator_ids: Collection[int], unit_ids: Collection[int], period_ids: Collection[int]
) -> dict[int, Owed]:
    """Count obligations by form and regime, not once more for each figure that a form asks.

    Where two regimes ask for a figure, or one uses it again, pairs are looked at one by one.
    """
    used_again = Reuse.objects.filter(indicator=OuterRef("indicator"))
    rows = Row.objects.filter(indicator__in=indicator_ids).annotate(is_reused=Exists(used_again))
    columns = ("indicator", "section__form", "is_reused")
    asked = set(rows.order_by().values_list(*columns).distinct())
    obliged = _obliged(unit_ids, period_ids, form__in={form_id for _pk, form_id, _reused in asked})
    counted = obliged.values_list("form", "regime").annotate(n=Count("*"), **ENDS).order_by()
    by_form: dict[int, list[tuple[int, Owed]]] = {}
    for form_id, regime_id, n, first, last in counted:
        by_form.setdefault(form_id, []).append((regime_id, Owed(n, frozenset({first, last}))))
    owed: dict[int, Owed] = {}
    regimes: dict[int, set[int]] = {}
    apart = {pk for pk, _form_id, is_reused in asked if is_reused}
    for pk, form_id, _reused in asked:
        for regime_id, its in by_form.get(form_id, ()):
            owed[pk] = owed.get(pk, Owed()) + its
            regimes.setdefault(pk, set()).add(regime_id)
    apart |= {pk for pk, its in regimes.items() if len(its) > 1}
    alone = {pk: its for pk, its in owed.items() if pk not in apart}
    return alone | (_pairs("indicator", apart, unit_ids, period_ids) if apart else {})


def _pairs(
    group: Group,
    indicator_ids: Collection[int],
    unit_ids: Collection[int],
    period_ids: Collection[int],
) -> dict[int, Owed]:
    """Count pairs of unit and period one by one: two regimes may ask for one, it is owed once all the same."""
    asked = "form__sections__rows__indicator"
    key = {"indicator": asked, "unit": "unit", "period": "period"}[group]
    lasts = Q(source__end_on=None) | Q(source__end_on__gte=OuterRef("period__end_on"))
    used_again = Reuse.objects.filter(lasts, regime=OuterRef("regime"), indicator=OuterRef(asked))
    obliged = _obliged(unit_ids, period_ids, **{f"{asked}__in": indicator_ids})
    pair = F("unit_id") * 10**9 + F("period_id")
    found = obliged.filter(~Exists(used_again)).values_list(key)
    counted = found.annotate(n=Count(pair, distinct=True), **ENDS).order_by()
    return {pk: Owed(n, frozenset({first, last})) for pk, n, first, last in counted}


def _obliged(
    unit_ids: Collection[int], period_ids: Collection[int], **asked: Collection[int]
) -> QuerySet[Obligation]:
    """Return what is owed upwards; what the unit on top owes to a body outside is no source of totals."""
    inward = set(unit_ids) - {tree(current_day()).root.id}
    return Obligation.objects.owed().filter(unit__in=inward, period__in=period_ids, **asked)


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
