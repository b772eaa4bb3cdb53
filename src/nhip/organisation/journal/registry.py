"""What records and verbs are called in words; and kinds before: entries are never rewritten."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.db.models import Model
from django.utils.functional import Promise

from nhip.organisation.accounts.models import User

from .access import may_see

_former: dict[str, list[str]] = {}


def was_called(model: type[Model], name: str) -> None:
    """Say what a model was called in entries written before it moved: `was_called(Form, "reports.form")`."""
    _former.setdefault(model._meta.label_lower, []).append(name)


def names_of(model: type[Model] | Model) -> list[str]:
    """Return what entries call records of this kind, today's name first."""
    return [model._meta.label_lower, *_former.get(model._meta.label_lower, [])]


@dataclass(frozen=True)
class Named:
    """How a page of the journal writes a record, and where it leads whoever may do the verb `see`."""

    words: str
    url: str = ""
    see: str = ""

    def as_seen_by(self, user: User) -> Named:
        """Return it without its address where that would answer this person that nothing is there."""
        return self if may_see(user, self.see) else Named(self.words)


@dataclass(frozen=True)
class KindOfRecord:
    """What a room tells of its records: their names by id, in one go, and which bear some words."""

    names: Callable[[Collection[str]], Mapping[str, Named]]
    find: Callable[[str], Collection[str]]


_kinds: dict[str, KindOfRecord] = {}
_deeds: dict[str, str | Promise] = {}


def tell_kind(label: str, kind: KindOfRecord) -> None:
    """Say how records of a kind are written and found: `tell_kind("units.unit", KindOfRecord(…))`."""
    _kinds[label] = kind


def kinds() -> Mapping[str, KindOfRecord]:
    """Return what is known of kinds of records, by what entries call them."""
    return _kinds


def name_deeds(words: Mapping[str, str | Promise]) -> None:
    """Say what verbs mean, in words: `name_deeds({"report.submitted": _("Report handed in")})`."""
    _deeds.update(words)


def deeds() -> Mapping[str, str | Promise]:
    """Return all verbs that have words."""
    return _deeds


def deed(verb: str) -> str:
    """Write a verb in the reader's language; one without words shows plainly."""
    return str(_deeds.get(verb, verb))
