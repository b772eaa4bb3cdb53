"""Who signs in. What they may do is decided by their appointments (`people`)."""

from typing import Any

from django.contrib.auth import get_backends
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person's account. The names stay empty where people are known by their post."""

    has_given_password = models.BooleanField(
        _("has a password somebody else gave"),
        default=False,
        help_text=_("Must choose their own before anything else"),
    )
    phone = models.CharField(_("telephone"), max_length=40, blank=True)

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Ask the backends for superusers too: looking after accounts is not approving reports."""
        try:
            return any(backend.has_perm(self, perm, obj=obj) for backend in get_backends())
        except PermissionDenied:
            return False
