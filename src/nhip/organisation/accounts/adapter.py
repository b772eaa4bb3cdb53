"""Where people go after they have signed in, and which passwords they may choose."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.sites.shortcuts import get_current_site
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from nhip.kit.mail.keeping import named_server, sender

from .middleware import own_password_first
from .registry import first_screen, lands_at_the_desk, office_name
from .signals import password_chosen

LETTER_SENT = "account/messages/email_confirmation_sent.txt"


class AccountAdapter(DefaultAccountAdapter):
    """Staff go to their desk, readers to the front page, unless a page sent them (`next`)."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        user: Any = request.user
        if user.has_perm("people.work") or lands_at_the_desk(user):
            return first_screen(user) or str(settings.LOGIN_REDIRECT_URL)
        return own_password_first(request, "/") if user.has_given_password else "/"

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def clean_password(self, password: str, user: Any = None) -> str:
        """Refuse the given password as one's own, and what the validators refuse."""
        if user and user.has_given_password and user.check_password(password):
            raise ValidationError(_("This is the password you were given. Choose another."))
        return str(super().clean_password(password, user))

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Say what was done, but never of a letter that nobody sends."""
        if message_template == LETTER_SENT and named_server() is None:
            return
        super().add_message(request, level, message_template, *args, **kwargs)

    def get_from_email(self) -> str:
        """Return the sender of the server that is named now."""
        return sender()

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write in the office's name: the host is only where it is served."""
        site = get_current_site(allauth_context.request)
        site.name = office_name(timezone.localdate())
        super().send_mail(template_prefix, email, {"current_site": site} | context)

    @transaction.atomic
    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Keep the password somebody chose, and tell so in the same transaction."""
        super().set_password(user, password)
        password_chosen.send(type(user), user=user)
