"""Verbs: what the rows in each room's `tests/verbs.py` are made of.

A row says of one public function of the room's actions who may, what it writes, what it journals, which
pages it has made anew and which cited figures it marks. `tests/test_verbs.py` holds every row to it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from inspect import getmembers, isfunction
from types import ModuleType
from typing import Any

from nhip.hall.command.catalogues import PACKAGE
from nhip.organisation.accounts.models import User
from tests.doors import Stage

Made = Callable[[Stage], Any]


@dataclass(frozen=True)
class Verb:
    """One verb, done in the world of the stage.

    `given` makes what it is about, `do(thing, by)` does it. `may` are people of the cast; everybody else is
    refused, and so are people of the same roles in the branch beside, unless the verb is asked of no unit
    (`anywhere`). `writes` are tables, the journal's own left out; `purges` the names of what pages show;
    `marks` the keys of cited figures that wait for a decision afterwards. What is journalled bears the name of
    whoever did it, unless it follows by itself (`unsigned`).
    """

    name: str
    do: Callable[[Any, User], object]
    may: frozenset[str]
    given: Made = lambda stage: stage
    anywhere: bool = False
    writes: frozenset[str] = frozenset()
    journals: tuple[str, ...] = ()
    unsigned: frozenset[str] = frozenset()
    purges: Callable[[Stage], set[str]] = lambda stage: set()
    marks: frozenset[str] = frozenset()


def tables() -> list[ModuleType]:
    """Return every room's table of verbs: `VERBS`, and `HOUSE`, which no person is asked for."""
    found = sorted(PACKAGE.glob("**/tests/verbs.py"))
    names = [".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts) for file in found]
    return [import_module(name) for name in names]


def actions_of(table: ModuleType) -> Iterator[str]:
    """Yield the public functions of a room's actions; a bulk twin is compared with its single verb."""
    package = f"{table.__name__.removesuffix('.tests.verbs')}.actions"
    for name, function in getmembers(import_module(package), isfunction):
        ours = function.__module__.startswith(package)
        if ours and not name.startswith(("_", "take_in_")):
            yield name
