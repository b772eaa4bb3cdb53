"""What an article stands under: its authors, topics and tags, and the lists it is shown in."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from nhip.portal.shelves.models import Shelf
from nhip.portal.shelves.queries import named

from ..choices import FilingRole
from ..models import ArticlePage, Filing
from ..rules import byline

Filed = Mapping[FilingRole, Iterable[str]]
"""Names by what they are to an article."""


def filings(filed: Filed) -> list[Filing]:
    """Return these names as an article keeps them, each with what bears it where there is such."""
    made: list[Filing] = []
    for role, names in filed.items():
        held = named(role.kind, list(names))
        for name in names:
            shelf = held.get(name)
            made.append(
                Filing(
                    role=role, name=shelf.name if shelf else name, shelf=shelf, sort_order=len(made)
                )
            )
    return made


def filings_in(content: Mapping[str, Any]) -> list[Filing]:
    """Return what a kept version or a draft is filed under."""
    return [
        Filing(role=each["role"], name=each["name"], shelf_id=each["shelf"], sort_order=place)
        for place, each in enumerate(content.get("filings", []))
    ]


def typed_as(page: ArticlePage, role: FilingRole) -> list[str]:
    """Return the names of one role as somebody would type them."""
    filed = [each for each in page.filings.all() if each.role == role]
    shelves = Shelf.objects.in_bulk([each.shelf_id for each in filed if each.shelf_id])
    return [str(shelves.get(each.shelf_id, each.name)) for each in filed]


def led_to(rows: Iterable[Any], name: str) -> dict[int, Any]:
    """Return what these rows of an article lead to, by its id; without a query what was read with them."""
    rows = [row for row in rows if getattr(row, f"{name}_id")]
    field: Any = rows[0]._meta.get_field(name) if rows else None
    found = {getattr(row, f"{name}_id"): getattr(row, name) for row in rows if field.is_cached(row)}
    if missing := {getattr(row, f"{name}_id") for row in rows} - found.keys():
        found |= field.related_model.objects.in_bulk(missing)
    return found


def signed(filed: Iterable[Filing]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return who stands under an article: (label, names with their addresses, "" for none)."""
    signing = [each for each in filed if each.is_credit]
    credits, shelves = [each.credit for each in signing], led_to(signing, "shelf")
    return [
        (label, [(each.name.upper(), _address(shelves.get(each.shelf or 0))) for each in people])
        for label, people in byline(credits)
    ]


def _address(shelf: Shelf | None) -> str:
    return shelf.get_absolute_url() if shelf else ""


def lists_of(page: ArticlePage) -> set[str]:
    """Return the lists an article stands in, as delivery names them."""
    shelves = {each.shelf_id for each in page.filings.all() if each.shelf_id}
    sections = {page.get_parent().pk, *(each.pk for each in page.also_in.all())}
    dated = timezone.localtime(page.shown_at) if page.shown_at else None
    return {
        "list:latest",
        *([f"month:{dated:%Y-%m}"] if dated else []),
        *(f"section:{pk}" for pk in sections),
        *(f"shelf:{pk}" for pk in shelves),
    }


def public_shelves() -> Iterable[str]:
    """Return the addresses of all authors, topics and tags that have a public article."""
    stand = Filing.objects.filter(page__live=True).values("shelf")
    return [each.get_absolute_url() for each in Shelf.objects.filter(pk__in=stand)]
