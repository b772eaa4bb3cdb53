"""Who gets in where: what the rows in each room's `tests/doors.py` are made of, and what is behind them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from types import ModuleType
from typing import Any

from django.core.cache import cache
from django.db import transaction

from nhip.hall.command.catalogues import PACKAGE
from nhip.organisation.accounts.models import User
from nhip.organisation.people.actions import NewAccount, appoint, take_in_accounts
from nhip.organisation.people.choices import Role
from nhip.organisation.people.models import Appointment
from tests.cast import AT, START, Cast

ABSENT = 987654321
ROLES = ("administrator", "planner", "chief", "reporter", "unit_chief", "editor", "publisher",
         "reader", "stranger")  # fmt: skip
STAFF = frozenset(ROLES) - {"reader"}
EDITORS = frozenset({"editor", "publisher"})
REGION = frozenset({"planner", "chief"}) | EDITORS
UNIT = frozenset({"reporter", "unit_chief"})
ANYBODY = frozenset(ROLES) | {"anonymous"}


@dataclass(frozen=True)
class Door:
    """Who gets in, with what in the address.

    `made` names what the room's `made()` tells, `more` follows it in the address, `absent` stands for
    one that is not there. `sees` may know that it is there and are refused (403); for all others it does
    not exist (404).
    """

    who: frozenset[str]
    made: str = ""
    more: tuple[object, ...] = ()
    post: bool = False
    sees: frozenset[str] = frozenset()
    absent: object = ABSENT


def rooms() -> list[ModuleType]:
    """Return every room's table of doors: `DOORS`, and `made()` where an address names something."""
    found = sorted(PACKAGE.glob("**/tests/doors.py"))
    names = [".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts) for file in found]
    return [import_module(name) for name in names]


@dataclass
class Stage:
    """One of everything, of the unit or of the root, and what each room's addresses name.

    `beside` holds people of the same roles in the branch beside the unit's; the others stand at the root only.
    """

    cast: Cast
    desk: Any
    world: Any
    home: Any
    article: Any
    beside: dict[str, User] = field(default_factory=dict)
    made: dict[str, dict[str, object]] = field(default_factory=dict)


def colleague(cast: Cast, role: str) -> User:
    """Appoint somebody to the same role in the branch beside."""
    like = Appointment.objects.get(user=getattr(cast, role))
    by = User.objects.get(username="setup")
    [user] = take_in_accounts([NewAccount(f"{role}_beside", "", "", "")], by=by, at=AT)
    appoint(user, cast.sibling, like.post, Role(like.role), on=START, by=by, at=AT)
    return user


def set_stage(desk: Any) -> Stage:
    """Let every room have something to show."""
    from nhip.hall.actions import draft_article
    from nhip.office.figures.actions import compare_noted
    from nhip.portal.news.actions import set_up_site
    from nhip.portal.news.models import SectionPage
    from nhip.work.reports.tests.desk import LATER
    from nhip.work.reviews.actions import approve_review
    from nhip.work.reviews.tests.world import build

    cast = desk.cast
    world = build(cast)
    home = set_up_site(
        name="G", is_sample=True, sections=[("tin", "Tin tức", "")], by=cast.administrator, at=LATER
    )
    approve_review(world.review, by=cast.chief, at=LATER)
    article = draft_article(world.review, SectionPage.objects.get(), by=cast.editor, at=LATER)
    beside = {role: colleague(cast, role) for role in ("planner", "chief", "reporter")}
    stage = Stage(cast, desk, world, home, article, beside)
    for room in rooms():
        if hasattr(room, "made"):
            stage.made[room.__name__] = room.made(stage)
    compare_noted()
    return stage


@contextmanager
def undone() -> Iterator[None]:
    """Take back what a visit changed."""
    point = transaction.savepoint()
    yield
    transaction.savepoint_rollback(point)
    cache.clear()  # what was refused is counted there
