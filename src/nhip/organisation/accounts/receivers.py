"""A password one chose is no longer the one that was given."""

from typing import Any

from allauth.account.signals import password_changed, password_reset
from django.dispatch import receiver

from .models import User


@receiver([password_changed, password_reset])
def chosen(user: User, **ignored: Any) -> None:
    """Ask no more for a password of one's own."""
    if user.has_given_password:
        user.has_given_password = False
        user.save(update_fields=["has_given_password"])
