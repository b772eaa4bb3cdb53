"""`{% load figures %}`: plain words with the figures in them, and what a button says a number is."""

from __future__ import annotations

from django import template
from django.template.loader import render_to_string
from django.utils.html import escape, linebreaks
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from nhip.kit.design import marks
from nhip.office.figures.models import CitedAnswer
from nhip.office.figures.queries import DrawnFigure, DrawnWords, Near, ReadNumber

register = template.Library()


@register.simple_tag
def drawn_words(words: DrawnWords) -> SafeString:
    """Write plain words by their paragraphs, each figure as a button that opens its explanation."""
    parts, last = [], 0
    for each in sorted(words.figures, key=lambda one: one.told.start):
        parts += [escape(words.text[last : each.told.start]), _button(each)]
        last = each.told.end
    written = linebreaks("".join([*parts, escape(words.text[last:])]))
    told = [render_to_string("figures/said_why.html", {"figure": each}) for each in words.figures]
    return mark_safe(written + "".join(told))  # noqa: S308 (every part is escaped or a template)


def _button(figure: DrawnFigure) -> str:
    return render_to_string("figures/said.html", {"figure": figure}).strip().replace("\n", " ")


@register.simple_tag
def year_bars(cited: CitedAnswer) -> SafeString:
    """Draw what a figure was in each year; nothing where that is not told, or a bar cannot show it."""
    years = cited.by_year
    if not any(each.amount for each in years) or any(each.amount < 0 for each in years):
        return mark_safe("")
    texts = [f"{each.year}: {each.written}" for each in years]
    return marks.sparkline([each.amount for each in years], cited.label, texts)


@register.simple_tag
def said_number(number: ReadNumber, near: Near | None = None) -> str:
    """Return what a button sends: which number is meant, and the figure it is said to be; none: a plain one."""
    spot = number.spot
    said: dict[str, str | int] = {
        "passage": spot.passage.name,
        "around": spot.around,
        "nth": spot.nth,
        "words": spot.number.words,
    }
    if near and near.line:
        said["line"] = near.line
    elif near:
        ref = near.offer.ref
        said |= {
            "key": ref.key,
            "unit_id": ref.unit_id,
            "start_on": ref.start_on.isoformat(),
            "end_on": ref.end_on.isoformat(),
            "basis": ref.basis,
            "format": near.format,
            "seen": near.offer.resolved.amount or 0,
        }
    return urlencode(said)
