"""Naming the mail server, and trying whether mail goes out."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nhip.kit.mail.rules import USUAL_PORTS, MailServer, Security
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.models import Entry
from nhip.organisation.journal.rules import FieldRefused
from nhip.organisation.units.forms.organs import Deed

from .actions import forget_server, name_server, post_test
from .choices import WAYS
from .models import Letter


class MailServerForm(Deed):
    """Where letters are handed in. The password is typed and never shown."""

    host = forms.CharField(
        label=_("Address of the server"),
        max_length=253,
        validators=[RegexValidator(r"^[\w.:-]+$", _("Its name alone, such as mail.example.vn."))],
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    security = forms.ChoiceField(label=_("Encryption"), choices=WAYS)
    port = forms.IntegerField(
        label=_("Port"),
        min_value=1,
        max_value=2**16 - 1,
        required=False,
        help_text=_("Empty: 587 with STARTTLS, 465 with TLS, 25 without encryption."),
    )
    user = forms.CharField(
        label=_("User name"),
        max_length=254,
        required=False,
        help_text=_("Empty where the server asks for none."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=500,
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    sender = forms.EmailField(
        label=_("Sender"),
        max_length=254,
        required=False,
        help_text=_("Empty where the user name is an address: then that."),
    )

    def __init__(self, data: Any = None, *, kept: MailServer | None) -> None:
        said = {name: getattr(kept, name) for name in self.base_fields} if kept else {}
        super().__init__(data, initial={"security": Security.STARTTLS} | said)
        if kept and kept.password:
            self.fields["password"].help_text = _(
                "One is kept. Empty keeps it, as long as server, port, encryption and user stay."
            )

    def act(self, given: Mapping[str, Any], *, by: User, at: datetime) -> Entry:
        security = Security(given["security"])
        server = MailServer(
            given["host"],
            given["port"] or USUAL_PORTS[security],
            security,
            given["user"],
            given["password"] if given["user"] else "",
            given["sender"] or given["user"],
        )
        if "@" not in server.sender:
            raise FieldRefused(gettext("Write whose address the letters bear."), "sender")
        return name_server(server, by=by, at=at)


class NoServerForm(Deed):
    """Naming no server any more: nothing is asked."""

    def act(self, given: Mapping[str, Any], *, by: User, at: datetime) -> Entry:
        return forget_server(by=by, at=at)


class TestLetterForm(Deed):
    """Where the test goes."""

    to = forms.EmailField(label=_("Send a test to"), max_length=254)

    def act(self, given: Mapping[str, Any], *, by: User, at: datetime) -> Letter:
        return post_test(given["to"], by=by, at=at)
