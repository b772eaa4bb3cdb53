"""Signing in: name, password, and the press; the rest comes after."""

from typing import Any

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):
    """The way back from a forgotten password stands under the form, not between its fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
        self.fields["login"].widget.attrs["autofocus"] = True
