"""What a decision on a regime in force is made of: locked, written down, what falls away told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from nhip.kit.text.rules import write_day
from nhip.office.notices.actions import notify
from nhip.office.notices.queries import mailed_about
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record_all
from nhip.organisation.periods.choices import PeriodKind
from nhip.organisation.periods.rules import place_of, span_of, today

from ..access import REGULATE, reporters
from ..choices import TimeAnswer
from ..models import Obligation, Regime, RegimeChange, TimeRequest
from .owing import note_fallen
from .refusals import AlreadyEnded, NoReason, NotInForce, RegimeEndsTooSoon, WrongPeriod


def lock_in_force(regime: Regime, by: User) -> Regime:
    """Lock a regime that is in force, for who may decide on it. Raises NotInForce, PermissionDenied."""
    require(by, REGULATE, regime.organ)
    related = ("organ__unit", "calendar", "form", "line")
    found = Regime.objects.select_for_update(of=["self"]).select_related(*related)
    regime = found.get(pk=regime.pk)
    if regime.is_draft:
        raise NotInForce(_("It is a draft: nobody owes anything by it. Change the draft."))
    if regime.withdrawn_at:
        raise NotInForce(_("This regime was withdrawn."))
    return regime


def check_begins(regime: Regime, from_on: date) -> None:
    """Raise WrongPeriod or RegimeEndsTooSoon where no change of a regime can hold from a day on."""
    if regime.frequency != PeriodKind.AD_HOC:
        cut, kind = regime.calendar.cut, regime.frequency
        if span_of(cut, kind, *place_of(cut, kind, from_on)).start_on != from_on:
            raise WrongPeriod(_("No period of this regime begins on %(day)s.") % _day(from_on))
    if regime.start_on and from_on < regime.start_on:
        raise _too_soon(regime.start_on)


def check_end(regime: Regime, from_on: date) -> None:
    """Raise WrongPeriod, RegimeEndsTooSoon or AlreadyEnded where a regime cannot end on a day."""
    check_begins(regime, from_on)
    if from_on == regime.start_on:
        raise _too_soon(from_on)
    if regime.end_on and regime.end_on <= from_on:
        words = _("It ends already: nothing is asked from %(day)s on.")
        raise AlreadyEnded(words % _day(regime.end_on))


def _too_soon(start_on: date) -> RegimeEndsTooSoon:
    words = _("It would end before it began, on %(day)s. If it was wrong, withdraw it.")
    return RegimeEndsTooSoon(words % _day(start_on))


def _day(day: date) -> dict[str, str]:
    return {"day": write_day(day)}


def why(reason: str) -> str:
    """Return a reason without space around it. Raises NoReason."""
    if not (reason := reason.strip()):
        raise NoReason(_("Say why: the units read it, and it stays with the decision."))
    return reason


def lock_touched(owed: QuerySet[Obligation]) -> None:
    """Lock what a decision looks at: a report that is being handed in comes first, or finds it decided."""
    list(owed.select_for_update(of=["self"]).order_by("pk").values_list("pk", flat=True))


def let_fall(
    owed: QuerySet[Obligation], change: RegimeChange, words: str, *, by: User, at: datetime
) -> list[Obligation]:
    """Let obligations fall away with a change of their regime: they count in no denominator any more."""
    fallen = list(owed.select_related("unit", "period", "regime").order_by("pk"))
    for each in fallen:
        each.excused_at, each.excused_by, each.excuse = at, by, words
        each.fell_with = change
    Obligation.objects.bulk_update(
        fallen, ["excused_at", "excused_by", "excuse", "fell_with"], batch_size=500
    )
    record_all(
        Act("obligation.fell_away", each, by, at, each.unit, {"reason": words}) for each in fallen
    )
    waiting = TimeRequest.objects.filter(answer=TimeAnswer.WAITING).about(fallen)
    if waiting.exists():
        waiting.update(answer=TimeAnswer.LAPSED, answered_by=by, answered_at=at)
    note_fallen(fallen, by=by, at=at)
    return fallen


def tell_fallen(fallen: Iterable[Obligation], regime: Regime, words: str, at: datetime) -> None:
    """Tell units for which periods they owe nothing any more: an earlier one may still be owed."""
    by_unit: dict[int, list[Obligation]] = {}
    for each in fallen:
        by_unit.setdefault(each.unit_id, []).append(each)
    told: dict[str, list[Obligation]] = {}
    for its in by_unit.values():
        its.sort(key=lambda each: each.period.start_on)
        told.setdefault(", ".join(each.period.label for each in its), []).extend(its)
    for periods, its in told.items():
        said = {"name": regime.name, "periods": Truncator(periods).chars(80), "words": words}
        text = _("Not owed any more: %(name)s, %(periods)s. %(words)s") % said
        tell_units((each.unit_id for each in its), text, regime, at, fallen=its)


def tell_units(
    units: Iterable[int],
    text: str,
    regime: Regime,
    at: datetime,
    *,
    fallen: Iterable[Obligation] = (),
) -> None:
    """Tell the reporters of units, each once, with the way to the regime.

    Who got a letter that asks for what has fallen away gets one that takes it back.
    """
    on, link = today(at), reverse("duties:regime", args=[regime.pk])
    people = [each for unit_id in sorted(set(units)) for each in reporters(unit_id, on)]
    mailed = mailed_about([reverse("duties:obligation", args=[each.pk]) for each in fallen])
    for by_mail in (True, False):
        told = [each for each in people if (each.pk in mailed) is by_mail]
        notify(told, text[:300], link, at, by_mail=by_mail)
