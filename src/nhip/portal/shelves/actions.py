"""Every change of authors, topics and tags."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.kit.text.rules import fold, free_among, plain_address
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.journal.rules import FieldRefused, one_row, row
from nhip.portal.delivery.actions import purge

from .access import KEEP
from .choices import ShelfKind
from .models import Shelf


class ShelfNameTaken(FieldRefused):
    """Another of its kind bears the name."""

    field = "name"


@dataclass(frozen=True)
class NewShelf:
    """An author, a topic or a tag to make; `unit` is said of authors alone."""

    kind: ShelfKind
    name: str
    unit: str = ""
    about: str = ""
    is_sample: bool = False


@transaction.atomic
def take_in_shelves(rows: Iterable[NewShelf], *, by: User, at: datetime) -> list[Shelf]:
    """Make authors, topics and tags, all or none.

    Raises WrongRow, whose reason is ShelfNameTaken, MarkedText or PermissionDenied.
    """
    made = []
    for index, new in enumerate(rows):
        with row(index):
            require(by, KEEP)
            shelf = Shelf(kind=new.kind, slug=_address(new), is_sample=new.is_sample)
            _write(shelf, new.name, new.unit, new.about)
            record("shelf.made", about=shelf, by=by, at=at, said={"name": str(shelf)})
            made.append(shelf)
    return made


@transaction.atomic
def make_shelf(
    kind: ShelfKind,
    name: str,
    *,
    unit: str = "",
    about: str = "",
    is_sample: bool = False,
    by: User,
    at: datetime,
) -> Shelf:
    """Make an author, a topic or a tag. Raises ShelfNameTaken, MarkedText or PermissionDenied."""
    with one_row():
        return take_in_shelves([NewShelf(kind, name, unit, about, is_sample)], by=by, at=at)[0]


@transaction.atomic
def set_shelf(
    shelf: Shelf, *, name: str, unit: str = "", about: str, is_used: bool, by: User, at: datetime
) -> Shelf:
    """Name it anew, say what it is about, offer it or not; what was signed keeps the name of then.

    Raises ShelfNameTaken, MarkedText or PermissionDenied.
    """
    require(by, KEEP)
    shelf = Shelf.objects.select_for_update().get(pk=shelf.pk)
    before = str(shelf)
    shelf.retired_at = None if is_used else shelf.retired_at or at
    _write(shelf, name, unit, about)
    said = {"from": before, "to": str(shelf), "is_used": is_used}
    record("shelf.set", about=shelf, by=by, at=at, said=said)
    purge(f"shelf:{shelf.pk}")
    return shelf


def _address(new: NewShelf) -> str:
    stem = plain_address(new.name) or "ten"
    neighbours = Shelf.objects.filter(kind=new.kind, slug__startswith=stem)
    return free_among(set(neighbours.values_list("slug", flat=True)), stem)


def _write(shelf: Shelf, name: str, unit: str, about: str) -> None:
    """Refuse a name another bears: of authors in the same unit, of all else whatever its marks."""
    shelf.name, shelf.about = " ".join(name.split()), about
    shelf.key = fold(shelf.name)
    others = Shelf.objects.filter(kind=shelf.kind).exclude(pk=shelf.pk)
    if shelf.kind == ShelfKind.AUTHOR:
        shelf.unit = " ".join(unit.split())
        others = others.filter(name=shelf.name, unit=shelf.unit)
    else:
        others = others.filter(key=shelf.key)
    if taken := others.first():
        raise ShelfNameTaken(_("“%(name)s” is there already.") % {"name": taken})
    shelf.save()
