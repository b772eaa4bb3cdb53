"""`{% load design %}`: the marks of the look, and the parts of a page that stay away when they are empty."""

from collections.abc import Sequence

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from nhip.kit.design import frame as frames
from nhip.kit.design import marks, menu, rules

register = template.Library()


@register.simple_tag
def beat(state: str, label: str = "") -> SafeString:
    """`{% beat "done" %}` beside words; alone with `label="…"`, or `label="auto"` for the state's own words."""
    return marks.beat(state, marks.state_words(state) if label == "auto" else label)


@register.simple_tag
def beats(n: int, total: int, of_what: str = "", words: str = "") -> SafeString:
    """`{% beats 20 21 "đơn vị" %}`: how many of the sources are in; `words="…"` says it otherwise."""
    return marks.coverage(n, total, of_what, words)


@register.simple_tag
def chip(kind: str, text: str) -> SafeString:
    """`{% chip "warn" text %}`."""
    return marks.chip(kind, text)


@register.simple_tag
def bar_chart(chart: marks.BarChart) -> SafeString:
    """`{% bar_chart chart %}` with a `marks.BarChart` the view made."""
    return marks.bar_chart(chart)


@register.simple_tag
def sparkline(values: Sequence[int | None], title: str, texts: Sequence[str] = ()) -> SafeString:
    """`{% sparkline values title %}`."""
    return marks.sparkline(values, title, texts)


@register.simple_tag
def heat_cell(state: str, name: str, url: str = "", days: int | None = None) -> SafeString:
    """`{% heat_cell "late" "Đơn vị 09, tháng 6" url days=27 %}`: a link where there is something to open."""
    words = f"{name}: {marks.state_words(state)}"
    late = ""
    if days:
        words += ", " + ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
        shown = days if days < 100 else "99+"
        late = format_html('<span class="d" aria-hidden="true">{}</span>', shown)
    if url:
        return format_html(
            '<a class="cell {}" href="{}" aria-label="{}" title="{}">{}{}</a>',
            state,
            url,
            words,
            words,
            marks.beat(state),
            late,
        )
    return format_html('<span class="cell {}">{}{}</span>', state, marks.beat(state, words), late)


@register.simple_block_tag
def wrap(content: str, element: str, css: str = "", label: str = "") -> str:
    """Put the content into an element, or leave both away when there is none."""
    if not content.strip():
        return ""
    attributes = format_html(' class="{}"', css) if css else ""
    name = format_html(' aria-label="{}"', label) if label else ""
    return format_html("<{}{}{}>{}</{}>", element, attributes, name, mark_safe(content), element)  # noqa: S308


@register.simple_tag(takes_context=True)
def frame(context: Context) -> frames.Frame:
    """`{% frame as frame %}`: name, menu and addresses of the site."""
    return frames.around(context.get("request"))


@register.simple_tag(takes_context=True)
def reading_steps(context: Context) -> rules.ReadingSteps:
    """`{% reading_steps as steps %}`: where the reading tools stand, without JavaScript."""
    chosen = context.get("display") or {}
    return rules.ReadingSteps(chosen.get("size") or "100", chosen.get("contrast") or "normal")


@register.simple_tag(takes_context=True)
def staff_menu(context: Context) -> dict[str, object]:
    """`{% staff_menu as menu %}`: entries with counts, one's own pages, the one open now, who is signed in."""
    request = context["request"]
    entries = menu.entries(request, "staff")
    here = next((entry for entry in entries if entry.is_here), None)
    own = menu.entries(request, "own")
    signature = menu.signature(request.user)
    return {"entries": entries, "own": own, "here": here, "signature": signature}
