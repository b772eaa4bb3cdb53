"""`{% load indicators %}`: addresses and bars of the pages of totals."""

from django import template
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from nhip.office.figures.rules import machine_value

from ..queries import Window, asked_query, explain_address
from ..registry import Part

register = template.Library()


@register.simple_tag
def explain_url(key: str, unit_code: str, window: Window) -> str:
    """`{% explain_url indicator.key node.code window %}`: the page that takes a total apart."""
    return explain_address(
        key, unit_code, window.start_on, window.end_on, window.basis, map_on=window.map_on
    )


@register.simple_tag
def rows_url(
    key: str, unit_code: str, window: Window, part: str = "", year: int | None = None
) -> str:
    """`{% rows_url indicator.key unit.code window share.key 2018 %}`: the list of what a number counts."""
    days = window.start_on, window.end_on, window.basis
    address = explain_address(key, unit_code, *days, map_on=window.map_on, part=Part(part, year))
    return f"{address}#ban-ghi"


@register.simple_tag
def asked_for(unit_code: str, window: Window) -> str:
    """`?{% asked_for unit.code window %}`: the query string of a page of totals."""
    return urlencode(asked_query(unit_code, window))


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
