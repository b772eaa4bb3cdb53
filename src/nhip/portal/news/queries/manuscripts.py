"""What keeps an article from being published."""

from nhip.office.figures.models import Pin
from nhip.office.figures.queries import releasable, released_pins
from nhip.office.figures.registry import resolve_all
from nhip.organisation.accounts.models import User

from ..models import HOLDER, ArticlePage
from ..rules import Cited, Manuscript, plain_lines, replace_figures, what_is_missing


def missing(page: ArticlePage, by: User | None = None) -> list[str]:
    """Return what keeps this version of an article from being published, a sentence each.

    What `by` would let out with publishing it, where told, keeps nothing.
    """
    return what_is_missing(_manuscript(page, by))


def _manuscript(page: ArticlePage, by: User | None) -> Manuscript:
    return Manuscript(
        title=page.title,
        lead=page.lead,
        text=plain_lines(page.html()),
        byline=page.byline,
        photos=[(photo["caption"], photo["alt"]) for photo in page.photos()],
        figures=_cited_figures(page, by),
    )


def _cited_figures(page: ArticlePage, by: User | None) -> list[Cited]:
    stored: dict[int, str] = {}
    replace_figures(
        page.html(), lambda place: stored.setdefault(place.pin, plain_lines(place.text))
    )
    held = Pin.objects.held_by(HOLDER, page.pk).in_bulk(stored)
    free = released_pins(held.values())
    if by:
        free |= {pin.pk for pin in releasable(held.values(), by)}
    now = resolve_all(pin.reference for pin in held.values())
    figures = []
    for pk, text in stored.items():
        if (pin := held.get(pk)) is None:
            figures.append(Cited(label=f"“{text}”", is_held=False))
            continue
        resolved = now[pin.reference]
        figures.append(
            Cited(
                label=pin.label,
                is_held=True,
                is_settled=pin.is_settled,
                is_back=pin.left_at is None
                or (resolved is not None and resolved.amount == pin.amount),
                is_released=pk in free,
                is_withheld=resolved is not None and resolved.is_withheld,
            )
        )
    return figures
