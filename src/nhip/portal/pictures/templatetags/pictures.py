"""`{% load pictures %}`: a picture on a public page."""

from django import template
from django.core.cache import cache
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.images.models import Filter
from wagtail.images.models import Picture as Sources

from nhip.kit.tasks import later

from ..models import Picture
from ..rules import RENDITIONS, THUMBNAILS

register = template.Library()
FILTERS = [Filter(spec) for spec in RENDITIONS]
SMALL = [Filter(spec) for spec in THUMBNAILS]
A_MINUTE = 60  # seconds until a picture that is still missing is ordered again


@register.simple_tag
def photo(picture: Picture | None, alt: str, sizes: str, is_on_top: bool = False) -> SafeString:
    """`{% photo picture alt "(min-width: 34em) 24rem, 100vw" %}`: in the sizes made beforehand.

    What is missing is ordered, and what there is is shown meanwhile, at worst the whole picture. In a draft
    something else stands for one that is not ready.
    """
    if picture is None:
        return mark_safe("")
    if not picture.is_ready:
        [stand_in] = picture.get_renditions(RENDITIONS[0]).values()
        return stand_in.img_tag({"class": "pic"})
    made = picture.find_existing_renditions(*FILTERS)
    if len(made) < len(FILTERS) and cache.add(f"ordered:{picture.pk}", 1, A_MINUTE):
        later("nhip.portal.pictures.tasks.make_renditions", image_id=picture.pk)
    attributes = {"alt": alt, "sizes": sizes, "class": "pic", "decoding": "async"}
    attributes |= {"fetchpriority": "high"} if is_on_top else {"loading": "lazy"}
    if made:
        by_spec = {spec.spec: made[spec] for spec in FILTERS if spec in made}
        return Sources(by_spec, attributes).__html__()
    whole = {"src": picture.file.url, "width": str(picture.width), "height": str(picture.height)}
    return format_html("<img{}>", flatatt(whole | attributes))


@register.simple_tag
def small_photo(picture: Picture) -> SafeString:
    """`{% small_photo picture %}`: beside the title of an article, which says what it is of."""
    by_spec = picture.find_existing_renditions(*SMALL)
    if len(by_spec) < len(SMALL):
        return mark_safe("")  # the article's page orders what is missing
    shown = {"alt": "", "class": "thumb", "loading": "lazy", "decoding": "async"}
    return Sources({spec.spec: by_spec[spec] for spec in SMALL}, shown).__html__()
