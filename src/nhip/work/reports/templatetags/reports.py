"""`{% load reports %}`: how the fields of several units on one page are told apart."""

from django import template

register = template.Library()


@register.filter
def place(obligation_id: int, row_id: int) -> str:
    """Name the cell of one of several units on a page."""
    return f"{obligation_id}-{row_id}"
