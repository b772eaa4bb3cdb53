"""Ending, replacing and withdrawing regimes: what nobody answered falls away, what was answered stays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.kit.text.rules import write_day
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record

from .. import queries
from ..choices import ChangeKind
from ..models import Regime, RegimeChange, Reuse
from .falling import (
    check_begins,
    check_end,
    let_fall,
    lock_in_force,
    lock_touched,
    tell_fallen,
    why,
)
from .grants import carry_extensions
from .refusals import AlreadyReplaced
from .regimes import check_seen, publish_regime, save_regime


@transaction.atomic
def end_regime(
    regime: Regime,
    from_on: date,
    reason: str,
    *,
    keeps_drafts: bool = True,
    by: User,
    at: datetime,
    seen: str | None = None,
) -> Regime:
    """Let a regime ask for nothing from a period on, saying why.

    What it made for later periods falls away where nobody answered it; what somebody has begun goes
    on, unless drafts are not kept; what was handed in stays. `seen` is the digest of the
    consequence shown (`queries.ending`). Raises NotInForce, WrongPeriod, RegimeEndsTooSoon, AlreadyEnded,
    NoReason, RecordOvertaken or PermissionDenied.
    """
    regime = lock_in_force(regime, by)
    check_end(regime, from_on)
    reason = why(reason)
    lock_touched(queries.touched(regime, from_on))
    check_seen(queries.ending(regime, from_on, at, keeps_drafts=keeps_drafts), seen)
    with office_words():
        words = _("The regime ends from %(day)s on.") % {"day": write_day(from_on)}
    _end(regime, from_on)
    change = RegimeChange.objects.create(
        regime=regime, kind=ChangeKind.ENDED, from_on=from_on, reason=reason, by=by, at=at
    )
    n = _fall(regime, change, f"{words} {reason}", keeps_drafts=keeps_drafts, by=by, at=at)
    said = {"from": str(from_on), "reason": reason, "fallen": n}
    record("regime.ended", about=regime, by=by, at=at, unit=regime.organ.unit, said=said)
    return regime


@transaction.atomic
def withdraw_regime(
    regime: Regime, reason: str, *, by: User, at: datetime, seen: str | None = None
) -> Regime:
    """Take back a regime that was wrong, with all it made that nobody handed in, saying why.

    What was handed in stays and goes on counting. A regime it followed stays ended, and another one
    may follow that. `seen` is the digest of the consequence shown
    (`queries.withdrawing`). Raises NotInForce, NoReason, RecordOvertaken or PermissionDenied.
    """
    regime = lock_in_force(regime, by)
    reason = why(reason)
    lock_touched(queries.touched(regime, None))
    check_seen(queries.withdrawing(regime, at), seen)
    with office_words():
        words = _("The regime was withdrawn.")
    regime.withdrawn_at, regime.end_on, regime.replaces = at, regime.start_on, None
    regime.save(update_fields=["withdrawn_at", "end_on", "replaces"])
    change = RegimeChange.objects.create(
        regime=regime, kind=ChangeKind.WITHDRAWN, reason=reason, by=by, at=at
    )
    n = _fall(regime, change, f"{words} {reason}", keeps_drafts=False, by=by, at=at)
    said = {"reason": reason, "fallen": n}
    record("regime.withdrawn", about=regime, by=by, at=at, unit=regime.organ.unit, said=said)
    return regime


@transaction.atomic
def replace_regime(
    regime: Regime,
    fields: Mapping[str, object],
    from_on: date,
    *,
    keeps_drafts: bool = True,
    by: User,
    at: datetime,
    seen: str | None = None,
) -> Regime:
    """Let a new regime follow one from a period on; return the new one, in force.

    `fields` are those of `save_regime`. The old one ends where the new one begins. Figures either
    takes from elsewhere, or gives, go on so where the new form asks them. `seen` is the digest of
    the consequence shown (`queries.replacing`). Raises AlreadyReplaced, what `end_regime` and
    `publish_regime` raise, or PermissionDenied.
    """
    regime = lock_in_force(regime, by)
    if follower := Regime.objects.filter(replaces=regime).first():
        raise AlreadyReplaced(
            _("It has been replaced already, by “%(name)s”.") % {"name": follower}
        )
    check_begins(regime, from_on)
    begins = {**fields, "start_on": from_on, "end_on": None}
    lock_touched(queries.touched(regime, from_on))
    new = save_regime(Regime(replaces=regime), begins, by=by, at=at)
    listed = list(new.listed.all())
    foreseen = queries.replacing(regime, new, listed, from_on, at, keeps_drafts=keeps_drafts)
    check_seen(foreseen, seen)
    with office_words():
        words = _("Replaced from %(day)s on by “%(name)s”.")
        words %= {"day": write_day(from_on), "name": new.name}
    goes = queries.falling(queries.touched(regime, from_on), keeps_drafts=keeps_drafts)
    extended = queries.extended(goes)
    _end(regime, from_on)
    change = RegimeChange.objects.create(
        regime=regime, kind=ChangeKind.REPLACED, from_on=from_on, by=by, at=at
    )
    n = _fall(regime, change, words, keeps_drafts=keeps_drafts, by=by, at=at)
    said = {"from": str(from_on), "by": new.code, "fallen": n}
    record("regime.replaced", about=regime, by=by, at=at, unit=regime.organ.unit, said=said)
    again = set(regime.reuses.values_list("indicator", flat=True))
    new = publish_regime(new, reuse=again, by=by, at=at)
    carry_extensions(extended, new, by=by, at=at)
    _give_on(regime, new)
    return new


def _end(regime: Regime, from_on: date) -> None:
    regime.end_on = min(regime.end_on or from_on, from_on)
    regime.save(update_fields=["end_on"])


def _fall(
    regime: Regime, change: RegimeChange, words: str, *, keeps_drafts: bool, by: User, at: datetime
) -> int:
    """Let what nobody answered fall away; tell whose it was. Return how much it was."""
    owed = queries.touched(regime, change.from_on)
    fallen = let_fall(queries.falling(owed, keeps_drafts=keeps_drafts), change, words, by=by, at=at)
    tell_fallen(fallen, regime, words, at)
    return len(fallen)


def _give_on(regime: Regime, new: Regime) -> None:
    """Let those that use a regime's figures again take them from the one that follows it."""
    asked = set(queries.indicators_of(new))
    Reuse.objects.bulk_create(
        Reuse(regime_id=each.regime_id, indicator_id=each.indicator_id, source=new)
        for each in Reuse.objects.filter(source=regime, indicator__in=asked)
    )
