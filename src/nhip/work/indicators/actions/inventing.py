"""Saying that what indicators count is invented, to try the product out, and taking that back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from nhip.office.figures.actions import call_sample
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record_all

from ..access import DEFINE
from ..models import Indicator


def call_invented(keys: Collection[str], *, by: User, at: datetime) -> list[Indicator]:
    """Say that what these indicators count is invented; texts that cite them say so at once.

    Returns those that were not called so before. Raises PermissionDenied.
    """
    return _call(keys, "indicator.called_invented", by, at, is_sample=True)


def call_genuine(keys: Collection[str], *, by: User, at: datetime) -> list[Indicator]:
    """Take back that what these indicators count is invented; texts that cite them lose the mark.

    Returns those that were called so before. Raises PermissionDenied.
    """
    return _call(keys, "indicator.called_genuine", by, at, is_sample=False)


@transaction.atomic
def _call(
    keys: Collection[str], verb: str, by: User, at: datetime, *, is_sample: bool
) -> list[Indicator]:
    require(by, DEFINE)
    known = Indicator.objects.select_for_update().order_by("pk")
    found = list(known.filter(key__in=keys).exclude(is_sample=is_sample))
    for each in found:
        each.is_sample = is_sample
    Indicator.objects.bulk_update(found, ["is_sample"])
    record_all(Act(verb, each, by, at) for each in found)
    call_sample([each.key for each in found], is_sample=is_sample)
    return found
