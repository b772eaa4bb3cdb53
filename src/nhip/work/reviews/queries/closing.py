"""What conferences leave open at units that close."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from nhip.organisation.units.registry import OpenThing

from ..models import Review


def open_at(unit_ids: Collection[int], on: date, closes: bool) -> list[OpenThing]:
    """Return the reviews nobody has approved yet, of organs of units that close."""
    if not closes:
        return []
    drafts = Review.objects.standing().filter(
        approved_at=None, conference__organ__unit__in=unit_ids
    )
    return [
        OpenThing(
            f"reviews.review {each.pk}",
            _("Reviews not approved yet"),
            f"{each.conference.title}: {each.title}",
            each.get_absolute_url(),
        )
        for each in drafts.select_related("conference").order_by("conference", "number")
    ]
