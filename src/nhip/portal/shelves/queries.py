"""Reads of authors, topics and tags."""

from collections.abc import Collection

from django.core.paginator import Page, Paginator

from nhip.kit.text.rules import fold

from .choices import ShelfKind
from .models import Shelf

ROWS = 50
OFFERED = 20


def kept(kind: str, words: str, number: str | None) -> Page[Shelf]:
    """Return one page of a kind, retired ones too, whose names hold these words."""
    rows = Shelf.objects.filter(kind=kind, key__contains=fold(words))
    return Paginator(rows, ROWS).get_page(number)


def offers(kind: str, words: str) -> list[str]:
    """Return names of a kind to choose from, as `named` reads them."""
    found = Shelf.objects.offered(kind).filter(key__contains=fold(words))
    return [str(each) for each in found[:OFFERED]]


def named(kind: str, names: Collection[str]) -> dict[str, Shelf]:
    """Return what bears these names, by name; a retired one too, for it stands where it stood.

    Topics and tags are found whatever the marks. An author is meant by name and unit, or by the name alone
    where one author bears it, or one of them without a unit.
    """
    if kind != ShelfKind.AUTHOR:
        keys = {name: fold(name) for name in names}
        held = {each.key: each for each in Shelf.objects.filter(kind=kind, key__in=keys.values())}
        return {name: held[key] for name, key in keys.items() if key in held}
    bare = {name.partition(" (")[0] for name in names}
    authors = Shelf.objects.filter(kind=kind, key__in={fold(name) for name in {*bare, *names}})
    found = {}
    for name in names:
        alike = [each for each in authors if name in (each.name, str(each))]
        whole = [each for each in alike if str(each) == name]
        if meant := whole or (alike if len(alike) == 1 else []):
            found[name] = meant[0]
    return found
