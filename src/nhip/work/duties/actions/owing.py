"""Keeping the N of "n of N" beside what is owed, and noting that it moved, for whatever cites a figure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.organisation.accounts.models import User
from nhip.organisation.periods.models import Period
from nhip.work.forms.queries import places_asked
from nhip.work.indicators.actions import OwedCause, Owing, put_owed
from nhip.work.indicators.adding import PlacesRow

from .. import queries
from ..models import Obligation, Regime

SOURCE = "regime"  # what it is called among those who ask figures

Asked = tuple[int, Period]
"""A regime's id, and a period it asks for."""


def lock_asking(regimes: QuerySet[Regime]) -> None:
    """Lock regimes before what is owed by them changes, so that sets of who owes are kept one by one.

    Before obligations are locked: as every decision on a regime does.
    """
    found = regimes.select_for_update(of=["self"], no_key=True).order_by("pk")
    list(found.values_list("pk", flat=True))


def note_obliged(
    regime: Regime, periods: Iterable[Period], *, by: User | None, at: datetime
) -> None:
    """Note that units owe a regime's report for periods from now on."""
    causes: dict[Asked, list[OwedCause]] = {}
    for period in periods:
        with office_words():
            words = _("Reports for %(period)s were asked for.") % {"period": period.label}
        causes[regime.pk, period] = [OwedCause(words)]
    _keep(causes, by, at)


def note_excused(obligations: Iterable[Obligation], *, by: User, at: datetime) -> None:
    """Note that units were excused from reports, or owe them again."""
    causes: dict[Asked, list[OwedCause]] = {}
    for each in obligations:
        named = {"unit": each.unit.name, "period": each.period.label}
        with office_words():
            if each.is_excused:
                words = _("%(unit)s was excused from the report for %(period)s.") % named
            else:
                words = _("%(unit)s owes the report for %(period)s again.") % named
        causes.setdefault((each.regime_id, each.period), []).append(OwedCause(words, each.unit_id))
    _keep(causes, by, at)


def note_fallen(obligations: Iterable[Obligation], *, by: User | None, at: datetime) -> None:
    """Note that reports of a period are not owed any more, since their regime changed."""
    causes: dict[Asked, list[OwedCause]] = {}
    for regime_id, period in sorted(
        {(each.regime_id, each.period) for each in obligations}, key=lambda each: each[1].start_on
    ):
        with office_words():
            words = _("Reports for %(period)s are not owed any more.") % {"period": period.label}
        causes[regime_id, period] = [OwedCause(words)]
    _keep(causes, by, at)


def note_version(asked: Collection[tuple[int, int]], *, at: datetime) -> None:
    """Note that reports, by regime and period ids, are owed on another version of their form."""
    causes: dict[Asked, list[OwedCause]] = {}
    periods = Period.objects.in_bulk({period_id for _regime_id, period_id in asked})
    for regime_id, period_id in asked:
        period = periods[period_id]
        with office_words():
            words = _("Reports for %(period)s are asked on a new version of their form.")
            words %= {"period": period.label}
        causes[regime_id, period] = [OwedCause(words)]
    _keep(causes, None, at)


def note_closed(obligations: Iterable[Obligation], *, by: User | None, at: datetime) -> None:
    """Note that closed units owe no more; who cites a figure is told that units changed, and nothing else."""
    _keep({(each.regime_id, each.period): () for each in obligations}, by, at)


def _keep(causes: Mapping[Asked, Sequence[OwedCause]], by: User | None, at: datetime) -> None:
    """Keep who owes what by these regimes for these periods, as their obligations say it now."""
    if not causes:
        return
    regime_ids = {regime_id for regime_id, _period in causes}
    owing = queries.owing(regime_ids, {period.pk for _regime_id, period in causes})
    places = places_asked({form_id for by_form in owing.values() for form_id in by_form})
    rows = []
    for (regime_id, period), its in causes.items():
        units: dict[PlacesRow, list[int]] = {}
        for form_id, unit_ids in owing.get((regime_id, period.pk), {}).items():
            units.setdefault(places[form_id], []).extend(unit_ids)
        rows.append(Owing(SOURCE, regime_id, period, units, its))
    put_owed(rows, by=by, at=at)
