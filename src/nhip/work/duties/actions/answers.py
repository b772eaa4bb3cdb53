"""How far answers have come, kept with the obligations they answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ..choices import Status
from ..models import Answer, Obligation

AT_ONCE = 500  # rows a statement


@dataclass(frozen=True)
class Answered:
    """A step of an answer: how far it has come, when it was first handed in, since when so."""

    obligation: Obligation
    status: Status
    handed_in_at: datetime | None
    at: datetime


@transaction.atomic
def note_answers(steps: Iterable[Answered]) -> None:
    """Keep with obligations how far their answers have come, in the order these steps were taken.

    The room that answers calls it within its own verb: it has asked who may, holds the lock of the
    obligation, and journals what was done.
    """
    moments: list[Answer] = []
    last: dict[int, Obligation] = {}
    for step in steps:
        obligation = last.setdefault(step.obligation.pk, step.obligation)
        if obligation.answer is not None or step.status != Status.DRAFT:
            moments.append(
                Answer(
                    obligation=obligation,
                    status=step.status,
                    handed_in_at=step.handed_in_at,
                    since=step.at,
                )
            )
        for each in (obligation, step.obligation):
            each.answer, each.answered_at = step.status, step.handed_in_at
    Answer.objects.bulk_create(moments, batch_size=AT_ONCE)
    Obligation.objects.bulk_update(last.values(), ["answer", "answered_at"], batch_size=AT_ONCE)
