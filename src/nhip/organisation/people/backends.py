"""Django asks here what a person may do; appointments answer."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from nhip.organisation.units.models import Unit

from .queries import current_day, may
from .registry import roles_for


class AppointmentBackend(ModelBackend):
    """Password sign-in is allauth's; this one answers `user.has_perm(verb, thing)`."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> None:
        """Sign nobody in: the attempts are counted elsewhere, and one hash a try is enough."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Answer for the verbs rooms have declared, finally; leave Django's own to the others.

        `obj` is a unit, or something that has one; without it the answer is "anywhere?".
        """
        if roles_for(perm) is None:
            return super().has_perm(user_obj, perm, obj)
        unit_id = None if obj is None else unit_id_of(obj)
        if (obj is not None and unit_id is None) or not may(user_obj, perm, unit_id, current_day()):
            raise PermissionDenied
        return True


def unit_id_of(thing: Any) -> int | None:
    """Return the unit a thing belongs to: itself, its `unit_id` or its `unit`'s."""
    if isinstance(thing, Unit):
        return thing.pk
    unit_id: int | None = thing.unit_id if hasattr(thing, "unit_id") else thing.unit.pk
    return unit_id
