"""A list of people somebody filled in: what each row says, and what is wrong with it by cell."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from unicodedata import normalize

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhip.kit.guard.rules import find_mark
from nhip.kit.sheets.reading import Fault, SheetRow, Value
from nhip.kit.text.rules import fold, write_day
from nhip.organisation.accounts.rules import read_phone

from .choices import AT_THE_ROOT, Role

LENGTHS = {
    "unit": 32,
    "post": 120,
    "name": 150,
    "username": 150,
    "role": 60,
    "email": 254,
    "phone": 40,
}
OPTIONAL = ("name", "email", "phone")
COMRADE = re.compile(r"(?i)^(?:đ/c|đc\.?|đồng chí)\s+")
"""How lists address people; it is no part of a name."""
NO_NAME = gettext_lazy("“%(word)s” is no user name. Letters, digits and @ . + - _ only, no spaces.")
NO_ADDRESS = gettext_lazy("“%(word)s” is no e-mail address.")
NAME_TAKEN = gettext_lazy("the user name “%(word)s” is taken.")
ADDRESS_TAKEN = gettext_lazy("the address “%(word)s” belongs to another account.")


@dataclass(frozen=True)
class Person:
    """What one row says; `cells` says where, by column."""

    unit: str
    post: str
    name: str
    username: str
    role: str
    email: str
    cells: Mapping[str, str]
    phone: str = ""


@dataclass(frozen=True)
class KnownPeople:
    """What a list is compared with: units that stand, by code; accounts and addresses, lower case."""

    units: Mapping[str, str]
    root: str
    usernames: Collection[str]
    emails: Collection[str]


class WrongPeople(ValidationError):
    """A list with faults is not imported, no row of it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = list(faults)
        super().__init__([str(fault) for fault in faults])


def read_people(rows: Sequence[SheetRow]) -> tuple[list[Person], list[Fault]]:
    """Return what rows of text say, and the cells that say nothing we can take."""
    found: list[Person] = []
    faults: list[Fault] = []
    if not rows:
        faults.append(Fault("", _("The list is empty: no row stands under the headings.")))
    for row in rows:
        wrong = len(faults)
        said = {key: _text(row.values.get(key, "")) for key in LENGTHS}
        said["username"] = normalize(
            "NFKC", said["username"]
        )  # wide letters are the same to an eye
        for key, most in LENGTHS.items():
            if not said[key] and key not in OPTIONAL:
                faults.append(Fault(row.cells[key], _("nothing is written here.")))
            elif len(said[key]) > most:
                words = _("more than %(most)d letters.") % {"most": most}
                faults.append(Fault(row.cells[key], words))
            elif mark := find_mark(said[key]):
                words = _("carries the mark %(level)s. Classified content may not be put here.")
                faults.append(Fault(row.cells[key], words % {"level": mark.level}))
        said["name"] = COMRADE.sub("", said["name"])
        role = role_of(said["role"])
        if said["role"] and role is None:
            unknown = _("“%(word)s” is no role. Roles are: %(roles)s.")
            roles = ", ".join(str(each.label) for each in Role)
            shown = {"word": said["role"][:40], "roles": roles}
            faults.append(Fault(row.cells["role"], unknown % shown))
        for key, check, told in (
            ("username", UnicodeUsernameValidator(), NO_NAME),
            ("email", validate_email, NO_ADDRESS),
        ):
            if said[key] and not _passes(check, said[key]):
                faults.append(Fault(row.cells[key], told % {"word": said[key][:60]}))
        try:
            said["phone"] = read_phone(said["phone"])
        except ValidationError as no_phone:
            faults.append(Fault(row.cells["phone"], no_phone.messages[0]))
        if len(faults) == wrong and role:
            found.append(Person(**{**said, "role": role.value}, cells=row.cells))
    return found, faults


def check_people(people: Sequence[Person], known: KnownPeople) -> list[Fault]:
    """Return what keeps a list from being imported, against all that is kept already."""
    faults: list[Fault] = []
    usernames: dict[str, str] = {}
    emails: dict[str, str] = {}
    for person in people:
        cells = person.cells
        if person.unit not in known.units:
            words = _("no unit has the code “%(code)s” today.") % {"code": person.unit}
            faults.append(Fault(cells["unit"], words))
        elif person.role in AT_THE_ROOT and person.unit != known.root:
            words = _("this role is given in the unit on top only: “%(code)s”.")
            faults.append(Fault(cells["role"], words % {"code": known.root}))
        for key, said, here, kept, told in (
            ("username", person.username, usernames, known.usernames, NAME_TAKEN),
            ("email", person.email, emails, known.emails, ADDRESS_TAKEN),
        ):
            same = said.casefold()
            if same and same in here:
                twice = _("“%(word)s” stands in cell %(cell)s already.")
                faults.append(Fault(cells[key], twice % {"word": said, "cell": here[same]}))
            elif same and same in kept:
                faults.append(Fault(cells[key], told % {"word": said}))
            here.setdefault(same, cells[key])
    return faults


def propose_username(name: str, taken: Collection[str]) -> str:
    """Return a free user name as offices make them: the given name, then the first letters of the rest.

    "Nguyễn Văn An" is annv, or annv2 where that is taken (`taken` in lower case). Nothing where a name
    has no letter that can be typed without marks.
    """
    words = [
        "".join(re.findall("[a-z0-9]", word))
        for word in fold(COMRADE.sub("", name.strip())).split()
    ]
    words = [word for word in words if word]
    if not words:
        return ""
    whole = (words[-1] + "".join(word[0] for word in words[:-1]))[: LENGTHS["username"] - 6]
    more = (f"{whole}{number}" for number in count(2))
    return next(word for word in chain([whole], more) if word not in taken)


def role_of(word: str) -> Role | None:
    """Return the role a word names: by its name in the reader's language or its own, any case."""
    names = {fold(name): role for role in Role for name in (role.value, str(role.label))}
    return names.get(fold(word))


def _passes(check: object, said: str) -> bool:
    try:
        check(said)  # type: ignore[operator]
    except ValidationError:
        return False
    return True


def _text(value: Value) -> str:
    return value if isinstance(value, str) else write_day(value)
