"""A list of people somebody filled in: what each row says, and what is wrong with it by cell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count
from unicodedata import normalize

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhip.kit.guard.rules import find_mark
from nhip.kit.sheets.cells import Unread, text, written
from nhip.kit.sheets.faults import first_of_cells
from nhip.kit.sheets.reading import Fault, SheetRow
from nhip.kit.text.rules import fold
from nhip.organisation.accounts.rules import read_phone
from nhip.organisation.units.rules import UnitNames

from .choices import AT_THE_ROOT, Role

LENGTHS = {
    "unit": 200,
    "post": 120,
    "name": 150,
    "username": 150,
    "role": 60,
    "email": 254,
    "phone": 40,
}
OPTIONAL = ("name", "username", "email", "phone")
"""Columns a list need not have; a user name is proposed where there is none."""
FAMILIES = (
    "nguyễn|trần|lê|phạm|hoàng|huỳnh|phan|vũ|võ|đặng|bùi|đỗ|hồ|ngô|dương|lý|đào|đinh|trịnh|mai|lương|hà|cao"
    "|tạ|tô|chu|đoàn|vương|lâm|trương|nông|lại|quách|thái|kiều|tống|phùng|nghiêm|la|lò|vi|giàng|thạch|sơn"
)
COMRADE = re.compile(
    r"(?i)^(?:(?:đ/c|đc|đồng chí)(?:\s*[.:]\s*|\s+)"
    rf"|(?:ông/bà[.:]?|(?:ông|bà)[.:]?(?=\s+(?:{FAMILIES})\s))\s+)"
)
"""How lists address people; it is no part of a name. Ông is a family name too: it goes only before another."""
CALLED = {
    Role.CHIEF: ("chỉ huy", "chỉ huy đơn vị", "thủ trưởng đơn vị", "lãnh đạo", "lãnh đạo đơn vị",
                 "người duyệt"),
    Role.PLANNER: ("trợ lý", "kế hoạch", "cán bộ kế hoạch"),
    Role.REPORTER: ("báo cáo", "cán bộ báo cáo", "người lập báo cáo", "người nhập", "nhập liệu"),
    Role.EDITOR: ("biên tập", "người biên tập"),
    Role.PUBLISHER: ("xuất bản", "người xuất bản", "duyệt bài"),
    Role.ADMINISTRATOR: ("quản trị", "quản trị hệ thống", "admin"),
    Role.INSPECTOR: ("kiểm tra", "cán bộ kiểm tra"),
    Role.READER: ("người đọc", "chỉ đọc", "người xem", "chỉ xem"),
}  # fmt: skip
"""What offices call the roles, beside their names."""
POST = re.compile(
    r"(pho|quyen|q\.)? ?(tong )?(giam doc|truong|pho|chanh|chu (tich|nhiem)|bi thu|chuyen vien|nhan vien"
    r"|can bo|ke toan|van thu|thanh tra|chi cuc|cuc|hieu|doi|to|tro ly)\b.*"
)
"""How posts begin: one stands where a role belongs."""
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
    is_proposed: bool = False
    """Whether the user name was proposed here."""


@dataclass(frozen=True)
class KnownPeople:
    """What a list is compared with: units that stand, by code; accounts and addresses, lower case."""

    units: Mapping[str, str]
    root: str
    usernames: Collection[str]
    emails: Collection[str]
    names: Mapping[str, Sequence[tuple[str, Collection[str]]]] = field(default_factory=dict)
    """Who bears a name, as `same_name` writes it: the user name, and the codes of the units worked in."""
    phones: Mapping[str, str] = field(default_factory=dict)


class WrongPeople(ValidationError):
    """A list with faults is not imported, no row of it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = list(faults)
        super().__init__([str(fault) for fault in faults])


def read_people(rows: Sequence[SheetRow]) -> tuple[list[Person], list[Fault]]:
    """Return what rows of text say, and the cells that say nothing we can take.

    A row with such a cell stays, so that what is said of it elsewhere can be checked; an unknown role
    is empty.
    """
    found: list[Person] = []
    faults: list[Fault] = []
    if not rows:
        faults.append(Fault("", _("The list is empty: no row stands under the headings.")))
    for row in rows:
        said = {key: written(row.values.get(key, "")) for key in LENGTHS}
        # Wide letters are the same to an eye.
        said["username"] = normalize("NFKC", said["username"])
        for key, most in LENGTHS.items():
            faults += _faults_of(row, key, most)
        said["name"] = bare_name(said["name"])
        role = role_of(said["role"])
        if said["role"] and role is None:
            faults.append(_no_role(row.cells["role"], said["role"]))
        for key, check, told in (
            ("username", UnicodeUsernameValidator(), NO_NAME),
            ("email", validate_email, NO_ADDRESS),
        ):
            if said[key] and not _passes(check, said[key]):
                faults.append(_told(row.cells[key], told, said[key]))
        try:
            said["phone"] = read_phone(said["phone"])
        except ValidationError as no_phone:
            faults.append(Fault(row.cells["phone"], no_phone.messages[0]))
        said["role"] = role.value if role else ""
        if isinstance(unit := row.values.get("unit", ""), str):
            said["unit"] = unit  # a number stays known as one
        else:
            said["unit"] = ""
        found.append(Person(cells=row.cells, is_proposed=False, **said))
    return found, first_of_cells(faults)


