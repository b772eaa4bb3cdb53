"""Decisions on a regime in force: each tells what it would bring about, then does it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar, cast

from django import forms
from django.forms.models import model_to_dict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nhip.kit.guard.forms import GuardedCharField
from nhip.kit.text.forms import DayField
from nhip.kit.text.rules import write_day
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.periods.queries import working_days
from nhip.organisation.periods.rules import today
from nhip.organisation.units.forms import UnitsField
from nhip.organisation.units.models import Unit

from .. import actions, queries
from ..access import REGULATE
from ..models import Regime, RegimeUnit
from ..rules import Consequence
from .grants import NOT_TOO_FAR
from .regimes import RegimeForm

KEEP, DROP = "keep", "drop"
DAYS_GIVEN = 5  # working days a page proposes to those who are asked for past periods


def reason_field() -> forms.CharField:
    """Return where a decision says why."""
    return GuardedCharField(
        label=_("Reason"),
        help_text=_(
            "The units read it, and it stays with the decision: name the paper it rests on."
        ),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def drafts_field() -> forms.ChoiceField:
    """Return what becomes of reports somebody has begun and not handed in."""
    return forms.ChoiceField(
        label=_("Reports being filled in"),
        choices=[
            (KEEP, _("Go on by the old regime until they are handed in")),
            (DROP, _("Fall away too; what was typed stays to be read")),
        ],
        initial=KEEP,
        widget=forms.RadioSelect,
    )


def period_field(label: Any) -> forms.TypedChoiceField:
    """Return the period a decision holds from."""
    return forms.TypedChoiceField(label=label, coerce=date.fromisoformat)


def offer_periods(field: forms.Field, offered: list[tuple[date, str]], on: date) -> None:
    """Offer first days of periods; the next one that has not begun is chosen."""
    chosen = cast("forms.TypedChoiceField", field)
    chosen.choices = [(str(day), f"{label} ({write_day(day)})") for day, label in offered]
    ahead = [day for day, _label in offered if day >= on] or [day for day, _label in offered[-1:]]
    field.initial = str(ahead[0]) if ahead else None


class RegimeDecision:
    """What every decision has: the regime, who decides when, its words, and its consequence."""

    title: ClassVar[Promise]
    press: ClassVar[Promise]
    about: ClassVar[Promise]
    regime: Regime
    by: User
    at: datetime

    @property
    def nothing(self) -> str:
        """Return why there is nothing to choose, or nothing."""
        return ""

    def value(self, name: str) -> Any:
        """Return what was chosen, or what stands there before anybody chose; None where it is wrong."""
        form = cast("forms.Form", self)
        if form.is_bound:
            return form.cleaned_data.get(name)
        field = form.fields[name]
        return field.clean(field.initial) if field.initial is not None else None

    @property
    def keeps_drafts(self) -> bool:
        """Return whether what somebody has begun goes on."""
        return bool(self.value("drafts") == KEEP)

    def foresee(self) -> Consequence | None:
        """Return what it would bring about, where enough was said. Raises what the action refuses."""
        raise NotImplementedError

    def perform(self, seen: str) -> str:
        """Do it where it still brings about what was seen; return what is said then."""
        raise NotImplementedError


class RegimeDecisionForm(RegimeDecision, forms.Form):
    """A decision that is not a regime itself."""

    def __init__(self, posted: Any, *, regime: Regime, by: User, at: datetime) -> None:
        super().__init__(posted)
        self.regime, self.by, self.at = regime, by, at
        self.offer(today(at))

    def offer(self, on: date) -> None:
        """Say what there is to choose."""


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
        return str(_("Ended. The units concerned have been told why."))


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


class ChangeUnitsForm(RegimeDecisionForm):
    """Which units come in, which go, from which period on, and why."""

    title = _("Add or take out units")
    press = _("Change the list of units")
    about = _("Who comes in owes from the period chosen on; who goes owes nothing more from there.")

    from_on = period_field(_("From the period"))
    add = UnitsField(
        label=_("Units that come in"),
        queryset=Unit.objects.none(),
        required=False,
    )
    leave = UnitsField(
        label=_("Units that go"),
        queryset=Unit.objects.none(),
        required=False,
    )
    drafts = drafts_field()
    reason = reason_field()

    def offer(self, on: date) -> None:
        offer_periods(self.fields["from_on"], queries.cuts(self.regime, on), on)
        owing = queries.owing_units(self.regime, on).keys()
        below = unit_ids(self.by, "duties.oblige", on)
        come = cast("UnitsField", self.fields["add"])
        come.queryset = Unit.objects.filter(pk__in=below - owing)
        go = cast("UnitsField", self.fields["leave"])
        go.queryset = Unit.objects.filter(pk__in=owing)

    def foresee(self) -> Consequence | None:
        add, leave = list(self.value("add") or ()), list(self.value("leave") or ())
        if (from_on := self.value("from_on")) is None or not (add or leave):
            return None
        return queries.changing_units(
            self.regime, add, leave, from_on, self.at, keeps_drafts=self.keeps_drafts
        )

    def perform(self, seen: str) -> str:
        said = self.cleaned_data
        actions.change_units(
            self.regime,
            add=list(said["add"]),
            leave=list(said["leave"]),
            from_on=said["from_on"],
            reason=said["reason"],
            keeps_drafts=self.keeps_drafts,
            by=self.by,
            at=self.at,
            seen=seen,
        )
        return str(_("The list has changed. The units concerned have been told."))


class PastForm(RegimeDecisionForm):
    """Which units owe which periods that are over, and until when they have time."""

    title = _("Ask for past periods")
    press = _("Ask for these reports")
    about = _("For units that were written down late: what they owe for periods that are over.")

    units = UnitsField(
        label=_("Units"),
        help_text=_("Those that do not owe some past period yet"),
        queryset=Unit.objects.none(),
    )
    periods = forms.TypedMultipleChoiceField(
        label=_("Periods"), coerce=date.fromisoformat, widget=forms.CheckboxSelectMultiple
    )
    due_on = DayField(
        label=_("Due on"),
        help_text=_("Empty: as the regime says, late at once then"),
        validators=[NOT_TOO_FAR],
        required=False,
    )

    def offer(self, on: date) -> None:
        units = cast("UnitsField", self.fields["units"])
        late = queries.late_comers(self.regime, self.at)
        units.queryset = Unit.objects.filter(pk__in=[each.pk for each in late])
        periods = cast("forms.TypedMultipleChoiceField", self.fields["periods"])
        periods.choices = [
            (str(day), label) for day, label in queries.past_periods(self.regime, on)
        ]
        self.fields["due_on"].initial = working_days().after(on, DAYS_GIVEN)

    @property
    def nothing(self) -> str:
        """Say that nobody came late."""
        if cast("UnitsField", self.fields["units"]).queryset:
            return ""
        return str(_("Every unit that reports owes all past periods already."))

    def clean_due_on(self) -> date | None:
        """Return the day; one that is over would only be late."""
        due_on: date | None = self.cleaned_data["due_on"]
        if due_on is not None and due_on < today(self.at):
            raise forms.ValidationError(_("This deadline is over."))
        return due_on

    def foresee(self) -> Consequence | None:
        units, periods = self.value("units"), self.value("periods")
        if not units or not periods:
            return None
        return queries.owing_past(self.regime, units, periods, self.value("due_on"), self.at)

    def perform(self, seen: str) -> str:
        said = self.cleaned_data
        actions.owe_past(
            self.regime,
            said["units"],
            said["periods"],
            due_on=said["due_on"],
            by=self.by,
            at=self.at,
            seen=seen,
        )
        return str(_("Asked. The units have it on their desks and have been told."))


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
