"""Defining what is counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record_all
from nhip.organisation.journal.rules import row

from .. import registry
from ..access import DEFINE
from ..choices import Origin
from ..models import Breakdown, Indicator


@dataclass(frozen=True)
class NewIndicator:
    """An indicator to define: fields of the model, items of its breakdown (code, name).

    `ratio` names numerator and denominator by key: defined before, or further up among the same.
    """

    key: str
    fields: Mapping[str, object]
    items: tuple[tuple[str, str], ...] = ()
    ratio: tuple[str, str] | None = None


class NoSuchSide(ValueError):
    """A ratio divides something nobody has defined."""


def define_indicator(
    key: str, fields: Mapping[str, object], *, by: User, at: datetime
) -> Indicator:
    """Return the indicator of this key, defined now if there was none yet; a definition stays.

    `fields` are those of the model. Raises PermissionDenied.
    """
    return define_indicators([NewIndicator(key, fields)], by=by, at=at)[0]


@transaction.atomic
def define_indicators(rows: Sequence[NewIndicator], *, by: User, at: datetime) -> list[Indicator]:
    """Define many indicators, table by table, as `define_indicator` does each.

    One that is there stays as it is, its breakdown too. Raises PermissionDenied, or WrongRow with
    NoSuchSide.
    """
    require(by, DEFINE)
    wanted = {each.key for each in rows} | {side for each in rows for side in each.ratio or ()}
    known = {each.key: each for each in Indicator.objects.filter(key__in=wanted)}
    made = []
    for is_ratio in (False, True):
        new: dict[str, Indicator] = {}
        for index, each in enumerate(rows):
            if bool(each.ratio) == is_ratio and each.key not in known:
                with row(index):
                    new.setdefault(each.key, _defined(each, known))
        made += Indicator.objects.bulk_create(new.values())
        known |= new
    items = {each.key: each.items for each in rows}
    Breakdown.objects.bulk_create(
        Breakdown(indicator=indicator, code=code, name=name, sort_order=place)
        for indicator in made
        for place, (code, name) in enumerate(items[indicator.key])
    )
    record_all(Act("indicator.defined", each, by, at, said={"name": each.name}) for each in made)
    return [known[each.key] for each in rows]


def _defined(new: NewIndicator, known: Mapping[str, Indicator]) -> Indicator:
    if new.ratio is None:
        return Indicator(key=new.key, **new.fields)
    if missing := [side for side in new.ratio if side not in known]:
        raise NoSuchSide(_("Nobody has defined “%(key)s”, which it divides.") % {"key": missing[0]})
    above, below = (known[side] for side in new.ratio)
    return Indicator(key=new.key, numerator=above, denominator=below, **new.fields)


def define_counted() -> list[Indicator]:
    """Give every counter the indicator it answers for, in the installation's language.

    Runs after each migration, so that old installations get what a new version counts. One that
    bears the key already stays as it is, whoever defined it. Returns those that are new.
    """
    there = set(Indicator.objects.values_list("key", flat=True))
    with office_words():
        missing = [
            Indicator(
                key=key,
                name=str(says.name),
                definition=str(says.how),
                measure=str(says.measure),
                origin=Origin.COUNTED,
                sort_order=says.order,
            )
            for key, says in registry.definitions().items()
            if key not in there
        ]
    return Indicator.objects.bulk_create(missing, ignore_conflicts=True)
