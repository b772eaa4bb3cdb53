"""Noting that the N of "n of N" moved, for whatever cites a figure that was asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.organisation.accounts.models import User
from nhip.organisation.periods.models import Period
from nhip.work.forms.models import Row
from nhip.work.indicators.actions import OwedChange, owed_changed

from ..models import Obligation, Regime


def note_obliged(regime: Regime, period: Period, *, by: User | None, at: datetime) -> None:
    """Note that units owe a regime's report for a period from now on."""
    with office_words():
        cause = _("Reports for %(period)s were asked for.") % {"period": period.label}
    asked = _asked([regime.form_id])[regime.form_id]
    days = period.start_on, period.end_on
    owed_changed([OwedChange(asked, None, *days, cause, by, at)])


def note_excused(obligations: Iterable[Obligation], *, by: User, at: datetime) -> None:
    """Note that units were excused from reports, or owe them again."""
    its = list(obligations)
    asked = _asked({each.form_id for each in its})
    changes = []
    for each in its:
        named = {"unit": each.unit.name, "period": each.period.label}
        with office_words():
            if each.is_excused:
                cause = _("%(unit)s was excused from the report for %(period)s.") % named
            else:
                cause = _("%(unit)s owes the report for %(period)s again.") % named
        days = each.period.start_on, each.period.end_on
        changes.append(OwedChange(asked[each.form_id], each.unit_id, *days, cause, by, at))
    owed_changed(changes)


def note_fallen(obligations: Iterable[Obligation], *, by: User | None, at: datetime) -> None:
    """Note that reports of a period are not owed any more, since their regime changed."""
    periods = {(each.form_id, each.period) for each in obligations}
    asked, changes = _asked({form_id for form_id, _period in periods}), []
    for form_id, period in sorted(periods, key=lambda each: (each[1].start_on, each[0])):
        with office_words():
            cause = _("Reports for %(period)s are not owed any more.") % {"period": period.label}
        days = period.start_on, period.end_on
        changes.append(OwedChange(asked[form_id], None, *days, cause, by, at))
    owed_changed(changes)


def _asked(form_ids: Iterable[int]) -> dict[int, set[int]]:
    """Return the indicators each form asks."""
    asked: dict[int, set[int]] = {each: set() for each in form_ids}
    rows = Row.objects.filter(section__form__in=asked)
    for form_id, indicator_id in rows.values_list("section__form", "indicator"):
        asked[form_id].add(indicator_id)
    return asked
