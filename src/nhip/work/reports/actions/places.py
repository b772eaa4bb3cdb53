"""The places a return names, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from nhip.work.forms.rules import Named

from .. import queries
from ..models import Report, ReviewStep
from .refusals import AlreadyDecided


def named_places(report: Report, places: Mapping[Named, str]) -> dict[Named, str]:
    """Return the places that stand in the form and bear a reason; a computed cell is never typed in.

    A cell comes with its breakdown, or its whole: mended alone they would no longer add up.
    """
    form = report.blank
    rows = {row.place: row for row in form.asked.values() if not row.quotient}
    known: set[Named] = {(section.number, None) for section in form.sections}
    said = {place: why for place, text in places.items() if (why := text.strip())}
    named = {place: why for place, why in said.items() if place in known or place in rows}
    for place, why in list(named.items()):
        for other in rows.values():
            if place in rows and other.indicator_id == rows[place].indicator_id:
                named.setdefault(other.place, why)
    return named


def widened(
    report: Report,
    earlier: ReviewStep,
    reason: str,
    named: dict[Named, str],
    is_whole: bool,
) -> tuple[str, dict[Named, str], bool]:
    """Add what is asked now to what an earlier return asks already. Raises AlreadyDecided.

    What was opened once stays open: the unit may have begun to mend it.
    """
    before = queries.open_places_of(report)
    asked = {**before.reasons, **named}
    if asked == before.reasons and (not is_whole or earlier.reason.endswith(reason)):
        raise AlreadyDecided(_("This report is with its unit already, returned for that reason."))
    reasons = [earlier.reason] if before.is_whole else [joined(before.reasons)]
    if reason not in reasons:
        reasons.append(reason)
    return " ".join(reasons), asked, is_whole or before.is_whole


def joined(places: Mapping[Named, str]) -> str:
    """Write the reasons of single places in one line, for lists and notices."""
    sentences = {place: said.rstrip(".") + "." for place, said in places.items()}
    return " ".join(
        _("Section %(section)d: %(why)s") % {"section": section, "why": said}
        if row is None
        else f"{section}.{row}: {said}"
        for (section, row), said in sentences.items()
    )
