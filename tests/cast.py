"""The people and units every test knows.

    root ─┬─ unit ── leaf        planner, chief, editor, publisher, administrator: of the root
          └─ sibling             reporter, unit_chief: of the unit; stranger: reporter of the sibling

The reader has an account and no appointment. Everybody's password is `PASSWORD`.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password

from nhip.organisation.accounts.models import User
from nhip.organisation.people.actions import appoint
from nhip.organisation.people.choices import Role
from nhip.organisation.people.models import Post
from nhip.organisation.units.actions import create_unit
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
    hashed = make_password(PASSWORD)
    setup = User.objects.create(username="setup", password=hashed, is_superuser=True)

    def unit(code: str, name: str, parent: Unit | None) -> Unit:
        return create_unit(code, name, parent, on=START, by=setup, at=AT, is_sample=True)

    def person(username: str, role: Role | None = None, of: Unit | None = None) -> User:
        user = User.objects.create(
            username=username, email=f"{username}@example.vn", password=hashed
        )
        if role and of:
            post, _made = Post.objects.get_or_create(name=POSTS[role])
            appoint(user, of, post, role, on=START, by=setup, at=AT)
        return user

    root = unit("G", "Cơ quan gốc", None)
    below = unit("G.07", "Đơn vị 07", root)
    sibling = unit("G.08", "Đơn vị 08", root)
    return Cast(
        root=root,
        unit=below,
        sibling=sibling,
        leaf=unit("G.07.1", "Đơn vị 07.1", below),
        planner=person("planner", Role.PLANNER, root),
        chief=person("chief", Role.CHIEF, root),
        reporter=person("reporter", Role.REPORTER, below),
        unit_chief=person("unit_chief", Role.CHIEF, below),
        editor=person("editor", Role.EDITOR, root),
        publisher=person("publisher", Role.PUBLISHER, root),
        reader=person("reader"),
        stranger=person("stranger", Role.REPORTER, sibling),
        administrator=person("administrator", Role.ADMINISTRATOR, root),
    )


POSTS = {
    Role.ADMINISTRATOR: "quản trị hệ thống",
    Role.PLANNER: "trợ lý kế hoạch",
    Role.CHIEF: "thủ trưởng",
    Role.REPORTER: "trợ lý báo cáo",
    Role.EDITOR: "biên tập viên",
    Role.PUBLISHER: "thư ký tòa soạn",
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
