"""What is asked of a conference and of a review."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from nhip.kit.guard.forms import GuardedCharField
from nhip.kit.text.forms import DayField, HourField
from nhip.office.figures.choices import Basis
from nhip.office.records.forms import CorrectForm
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.periods.rules import Span
from nhip.organisation.units.forms.changing import Organs, offer_organs
from nhip.organisation.units.models import Organ

from ..access import KEEP
from ..models import Conference, Review

MORNING = time(8)


def kept_organs(user: User) -> Any:
    """Return the organs whose conferences this person may enter."""
    return Organ.objects.filter(unit__in=unit_ids(user, KEEP)).select_related("unit")


class ConferenceForm(forms.Form):
    """A conference: of which organ, what, when and where."""

    organ = Organs(Organ.objects.none(), label=_("Organ that holds it"))
    title = GuardedCharField(label=capfirst(_("title")), max_length=200)
    held_on = DayField(label=_("Day"))
    held_time = HourField(
        label=_("Hour"),
        required=False,
        help_text=_("Written 14:00; 8:00 where it is left empty"),
    )
    place = GuardedCharField(label=capfirst(_("place")), max_length=200, required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_organs(self.fields["organ"], kept_organs(user))

    def asked(self) -> dict[str, Any]:
        """Return the model's fields."""
        given = self.cleaned_data
        return {
            "organ": given["organ"],
            "title": given["title"],
            "held_at": moment(given["held_on"], given["held_time"]),
            "place": given["place"],
        }


class CorrectConferenceForm(CorrectForm, ConferenceForm):
    """A conference written otherwise."""

    def __init__(self, *args: Any, kept: Conference, **kwargs: Any) -> None:
        local = timezone.localtime(kept.held_at)
        initial = {
            "organ": kept.organ_id,
            "title": kept.title,
            "held_on": local.date(),
            "held_time": local.time(),
            "place": kept.place,
        }
        super().__init__(*args, kept=kept, initial=initial, **kwargs)
        self.fields["held_on"].help_text = _(
            "On another day, people with an account are written with the rank and post of that day;"
            " lines typed or corrected by hand stay."
        )

    def values(self) -> dict[str, Any]:
        """Return the model's fields."""
        return self.asked()


class ReviewForm(forms.Form):
    """What a conference looks back on: a window, closed as people say it, and a basis."""

    title = GuardedCharField(
        label=capfirst(_("title")),
        max_length=200,
        help_text=_("For example: the first half of 2022"),
    )
    start_on = DayField(label=_("First day of the window"))
    last_on = DayField(label=_("Last day of the window"))
    basis = forms.ChoiceField(
        label=capfirst(_("basis")),
        choices=Basis.choices,
        initial=Basis.ACCEPTED,
        help_text=_("Which values count: those the level above accepted, or all handed in"),
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = given.get("start_on"), given.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _("The last day stands before the first."))
        return given

    @property
    def window(self) -> Span:
        """Return the window, half-open."""
        given = self.cleaned_data
        return Span(given["start_on"], given["last_on"] + timedelta(days=1))


class CorrectReviewForm(CorrectForm, ReviewForm):
    """A review written otherwise."""

    def __init__(self, *args: Any, kept: Review, **kwargs: Any) -> None:
        initial = {
            "title": kept.title,
            "start_on": kept.start_on,
            "last_on": kept.end_on - timedelta(days=1),
            "basis": kept.basis,
        }
        super().__init__(*args, kept=kept, initial=initial, **kwargs)

    def values(self) -> dict[str, Any]:
        """Return the model's fields."""
        given, window = self.cleaned_data, self.window
        return {
            "title": given["title"],
            "start_on": window.start_on,
            "end_on": window.end_on,
            "basis": given["basis"],
        }


def moment(on: date, hour: time | None) -> datetime:
    """Return the moment a conference begins, in the office's time."""
    return timezone.make_aware(datetime.combine(on, hour or MORNING))
