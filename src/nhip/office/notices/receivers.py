"""What this room hears of people: they are told what was done with their accounts and posts."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from nhip.organisation.accounts.models import User
from nhip.organisation.people.signals import told

from .actions import NewNotice, take_in_notices


@receiver(told)
def of_accounts(lines: Iterable[tuple[User, str]], at: datetime, **ignored: Any) -> None:
    """Put each line into its person's inbox; it leads to the own account."""
    link = reverse("people:mine")
    take_in_notices((NewNotice(user, text, link) for user, text in lines), at=at)
