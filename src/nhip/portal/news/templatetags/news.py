"""`{% load news %}`: what the public pages ask for."""

from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.images.models import Picture
from wagtail.images.shortcuts import get_renditions_or_not_found
from wagtail.rich_text import expand_db_html

from nhip.portal.news import queries
from nhip.portal.news.models import ArticlePage, HomePage, SectionPage
from nhip.portal.news.rules import plain_lines, replace_figures

register = template.Library()


@register.simple_tag
def article_shown(page: ArticlePage) -> queries.Shown:
    """`{% article_shown page as shown %}`."""
    return queries.shown(page)


@register.simple_tag
def front(page: HomePage) -> queries.Front:
    """`{% front page as front %}`."""
    return queries.front(page)


@register.simple_tag(takes_context=True)
def articles_of(context: Context, page: SectionPage) -> Any:
    """`{% articles_of page as listed %}`: the page of the list the address asks for."""
    return queries.listed(page, context["request"].GET.get("trang"))


@register.simple_tag(takes_context=True)
def running_text(context: Context, html: str, shown: queries.Shown) -> SafeString:
    """Write a paragraph with its figures; one that lost its source is marked for editors' eyes."""
    is_preview = getattr(context["request"], "is_preview", False)

    def write(pk: int, text: str) -> str:
        if pin := shown.pins.get(pk):
            return render_to_string("news/figure.html", {"pin": pin}).strip()
        stored = escape(plain_lines(text))
        if not is_preview:
            return stored
        return render_to_string("news/lost_figure.html", {"stored": stored}).strip()

    return mark_safe(expand_db_html(replace_figures(html, write)))  # noqa: S308 (cleaned when stored)


@register.simple_tag
def photo(image: Any, alt: str, sizes: str, is_lazy: bool = True) -> SafeString:
    """`{% photo image alt "(min-width: 34em) 24rem, 100vw" %}`: a picture in the sizes made beforehand."""
    attributes = {"alt": alt, "sizes": sizes, "class": "pic", "decoding": "async"}
    if is_lazy:
        attributes["loading"] = "lazy"
    return Picture(get_renditions_or_not_found(image, queries.RENDITIONS), attributes).__html__()
