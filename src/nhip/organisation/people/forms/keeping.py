"""Finding an account; closing and reopening it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from nhip.kit.guard.forms import GuardedCharField
from nhip.organisation.accounts.models import User
from nhip.organisation.units.forms.organs import Deed

from ..actions import Given, close_account, reopen_account
from ..choices import AccountState


class FindAccountForm(forms.Form):
    """Words and a state."""

    tim = forms.CharField(label=_("Find"), required=False, max_length=100)
    muc = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("every one")), *AccountState.choices]
    )


class AccountReasonForm(Deed):
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
