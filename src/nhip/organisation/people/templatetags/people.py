"""`{% load people %}{{ user|post }}`: people are shown by their post."""

from datetime import date, timedelta

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
def digits(phone: str) -> str:
    """Return what a telephone dials."""
    return "".join(sign for sign in phone if sign.isdigit() or sign == "+")


@register.filter
def last_day(end_on: date) -> date:
    """Return the last day of a span whose end is not part of it."""
    return end_on - timedelta(days=1)


@register.filter
def account_deed(verb: str) -> str:
    """Say what was done with an account; a verb without words shows plainly."""
    return str(DEEDS.get(verb, verb))
