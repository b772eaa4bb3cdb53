"""A person's inbox."""

from django.contrib.auth.models import AnonymousUser

from nhip.organisation.accounts.models import User

from .models import Notice, Notices


def unread(user: User | AnonymousUser) -> Notices:
    """Return what the person has not read yet, the newest first."""
    return Notice.objects.visible_to(user).unread()
