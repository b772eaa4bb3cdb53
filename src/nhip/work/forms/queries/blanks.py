"""A form read whole, with nothing written in it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from nhip.work.indicators.adding import PlacesRow
from nhip.work.indicators.choices import Origin
from nhip.work.indicators.models import Breakdown

from .. import rules
from ..models import Form, Row, RowCheck, Section


@dataclass(frozen=True)
class Blank:
    """A form with nothing written in it."""

    sections: list[Section]
    rows: list[Row]
    asked: dict[int, rules.RowAsked]
    checks: list[rules.Rule]

    @property
    def asks_words_only(self) -> bool:
        """Tell whether it asks for no figure: then an empty answer is none."""
        return not self.rows

    def by_place(self) -> dict[rules.Place, rules.RowAsked]:
        """Return its rows by their place."""
        return {asked.place: asked for asked in self.asked.values()}


def blank(form: Form) -> Blank:
    """Read a form whole."""
    rows = list(
        Row.objects.filter(section__form=form)
        .select_related("section", "indicator")
        .order_by("section__number", "number")
    )
    names = {
        (item.indicator_id, item.code): item.name
        for item in Breakdown.objects.filter(indicator__in={row.indicator_id for row in rows})
    }
    return Blank(
        list(form.sections.all()),
        rows,
        {row.pk: _asked(row, names) for row in rows},
        [
            rules.Rule(
                check.row_id,
                check.rule,
                check.other_id,
                check.severity,
                check.text,
                tuple(term.pk for term in check.others.all()),
                check.lowest,
                check.highest,
                check.percent,
            )
            for check in RowCheck.objects.filter(row__section__form=form)
            .prefetch_related("others")
            .order_by("pk")
        ],
    )


def _asked(row: Row, names: dict[tuple[int, str], str]) -> rules.RowAsked:
    indicator = row.indicator
    quotient = None
    if (
        indicator.origin == Origin.RATIO
        and indicator.numerator_id is not None
        and indicator.denominator_id is not None
    ):
        quotient = rules.Quotient(indicator.numerator_id, indicator.denominator_id, indicator.per)
    return rules.RowAsked(
        row.pk,
        (row.section.number, row.number),
        names.get((indicator.pk, row.item), indicator.name),
        indicator.key,
        indicator.pk,
        row.item,
        indicator.decimals,
        row.is_required and quotient is None,
        quotient,
    )


def places_asked(form_ids: Collection[int]) -> dict[int, PlacesRow]:
    """Return the places each form asks figures for, in its order; what is computed is not asked."""
    rows = Row.objects.filter(section__form__in=form_ids).exclude(indicator__origin=Origin.RATIO)
    asked: dict[int, PlacesRow] = dict.fromkeys(form_ids, ())
    for form_id, indicator_id, item in rows.order_by("section__number", "number").values_list(
        "section__form", "indicator", "item"
    ):
        asked[form_id] += ((indicator_id, item),)
    return asked
