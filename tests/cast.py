"""The people and units every test knows.

    root ─┬─ unit ── leaf        planner, chief, editor, publisher, administrator: of the root
          └─ sibling             reporter, unit_chief: of the unit; stranger: reporter of the sibling

The reader has an account and no appointment. Everybody's password is `PASSWORD`.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest

from nhip.organisation.accounts.models import User
from nhip.organisation.people.actions import (
    NewAccount,
    NewAppointment,
    NewName,
    make_first_account,
    take_in_accounts,
    take_in_appointments,
    take_in_posts,
)
from nhip.organisation.people.choices import Role
from nhip.organisation.units.actions import SetUp, take_in_units
from nhip.organisation.units.models import Unit
from tests import worlds

PASSWORD = "mot-cau-du-dai-de-nho"
START = date(2015, 1, 1)
AT = datetime(2015, 1, 1, 1, 0, tzinfo=UTC)


@dataclass
class Cast:
    """See the module."""

    root: Unit
    unit: Unit
    sibling: Unit
    leaf: Unit
    planner: User
    chief: User
    reporter: User
    unit_chief: User
    editor: User
    publisher: User
    reader: User
    stranger: User
    administrator: User


def gather() -> Cast:
    """Set the stage: the units, the accounts, the appointments, all from 2015 on."""
    setup = make_first_account("setup", "", PASSWORD, at=AT)
    root, unit, sibling, leaf = take_in_units(
        [SetUp(code, name, above, START, is_sample=True) for code, name, above in UNITS],
        by=setup,
        at=AT,
    )
    units = {each.code: each for each in (root, unit, sibling, leaf)}
    posts = dict(
        zip(POSTS, take_in_posts(map(NewName, POSTS.values()), by=setup, at=AT), strict=True)
    )
    people = take_in_accounts(
        [NewAccount(name, f"{name}@example.vn", "", setup.password) for name in PEOPLE],
        by=setup,
        at=AT,
    )
    held = zip(people, PEOPLE.values(), strict=True)
    take_in_appointments(
        [
            NewAppointment(user, units[code], posts[role], role, START)
            for user, (role, code) in held
            if role
        ],
        by=setup,
        at=AT,
    )
    return Cast(root, unit, sibling, leaf, **{each.username: each for each in people})


UNITS = [
    ("G", "Cơ quan gốc", ""),
    ("G.07", "Đơn vị 07", "G"),
    ("G.08", "Đơn vị 08", "G"),
    ("G.07.1", "Đơn vị 07.1", "G.07"),
]
PEOPLE: dict[str, tuple[Role | None, str]] = {
    "planner": (Role.PLANNER, "G"),
    "chief": (Role.CHIEF, "G"),
    "reporter": (Role.REPORTER, "G.07"),
    "unit_chief": (Role.CHIEF, "G.07"),
    "editor": (Role.EDITOR, "G"),
    "publisher": (Role.PUBLISHER, "G"),
    "reader": (None, ""),
    "stranger": (Role.REPORTER, "G.08"),
    "administrator": (Role.ADMINISTRATOR, "G"),
}
POSTS = {
    Role.ADMINISTRATOR: "quản trị hệ thống",
    Role.PLANNER: "trợ lý kế hoạch",
    Role.CHIEF: "thủ trưởng",
    Role.REPORTER: "trợ lý báo cáo",
    Role.EDITOR: "biên tập viên",
    Role.PUBLISHER: "biên tập viên xuất bản",
}


@pytest.fixture
def cast(db: None) -> Cast:
    """The people and units every test knows."""
    known: Cast = worlds.objects("cast") if worlds.holds("cast") else gather()
    return known


@pytest.fixture
def laid_out(db: None) -> Any:
    """The reports' desk: a small form, owed by the unit of the cast for the first half of 2022."""
    return worlds.objects("desk")


@pytest.fixture
def stage(db: None) -> Any:
    """One of everything in every room, and the cast: see `tests.doors`."""
    return worlds.objects("stage")
