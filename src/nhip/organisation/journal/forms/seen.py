"""What is asked of a correction in every room: that the page still shows what the record says."""

from __future__ import annotations

from copy import copy
from typing import Any, cast

from django import forms
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nhip.organisation.accounts.models import User

from ..queries import is_own, state_of
from ..rules import RecordOvertaken

OVERTAKEN = _(
    "Somebody changed this record meanwhile. Compare with its page; what you typed stands here: send"
    " it again to keep it."
)
OWN_OVERTAKEN = _(
    "You changed this record meanwhile, in another window. Compare with its page; what you typed stands"
    " here: send it again to keep it."
)


class SeenForm(forms.Form):
    """Mixed into a form that corrects `kept`: what was sent is refused where the record says something else.

    The page sends back which state of the record it showed; one that does not say is not believed.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, kept: Model, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept, self.by = kept, by
        self.initial["seen"] = state_of(kept)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if wrong := self.overtaken(cleaned.pop("seen", "")):
            self._show(self.initial["seen"])
            self.add_error(None, str(wrong))
        return cleaned

    def overtaken(self, seen: str) -> str | Promise:
        """Say what happened to the record since the page was shown, "" for nothing."""
        return "" if seen == self.initial["seen"] else self._told

    def refuse_overtaken(self) -> None:
        """Lock the record and raise RecordOvertaken where it says something else than a moment ago."""
        rows = type(self.kept)._base_manager.select_for_update(of=("self",))
        now = state_of(rows.get(pk=self.kept.pk))
        if now != self.initial["seen"]:
            self._show(now)
            raise RecordOvertaken(self._told)

    @property
    def _told(self) -> Promise:
        return OWN_OVERTAKEN if is_own(self.by, self.kept) else OVERTAKEN

    def _show(self, state: str) -> None:
        """Let the page stand for another state of the record: sent again, it is kept."""
        sent = cast("dict[str, Any]", copy(self.data))
        sent[self.add_prefix("seen")] = state
        self.data = sent
