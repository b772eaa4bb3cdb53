"""Finding an account; making, correcting, closing and reopening one; giving posts and ending them."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from datetime import datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from nhip.kit.guard.forms import GuardedCharField
from nhip.kit.text.forms import DayField
from nhip.organisation.accounts.models import User
from nhip.organisation.accounts.rules import read_phone
from nhip.organisation.journal.rules import RecordOvertaken, state_digest
from nhip.organisation.units.forms.changing import Units
from nhip.organisation.units.forms.organs import Deed
from nhip.organisation.units.models import Unit

from ..actions import (
    Given,
    appoint_as,
    close_account,
    correct_account,
    end_appointment,
    hand_over,
    import_people,
    reopen_account,
)
from ..actions.telling import hears
from ..choices import AccountState, Role
from ..models import Appointment, Post, Rank
from ..queries import current_day, known_people
from ..queries.keeping import AccountRow, found_accounts
from ..rules import Person, WrongPeople, bare_name, look_alikes, propose_username

KEYS = {key: key for key in ("unit", "post", "name", "username", "role", "email", "phone")}
"""Where a form says what a row of a list says in cells."""


PROPOSED = _("Proposed: “%(word)s”, which is free. Change it if you like, then press again.")
NO_USER_NAME = _("Write a user name, or the full name one can be made from.")


class FindAccountForm(forms.Form):
    """Words, a state and a role."""

    tim = forms.CharField(
        label=_("Find"),
        required=False,
        max_length=100,
        help_text=_("Name, user name, unit, post or telephone; marks may be left out."),
    )
    muc = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("every one")), *AccountState.choices]
    )
    vai = forms.ChoiceField(
        label=capfirst(_("role")), required=False, choices=[("", _("every one")), *Role.choices]
    )


class PersonDeed(Deed):
    """A deed about somebody's account: what was overtaken meanwhile is told above the form.

    `done` is what is said of it afterwards, where the page cannot know that beforehand.
    """

    done = ""

    def perform(self, *, by: User, at: datetime) -> Model | None:
        try:
            return super().perform(by=by, at=at)
        except RecordOvertaken as wrong:
            self.add_error(None, str(wrong))
            return None


class SeenDeed(PersonDeed):
    """A deed that rests on what the page showed: it sends that back, and is refused where it moved."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, shown: Mapping[str, object], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = self.initial["seen"] = state_digest(shown)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.pop("seen", "") != self.now:
            sent = cast("dict[str, Any]", copy(self.data))
            sent["seen"] = self.now
            self.data = sent
            words = _("This changed since the page was shown. Look again, and send it again.")
            self.add_error(None, words)
        return given


