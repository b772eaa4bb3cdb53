"""One new line of the table of authority."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from nhip.kit.guard.forms import GuardedCharField
from nhip.kit.text.forms import DayField
from nhip.organisation.accounts.models import User
from nhip.organisation.units.choices import OrganKind
from nhip.organisation.units.forms.organs import Deed
from nhip.organisation.units.queries import level_names

from ..actions import lay_down
from ..choices import Power
from ..models import Authority
from ..registry import subjects


class NewAuthorityForm(Deed):
    """What a level and kind of organ may do, from when until when, and where that is written."""

    verb = forms.ChoiceField(label=_("May"))
    subject = forms.ChoiceField(
        label=_("Matter"), required=False, help_text=_("Empty: every kind of what it may do.")
    )
    level = forms.IntegerField(
        label=_("Level, the root being 1"), min_value=1, max_value=Authority.LEVELS
    )
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
        names = "; ".join(f"{number}: {name}" for number, name in sorted(level_names().items()))
        self.fields["level"].help_text = names
        self._offer("verb", [(each.value, str(capfirst(each.label))) for each in Power])
        kinds = [(each.value, str(capfirst(each.label))) for each in OrganKind]
        self._offer("organ_kind", [("", _("every organ")), *kinds])
        groups: list[Any] = [("", _("every kind"))]
        for power in Power:
            known = [(f"{power}:{code}", words) for code, words in subjects(power).items()]
            groups += [(str(capfirst(power.label)), known)] if known else []
        self._offer("subject", groups)

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
