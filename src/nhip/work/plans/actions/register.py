"""What a change of the register means for the figures counted from it."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from nhip.office.documents.models import Document
from nhip.organisation.accounts.models import User
from nhip.work.indicators.actions import records_changed

from ..rules import counted_under


def tell_figures(
    sender: object, *, document: Document, cause: str, by: User, at: datetime, **rest: object
) -> None:
    """Tell the figures over the register that one of its lines was entered or struck."""
    keys = counted_under(document.kind, document.about_start_on, document.about_end_on)
    if keys:
        records_changed(
            keys,
            unit_id=document.organ.unit_id,
            on=document.issued_on,
            cause=cause,
            link=reverse("documents:document", args=[document.pk]),
            by=by,
            at=at,
        )
