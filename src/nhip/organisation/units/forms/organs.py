"""What is asked of organs, their number series and signers: new, corrected, ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from nhip.kit.guard.forms import GuardedForm
from nhip.kit.text.forms import DayField
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.forms import SeenForm
from nhip.organisation.journal.rules import FieldRefused, RecordOvertaken

from .. import actions
from ..choices import Layout, OrganKind, Restart
from ..models import NumberSeries, Organ, Signer, Unit
from ..registry import paper_kinds
from .changing import Units


def choices_of(kinds: type[OrganKind] | type[Layout] | type[Restart]) -> list[tuple[str, str]]:
    """Return what can be chosen, beginning with a capital as everything in a list does."""
    return [(each.value, str(capfirst(each.label))) for each in kinds]


class Deed(GuardedForm, forms.Form):
    """A form that ends in one action; what is refused stands at its field, and what was typed stays."""

    def perform(self, *, by: User, at: datetime) -> Model | None:
        """Do it; return what it made or changed, or None where it was refused."""
        try:
            return self.act(self.cleaned_data, by=by, at=at)
        except FieldRefused as refusal:
            self.add_error(refusal.field if refusal.field in self.fields else None, refusal)
            return None

    def act(self, given: Mapping[str, Any], *, by: User, at: datetime) -> Model:
        """Call the action."""
        raise NotImplementedError


class NewOrganForm(Deed):
    """An organ of a unit, from a day on."""

    unit = Units(Unit.objects.none(), label=capfirst(_("unit")))
    kind = forms.ChoiceField(
        label=_("What it is"),
        help_text=_("It decides how its papers look and what the table of authority lets it do."),
    )
    name = forms.CharField(
        label=capfirst(_("name")),
        max_length=200,
        help_text=_("As it stands at the head of its papers."),
    )
    layout = forms.ChoiceField(label=_("Its papers follow"))
    on = DayField(label=_("Issues from"))

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["kind"].choices = choices_of(OrganKind)  # type: ignore[attr-defined]
        self.fields["layout"].choices = choices_of(Layout)  # type: ignore[attr-defined]

    def act(self, given: Mapping[str, Any], *, by: User, at: datetime) -> Organ:
        return actions.open_organ(
            given["unit"],
            given["kind"],
            given["name"],
            given["layout"],
            on=given["on"],
            by=by,
            at=at,
        )


class OfOrgan(Deed):
    """A form about an organ or something it has."""

    def __init__(self, *args: Any, organ: Organ, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organ = organ


class Mending(SeenForm, OfOrgan):
    """A correction of what is there: refused where somebody else wrote it meanwhile."""

    kept: Any

    def perform(self, *, by: User, at: datetime) -> Model | None:
        """Correct it; return it, or None where that was refused."""
        try:
            with transaction.atomic():
                self.refuse_overtaken()
                return super().perform(by=by, at=at)
        except RecordOvertaken as wrong:
            self.add_error(None, str(wrong))
            return None


class MendOrganForm(Mending):
    """Another name, another family of papers, another kind or unit."""

    unit = Units(Unit.objects.none(), label=capfirst(_("unit")))
    kind = forms.ChoiceField(label=_("What it is"))
    name = forms.CharField(label=capfirst(_("name")), max_length=200)
    layout = forms.ChoiceField(label=_("Its papers follow"), choices=Layout.choices)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["kind"].choices = choices_of(OrganKind)  # type: ignore[attr-defined]

    def act(self, given: Mapping[str, Any], *, by: User, at: datetime) -> Organ:
        return actions.correct_organ(self.kept, **given, by=by, at=at)


class NewSeriesForm(OfOrgan):
    """A run of numbers for one kind of paper."""

    kind = forms.ChoiceField(label=capfirst(_("kind of paper")))
    name = forms.CharField(
        label=capfirst(_("name")),
        max_length=160,
        help_text=_("As people call it: “Monthly programme of the committee”."),
    )
    code = forms.SlugField(
        label=capfirst(_("code")),
        max_length=40,
        help_text=_("Short, plain letters and hyphens: lists from spreadsheets name it so."),
    )
    sign = forms.CharField(
        label=capfirst(_("sign")), max_length=40, help_text=_('What follows the number: "CTr-BCH"')
    )
    restarts = forms.ChoiceField(label=capfirst(_("begins again")))
    on = DayField(label=_("Gives numbers from"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(code, str(capfirst(words))) for code, words in paper_kinds()]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["restarts"].choices = choices_of(Restart)  # type: ignore[attr-defined]

    def act(self, given: Mapping[str, Any], *, by: User, at: datetime) -> NumberSeries:
        return actions.open_series(
            self.organ,
            given["code"],
            given["name"],
            given["kind"],
            given["sign"],
            given["restarts"],
            on=given["on"],
            by=by,
            at=at,
        )


class MendSeriesForm(Mending):
    """Another name or sign; while no paper bears its numbers, another kind and beginning too."""

    kind = forms.ChoiceField(label=capfirst(_("kind of paper")))
    name = forms.CharField(label=capfirst(_("name")), max_length=160)
    sign = forms.CharField(
        label=capfirst(_("sign")),
        max_length=40,
        help_text=_("Papers that are there already keep the symbol they bear."),
    )
    restarts = forms.ChoiceField(label=capfirst(_("begins again")))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(code, str(capfirst(words))) for code, words in paper_kinds()]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["restarts"].choices = choices_of(Restart)  # type: ignore[attr-defined]

    def act(self, given: Mapping[str, Any], *, by: User, at: datetime) -> NumberSeries:
        return actions.correct_series(self.kept, **given, by=by, at=at)


class SignerForm(OfOrgan):
    """A post, the capacity that stands before it, its place among the others."""

    post = forms.CharField(
        label=capfirst(_("post")), max_length=120, help_text=_("As it stands under a signature.")
    )
    capacity = forms.CharField(
        label=capfirst(_("capacity")),
        max_length=20,
        required=False,
        help_text=_("What stands before the post: T/M, KT., TL.; empty for who signs as himself."),
    )
    sort_order = forms.IntegerField(
        label=capfirst(_("order")),
        min_value=0,
        max_value=999,
        initial=0,
        help_text=_("The smallest number is offered first."),
    )


class MendSignerForm(Mending, SignerForm):
    """Another post, capacity or place."""

    def act(self, given: Mapping[str, Any], *, by: User, at: datetime) -> Signer:
        said = (given["post"], given["capacity"], given["sort_order"])
        return actions.correct_signer(self.kept, *said, by=by, at=at)


class NewSignerForm(SignerForm):
    """Who may sign for an organ, from a day on."""

    on = DayField(label=_("Signs from"))

    def act(self, given: Mapping[str, Any], *, by: User, at: datetime) -> Signer:
        return actions.name_signer(
            self.organ,
            given["post"],
            on=given["on"],
            by=by,
            at=at,
            capacity=given["capacity"],
            sort_order=given["sort_order"],
        )


class OverForm(Deed):
    """From which day on something is over."""

    on = DayField(
        label=_("Over from"),
        help_text=_("On its first day: what was entered by mistake is taken back."),
    )

    def __init__(self, *args: Any, end: Callable[..., Model], kept: Model, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.end, self.kept = end, kept

    def act(self, given: Mapping[str, date], *, by: User, at: datetime) -> Model:
        return self.end(self.kept, on=given["on"], by=by, at=at)
