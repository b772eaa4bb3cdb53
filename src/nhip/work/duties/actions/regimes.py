"""Writing and publishing regimes, and using figures again that another regime collects."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.journal.rules import RecordOvertaken
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.periods.choices import PeriodKind
from nhip.organisation.periods.queries import working_days
from nhip.organisation.periods.rules import DueTooSoon, today
from nhip.organisation.units.models import Unit
from nhip.organisation.units.queries import level_names, tree

from .. import queries, rules
from ..access import REGULATE
from ..models import Regime, RegimeUnit, Reuse
from .obligations import generate_obligations
from .refusals import AlreadyPublished, Lacking


@transaction.atomic
def save_regime(regime: Regime, fields: Mapping[str, object], *, by: User, at: datetime) -> Regime:
    """Write a draft, new or changed; `fields` are those of the model, `units` with them.

    Raises AlreadyPublished or PermissionDenied.
    """
    is_new = regime.pk is None
    if not is_new:
        require(by, REGULATE, regime.organ)
        regime = _lock_draft(regime)
    for name, value in fields.items():
        if name != "units":
            setattr(regime, name, value)
    require(by, REGULATE, regime.organ)
    regime.save()
    if "units" in fields:
        _list(regime, cast("Iterable[Unit]", fields["units"]))
    verb = "regime.written" if is_new else "regime.changed"
    record(verb, about=regime, by=by, at=at, unit=regime.organ.unit, said={"name": regime.name})
    return regime


@transaction.atomic
def publish_regime(
    regime: Regime,
    *,
    reuse: Collection[int] = (),
    by: User,
    at: datetime,
    seen: str | None = None,
) -> Regime:
    """Put a regime into force and make what it asks for.

    `reuse` names indicators that another regime collects (`queries.collected_elsewhere`): they are
    entered there, once. `seen` is the digest of the consequence that was shown
    (`queries.publishing`). Raises AlreadyPublished, Lacking, DueTooSoon, RecordOvertaken or
    PermissionDenied.
    """
    require(by, REGULATE, regime.organ)
    regime = _lock_draft(regime)
    check_complete(regime, at)
    regime.published_at = at
    regime.start_on = regime.start_on or today(at)
    check_reach((each.unit for each in queries.listed_units(regime, today(at))), by, at)
    check_seen(queries.publishing(regime, at), seen)
    regime.save(update_fields=["published_at", "start_on"])
    Reuse.objects.bulk_create(
        Reuse(regime=regime, indicator=found.indicator, source=found.source)
        for found in queries.collected_elsewhere(regime, today(at))
        if found.indicator.pk in reuse
    )
    said = {"reuse": sorted(reuse)} if reuse else None
    record("regime.published", about=regime, by=by, at=at, unit=regime.organ.unit, said=said)
    generate_obligations(regime, at=at)
    return regime


def check_complete(
    regime: Regime, at: datetime, listed: Collection[RegimeUnit] | None = None
) -> None:
    """Raise Lacking or DueTooSoon where a regime cannot be put in force, on its list or another one."""
    if lacking := queries.lacking(regime, today(at), listed):
        names = ", ".join(str(name) for name in lacking)
        raise Lacking(
            _("Not published: %(names)s missing (Decree 09/2019/NĐ-CP, art. 7).") % {"names": names}
        )
    levels = set(queries.owing_units(regime, today(at), listed).values())
    comes_round = regime.frequency != PeriodKind.AD_HOC
    if comes_round and len(levels) > 1 and not regime.days_less_a_level:
        raise Lacking(
            _(
                "Several levels report, all due the same day: nobody above has a day to add up."
                " Let each level further down be due sooner (Decree 09/2019/NĐ-CP, art. 8.5)."
            )
        )
    if comes_round:
        when = (regime.calendar.cut, regime.frequency, levels, today(at), working_days())
        try:
            rules.check_term(regime.term, *when)
        except DueTooSoon as refusal:
            raise DueTooSoon(refusal.told(level_names())) from refusal


def check_reach(named: Iterable[Unit], by: User, at: datetime) -> None:
    """Raise PermissionDenied where a unit named to report stands elsewhere than below who names it."""
    places = tree(today(at))
    standing = {unit.pk for unit in named if places.parent(unit.pk)}
    if not standing <= unit_ids(by, "duties.oblige", today(at)):
        raise PermissionDenied(_("You may not oblige all of these units."))


def check_seen(now: rules.Consequence, seen: str | None) -> None:
    """Raise RecordOvertaken where a decision would bring about something else than its page showed."""
    if seen is not None and seen != now.digest:
        raise RecordOvertaken(
            _("It would bring about something else than was shown. Look at it once more.")
        )


def _list(regime: Regime, units: Iterable[Unit]) -> None:
    """Let these units report by name, from the beginning; the list of a draft has no earlier days."""
    standing, wanted = set(regime.listed.values_list("unit_id", flat=True)), list(units)
    regime.listed.exclude(unit__in=wanted).delete()
    RegimeUnit.objects.bulk_create(
        RegimeUnit(regime=regime, unit=unit)
        for unit in dict.fromkeys(wanted)
        if unit.pk not in standing
    )


def _lock_draft(regime: Regime) -> Regime:
    regime = (
        Regime.objects.select_for_update(of=["self"])
        .select_related("organ__unit", "calendar", "form", "line", "replaces")
        .get(pk=regime.pk)
    )
    if not regime.is_draft:
        raise AlreadyPublished(
            _("A published regime is not changed. Write a new one that follows it.")
        )
    return regime
