"""`{% load forms %}`: cells in words. Zero, nothing to report and an empty cell are three things."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from nhip.kit.text.rules import write_figure

from ..papers import in_words, in_words_typed
from ..rules import Figure, Typed

register = template.Library()


@register.filter
def said(figure: Figure | None, decimals: int = 0) -> str | SafeString:
    """Write what a cell says; nothing for an empty one."""
    if figure is None:
        return ""
    if figure.is_nil:
        return format_html('<span class="nothing">{}</span>', _("nothing to report"))
    return write_figure(figure.amount, decimals)


@register.filter
def as_typed(typed: Typed) -> str | SafeString:
    """Write what was typed in a cell; empty and nothing to report in words."""
    if typed.raw:
        return typed.raw
    return format_html('<span class="nothing">{}</span>', in_words_typed(typed))


@register.filter
def in_field(figure: Figure | None, decimals: int = 0) -> str:
    """Write what a cell says as plain words, for a field or a line of small text."""
    return in_words(figure, decimals) if figure else ""


@register.filter
def signed(amount: int | None, decimals: int = 0) -> str:
    """Write a difference with its sign: "+2", "−13", "0"."""
    if amount is None:
        return ""
    return ("+" if amount > 0 else "") + write_figure(amount, decimals)
