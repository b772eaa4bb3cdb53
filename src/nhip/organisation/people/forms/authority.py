"""Lines of the table of authority: a new one, one changed from a day on, one ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from django import forms
from django.db import transaction
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from nhip.kit.guard.forms import GuardedCharField
from nhip.kit.text.forms import DayField
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.forms import SeenForm
from nhip.organisation.journal.rules import RecordOvertaken
from nhip.organisation.units.choices import OrganKind
from nhip.organisation.units.forms.organs import Deed
from nhip.organisation.units.queries import level_names, level_words, levels_below

from ..actions import change_authority, end_authority, lay_down
from ..choices import Power
from ..models import Authority
from ..queries import current_day
from ..registry import subjects


class NewAuthorityForm(Deed):
    """What a level and kind of organ may do, from when until when, and where that is written."""

    verb = forms.ChoiceField(label=_("May"))
    subject = forms.ChoiceField(
        label=_("Matter"), required=False, help_text=_("Empty: every kind of what it may do.")
    )
    level = forms.TypedChoiceField(label=_("Level"), coerce=int)
    organ_kind = forms.ChoiceField(
        label=_("Kind of organ"), required=False, help_text=_("Empty: every organ of that level.")
    )
    start_on = DayField(label=_("From"))
    end_on = DayField(label=_("Until, not included"), required=False)
    basis = GuardedCharField(
        label=_("Legal basis"),
        max_length=200,
        help_text=_("The paper that lays it down, with its article."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("level", [("", _("choose one")), *self._levels()])
        self._offer("verb", [(each.value, str(capfirst(each.label))) for each in Power])
        kinds = [(each.value, str(capfirst(each.label))) for each in OrganKind]
        self._offer("organ_kind", [("", _("every organ")), *kinds])
        groups: list[Any] = [("", _("every kind"))]
        for power in Power:
            known = [(f"{power}:{code}", words) for code, words in subjects(power).items()]
            groups += [(str(capfirst(power.label)), known)] if known else []
        self._offer("subject", groups)

    def _levels(self) -> list[tuple[int, str]]:
        """Return the levels as this organisation calls them, and the one a line speaks of already."""
        names = level_names()
        said = {self.initial["level"]} if self.initial.get("level") else set()
        numbers = sorted({1, *names, *levels_below(current_day())} | said)
        return [(number, str(capfirst(level_words(number, names)))) for number in numbers]

    def _offer(self, name: str, choices: Any) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices

    def clean(self) -> dict[str, Any]:
        """Hold that the matter is one of what it may do."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        verb, _colon, code = given.get("subject", "").partition(":")
        if verb and given.get("verb") not in (None, verb):
            self.add_error("subject", _("This belongs to another power. Choose one of its own."))
        given["subject"] = code
        return given

    def act(self, given: Mapping[str, Any], *, by: User, at: datetime) -> Authority:
        """Lay it down."""
        return lay_down(Authority(**given), by=by, at=at)


class SeenAuthority(SeenForm, Deed):
    """A deed about a line as its page showed it."""

    kept: Authority

    def perform(self, *, by: User, at: datetime) -> Model | None:
        try:
            with transaction.atomic():
                self.refuse_overtaken()
                return super().perform(by=by, at=at)
        except RecordOvertaken as wrong:
            self.add_error(None, str(wrong))
            return None


class ChangeAuthorityForm(SeenAuthority, NewAuthorityForm):
    """What a line says from a day on."""

    def __init__(self, *args: Any, kept: Authority, **kwargs: Any) -> None:
        said = {
            "verb": kept.verb,
            "subject": f"{kept.verb}:{kept.subject}" if kept.subject else "",
            "level": kept.level,
            "organ_kind": kept.organ_kind,
            "start_on": max(current_day(), kept.start_on),
            "end_on": kept.end_on,
            "basis": kept.basis,
        }
        super().__init__(*args, kept=kept, initial=said, **kwargs)
        self.fields["start_on"].label = _("Holds so from")
        self.fields["start_on"].help_text = _(
            "On the first day of the line: what was written wrongly never held."
        )
        self.fields["basis"].help_text = _("The paper that changes it, with its article.")

    def act(self, given: Mapping[str, Any], *, by: User, at: datetime) -> Authority:
        """Change it."""
        return change_authority(self.kept, Authority(**given), by=by, at=at)


class EndAuthorityForm(SeenAuthority):
    """From which day a line gives nothing."""

    on = DayField(
        label=_("Over from"),
        help_text=_("On its first day: what was entered by mistake never held."),
    )

    def __init__(self, *args: Any, kept: Authority, **kwargs: Any) -> None:
        super().__init__(*args, kept=kept, initial={"on": current_day()}, **kwargs)

    def act(self, given: Mapping[str, Any], *, by: User, at: datetime) -> Authority:
        """End it."""
        return end_authority(self.kept, on=given["on"], by=by, at=at)
