"""Who is at a conference: several typed at once, or ticked among the accounts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from nhip.kit.guard.forms import GuardedCharField
from nhip.kit.text.rules import nfc
from nhip.office.records.forms import CorrectForm

from ..actions import Coming
from ..choices import ConferencePart
from ..models import Conference, Participant
from ..queries import Guest, accounts_on
from ..rules import PersonWords

ROWS = 4  # typed at once
SHOWN = 15  # accounts of one search


class PersonForm(forms.Form):
    """A person by words of that day, and what they do there."""

    name = GuardedCharField(label=capfirst(_("name")), max_length=150, required=False)
    rank = GuardedCharField(label=_("Rank of that day"), max_length=60, required=False)
    post = GuardedCharField(label=_("Post of that day"), max_length=120)
    unit_name = GuardedCharField(label=_("Unit of that day"), max_length=200, required=False)
    parts = forms.MultipleChoiceField(
        label=_("What they do there"),
        choices=[(part.value, capfirst(part.label)) for part in ConferencePart],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose one; attending is enough.")},
    )

    @property
    def words(self) -> PersonWords:
        """Return how the person is written."""
        given = self.cleaned_data
        return PersonWords(given["name"], given["rank"], given["post"], given["unit_name"])


class CorrectPersonForm(CorrectForm, PersonForm):
    """A person written otherwise."""

    def __init__(self, *args: Any, kept: Participant, **kwargs: Any) -> None:
        words = kept.words
        initial = {
            "name": words.name,
            "rank": words.rank,
            "post": words.post,
            "unit_name": words.unit_name,
            "parts": [part.value for part in kept.parts],
        }
        super().__init__(*args, kept=kept, initial=initial, **kwargs)

    def values(self) -> dict[str, Any]:
        """Return the model's fields."""
        given = super().values()
        chosen = set(given.pop("parts"))
        return {**given, **{part.value: part in chosen for part in ConferencePart}}


@dataclass
class Ticked:
    """An account found, with the parts ticked for it."""

    guest: Guest
    parts: list[str] = field(default_factory=list)


class AccountsForm:
    """Accounts that held a post on the day of the conference, found by words; parts are ticked.

    Accounts ticked before stay in sight while one looks for others.
    """

    def __init__(
        self, conference: Conference, unit_ids: Collection[int], sent: QueryDict | None
    ) -> None:
        self.conference, self.wrong = conference, ""
        self.words = nfc(sent.get("tim", "").strip())[:100] if sent is not None else ""
        everybody = accounts_on(conference.held_on, unit_ids)
        there = set(
            conference.participants.standing()
            .exclude(account=None)
            .values_list("account", flat=True)
        )
        free = [guest for guest in everybody if guest.account.pk not in there]
        parts = {guest.account.pk: self._parts(sent, guest) for guest in free} if sent else {}
        self.ticked = [Ticked(guest, its) for guest in free if (its := parts.get(guest.account.pk))]
        taken = {each.guest.account.pk for each in self.ticked}
        found = [guest for guest in free if guest.matches(self.words) and self.words]
        self.found = [Ticked(each) for each in found if each.account.pk not in taken]
        self.more = max(0, len(self.found) - SHOWN)
        self.found = self.found[:SHOWN]

    @property
    def lines(self) -> list[Ticked]:
        """Return what the screen shows: those ticked first."""
        return [*self.ticked, *self.found]

    @property
    def parts(self) -> list[ConferencePart]:
        """Return what may be ticked."""
        return list(ConferencePart)

    def coming(self) -> list[Coming]:
        """Return the people ticked."""
        return [
            Coming(self.conference, each.parts, account=each.guest.account) for each in self.ticked
        ]

    def _parts(self, sent: QueryDict, guest: Guest) -> list[str]:
        return [
            part for part in sent.getlist(f"tk-{guest.account.pk}") if part in ConferencePart.values
        ]
