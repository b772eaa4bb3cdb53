"""The one check every action begins with."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from .models import User


def require(user: User, verb: str, thing: object | None = None) -> None:
    """Raise PermissionDenied unless the user may do this verb for this thing (or anywhere)."""
    if not user.has_perm(verb, thing):
        raise PermissionDenied(_("You may not do this here."))
