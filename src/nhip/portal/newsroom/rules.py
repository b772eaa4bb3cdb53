"""When a step is late, how drafts are told apart, how an article from Word begins. No query, no clock."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhip.kit.clean.pieces import LeftOut, Recoded, TextHeading, TextParagraph, TextPiece, words_of

from .choices import CalendarSpan

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def mark_of(revision_id: int | None, saved_at: datetime | None) -> str:
    """Return what tells a draft from every other: an editor may save over the one saved before."""
    return f"{revision_id}.{saved_at.isoformat() if saved_at else ''}"


def time_left(due_at: datetime, at: datetime) -> str:
    """Say how long there is until then, or how long ago it was: whole days from the second one, else hours."""
    span = abs(due_at - at)
    if span >= 2 * DAY:
        count = span // DAY
        words = ngettext("%(n)d day", "%(n)d days", count)
    else:
        count = span // HOUR
        words = ngettext("%(n)d hour", "%(n)d hours", count)
    told = words % {"n": count} if count else _("less than an hour")
    return (_("late by %(span)s") if due_at < at else _("%(span)s left")) % {"span": told}


LONGEST_TITLE, LONGEST_LEAD = 255, 600
MOST_NAMED, LONGEST_NAMED = 12, 80


@dataclass(frozen=True)
class WordBeginning:
    """How an article from a Word file begins: its title, its lead, and what follows."""

    title: str
    lead: str
    pieces: Sequence[TextPiece]


def beginning_of(pieces: Sequence[TextPiece], name: str) -> WordBeginning:
    """Take the first heading for the title, the file's name where there is none, and what follows for the lead.

    A lead that is too long is cut at a sentence and stays in the text, whole.
    """
    rest = list(pieces)
    heading = next((each for each in rest if isinstance(each, TextHeading)), None)
    if heading:
        rest.remove(heading)
    lead = next((each for each in rest if isinstance(each, TextParagraph)), None)
    said = " ".join(words_of(lead.line).split()) if lead else ""
    if lead and len(said) <= LONGEST_LEAD:
        rest.remove(lead)
    headings = [each for each in rest if isinstance(each, TextHeading)]
    if all(each.is_small for each in headings):
        rest = [
            replace(each, is_small=False) if isinstance(each, TextHeading) else each
            for each in rest
        ]
    title = (heading.words if heading else name)[:LONGEST_TITLE]
    return WordBeginning(title, _cut(said) or title, rest)


def _cut(words: str) -> str:
    if len(words) <= LONGEST_LEAD:
        return words
    sentences = words[:LONGEST_LEAD].rpartition(". ")[0]
    return f"{sentences}." if sentences else words[:LONGEST_LEAD].rpartition(" ")[0]


def told_of(left_out: Sequence[LeftOut], recoded: Sequence[Recoded]) -> list[str]:
    """Say what was not taken over from a file, and which letters were turned."""
    told = []
    if left_out:
        named = [f"{each.kind.label} “{_short(each.words)}”" for each in left_out[:MOST_NAMED]]
        more = ["…"] * (len(left_out) > MOST_NAMED)
        words = _("Not taken over from the file (%(n)d): %(named)s")
        told.append(words % {"n": len(left_out), "named": "; ".join([*named, *more])})
    if recoded:
        pairs = [f"“{_short(each.before)}” → “{_short(each.after)}”" for each in recoded[:3]]
        words = _(
            "Letters of an old font (%(encoding)s) are Unicode now, in %(n)d lines: %(pairs)s"
        )
        said = {"encoding": recoded[0].encoding.label, "n": len(recoded)}
        told.append(words % {**said, "pairs": "; ".join(pairs)})
    return told


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_NAMED else f"{words[:LONGEST_NAMED]}…"


def shown_days(span: CalendarSpan, on: date) -> list[date]:
    """Return the days of the week around a day, or of all weeks that have days of its month."""
    if span == CalendarSpan.WEEK:
        monday = on - timedelta(days=on.weekday())
        return [monday + timedelta(days=n) for n in range(7)]
    return list(Calendar().itermonthdates(on.year, on.month))
