"""Which tests stay together on one worker: those that would make something costly twice."""

from pathlib import Path

import pytest

from tests import worlds

UPGRADES = Path(__file__).parent / "upgrade"


@pytest.hookimpl(trylast=True)  # when every test that stays has been chosen
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes longest, and tell xdist the groups.

    It reads a group behind the "@" of a test's id, and its own mark does not get there: pytest 9.2 keeps the id
    where xdist 3.8 does not write (pytest-xdist, issue 1386).
    """
    items.sort(key=lambda item: group_of(item) is None)
    if hasattr(config, "workerinput"):
        for item in items:
            if group := group_of(item):
                rename(item, f"{item.nodeid}@{group}")


def group_of(item: pytest.Item) -> str | None:
    """Return the name of what a test shares: one product, one demonstration, one kept database."""
    asked = set(getattr(item, "fixturenames", ()))
    if asked & {"browser", "product"}:
        shares = getattr(item.module, "SHARES_PRODUCT", False)  # type: ignore[attr-defined]
        return "shared" if shares else item.path.stem
    if item.path.is_relative_to(UPGRADES):
        return "upgrade"
    return "demo" if worlds.world_of(item) == "demo" else None


def rename(item: pytest.Item, name: str) -> None:
    """Give a test another id, wherever this pytest keeps it."""
    if hasattr(item, "_id"):
        item._id = type(item._id).parse(name)
    else:
        item._nodeid = name
