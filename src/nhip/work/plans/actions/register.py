"""What a change of the register means for the figures counted from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from nhip.office.documents.actions import Entered
from nhip.office.documents.models import Document
from nhip.organisation.accounts.models import User
from nhip.work.indicators.actions import RecordChange, records_changed

from ..rules import counted_under


def tell_figures(
    sender: object, *, document: Document, cause: str, by: User, at: datetime, **rest: object
) -> None:
    """Tell the figures over the register that one of its lines was struck, restored or corrected."""
    tell_figures_of_new(sender, entered=[Entered(document, cause, by, at)])


def tell_figures_of_new(sender: object, *, entered: Sequence[Entered], **rest: object) -> None:
    """Tell the figures over the register that lines have come into it."""
    changes = []
    for each in entered:
        paper = each.document
        keys = counted_under(paper.kind, paper.about_start_on, paper.about_end_on)
        link = reverse("documents:document", args=[paper.pk])
        unit_id, on = paper.organ.unit_id, paper.issued_on
        if keys:
            changes.append(RecordChange(keys, unit_id, on, each.cause, link, each.by, each.at))
    records_changed(changes)
