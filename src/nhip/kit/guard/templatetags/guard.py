"""`{% load guard %}{% why_unclassified %}`: said beside every upload and every report."""

from django import template
from django.utils.functional import Promise

from nhip.kit import guard

register = template.Library()


@register.simple_tag
def why_unclassified() -> str | Promise:
    """Return why only unclassified content may be kept here."""
    return guard.why
