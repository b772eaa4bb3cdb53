"""Who owes a report by when, and how that stands."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from django.utils.translation import gettext as _

from nhip.organisation.periods.choices import DueRule
from nhip.organisation.periods.rules import (
    LATTICES,
    Cut,
    Due,
    DueTooSoon,
    Span,
    Term,
    WorkingDays,
    due_day,
    earliest_due,
    places_in,
    span_of,
)

from ..choices import Completeness, ObligationState, Status

SOON = 3  # working days


@dataclass(frozen=True)
class Facts:
    """What is known of an obligation; `status` is its answer's, None when none was begun."""

    due: Due
    status: str | None = None
    submitted_at: datetime | None = None
    is_excused: bool = False
    has_fallen: bool = False


def is_late(due: Due, at: datetime, zone: tzinfo) -> bool:
    """Tell whether a moment is past the deadline: its hour, or 24:00 of the due day, local time."""
    return due.is_over(at, zone)


def days_late(due: Due, at: datetime, zone: tzinfo) -> int:
    """Return how many days past the due day a moment lies; 0 in time, and for the rest of that day."""
    return max((at.astimezone(zone).date() - due.on).days, 0)


def completeness_of(facts: Facts, at: datetime, zone: tzinfo, worked: WorkingDays) -> Completeness:
    """Return the one state an obligation counts under.

    What was excused counts as nothing else. A returned report is returned, however late. What was
    accepted and is open for a correction goes on counting as accepted.
    """
    return state_of(facts, at, zone, worked).counts_as


def state_of(facts: Facts, at: datetime, zone: tzinfo, worked: WorkingDays) -> ObligationState:
    """Return how an obligation is drawn.

    A report that was handed in once is not overdue again while it is being corrected. That a
    deadline is near says more than that somebody has begun.
    """
    if facts.is_excused:
        return ObligationState.NOT_OWED if facts.has_fallen else ObligationState.EXCUSED
    if facts.status == Status.RETURNED:
        return ObligationState.RETURNED
    if facts.submitted_at is not None:
        came_late = is_late(facts.due, facts.submitted_at, zone)
        match facts.status:
            case Status.DRAFT:
                return ObligationState.CORRECTING
            case Status.ACCEPTED:
                return ObligationState.ACCEPTED_LATE if came_late else ObligationState.ACCEPTED
        return ObligationState.LATE if came_late else ObligationState.ON_TIME
    if is_late(facts.due, at, zone):
        return ObligationState.OVERDUE
    if worked.between(at.astimezone(zone).date(), facts.due.on) <= SOON:
        return ObligationState.DUE_SOON
    return ObligationState.NOT_DUE if facts.status is None else ObligationState.FILLING


def facts_at(
    at: datetime,
    *,
    due: Due,
    excused_at: datetime | None,
    extensions: Iterable[tuple[datetime, Due]],
    answers: Iterable[tuple[datetime, str, datetime | None]],
    has_fallen: bool = False,
) -> Facts:
    """Return what was true of an obligation at a moment, from what was written down.

    `extensions` are (granted at, due before it), `answers` (since when, how far the answer had come,
    first handed in at), both in the order they were written: a clock that was set back does not turn
    them round. A draft leaves no trace before it is handed in, and changes no count.
    """
    later = [due_before for granted_at, due_before in extensions if granted_at > at]
    known = [(status, handed_in_at) for since, status, handed_in_at in answers if since <= at]
    status, handed_in_at = known[-1] if known else (None, None)
    return Facts(
        due=later[0] if later else due,
        status=status,
        submitted_at=handed_in_at,
        is_excused=excused_at is not None and excused_at <= at,
        has_fallen=has_fallen,
    )


def asked_periods(
    cut: Cut, kind: str, start_on: date, end_on: date | None, on: date
) -> list[tuple[int, int]]:
    """Return the places of the periods a regime asks for by a day: up to the one after the running one.

    Only whole periods between the regime's first day and the day after its last.
    """
    years = range(start_on.year - 5, on.year + 7)
    spans = [
        (place, span_of(cut, kind, *place))
        for year in years
        for place in places_in(kind, year, cut)
    ]
    ahead = max((span.end_on for _place, span in spans if span.start_on <= on), default=on)
    return [
        place
        for place, span in spans
        if start_on <= span.start_on <= ahead and (end_on is None or span.end_on <= end_on)
    ]


def places_from(
    cut: Cut, kind: str, start_on: date, years: Iterable[int]
) -> list[tuple[tuple[int, int], Span]]:
    """Return the periods of these years that begin on a day or later, in their order."""
    places = [place for year in years for place in places_in(kind, year, cut)]
    spans = [(place, span_of(cut, kind, *place)) for place in places]
    return sorted(
        (each for each in spans if each[1].start_on >= start_on), key=lambda each: each[1].start_on
    )


def due_given(term: Term, span: Span, level: int, worked: WorkingDays) -> date:
    """Return the day a report is due, never sooner than the first working day after the cut-off.

    Holidays written down after a regime was published must not take that day away.
    """
    try:
        return due_day(term, span, level, worked)
    except DueTooSoon:
        return earliest_due(span, worked)


def with_more_time(due: Due, given: Due | None) -> Due:
    """Return a deadline, or the later one that was given before for the same days."""
    return given if given and given.is_later_than(due) else due


def check_term(
    term: Term, cut: Cut, kind: str, levels: Collection[int], on: date, worked: WorkingDays
) -> None:
    """Raise DueTooSoon where a term leaves a level less than a working day.

    Due within itself is what no month is, nor anything longer: the decree's cut-offs are for those. It
    is tried on the periods of the day's year and the next one, with the holidays known.
    """
    if term.rule == DueRule.WEEKDAY and kind not in LATTICES:
        raise DueTooSoon(
            _("Only weeks, ten days and periods to named days may be due within themselves.")
        )
    for year in (on.year, on.year + 1):
        for place in places_in(kind, year, cut):
            span = span_of(cut, kind, *place)
            for level in levels:
                due_day(term, span, level, worked)
