"""`{% load news %}`: what the public pages ask for."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import escape, json_script
from django.utils.safestring import SafeString, mark_safe
from wagtail.images.models import Filter
from wagtail.rich_text import expand_db_html

from nhip.office.figures.choices import NumberState
from nhip.office.figures.models import Pin
from nhip.office.figures.queries import CitedSource, ReadNumber, sources_of
from nhip.office.figures.rules.prose import FigurePlace, replace_figures, stretch
from nhip.portal.news import queries
from nhip.portal.news.models import ArticlePage, HomePage, SectionPage, Version
from nhip.portal.news.rules import plain_lines
from nhip.portal.pictures.models import Picture
from nhip.portal.pictures.rules import RENDITIONS
from nhip.portal.site.models import BasePage, SiteSettings
from nhip.portal.site.queries import sections_of

register = template.Library()
POSTER = Filter(RENDITIONS[-1])


@register.simple_tag(takes_context=True)
def article_shown(context: Context, page: ArticlePage) -> queries.ShownArticle:
    """`{% article_shown page as shown %}`; a preview shows the answers of the draft."""
    return queries.shown(page, is_draft=getattr(context["request"], "is_preview", False))


@register.simple_tag(takes_context=True)
def head_of(context: Context, page: BasePage) -> queries.PageHead:
    """`{% head_of page as head %}`: what is told of the page to those who never see it."""
    return queries.head_of(page, context["request"])


@register.simple_tag(takes_context=True)
def feeds_of(context: Context, page: BasePage) -> list[queries.FeedLink]:
    """`{% feeds_of page as feeds %}`: of a section its own, else those of the whole site."""
    section = page if isinstance(page, SectionPage) else None
    return queries.feeds_of(section, context["request"])


@register.simple_tag
def facts_of(head: queries.PageHead) -> SafeString:
    """`{% facts_of head %}`: the facts of an article where search engines look; no word can end the script."""
    script = json_script(head.facts)
    return mark_safe(script.replace("application/json", "application/ld+json", 1))  # noqa: S308 (escaped by Django)


@register.simple_tag(takes_context=True)
def front(context: Context, page: HomePage) -> queries.FrontPage:
    """`{% front page as front %}`."""
    return queries.front(page, sections_of(context["request"], page))


@register.simple_tag
def with_pictures(articles: Iterable[ArticlePage]) -> list[tuple[ArticlePage, Picture | None]]:
    """`{% with_pictures articles as told %}`: each with the picture it shows first."""
    return queries.with_pictures(articles)


@register.simple_tag(takes_context=True)
def articles_of(context: Context, page: SectionPage) -> Any:
    """`{% articles_of page as listed %}`: the page of the list the address asks for."""
    return queries.listed(page, context["request"].GET.get("trang"))


@register.simple_tag
def beside_article(page: ArticlePage, shown: queries.ShownArticle) -> queries.BelowArticle:
    """`{% beside_article page shown as beside %}`: its topics and tags, and what is related."""
    return queries.beside(page, shown)


@register.simple_tag(takes_context=True)
def running_text(context: Context, shown: queries.ShownArticle, name: str) -> SafeString:
    """`{% running_text shown part.name %}`: stored HTML with its figures.

    A figure that lost its source is marked for editors' eyes.
    """
    is_preview = getattr(context["request"], "is_preview", False)
    numbers = [each for each in shown.reading.of(name) if not each.spot.place]
    passage = shown.reading.passage(name)
    html = passage.replaced(_drawn(shown, numbers))

    def write(place: FigurePlace) -> str:
        if pin := shown.pins.get(place.pin):
            return _figure(shown, pin, place.format)
        stored = escape(plain_lines(place.text))
        if not is_preview:
            return stored
        return render_to_string("news/lost_figure.html", {"stored": stored}).strip()

    return mark_safe(expand_db_html(replace_figures(html, write)))  # noqa: S308 (cleaned when stored)


@register.simple_tag
def cited_words(shown: queries.ShownArticle, name: str) -> SafeString:
    """`{% cited_words shown "title" %}`: the words of a passage with the figures in it."""
    drawn = sorted(_drawn(shown, shown.reading.of(name)))
    parts = shown.reading.passage(name).cut((start, end) for start, end, _words in drawn)
    between = zip(parts[::2], [*(words for _start, _end, words in drawn), ""], strict=True)
    return mark_safe("".join(escape(text) + words for text, words in between))  # noqa: S308 (escaped here, or drawn by our templates)


def _drawn(
    shown: queries.ShownArticle, numbers: Iterable[ReadNumber]
) -> Iterator[tuple[int, int, str]]:
    """Return where a text says a figure that nobody placed in it, and how that is drawn."""
    for each in numbers:
        if each.state == NumberState.BOUND and each.pin:
            yield *stretch(each.spot, each.written), _figure(shown, each.pin, each.format)
        elif each.state == NumberState.SOURCED and each.answer:
            source = shown.told_apart(f"{each.spot.number.words}: {each.answer.source}")
            said = {"number": each, "name": source}
            words = render_to_string("news/sourced.html", said).strip()
            yield each.spot.number.start, each.spot.number.end, words


def _figure(shown: queries.ShownArticle, pin: Pin, format: str) -> str:
    said = ((each, each.old_at(format)) for each in pin.corrections)
    correction, old = next(((each, old) for each, old in said if old), (None, ""))
    drawn = {
        "pin": pin,
        "written": pin.write(pin.amount, format),
        "name": shown.told_apart(shown.names[pin.pk]),
        "correction": correction,
        "old": old,
    }
    return render_to_string("news/figure.html", drawn).strip()


@register.simple_tag
def poster(picture: Picture | None) -> str:
    """`{% poster part.value.poster as still %}`: where a picture is that stands before a video plays."""
    made = picture.find_existing_renditions(POSTER) if picture and picture.is_bared else {}
    return str(made[POSTER].url) if made else ""


@register.simple_tag(takes_context=True)
def sources(context: Context, pins: Iterable[Pin]) -> list[CitedSource]:
    """`{% sources shown.pins.values as cited %}`: what is explained, to staff with the way to the records."""
    return sources_of(list(pins), context["request"].user)


@register.simple_tag(takes_context=True)
def front_sources(context: Context, front: queries.FrontPage) -> list[queries.FrontSource]:
    """`{% front_sources front as cited %}`: the same for the front page, each with its article."""
    found = sources_of([each.pin for each in front.figures], context["request"].user)
    return [
        queries.FrontSource(each.pin, each.address, shown.article)
        for each, shown in zip(found, front.figures, strict=True)
    ]


@register.simple_tag(takes_context=True)
def earlier_versions(context: Context, page: ArticlePage) -> list[Version]:
    """`{% earlier_versions page as earlier %}`: what readers may open of what an article said before."""
    if not SiteSettings.for_request(context["request"]).shows_versions:
        return []
    return queries.earlier(page)
