"""Where figures come from and which texts hold them; upper rooms register in `apps.ready()`."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any, Protocol

from django.db.models import QuerySet

from nhip.organisation.accounts.models import User


@dataclass(frozen=True)
class Reference:
    """What is counted, for whom, over which days (half-open), on which basis."""

    key: str
    unit_id: int
    start_on: date
    end_on: date
    basis: str


@dataclass(frozen=True)
class Resolved:
    """What a source says now. `amount` is None where nothing has been reported: missing is not 0.

    `coverage` and `parts` are words for readers; `n` and `of_n` the same coverage for drawing. `years` says
    what it was in each year (`rules.write_years`): "" where its window is not of several whole years, where
    they do not make the whole, or where one has no answer or counts too few people.
    """

    amount: int | None
    decimals: int
    label: str
    definition: str
    measure: str
    coverage: str
    parts: str
    is_sample: bool
    is_withheld: bool
    n: int | None = None
    of_n: int | None = None
    years: str = ""

    @property
    def how_many(self) -> str:
        """Return how many of how many are there, "20/21"; "" where none can be missing."""
        return "" if self.of_n is None else f"{self.n}/{self.of_n}"


@dataclass(frozen=True)
class Offer:
    """A figure one may choose, with its window in words."""

    ref: Reference
    label: str
    window: str
    resolved: Resolved


@dataclass(frozen=True)
class Verbs:
    """Who binds figures to a kind of text, and who decides when one of them changed.

    A text that is `for_public` cites only what is accepted and released; others what their writer may see.
    Who decides is asked of the unit the figure counts for; where `decided_by` says which texts a person
    decides about, of the unit the text is of. Of a text that is not done yet others may decide (`draft`).
    """

    bind: str = "figures.pin"
    decide: str = "figures.decide"
    for_public: bool = True
    decided_by: Callable[[User], QuerySet[Any, Any]] | None = None
    draft: str = ""


@dataclass(frozen=True)
class CitingText:
    """The text a pin stands in."""

    title: str
    url: str
    edit_url: str
    unit_id: int
    is_public: bool
    has_readers: bool = True  # False: staff alone read it, so corrections need no line for readers
    is_draft: bool = False


@dataclass(frozen=True)
class Event:
    """What happened to a record: words, the moment, the page of the record, and by whom."""

    words: str
    at: datetime
    link: str = ""
    by: User | None = None

    @property
    def key(self) -> str:
        """Return a name that is the same wherever the event is told again."""
        by = self.by.pk if self.by else None
        said = [self.words, self.link, self.at.astimezone(UTC).isoformat(), by]
        return sha256(json.dumps(said).encode()).hexdigest()


@dataclass(frozen=True)
class Move:
    """What figures may say otherwise now: those counted under `keys`, of a unit, over some days (half-open).

    Without keys, unit or basis it is about all of them; with `pin_id` about that pin alone.
    """

    keys: Collection[str]
    unit_id: int | None
    start_on: date
    end_on: date
    event: Event
    basis: str = ""
    pin_id: int | None = None


class Source(Protocol):
    """A room that can say what a reference stands for."""

    def resolve(self, ref: Reference) -> Resolved | None:
        """Return what it says now; None when the key is not its own, or no longer exists."""
        ...

    def search(self, text: str, unit_id: int) -> list[Offer]:
        """Return figures of a unit whose name or key matches, blind to marks and case."""
        ...

    def addresses(
        self, refs: Collection[Reference], by: User | None = None
    ) -> dict[Reference, str]:
        """Return the staff pages that explain figures; those whose key is not its own are left out."""
        ...


class Holder(Protocol):
    """A room whose texts hold pins.

    One whose readers read a figure in several formats offers `formats(holder_id) -> dict[int, set[str]]`
    besides: by pin, those it is placed in ("": the pin's own).
    """

    def describe(self, holder_ids: Collection[int]) -> dict[int, CitingText]:
        """Return what staff are told of texts, in a fixed number of queries; those gone are left out."""
        ...

    def refreshed(self, holder_id: int, by: User, at: datetime) -> None:
        """Take note that a pin of the text changed in value, state or note."""
        ...


_sources: list[Source] = []
_holders: dict[str, Holder] = {}
_verbs: dict[str, Verbs] = {}


def register_source(source: Source) -> None:
    """Ask this source about references from now on."""
    _sources.append(source)


def register_holder(name: str, holder: Holder, verbs: Verbs = Verbs()) -> None:
    """Let pins name this kind of text, and these people answer for its figures."""
    _holders[name], _verbs[name] = holder, verbs


def holder(name: str) -> Holder:
    """Return the room behind a kind of text. KeyError when none registered."""
    return _holders[name]


def formats_of(name: str, holder_id: int) -> Mapping[int, Collection[str]]:
    """Return, by pin, the formats a text's readers read it in; nothing where its room does not say."""
    said: Mapping[int, Collection[str]] = {}
    if asked := getattr(_holders.get(name), "formats", None):
        said = asked(holder_id)
    return said


def is_held(name: str) -> bool:
    """Return whether a room registered this kind of text."""
    return name in _holders


def verbs_of(name: str) -> Verbs:
    """Return who answers for the figures in a kind of text."""
    return _verbs.get(name, Verbs())


def deciders() -> dict[str, Verbs]:
    """Return, by kind of text, who decides when a figure of it changed."""
    return dict(_verbs)


def asked_of(name: str, unit_id: int, text: CitingText) -> tuple[str, int]:
    """Return which permission decides about a figure of a text, and for which unit it is asked.

    `unit_id` is the unit the figure counts for.
    """
    verbs = verbs_of(name)
    if verbs.decided_by is None:
        return verbs.decide, unit_id
    return (verbs.draft or verbs.decide) if text.is_draft else verbs.decide, text.unit_id


def resolve(ref: Reference) -> Resolved | None:
    """Return what the sources say now; None when no source knows the key (any longer)."""
    for source in _sources:
        if (resolved := source.resolve(ref)) is not None:
            return resolved
    return None


def resolve_all(refs: Iterable[Reference]) -> dict[Reference, Resolved | None]:
    """Return what the sources say of several references, each asked once.

    A source that can answer many at one stroke offers `resolve_all(refs) -> dict` besides.
    """
    wanted = list(dict.fromkeys(refs))
    found: dict[Reference, Resolved | None] = dict.fromkeys(wanted)
    for source in _sources:
        open_refs = [ref for ref in wanted if found[ref] is None]
        if not open_refs:
            break
        if many := getattr(source, "resolve_all", None):
            found.update(many(open_refs))
        else:
            found.update({ref: source.resolve(ref) for ref in open_refs})
    return found


def search(text: str, unit_id: int) -> list[Offer]:
    """Return what every source offers for a chooser."""
    return [offer for source in _sources for offer in source.search(text, unit_id)]


def describe(texts: Iterable[tuple[str, int]]) -> dict[tuple[str, int], CitingText]:
    """Return what staff are told of texts, named by kind and id: each kind is asked once.

    Those that are gone, or of a kind nobody registered, are left out.
    """
    asked: dict[str, set[int]] = {}
    for name, holder_id in texts:
        asked.setdefault(name, set()).add(holder_id)
    return {
        (name, holder_id): text
        for name, ids in asked.items()
        if is_held(name)
        for holder_id, text in holder(name).describe(ids).items()
    }


def address(ref: Reference) -> str:
    """Return the staff page that explains a figure, or ""."""
    return addresses([ref])[ref]


def addresses(refs: Iterable[Reference], by: User | None = None) -> dict[Reference, str]:
    """Return the staff pages that explain figures, "" where there is none; see `Source.addresses`.

    Of somebody: those that this person may open.
    """
    wanted = list(dict.fromkeys(refs))
    found = dict.fromkeys(wanted, "")
    for source in _sources:
        open_refs = [ref for ref in wanted if not found[ref]]
        if open_refs:
            found.update(source.addresses(open_refs, by))
    return found
