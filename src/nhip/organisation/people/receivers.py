"""What this room hears of accounts."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from nhip.organisation.accounts.models import User
from nhip.organisation.accounts.signals import password_chosen

from .actions import note_own_password


@receiver(password_chosen)
def chosen(user: User, **ignored: Any) -> None:
    """Write down that somebody chose a password."""
    note_own_password(user, timezone.now())
