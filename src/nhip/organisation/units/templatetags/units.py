"""`{% load units %}`: how shares are written."""

from django import template

from nhip.kit.text.rules import write_days, write_figure

from ..models import UnitSpan
from ..queries import level_names, level_words
from ..rules import WHOLE

register = template.Library()


@register.filter
def share(weight: int) -> str:
    """Write a weight in ten-thousandths as percent: "33,34%"."""
    decimals = 0 if weight % 100 == 0 else 2
    amount = weight // 100 if decimals == 0 else weight * 10_000 // WHOLE
    return f"{write_figure(amount, decimals)}%"


@register.filter
def span_days(span: UnitSpan) -> str:
    """Write the days of a span that has ended: "1/1/2015–30/9/2022"."""
    assert span.end_on
    return write_days(span.start_on, span.end_on)


@register.simple_tag(name="level_names")
def names_of_levels() -> dict[int, str]:
    """`{% level_names as names %}` once a page, for `{{ level|called:names }}`."""
    return level_names()


@register.filter
def called(level: int | None, names: dict[int, str]) -> str:
    """Write a level by its name, or by its number where it has none."""
    return level_words(level, names)


@register.filter
def steps(level: int) -> str:
    """Write how deep a unit stands in front of its name."""
    return "– " * max(level - 1, 0)
