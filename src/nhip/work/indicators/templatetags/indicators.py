"""`{% load indicators %}`: addresses and bars of the pages of totals."""

from django import template
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from nhip.office.figures.rules import machine_value

from ..queries import Window, asked_query, explain_address

register = template.Library()


@register.simple_tag
def explain_url(key: str, unit_code: str, window: Window) -> str:
    """`{% explain_url indicator.key node.code window %}`: the page that takes a total apart."""
    return explain_address(
        key, unit_code, window.start_on, window.end_on, window.basis, map_on=window.map_on
    )


@register.simple_tag
def asked_for(unit_code: str, window: Window, page: int = 0) -> str:
    """`?{% asked_for unit.code window 2 %}`: the query string of a page of totals."""
    query = asked_query(unit_code, window)
    return urlencode(query | ({"trang": str(page)} if page else {}))


@register.filter
def machine(amount: int, decimals: int) -> str:
    """Write an amount for `<data value>`."""
    return machine_value(amount, decimals)


@register.simple_tag
def bar(amount: int | None, largest: int) -> SafeString:
    """`{% bar total.amount largest %}`: a bar from zero, silent, beside the written value."""
    if not amount or not largest:
        return SafeString("")
    return format_html(
        '<span class="cover"><svg viewBox="0 0 100 14" width="6rem" preserveAspectRatio="none"'
        ' aria-hidden="true"><rect width="{}" height="14"/></svg></span>',
        max(100 * abs(amount) // largest, 1),
    )
