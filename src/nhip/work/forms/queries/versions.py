"""Forms in their versions, and what a draft still lacks."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from nhip.kit.text.rules import fold
from nhip.work.indicators.choices import Origin
from nhip.work.indicators.models import Breakdown, Indicator

from ..choices import Check
from ..models import Form, Row, RowCheck, Section
from ..rules import digest_of

FOUND = 12  # indicators shown at once


@dataclass(frozen=True)
class FormFamily:
    """One form with its versions, the latest first."""

    name: str
    versions: list[Form]


def families(forms: Iterable[Form]) -> list[FormFamily]:
    """Put versions of one form together, forms by name."""
    ordered = sorted(forms, key=lambda form: (form.code, -form.version))
    found = [list(versions) for _code, versions in groupby(ordered, lambda form: form.code)]
    return sorted(
        (FormFamily(versions[0].name, versions) for versions in found),
        key=lambda family: fold(family.name),
    )


@dataclass(frozen=True)
class IndicatorChoice:
    """An indicator one may ask; `items` those of its breakdown that are not asked yet."""

    indicator: Indicator
    is_asked: bool
    items: list[Breakdown]


def find_indicators(form: Form, words: str) -> tuple[list[IndicatorChoice], int]:
    """Return what one may still ask, by words of its name with or without marks; and how many more."""
    there = set(Row.objects.filter(section__form=form).values_list("indicator_id", "item"))
    wanted = fold(words).split()
    known = (
        Indicator.objects.filter(is_one_off=False)
        .exclude(origin=Origin.COUNTED)
        .prefetch_related("breakdowns")
    )
    found = []
    for indicator in known:
        name = fold(indicator.name)
        if not all(word in name for word in wanted):
            continue
        items = [
            item for item in indicator.breakdowns.all() if (indicator.pk, item.code) not in there
        ]
        is_asked = (indicator.pk, "") in there
        if items or not is_asked:
            found.append(IndicatorChoice(indicator, is_asked, items))
    return found[:FOUND], max(0, len(found) - FOUND)


def form_lacks(form: Form) -> list[str]:
    """Return what is missing before a draft can be published, in sentences."""
    sections = list(form.sections.prefetch_related("rows__indicator"))
    if not sections:
        return [_("It has no section.")]
    rows = [row for section in sections for row in section.rows.all()]
    if not rows and not form.is_one_off:  # a question may ask for words alone
        return [_("It asks no figure.")]
    wholes = {row.indicator_id for row in rows if not row.item}
    sums = [check.row for check in checks_of(form) if check.rule == Check.SUM_OF]
    return [
        _("“%(name)s” is computed from rows the form does not ask.") % {"name": row.indicator}
        for row in rows
        if row.indicator.origin == Origin.RATIO
        and not {row.indicator.numerator_id, row.indicator.denominator_id} <= wholes
    ] + [
        _("“%(name)s” must be the sum of its breakdown, but “%(item)s” is not asked.")
        % {"name": row.indicator, "item": item}
        for row in sums
        for item in sum_lacks(row, form)
    ]


def sum_lacks(row: Row, form: Form) -> list[str]:
    """Return the items of a row's breakdown that a form does not ask; "–" where it has none."""
    items = dict(Breakdown.objects.filter(indicator=row.indicator_id).values_list("code", "name"))
    asked = Row.objects.filter(section__form=form, indicator=row.indicator_id)
    there = set(asked.values_list("item", flat=True))
    return [name for code, name in items.items() if code not in there] if items else ["–"]


def print_of(section: Section, rows: Collection[int] | None = None) -> str:
    """Return a short print of a section's words and of its rows' (all, or these), to compare by."""
    found = Row.objects.filter(section=section).order_by("pk")
    if rows is not None:
        found = found.filter(pk__in=rows)
    asks = [section.asks_files, section.file_kinds, section.most_megabytes]
    said = [section.title, section.guidance, *asks]
    words = [list(row) for row in found.values_list("pk", "group", "is_required")]
    return digest_of({"words": said, "rows": words})[:16]


def checks_of(form: Form) -> list[RowCheck]:
    """Return a form's checks in the order of its rows, with all a line about them says."""
    return list(
        RowCheck.objects.filter(row__section__form=form)
        .select_related("row__section", "row__indicator", "other__section", "other__indicator")
        .prefetch_related("others__section", "others__indicator")
        .order_by("row__section__number", "row__number", "pk")
    )