def _faults_of(row: SheetRow, key: str, most: int) -> Iterator[Fault]:
    value, cell = row.values.get(key, ""), row.cells.get(key, "")
    if not value:
        if key not in OPTIONAL:
            yield Fault(cell, _("nothing is written here."))
    elif mark := find_mark(written(value)):
        words = _("carries the mark %(level)s. Classified content may not be put here.")
        yield Fault(cell, words % {"level": mark.level})
    elif key == "phone" or (key == "unit" and isinstance(value, str) and len(value) <= most):
        return  # a number is a telephone's; what a unit's cell says is compared with the units
    else:
        try:
            text(most)(value)
        except Unread as wrong:
            yield wrong.at(cell)


def _no_role(cell: str, said: str) -> Fault:
    roles = ", ".join(str(each.label) for each in Role)
    if POST.fullmatch(fold(said)):
        words = _("“%(value)s” is a post and no role. Roles are: %(roles)s; who heads a unit and approves"
                  " is its “%(chief)s”.")  # fmt: skip
        return Fault.about(cell, words, said, roles=roles, chief=Role.CHIEF.label)
    return Fault.about(cell, _("“%(value)s” is no role. Roles are: %(roles)s."), said, roles=roles)


def _told(cell: str, words: str | Promise, said: str) -> Fault:
    kind = str(words) % {"word": "…"}
    return Fault(cell, str(words) % {"word": said[:60]}, kind, f"“{said[:60]}”")


def settle_people(people: Sequence[Person], known: KnownPeople) -> tuple[list[Person], list[Fault]]:
    """Return people with the codes of their units, and a user name proposed to whoever has none.

    A unit may be named; a user name is made from the full name and is free.
    """
    units = UnitNames(known.units.items())
    taken = {*known.usernames, *(each.username.casefold() for each in people)}
    settled: list[Person] = []
    faults: list[Fault] = []
    for person in people:
        if person.unit:
            try:
                person = replace(person, unit=units.code_of(person.unit))
            except Unread as wrong:
                faults.append(wrong.at(person.cells["unit"]))
                person = replace(person, unit="")
        if not person.username:
            person = replace(
                person, username=propose_username(person.name, taken), is_proposed=True
            )
            taken.add(person.username)
        if not person.username:
            words = _("Write a user name, or the full name one can be made from.")
            faults.append(Fault(person.cells["username"], words))
        settled.append(person)
    return settled, faults


def check_people(people: Sequence[Person], known: KnownPeople) -> list[Fault]:
    """Return what keeps a list from being imported, against all that is kept already."""
    faults: list[Fault] = []
    usernames: dict[str, str] = {}
    emails: dict[str, str] = {}
    for person in people:
        cells = person.cells
        if person.unit and person.unit not in known.units:
            words = _("no unit has the code “%(code)s” today.") % {"code": person.unit}
            faults.append(Fault(cells["unit"], words))
        elif person.unit and person.role in AT_THE_ROOT and person.unit != known.root:
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
                faults.append(_told(cells[key], told, said))
            here.setdefault(same, cells[key])
    return faults


def look_alikes(people: Sequence[Person], known: KnownPeople) -> list[Fault]:
    """Return who may have an account already or stand twice on the list: told, for it may be two people."""
    found: list[Fault] = []
    here: dict[tuple[str, str], str] = {}
    has = _("%(name)s may have an account already: “%(account)s”.")
    twice = _("%(name)s stands in cell %(cell)s already, in the same unit.")
    for person in people:
        name, cell = same_name(person.name), person.cells["name"]
        alike = [
            account
            for account, units in known.names.get(name, ())
            if name and (not units or person.unit in units)
        ]
        if person.phone in known.phones:
            alike.append(known.phones[person.phone])
        for account in dict.fromkeys(alike):
            found.append(Fault(cell, has % {"name": person.name, "account": account}))
        if name and (person.unit, name) in here:
            said = {"name": person.name, "cell": here[person.unit, name]}
            found.append(Fault(cell, twice % said))
        here.setdefault((person.unit, name), cell)
    return found


def same_name(name: str) -> str:
    """Return a name as two writings of it are compared; marks tell names apart, so they stay."""
    return " ".join(bare_name(name).casefold().split())


def bare_name(said: str) -> str:
    """Return a name without how people are addressed in lists: Đ/c, đồng chí, Ông, Bà."""
    return COMRADE.sub("", said.strip())


def propose_username(name: str, taken: Collection[str]) -> str:
    """Return a free user name as offices make them: the given name, then the first letters of the rest.

    "Nguyễn Văn An" is annv, or annv2 where that is taken (`taken` in lower case). Nothing where a name
    has no letter that can be typed without marks.
    """
    words = ["".join(re.findall("[a-z0-9]", word)) for word in fold(bare_name(name)).split()]
    words = [word for word in words if word]
    if not words:
        return ""
    whole = (words[-1] + "".join(word[0] for word in words[:-1]))[: LENGTHS["username"] - 6]
    more = (f"{whole}{number}" for number in count(2))
    return next(word for word in chain([whole], more) if word not in taken)


def role_of(word: str) -> Role | None:
    """Return the role a word names: its name here, its own or what offices call it, any case."""
    names = {fold(name): role for role, its in CALLED.items() for name in its}
    names |= {fold(name): role for role in Role for name in (role.value, str(role.label))}
    return names.get(fold(word))


def _passes(check: object, said: str) -> bool:
    try:
        check(said)  # type: ignore[operator]
    except ValidationError:
        return False
    return True
