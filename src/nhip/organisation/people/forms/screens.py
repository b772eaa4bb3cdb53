"""Forms of the administrators' screens: saving one is one action."""

from datetime import datetime

from django import forms

from nhip.kit.text.forms import DayField
from nhip.organisation.accounts.models import User
from nhip.organisation.units.forms import ActionForm

from ..actions import (
    appoint,
    correct_post,
    correct_rank,
    end_appointment,
    name_post,
    name_rank,
)
from ..models import Appointment, Post, Rank


class AppointmentForm(ActionForm):
    """A person gets a post in a unit, from a day on."""

    class Meta:
        model = Appointment
        fields = ["user", "unit", "post", "rank", "role", "start_on"]
        field_classes = {"start_on": DayField}

    def act(self, *, by: User, at: datetime) -> Appointment:
        """Appoint."""
        given = self.cleaned_data
        return appoint(
            given["user"],
            given["unit"],
            given["post"],
            given["role"],
            on=given["start_on"],
            by=by,
            at=at,
            rank=given["rank"],
        )


class EndAppointmentForm(ActionForm):
    """The day from which an appointment gives no power."""

    class Meta:
        model = Appointment
        fields = ["end_on"]
        field_classes = {"end_on": DayField}

    def clean_end_on(self) -> object:
        """Ask for the day: an end cannot be taken back, only a new appointment made."""
        if self.cleaned_data["end_on"] is None:
            raise forms.ValidationError(self.fields["end_on"].error_messages["required"])
        return self.cleaned_data["end_on"]

    def act(self, *, by: User, at: datetime) -> Appointment:
        """End the appointment."""
        kept = Appointment.objects.get(pk=self.instance.pk)  # not yet with what was typed
        return end_appointment(kept, on=self.cleaned_data["end_on"], by=by, at=at)


class PostForm(ActionForm):
    """A post, and where it stands among the others."""

    class Meta:
        model = Post
        fields = ["name", "precedence"]

    def act(self, *, by: User, at: datetime) -> Post:
        """Name it, or correct it."""
        said = (self.cleaned_data["name"], self.cleaned_data["precedence"])
        if self.instance.pk is None:
            return name_post(*said, by=by, at=at)
        return correct_post(Post.objects.get(pk=self.instance.pk), *said, by=by, at=at)


class RankForm(ActionForm):
    """A rank, and where it stands among the others."""

    class Meta:
        model = Rank
        fields = ["name", "precedence"]

    def act(self, *, by: User, at: datetime) -> Rank:
        """Name it, or correct it."""
        said = (self.cleaned_data["name"], self.cleaned_data["precedence"])
        if self.instance.pk is None:
            return name_rank(*said, by=by, at=at)
        return correct_rank(Rank.objects.get(pk=self.instance.pk), *said, by=by, at=at)
