"""What a return asked to be mended is looked at before a report goes out again."""

from __future__ import annotations

from collections.abc import Set

from nhip.work.forms.rules import Named

from .. import queries, rules
from ..models import Report, Revision
from .refusals import NotMended


def must_be_mended(report: Report, now: Revision, left: Set[Named] | None) -> None:
    """Ask about places that were returned and say what they said; `left` are those left on purpose.

    None: nobody asks, as for history taken in. Raises NotMended.
    """
    if left is None or not report.is_returned:
        return
    before = report.revisions.latest("number")
    asked = queries.open_places_of(report).reasons
    if still := [p for p in rules.untouched(asked, before.content, now.content) if p not in left]:
        raise NotMended(still)
