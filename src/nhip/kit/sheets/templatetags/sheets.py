"""`{% load sheets %}{{ faults|together }}`: what is wrong with a list, as pages tell it."""

from collections.abc import Iterable

from django import template

from ..faults import Fault, Told
from ..faults import together as told_together

register = template.Library()


@register.filter
def together(faults: Iterable[Fault]) -> list[Told]:
    """Return faults as they are told, those of one kind in one line."""
    return told_together(faults)
