"""The one table of authority (phân cấp): which level and organ may do what, on a day."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from nhip.organisation.units.models import Organ
from nhip.organisation.units.queries import tree

from ..models import Authority


class BeyondAuthority(ValidationError):
    """The level or the organ has no authority for this on that day."""


def may(verb: str, subject: str, level: int, organ_kind: str, on: date) -> bool:
    """Return whether a level and kind of organ may do this on a day: `may("issue", "directive", 1, …)`.

    Where the table says nothing of a verb and subject on that day, nobody is limited by it; as soon
    as it does, only those it names may. An organ without a kind is a unit acting as itself.
    """
    rows = [
        row for row in Authority.objects.on(on).filter(verb=verb) if row.subject in ("", subject)
    ]
    return not rows or any(
        row.level == level and row.organ_kind in ("", organ_kind or row.organ_kind) for row in rows
    )


def require(verb: str, subject: str, unit_id: int, organ: Organ | None, on: date) -> None:
    """Raise BeyondAuthority unless a unit's organ (or the unit itself) may do this on a day."""
    standing = tree(on)
    level = standing.node(unit_id).level if unit_id in standing else 0
    if not may(verb, subject, level, organ.kind if organ else "", on):
        words = _("The table of authority does not give this to %(who)s on that day.")
        who = organ.name if organ else _("a unit of this level")
        raise BeyondAuthority(words % {"who": who})
