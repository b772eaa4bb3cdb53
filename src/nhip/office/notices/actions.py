"""Telling people, and taking note that they have read it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from nhip.organisation.accounts.models import User

from .models import Notice


@transaction.atomic
def notify(users: Iterable[User], text: str, link: str, at: datetime) -> list[Notice]:
    """Put one line into the inbox of each of these people, once a person. `link` is a path."""
    unique = {user.pk: user for user in users}.values()
    return Notice.objects.bulk_create(
        Notice(user=user, text=text, link=link, sent_at=at) for user in unique
    )


@transaction.atomic
def read(notices: Iterable[Notice], *, by: User, at: datetime) -> int:
    """Mark notices as read by the person they were sent to; others' are left alone."""
    unread = Notice.objects.visible_to(by).unread().filter(pk__in=[notice.pk for notice in notices])
    return unread.update(read_at=at)
