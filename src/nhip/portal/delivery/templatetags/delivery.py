"""`{% load delivery %}{% view_beacon page %}`: has an opening of a public page counted."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

from nhip.portal.delivery.rules import VIEW_PATH
from nhip.portal.site.models import BasePage

register = template.Library()


@register.simple_tag(takes_context=True)
def view_beacon(context: template.Context, page: BasePage) -> str:
    """Put the script into the page's head; nothing in a preview or for what is not public."""
    if not page.live or getattr(context.get("request"), "is_preview", False):
        return ""
    return format_html(
        '<script src="{}" data-view="{}" defer></script>',
        static("delivery/view.js"),
        f"{VIEW_PATH}{page.pk}/",
    )
