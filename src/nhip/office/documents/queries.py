"""Reads of the register: kinds of paper, series one may number in, whose page is empty and why."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.units.models import NumberSeries

from .models import PaperKind


def kind_names() -> dict[str, str]:
    """Return what the kinds of paper are called, by code, in their order."""
    return dict(PaperKind.objects.values_list("code", "name"))


def kind_name(code: str) -> str:
    """Return what one kind is called, "" where there is none."""
    return PaperKind.objects.filter(code=code).values_list("name", flat=True).first() or ""


def holding_kinds() -> set[str]:
    """Return the codes of the kinds whose papers hold for a span."""
    return set(PaperKind.objects.filter(holds=True).values_list("code", flat=True))


def own_series(user: User, on: date) -> QuerySet[NumberSeries]:
    """Return the series, ended ones too, in which the user may register papers."""
    units = unit_ids(user, "documents.register", on)
    found = NumberSeries.objects.filter(organ__unit__in=units).select_related("organ__unit")
    return found.order_by("organ__unit_id", "organ__kind", "name", "pk")
