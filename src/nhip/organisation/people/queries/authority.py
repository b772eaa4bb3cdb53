"""The one table of authority (phân cấp): which level and organ may do what, on a day."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from nhip.organisation.units.models import Organ
from nhip.organisation.units.queries import tree
from nhip.organisation.units.rules import Tree

from ..models import Authority


class BeyondAuthority(ValidationError):
    """The level or the organ has no authority for this on that day."""


class VerbAuthority:
    """What the table of authority says of one verb, read once: for a bulk verb's many questions.

    Where it says nothing of the verb and a subject on a day, nobody is limited by it; as soon as it
    does, only those it names may. An organ without a kind is a unit acting as itself.
    """

    def __init__(self, verb: str) -> None:
        self.rows = list(Authority.objects.filter(verb=verb))
        self.trees: dict[date, Tree] = {}

    def on(self, subject: str, day: date) -> list[Authority]:
        """Return the lines that speak of a subject on a day."""
        return [
            row
            for row in self.rows
            if row.subject in ("", subject)
            and row.start_on <= day
            and (row.end_on is None or day < row.end_on)
        ]

    def may(self, subject: str, level: int, organ_kind: str, on: date) -> bool:
        """Return whether a level and kind of organ may do it on a day."""
        rows = self.on(subject, on)
        return not rows or any(
            row.level == level and row.organ_kind in ("", organ_kind or row.organ_kind)
            for row in rows
        )

    def require(self, subject: str, unit_id: int, organ: Organ | None, on: date) -> None:
        """Raise BeyondAuthority unless a unit's organ (or the unit itself) may do it on a day."""
        if not self.on(subject, on):
            return
        standing = self.trees.get(on) or self.trees.setdefault(on, tree(on))
        level = standing.node(unit_id).level if unit_id in standing else 0
        if not self.may(subject, level, organ.kind if organ else "", on):
            words = _(
                "The table of authority does not give this to %(who)s on that day. "
                "Its page says who may; an administrator adds lines there."
            )
            who = organ.name if organ else _("a unit of this level")
            raise BeyondAuthority(words % {"who": who})


def may(verb: str, subject: str, level: int, organ_kind: str, on: date) -> bool:
    """Return whether a level and kind of organ may do this on a day: `may("issue", "directive", 1, …)`."""
    return VerbAuthority(verb).may(subject, level, organ_kind, on)


def require(verb: str, subject: str, unit_id: int, organ: Organ | None, on: date) -> None:
    """Raise BeyondAuthority unless a unit's organ (or the unit itself) may do this on a day."""
    VerbAuthority(verb).require(subject, unit_id, organ, on)


def others_beside(line: Authority, on: date) -> list[Authority]:
    """Return the other lines that speak of the same matter on a day: without them nobody is limited."""
    beside = Authority.objects.on(on).filter(verb=line.verb).exclude(pk=line.pk)
    return [
        row for row in beside if "" in (row.subject, line.subject) or row.subject == line.subject
    ]
