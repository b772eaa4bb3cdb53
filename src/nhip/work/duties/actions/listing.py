"""Who reports by name: units that come and go, lists that follow merges and splits, periods asked for late."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.kit.text.rules import write_day
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.periods.actions import open_period
from nhip.organisation.periods.rules import place_of
from nhip.organisation.units.choices import EventKind
from nhip.organisation.units.models import Succession, Unit, UnitEvent

from .. import queries
from ..choices import ChangeKind
from ..models import Obligation, Regime, RegimeChange, RegimeUnit
from .falling import (
    check_begins,
    let_fall,
    lock_in_force,
    lock_touched,
    tell_fallen,
    tell_units,
    why,
)
from .obligations import generate_obligations, oblige
from .refusals import AlreadyEnded, NothingToDo
from .regimes import check_reach, check_seen


@transaction.atomic
def change_units(
    regime: Regime,
    *,
    add: Sequence[Unit] = (),
    leave: Sequence[Unit] = (),
    from_on: date,
    reason: str,
    keeps_drafts: bool = True,
    by: User,
    at: datetime,
    seen: str | None = None,
) -> Regime:
    """Let units report by a regime in force, or no longer, for periods from a day on, saying why.

    Who comes in owes what is asked by now; what those who go have not handed in falls away, as
    when the regime ends. `seen` is the digest of the consequence shown (`queries.changing_units`).
    Raises NotInForce, AlreadyEnded, WrongPeriod, RegimeEndsTooSoon, NoReason, NothingToDo,
    RecordOvertaken or PermissionDenied.
    """
    regime = lock_in_force(regime, by)
    check_reach(add, by, at)
    check_begins(regime, from_on)
    if regime.end_on and regime.end_on <= from_on:
        raise AlreadyEnded(_("It ends already: nothing is asked from %(day)s on.") % {
            "day": write_day(regime.end_on)})  # fmt: skip
    reason = why(reason)
    _check_moves(regime, add, leave, from_on)
    going = queries.touched(regime, from_on, [each.pk for each in leave])
    lock_touched(going)
    foreseen = queries.changing_units(regime, add, leave, from_on, at, keeps_drafts=keeps_drafts)
    check_seen(foreseen, seen)
    _relist(queries.relisted(regime, add, leave, from_on))
    change = RegimeChange.objects.create(
        regime=regime, kind=ChangeKind.UNITS, from_on=from_on, reason=reason, by=by, at=at
    )
    with office_words():
        words = _("The unit reports no longer from %(day)s on.") % {"day": write_day(from_on)}
    words = f"{words} {reason}"
    falls = queries.falling(going, keeps_drafts=keeps_drafts)
    fallen = let_fall(falls, change, words, by=by, at=at)
    said = {
        "from": str(from_on),
        "reason": reason,
        "added": [each.code for each in add],
        "left": [each.code for each in leave],
        "fallen": len(fallen),
    }
    record("regime.units", about=regime, by=by, at=at, unit=regime.organ.unit, said=said)
    generate_obligations(regime, at=at)
    tell_fallen(fallen, regime, words, at)
    going_on = {each.pk for each in leave} - {each.unit_id for each in fallen}
    tell_units(going_on, f"{regime.name}. {words}", regime, at)
    told = {"name": regime.name, "day": write_day(from_on)}
    tell_units(
        (each.pk for each in add), _("Reports from %(day)s on: %(name)s.") % told, regime, at
    )
    return regime


def _check_moves(regime: Regime, add: Sequence[Unit], leave: Sequence[Unit], from_on: date) -> None:
    """Raise NothingToDo where a unit that comes in reports already, or one that goes does not."""
    if regime.is_outward:
        raise NothingToDo(_("Only the unit on top reports by it, outside: there is no list."))
    if not (add or leave):
        raise NothingToDo(_("Choose the units that come in, or those that go."))
    owing = queries.owing_units(regime, from_on)
    if names := [each.name for each in add if each.pk in owing]:
        raise NothingToDo(_("These report already: %(names)s.") % {"names": ", ".join(names)})
    if names := [each.name for each in leave if each.pk not in owing]:
        raise NothingToDo(_("These do not report: %(names)s.") % {"names": ", ".join(names)})


def _relist(new: queries.Relisting) -> None:
    RegimeUnit.objects.filter(pk__in=[each.pk for each in new.dropped]).delete()
    RegimeUnit.objects.bulk_update(new.ended, ["end_on"])
    RegimeUnit.objects.bulk_create(new.begun)


@transaction.atomic
def owe_past(
    regime: Regime,
    units: Collection[Unit],
    periods: Iterable[date],
    *,
    due_on: date | None = None,
    by: User,
    at: datetime,
    seen: str | None = None,
) -> list[Obligation]:
    """Let units that were written down late owe periods that are over, by their first days.

    Due on a day of its own, or by the regime's term: late at once then. `seen` is the digest of the
    consequence shown (`queries.owing_past`). Raises NotInForce, NothingToDo, RecordOvertaken or
    PermissionDenied.
    """
    regime = lock_in_force(regime, by)
    days = sorted(set(periods))
    foreseen = queries.owing_past(regime, units, days, due_on, at)
    check_seen(foreseen, seen)
    if not foreseen.made:
        raise NothingToDo(
            _("They owe these periods already, or did not stand then: there is nothing to ask.")
        )
    made = []
    for day in days:
        place = place_of(regime.calendar.cut, regime.frequency, day)
        period = open_period(regime.calendar, regime.frequency, *place)
        concerned = {line.unit_id for line in foreseen.made if line.start_on == day}
        asked = [unit for unit in units if unit.pk in concerned]
        made += oblige(regime, period, asked, due_on=due_on, by=by, at=at) if asked else []
    RegimeChange.objects.create(regime=regime, kind=ChangeKind.PAST, from_on=days[0], by=by, at=at)
    codes = sorted({each.unit.code for each in made})
    said = {"units": codes, "periods": [str(day) for day in days], "reports": len(made)}
    record("regime.past_asked", about=regime, by=by, at=at, unit=regime.organ.unit, said=said)
    text = _("Asked for past periods too: %(name)s.") % {"name": regime.name}
    tell_units((each.unit_id for each in made), text, regime, at)
    return made


def follow_units(unit_ids: Collection[int], event: UnitEvent) -> None:
    """Let the heirs of merged and split units take their places on the lists of regimes, from that day.

    Who reports because of its level does so by itself. A unit that closes without heirs leaves its
    lists. Called in the transaction that closes the units.
    """
    open_rows = RegimeUnit.objects.filter(unit__in=unit_ids, end_on=None)
    listing = Regime.objects.filter(
        pk__in=open_rows.values("regime")
    )  # PostgreSQL locks no distinct rows
    regimes = listing.exclude(end_on__lte=event.on)
    follows = event.kind in (EventKind.MERGED, EventKind.SPLIT)
    shares = Succession.objects.filter(event=event).select_related("heir")
    for regime in regimes.select_for_update(of=["self"]).order_by("pk"):
        rows = list(open_rows.filter(regime=regime).select_related("unit"))
        _follow(regime, rows, list(shares) if follows else [], event)


def _follow(
    regime: Regime,
    rows: Sequence[RegimeUnit],
    shares: Sequence[Succession],
    event: UnitEvent,
) -> None:
    """End the rows of units that close; put those on the list that take over from one that reported."""
    listed = {row.unit_id for row in rows if not row.is_left_out}
    heirs = {each.heir_id: each.heir for each in shares if each.source_id in listed}
    for row in rows:
        if row.start_on is not None and row.start_on >= event.on:
            row.delete()
        else:
            row.end_on = event.on
            row.save(update_fields=["end_on"])
    owing = queries.owing_units(regime, event.on)
    left_out = set(
        regime.listed.on(event.on).filter(is_left_out=True).values_list("unit_id", flat=True)
    )
    begun = [
        RegimeUnit(regime=regime, unit=heir, start_on=event.on)
        for pk, heir in heirs.items()
        if pk not in owing and pk not in left_out
    ]
    RegimeUnit.objects.bulk_create(begun)
    if regime.is_draft:
        return
    with office_words():
        reason = event.words
    RegimeChange.objects.create(
        regime=regime,
        kind=ChangeKind.FOLLOWED,
        from_on=event.on,
        reason=reason,
        by=event.by,
        at=event.at,
    )
    said = {
        "reason": reason,
        "left": sorted(row.unit.code for row in rows),
        "added": sorted(each.unit.code for each in begun),
    }
    record(
        "regime.followed", about=regime, by=event.by, at=event.at, unit=regime.organ.unit, said=said
    )
    generate_obligations(regime, at=event.at)
