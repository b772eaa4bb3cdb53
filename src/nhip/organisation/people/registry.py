"""Which role may do what: every room declares its verbs here in `apps.ready()`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext

from nhip.organisation.accounts.models import User

from .choices import Role, Scope

Allowed = Mapping[Role, Scope]

_allowed: dict[str, Allowed] = {}


def allow(table: Mapping[str, Allowed]) -> None:
    """Declare verbs: `allow({"reports.fill": {Role.REPORTER: Scope.OWN}})`.

    `Role.READER` stands for everybody who is signed in, appointed or not, and for every unit.
    """
    for verb, allowed in table.items():
        if _allowed.setdefault(verb, allowed) != allowed:
            raise ValueError(f"{verb} is declared twice")


_subjects: dict[tuple[str, str], str | Promise] = {}


def name_subjects(verb: str, names: Iterable[tuple[str, str | Promise]]) -> None:
    """Say how the table of authority writes what a room deals with: `name_subjects("issue", Kind.choices)`."""
    _subjects.update({(verb, code): words for code, words in names})


_naming: dict[str, Callable[[str], str]] = {}


_knowing: dict[str, Callable[[], Mapping[str, str]]] = {}


def name_subjects_by(
    verb: str, name_of: Callable[[str], str], known: Callable[[], Mapping[str, str]]
) -> None:
    """Say who knows what a room deals with, where its kinds are data: `name_of` gives "" for others.

    `known` gives the names of all kinds by code.
    """
    _naming[verb], _knowing[verb] = name_of, known


def subject_name(verb: str, code: str) -> str:
    """Return what a line of the table of authority is about, in words."""
    if not code:
        return gettext("every kind")
    known = _naming[verb](code) if verb in _naming else ""
    return known or str(_subjects.get((verb, code), code))


def subjects(verb: str) -> dict[str, str]:
    """Return what a line of the table may be about for a verb: names by code, every kind left out."""
    if verb in _knowing:
        return dict(_knowing[verb]())
    return {code: str(words) for (of, code), words in _subjects.items() if of == verb}


@dataclass(frozen=True)
class OpenWork:
    """Something that waits for a person by a post held: what, and more about it."""

    words: str
    note: str


_open_work: list[Callable[[User, datetime], Iterable[OpenWork]]] = []


def register_open_work(read: Callable[[User, datetime], Iterable[OpenWork]]) -> None:
    """Say what waits for a person at a moment; it is listed where somebody leaves."""
    _open_work.append(read)


def open_work(user: User, at: datetime) -> list[OpenWork]:
    """Return what waits for a person, of all rooms."""
    return [line for read in _open_work for line in read(user, at)]


_lists: list[str] = []


def take_lists_at(url_name: str) -> None:
    """Say where lists of lines are taken in: the page of the table of authority leads there."""
    _lists[:] = [url_name]


def list_address() -> str:
    """Return where a list of lines is taken in, "" where no room does."""
    return reverse(_lists[0]) if _lists else ""


def roles_for(verb: str) -> Allowed | None:
    """Return who may do this verb and how far it reaches, or None for a verb nobody declared."""
    return _allowed.get(verb)
