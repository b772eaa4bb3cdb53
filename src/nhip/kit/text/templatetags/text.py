"""`{% load text %}`: figures, days and moments as Vietnamese offices write them."""

from datetime import date, datetime

from django import template
from django.utils import timezone

from nhip.kit.text.rules import write_day, write_figure, write_weekday

register = template.Library()


@register.filter
def figure(amount: int | None, decimals: int = 0) -> str:
    """Write a scaled figure; nothing for an absent one (an empty cell is not 0)."""
    return "" if amount is None else write_figure(amount, decimals)


@register.filter
def day(value: date | None) -> str:
    """Write a day: 28/7/2022."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return write_day(value) if value else ""


@register.filter
def weekday(value: date | None) -> str:
    """Write a day on which something falls due, with its weekday: "thứ Sáu, 28/7/2022"."""
    return write_weekday(value) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """Write a moment in the installation's time zone: 14:05, 21/7/2022."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return f"{local:%H:%M}, {write_day(local)}"
