"""`{% load people %}{{ user|post }}`: people are shown by their post."""

from django import template

from nhip.organisation.accounts.models import User

from ..choices import DEEDS
from ..queries import current_day, principal

register = template.Library()


@register.filter
def post(user: User | None) -> str:
    """Write a person by the post held today, or held last; nothing for nobody.

    A list asks once for everybody after `prefetch_related` of `queries.WITH_POSTS`.
    """
    if user is None:
        return ""
    held = principal(user, current_day())
    return f"{held.post.name}, {held.unit.name}" if held else str(user)


@register.filter
def account_deed(verb: str) -> str:
    """Say what was done with an account; a verb without words shows plainly."""
    return str(DEEDS.get(verb, verb))
