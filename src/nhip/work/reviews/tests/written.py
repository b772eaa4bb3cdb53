"""What was written, without the numbers a database gives: for comparing one verb with many."""

from collections.abc import Callable
from typing import Any

from django.db import models, transaction

from nhip.organisation.journal.models import Entry


def written(act: Callable[[], object], *kinds: type[models.Model]) -> list[dict[str, Any]]:
    """Do it, take it back, and return the rows and acts it wrote."""
    point = transaction.savepoint()
    kept = {kind: set(kind.objects.values_list("pk", flat=True)) for kind in (*kinds, Entry)}
    act()
    rows = [
        row | {"id": 0, "about_id": 0}
        for kind in (*kinds, Entry)
        for row in kind.objects.order_by("pk").exclude(pk__in=kept[kind]).values()
    ]
    transaction.savepoint_rollback(point)
    return rows
