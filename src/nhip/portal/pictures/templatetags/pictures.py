"""`{% load pictures %}`: a picture on a public page."""

from django import template
from django.core.cache import cache
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.images.models import Filter
from wagtail.images.models import Picture as Sources

from nhip.kit.tasks import later

from ..models import Picture, Rendition
from ..rules import CUT, LARGE, RENDITIONS, WHOLE

register = template.Library()
FILTERS = [Filter(spec) for spec in RENDITIONS]
A_MINUTE = 60  # seconds until a picture that is still missing is ordered again


@register.simple_tag
def photo(picture: Picture | None, alt: str, sizes: str, is_on_top: bool = False) -> SafeString:
    """`{% photo picture alt "(min-width: 34em) 24rem, 100vw" %}`: whole, in the sizes made beforehand.

    What is missing is ordered, and what there is is shown meanwhile, at worst the file itself. In a draft
    something else stands for one that is not ready.
    """
    return _drawn(picture, WHOLE, alt, sizes, is_on_top)


@register.simple_tag
def thumb(picture: Picture | None, alt: str, sizes: str, is_on_top: bool = False) -> SafeString:
    """`{% thumb picture alt sizes %}`: the same cut to one shape, for lists."""
    return _drawn(picture, CUT, alt, sizes, is_on_top)


@register.simple_tag
def large(picture: Picture) -> str:
    """`{% large picture %}`: the address of its large view."""
    if not picture.is_ready:
        return ""
    found = _made(picture).get(Filter(LARGE))
    return str(found.url if found else picture.file.url)


def _made(picture: Picture) -> dict[Filter, Rendition]:
    """Return what is made of a picture; what is missing is ordered."""
    made: dict[Filter, Rendition] = picture.find_existing_renditions(*FILTERS)
    if len(made) < len(FILTERS) and cache.add(f"ordered:{picture.pk}", 1, A_MINUTE):
        later("nhip.portal.pictures.tasks.make_renditions", image_id=picture.pk)
    return made


def _drawn(
    picture: Picture | None, specs: tuple[str, ...], alt: str, sizes: str, is_on_top: bool
) -> SafeString:
    if picture is None:
        return mark_safe("")
    if not picture.is_ready:
        return picture.get_rendition(specs[0]).img_tag({"class": "pic"})
    made = {each.spec: rendition for each, rendition in _made(picture).items()}
    attributes = {"alt": alt, "sizes": sizes, "class": "pic", "decoding": "async"}
    attributes |= {"fetchpriority": "high"} if is_on_top else {"loading": "lazy"}
    if by_spec := {spec: made[spec] for spec in specs if spec in made}:
        return Sources(by_spec, attributes).__html__()
    whole = {"src": picture.file.url, "width": str(picture.width), "height": str(picture.height)}
    return format_html("<img{}>", flatatt(whole | attributes))
