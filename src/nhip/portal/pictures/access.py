"""Which pictures of the library somebody may look at."""

from typing import Any

from wagtail.permissions import policy_registry

from nhip.organisation.accounts.models import User

from .models import Picture


def policy() -> Any:
    """Return who may do what with pictures: Wagtail's rights, by collection."""
    return policy_registry.get_by_type(Picture)


def visible_to(user: User) -> Any:
    """Return the pictures this person may choose or change."""
    rights = {"choose", "change", "delete"}
    return policy().instances_user_has_any_permission_for(user, rights)
