"""What every decision on a regime in force has: its fields, who decides when, its consequence."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar, cast

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nhip.kit.guard.forms import GuardedCharField
from nhip.kit.text.rules import write_day
from nhip.organisation.accounts.models import User
from nhip.organisation.periods.rules import today

from ..models import Regime
from ..rules import Consequence

KEEP, DROP = "keep", "drop"


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