class AccountReasonForm(PersonDeed):
    """Why an account is closed or opened again."""

    reason = GuardedCharField(
        label=_("Reason"), max_length=300, help_text=_("It stands in the journal.")
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.given: Given | None = None

    def act(self, given: Mapping[str, Any], *, by: User, at: datetime) -> User:
        """Close what is open; open what is closed, with a new password."""
        if self.data.get("do") == "close":
            return close_account(self.user, given["reason"], by=by, at=at)
        self.given = reopen_account(self.user, given["reason"], by=by, at=at)
        return self.user


class PhoneField(forms.CharField):
    """A telephone number, the 0 that a spreadsheet swallowed put back."""

    widget = forms.TextInput(attrs={"inputmode": "tel"})

    def clean(self, value: Any) -> Any:
        return read_phone(super().clean(value))


class AccountWords(forms.Form):
    """What an account says of its owner: only the user name must be there."""

    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        help_text=_("Letters, digits and @ . + - _ only; it is typed at the sign-in."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    name = forms.CharField(label=_("Full name"), max_length=150, required=False)
    email = forms.CharField(
        label=_("E-mail"), max_length=254, required=False, validators=[validate_email]
    )
    phone = PhoneField(
        label=capfirst(_("telephone")),
        max_length=40,
        required=False,
        help_text=_("It stands beside the reminder to whoever is late."),
    )


class CorrectAccountForm(SeenDeed, AccountWords):
    """Another user name, name, address or telephone."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        said = {
            "username": user.username,
            "name": user.get_full_name(),
            "email": user.email,
            "phone": user.phone,
        }
        super().__init__(*args, shown=said, initial=said, **kwargs)

    def act(self, given: Mapping[str, Any], *, by: User, at: datetime) -> User:
        return correct_account(self.user, **given, by=by, at=at)


class PostWords(forms.Form):
    """A post in a unit, the role it gives, and from when."""

    unit = Units(Unit.objects.none(), label=capfirst(_("unit")))
    post = GuardedCharField(
        label=capfirst(_("post")),
        max_length=120,
        help_text=_("As it is written under papers. One that is not in the list yet is added."),
        widget=forms.TextInput(attrs={"list": "chuc-vu-da-co"}),
    )
    role = forms.ChoiceField(
        label=capfirst(_("role")), choices=[("", _("choose one")), *Role.choices]
    )
    on = DayField(label=capfirst(_("from")))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(code__in=known_people(current_day()).units)
        self.fields["unit"].queryset = units.order_by("code")  # type: ignore[attr-defined]
        self.initial.setdefault("on", current_day())

    @property
    def posts(self) -> list[str]:
        """Return the names of posts there are, to choose from."""
        return list(Post.objects.values_list("name", flat=True))


class GivePostForm(PersonDeed, PostWords):
    """One more post for somebody."""

    rank = forms.ModelChoiceField(
        Rank.objects.all(), label=capfirst(_("rank")), required=False, empty_label=_("none said")
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if not Rank.objects.exists():
            del self.fields["rank"]

    def act(self, given: Mapping[str, Any], *, by: User, at: datetime) -> Appointment:
        return appoint_as(self.user, **given, by=by, at=at)


class EndPostForm(SeenDeed):
    """From which day somebody holds a post no more."""

    on = DayField(
        label=_("Over from"),
        help_text=_("On its first day: what was entered by mistake is taken back."),
    )

    def __init__(self, *args: Any, held: Appointment, **kwargs: Any) -> None:
        self.held = held
        shown = {"end_on": held.end_on}
        super().__init__(*args, shown=shown, initial={"on": current_day()}, **kwargs)

    def act(self, given: Mapping[str, Any], *, by: User, at: datetime) -> Appointment:
        return end_appointment(self.held, on=given["on"], by=by, at=at)


class HandOverForm(SeenDeed):
    """Who takes over all of somebody's posts, and from which day."""

    to = forms.ChoiceField(label=_("Who takes over"))
    on = DayField(
        label=_("From"), help_text=_("The one who leaves works there until the day before.")
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        shown = {str(held.pk): str(held.end_on) for held in user.appointments.all()}
        super().__init__(*args, shown=shown, initial={"on": current_day()}, **kwargs)
        rows = found_accounts("", AccountState.OPEN, "", current_day())
        own = {held.unit_id for held in user.appointments.all()}
        rows = sorted(rows, key=lambda row: own.isdisjoint(held.unit_id for held in row.held))
        others = [(str(row.user.pk), _named(row)) for row in rows if row.user != user]
        self.fields["to"].choices = [("", _("choose one")), *others]  # type: ignore[attr-defined]

    def act(self, given: Mapping[str, Any], *, by: User, at: datetime) -> User:
        to = User.objects.get(pk=given["to"])
        made = hand_over(self.user, to, on=given["on"], by=by, at=at)
        concerned = [each for each in (self.user, *([to] if made else [])) if each != by]
        words: list[str | Promise] = [_("Everything is handed over.")]
        if told := [str(each) for each in concerned if hears(each)]:
            words.append(_("Told: %(names)s.") % {"names": ", ".join(told)})
        if not_yet := [str(each) for each in concerned if not hears(each)]:
            said = _("Not told, having never signed in: %(names)s.")
            words.append(said % {"names": ", ".join(not_yet)})
        self.done = " ".join(map(str, words))
        return to


def _named(row: AccountRow) -> str:
    held = f", {row.held[0]}" if row.held else ""
    return f"{row.user} ({row.user.username}){held}"


class NewAccountForm(PersonDeed, AccountWords, PostWords):
    """One more person, as one row of a list: an account and a post, with a password shown once."""

    field_order = ("name", "username", "unit", "post", "role", "on", "email", "phone", "other")
    given: Given | None = None
    other = forms.BooleanField(
        label=_("It is another person"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].required = False
        self.fields["username"].help_text = _(
            "Empty: one is proposed from the full name, to look at before the account is made."
        )

    def clean(self) -> dict[str, Any]:
        """Propose a user name where none was typed, and tell who may be the same; shown before it is made."""
        given = super().clean() or self.cleaned_data
        given["name"] = bare_name(given.get("name", ""))
        self._tell_alike(given)
        if "username" not in given or given["username"]:
            return given
        taken = known_people(current_day()).usernames
        words = NO_USER_NAME
        if proposed := propose_username(given.get("name", ""), taken):
            sent = cast("dict[str, Any]", copy(self.data))
            sent["username"], self.data = proposed, sent
            words = PROPOSED
        self.add_error("username", words % {"word": proposed})
        return given

    def perform(self, *, by: User, at: datetime) -> Model | None:
        try:
            return super().perform(by=by, at=at)
        except WrongPeople as wrong:
            for fault in wrong.faults:
                self.add_error(fault.cell, capfirst(fault.message))
        except ValidationError as wrong:
            self.add_error(None, wrong)
        return None

    def _tell_alike(self, given: Mapping[str, Any]) -> None:
        if "unit" not in given or given["other"]:
            return
        if alike := look_alikes([_person(given)], known_people(current_day())):
            self.fields["other"].widget = forms.CheckboxInput()
            for each in alike:
                self.add_error("other", each.message)

    def act(self, given: Mapping[str, Any], *, by: User, at: datetime) -> User:
        person = _person(given)
        self.given = import_people([person], on=given["on"], by=by, at=at)[0]
        return User.objects.get(username=person.username)


def _person(given: Mapping[str, Any]) -> Person:
    said = {key: given.get(key, "") for key in KEYS if key != "unit"}
    return Person(unit=given["unit"].code, cells=KEYS, **said)
