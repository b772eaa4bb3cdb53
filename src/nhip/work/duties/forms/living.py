"""A regime in force is ended, withdrawn or replaced: each tells what it would bring about, then does it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.forms.models import model_to_dict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhip.kit.text.rules import write_day
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.periods.rules import today

from .. import actions, queries
from ..access import REGULATE
from ..models import Obligation, Regime, RegimeUnit
from ..rules import Consequence
from .decisions import (
    KEEP,
    RegimeDecision,
    RegimeDecisionForm,
    drafts_field,
    offer_periods,
    period_field,
    reason_field,
)
from .listing import ChangeUnitsForm, PastForm
from .regimes import RegimeForm


class EndForm(RegimeDecisionForm):
    """From which period on a regime asks for nothing, and why."""

    title = _("End the regime")
    press = _("End the regime")
    about = _("It asks for nothing from the period chosen on. What was handed in stays and counts.")

    from_on = period_field(_("First period that is not asked for any more"))
    drafts = drafts_field()
    reason = reason_field()

    def offer(self, on: date) -> None:
        cuts = [each for each in queries.cuts(self.regime, on) if each[0] != self.regime.start_on]
        offer_periods(self.fields["from_on"], cuts, on)

    def foresee(self) -> Consequence | None:
        if (from_on := self.value("from_on")) is None:
            return None
        return queries.ending(self.regime, from_on, self.at, keeps_drafts=self.keeps_drafts)

    def perform(self, seen: str) -> str:
        said = self.cleaned_data
        actions.end_regime(
            self.regime,
            said["from_on"],
            said["reason"],
            keeps_drafts=self.keeps_drafts,
            by=self.by,
            at=self.at,
            seen=seen,
        )
        words = gettext("It ends from %(day)s on.") % {"day": write_day(said["from_on"])}
        if Obligation.objects.filter(fell_with__regime=self.regime, excused_at=self.at).exists():
            words = f"{words} {gettext('The units concerned have been told why.')}"
        return words


class WithdrawForm(RegimeDecisionForm):
    """Why a regime was wrong."""

    title = _("Withdraw the regime")
    press = _("Withdraw the regime")
    about = _("For a regime that was wrong: all it made that nobody handed in falls away.")

    reason = reason_field()

    def foresee(self) -> Consequence:
        return queries.withdrawing(self.regime, self.at)

    def perform(self, seen: str) -> str:
        reason = self.cleaned_data["reason"]
        actions.withdraw_regime(self.regime, reason, by=self.by, at=self.at, seen=seen)
        return str(_("Withdrawn. The units concerned have been told why."))


class ReplaceForm(RegimeDecision, RegimeForm):
    """The regime that follows one, written as the old one stands, and from which period on."""

    title = _("Replace the regime")
    press = _("Replace the regime")
    about = _("The new one is in force at once; the old one ends where it begins.")

    from_on = period_field(_("The new regime begins with"))
    drafts = drafts_field()

    class Meta(RegimeForm.Meta):
        fields = [each for each in RegimeForm.Meta.fields if each not in ("start_on", "end_on")]

    def __init__(self, posted: Any, *, regime: Regime, by: User, at: datetime) -> None:
        self.regime, self.by, self.at = regime, by, at
        named = regime.listed.on(today(at)).filter(is_left_out=False)
        before = model_to_dict(regime, self._meta.fields) | {
            "code": _free_code(regime.code),
            "units": list(named.values_list("unit_id", flat=True)),
        }
        own = unit_ids(by, REGULATE, today(at))
        super().__init__(posted, instance=Regime(replaces=regime), initial=before, own=own)
        for name in ("content", "recipient"):
            self.fields[name].required, self.fields[name].help_text = True, ""
        self.order_fields(["from_on", "drafts", *self.fields])
        offer_periods(self.fields["from_on"], queries.cuts(regime, today(at)), today(at))

    def foresee(self) -> Consequence | None:
        if not self.is_bound or self.errors:
            return None
        new, from_on = self.instance, self.cleaned_data["from_on"]
        new.start_on = from_on
        listed = [RegimeUnit(unit=unit) for unit in self.cleaned_data["units"]]
        actions.check_complete(new, self.at, listed)
        return queries.replacing(
            self.regime, new, listed, from_on, self.at, keeps_drafts=self.keeps_drafts
        )

    def perform(self, seen: str) -> str:
        said = dict(self.cleaned_data)
        from_on, drafts = said.pop("from_on"), said.pop("drafts")
        self.regime = actions.replace_regime(
            self.regime,
            said,
            from_on,
            keeps_drafts=drafts == KEEP,
            by=self.by,
            at=self.at,
            seen=seen,
        )
        return str(_("Replaced. This is the regime in force from then on."))


def _free_code(code: str) -> str:
    """Return a code nobody has that continues this one: thang, thang-2, thang-3."""
    stem, _dash, number = code.rpartition("-")
    if not (stem and number.isdigit()):
        stem, number = code, "1"
    taken = set(Regime.objects.filter(code__startswith=stem).values_list("code", flat=True))
    following = int(number) + 1
    while (found := f"{stem[:40]}-{following}") in taken:
        following += 1
    return found


DECISIONS: dict[str, type[RegimeDecisionForm | ReplaceForm]] = {
    "thay-the": ReplaceForm,
    "don-vi": ChangeUnitsForm,
    "ky-da-qua": PastForm,
    "ket-thuc": EndForm,
    "thu-hoi": WithdrawForm,
}
