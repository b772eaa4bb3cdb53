"""Every change of values; each tells the texts that cite a total built on them.

These are called by the rooms that collect and count, inside their own actions, which have asked
whether the person may.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.office.figures.actions import mark_changed
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.periods.models import Period
from nhip.organisation.units.models import Unit

from . import queries, registry
from .choices import Stage
from .models import Indicator, Value

Row = tuple[int, str, int, bool]
"""Indicator id, breakdown item ("" for the whole), scaled amount, nothing to report."""


@transaction.atomic
def define_indicator(
    key: str, fields: Mapping[str, object], *, by: User, at: datetime
) -> Indicator:
    """Return the indicator of this key, defined now if there was none yet; a definition stays.

    `fields` are those of the model. Raises PermissionDenied.
    """
    require(by, "indicators.define")
    indicator, is_new = Indicator.objects.get_or_create(key=key, defaults=fields)
    if is_new:
        record("indicator.defined", about=indicator, by=by, at=at, said={"name": indicator.name})
    return indicator


@transaction.atomic
def post_values(
    unit: Unit,
    period: Period,
    rows: Iterable[Row],
    *,
    stage: str,
    source: str,
    source_id: int,
    by: User,
    at: datetime,
) -> None:
    """Let these values stand for a unit, period and stage instead of what the entry said before.

    `source_id` names the entry as a whole (a report, not one of its revisions). A figure another
    entry reported for the same unit and period is replaced too: the later one stands.
    """
    wanted = {(indicator_id, item): (amount, is_nil) for indicator_id, item, amount, is_nil in rows}
    standing = Value.objects.select_for_update().filter(unit=unit, period=period, stage=stage)
    before = standing.filter(
        Q(source=source, source_id=source_id)
        | Q(indicator__in={indicator_id for indicator_id, _item in wanted})
    )
    old = {(value.indicator_id, value.item): value for value in before}
    Value.objects.filter(pk__in=[value.pk for value in old.values()]).delete()
    Value.objects.bulk_create(
        Value(
            unit=unit,
            period=period,
            indicator_id=indicator_id,
            item=item,
            amount=amount,
            is_nil=is_nil,
            stage=stage,
            source=source,
            source_id=source_id,
            entered_by=by,
            entered_at=at,
        )
        for (indicator_id, item), (amount, is_nil) in wanted.items()
    )
    said_before = {place: (value.amount, value.is_nil) for place, value in old.items()}
    moved = {
        indicator_id
        for indicator_id, item in wanted.keys() | said_before.keys()
        if wanted.get((indicator_id, item)) != said_before.get((indicator_id, item))
    }
    with office_words():
        words = (
            _("The report of %(unit)s for %(period)s was accepted.")
            if stage == Stage.ACCEPTED
            else _("The report of %(unit)s for %(period)s was handed in.")
        ) % {"unit": unit.name, "period": period.label}
    _tell(moved, unit, period, words, source, source_id, by=by, at=at)


@transaction.atomic
def withdraw_values(
    unit: Unit,
    period: Period,
    stage: str,
    *,
    source: str,
    source_id: int,
    by: User,
    at: datetime,
) -> None:
    """Take back what an entry said for a stage: its figures are missing from now on, not 0."""
    standing = list(
        Value.objects.select_for_update().filter(
            unit=unit, period=period, stage=stage, source=source, source_id=source_id
        )
    )
    Value.objects.filter(pk__in=[value.pk for value in standing]).delete()
    with office_words():
        words = _("The report of %(unit)s for %(period)s was taken back.") % {
            "unit": unit.name,
            "period": period.label,
        }
    moved = {value.indicator_id for value in standing}
    _tell(moved, unit, period, words, source, source_id, by=by, at=at)


@transaction.atomic
def records_changed(
    keys: Collection[str],
    *,
    unit_id: int,
    on: date,
    cause: str,
    link: str,
    by: User | None,
    at: datetime,
) -> None:
    """Say that records counted under these keys were added, changed or struck on a day of a unit."""
    with_ratios = queries.with_ratios(keys)
    mark_changed(
        with_ratios,
        unit_id=unit_id,
        start_on=on,
        end_on=on + timedelta(days=1),
        cause=cause,
        link=link,
        by=by,
        at=at,
    )


def _tell(
    indicator_ids: Collection[int],
    unit: Unit,
    period: Period,
    cause: str,
    source: str,
    source_id: int,
    *,
    by: User,
    at: datetime,
) -> None:
    if not indicator_ids:
        return
    keys = Indicator.objects.filter(pk__in=indicator_ids).values_list("key", flat=True)
    collector = registry.collector(source)
    mark_changed(
        queries.with_ratios(list(keys)),
        unit_id=unit.pk,
        start_on=period.start_on,
        end_on=period.end_on,
        cause=cause,
        link=collector.address(source_id) if collector else "",
        by=by,
        at=at,
    )
