"""What may be written beside an article's draft, and what is."""

from django.utils.text import Truncator
from wagtail.models.pages import Comment

from ..models import ArticlePage
from ..rules import place_in_form

WORDS_SHOWN = 10


def places_in(draft: ArticlePage) -> dict[str, str]:
    """Return the fields and blocks of a draft something can be said beside, each by its first words."""
    parts = draft.body.get_prep_value()
    found: dict[str, str] = {}
    for passage in draft.passages():
        if words := passage.text.strip():
            said = f"{passage.label}: {Truncator(words).words(WORDS_SHOWN)}"
            found.setdefault(place_in_form(parts, passage.name), said)
    return found


def said_beside(draft: ArticlePage) -> list[tuple[str, Comment]]:
    """Return what is written beside a draft and not settled yet, each with the first words of its place."""
    places = places_in(draft)
    open_ones = Comment.objects.filter(page=draft.pk, resolved_at=None).select_related("user")
    return [(places.get(each.contentpath, ""), each) for each in open_ones.order_by("pk")]
