"""`{% load pictures %}`: a picture on a public page."""

from django import template
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.images.models import Filter
from wagtail.images.models import Picture as Sources

from ..actions import order
from ..models import Picture, Rendition
from ..rules import CUT, LARGE, RENDITIONS, WHOLE

register = template.Library()
FILTERS = [Filter(spec) for spec in RENDITIONS]


@register.simple_tag
def photo(picture: Picture | None, alt: str, sizes: str, is_on_top: bool = False) -> SafeString:
    """`{% photo picture alt "(min-width: 34em) 24rem, 100vw" %}`: whole, in the sizes made beforehand.

    What is missing is ordered, and what there is is shown meanwhile; where there is nothing, its shape alone.
    """
    return _drawn(picture, WHOLE, alt, sizes, is_on_top)


@register.simple_tag
def thumb(picture: Picture | None, alt: str, sizes: str, is_on_top: bool = False) -> SafeString:
    """`{% thumb picture alt sizes %}`: the same cut to one shape, for lists."""
    return _drawn(picture, CUT, alt, sizes, is_on_top)


@register.simple_tag
def large(picture: Picture) -> str:
    """`{% large picture as whole %}`: the address of its large view, meanwhile of its largest size, or ""."""
    made = {each.spec: rendition for each, rendition in _made(picture).items()}
    shown = [made[spec] for spec in (LARGE, *reversed(WHOLE)) if spec in made]
    return str(shown[0].url) if shown else ""


def _made(picture: Picture) -> dict[Filter, Rendition]:
    """Return what is made of a picture that is bared; what is missing is ordered."""
    if not picture.is_bared:
        return {}
    made: dict[Filter, Rendition] = picture.find_existing_renditions(*FILTERS)
    if len(made) < len(FILTERS) and picture.is_ready:
        order("make_renditions", picture.pk)
    return made


def _drawn(
    picture: Picture | None, specs: tuple[str, ...], alt: str, sizes: str, is_on_top: bool
) -> SafeString:
    if picture is None:
        return mark_safe("")
    made = {each.spec: rendition for each, rendition in _made(picture).items()}
    attributes = {"alt": alt, "sizes": sizes, "class": "pic", "decoding": "async"}
    attributes |= {"fetchpriority": "high"} if is_on_top else {"loading": "lazy"}
    for family in (specs, CUT):
        if by_spec := {spec: made[spec] for spec in family if spec in made}:
            return Sources(by_spec, attributes).__html__()
    return _placeholder(
        picture, (480, 285) if specs is CUT else (picture.width, picture.height), alt
    )


def _placeholder(picture: Picture, size: tuple[int, int], alt: str) -> SafeString:
    """Return its shape; of an upload that is not bared, what became of it."""
    width, height = size
    said = "" if picture.is_bared else picture.get_state_display()
    named = {"role": "img", "aria-label": alt} if alt else {"aria-hidden": "true"}
    return format_html(
        '<svg class="pic" viewBox="0 0 {} {}"{}><text x="50%" y="50%" text-anchor="middle"'
        ' font-size="{}" fill="currentColor">{}</text></svg>',
        width,
        height,
        flatatt(named),
        width // 16,
        said,
    )
