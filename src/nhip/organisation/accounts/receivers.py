"""A password one chose is no longer the one that was given; a session notes where it began."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.signals import password_changed, password_reset
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from .models import User
from .queries import BEGAN

LONGEST = 300  # letters of what a browser says of itself


@receiver([password_changed, password_reset])
def chosen(user: User, **ignored: Any) -> None:
    """Ask no more for a password of one's own."""
    if user.has_given_password:
        user.has_given_password = False
        user.save(update_fields=["has_given_password"])


@receiver(user_logged_in)
def began(request: HttpRequest, **ignored: Any) -> None:
    """Keep in the session when, where and with what somebody signed in: it goes when the session goes."""
    known = "REMOTE_ADDR" in request.META
    request.session[BEGAN] = {
        "at": timezone.now().isoformat(),
        "address": get_adapter().get_client_ip(request) if known else "",
        "agent": request.headers.get("User-Agent", "")[:LONGEST],
    }
