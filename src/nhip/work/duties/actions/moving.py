"""Deadlines follow when holidays and swapped days change."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record_all
from nhip.organisation.periods.rules import WorkingDays

from .. import queries
from ..models import Obligation
from .grants import tell


class DeadlinesFollow:
    """What the calendar tells before its days are kept, and lets be done when they are."""

    def foresee(self, before: WorkingDays, after: WorkingDays, at: datetime) -> list[str]:
        """Return which deadlines would move, in words."""
        return queries.told_moves(queries.moving(before, after, at))

    def follow(
        self, before: WorkingDays, after: WorkingDays, why: str, by: User, at: datetime
    ) -> None:
        """Move the deadlines nobody has met yet, and tell whoever owes."""
        found = {each.obligation.pk: each for each in queries.moving(before, after, at)}
        locked = Obligation.objects.select_for_update(of=["self"]).filter(pk__in=found)
        unanswered = locked.filter(answered_at=None, excused_at=None).order_by("pk")
        moves = [found[pk] for pk in unanswered.values_list("pk", flat=True)]
        acts = []
        for move in moves:
            owed = move.obligation
            said = {"from": str(owed.due_on), "to": str(move.to), "reason": why}
            acts.append(Act("obligation.moved", owed, by, at, owed.unit, said))
            owed.due_on = move.to
        Obligation.objects.bulk_update([each.obligation for each in moves], ["due_on"], 500)
        record_all(acts)
        for move in moves:
            text = _("The deadline moves to %(day)s: %(title)s. %(reason)s") % {
                "day": move.due,
                "title": queries.title_of(move.obligation),
                "reason": why,
            }
            tell(move.obligation, text, at)
