"""Databases with somebody in them: made once by the verbs, kept, and copied to whoever asks.

A test that asks for one of the fixtures below starts in the database named beside it, and gets the objects that
were made with it; what it changes is rolled back. Every other test starts in the empty one.
"""

import hashlib
import json
import pickle
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction

from nhip.hall.command.state import digest
from tests import database
from tests.writers import writing_past_actions

# The richest first: a fixture that leans on another starts in its own world.
FIXTURES = {"built": "demo", "stage": "stage", "laid_out": "desk", "cast": "cast"}


FILES = ("media", "papers", "attachments")  # folders of the data folder


@dataclass(frozen=True)
class World:
    """What is done in a copy of which other world, by which function, as `module:name`."""

    on: str
    made_by: str
    commits: bool = False

    def make(self, below: Any) -> Any:
        """Make it; unless it commits by itself, what waits for the commit is left out as in a test."""
        module, _colon, name = self.made_by.partition(":")
        build: Callable[..., Any] = getattr(import_module(module), name)
        if self.commits:
            return build()
        with transaction.atomic():
            made = build(*below)
            connection.run_on_commit.clear()
        return made


WORLDS = {
    "cast": World("empty", "tests.cast:gather"),
    "desk": World("cast", "nhip.work.reports.tests.desk:lay_out"),
    "stage": World("desk", "tests.doors:set_stage"),
    "demo": World("empty", "tests.worlds:build_demonstration", commits=True),
}


def build_demonstration() -> set[str]:
    """Build the demonstration as `nhip demo` does; return what wrote past the actions meanwhile."""
    from nhip.hall import demo

    with writing_past_actions() as told:
        demo.build(lambda share, what: None)
    return told


def world_of(item: pytest.Item) -> str:
    """Return the world a test starts in."""
    asked = getattr(item, "fixturenames", ())
    return next((world for fixture, world in FIXTURES.items() if fixture in asked), "empty")


def holds(world: str) -> bool:
    """Is what belongs to this world in the database of now?"""
    here = database.entered()
    while here != world and here in WORLDS:
        here = WORLDS[here].on
    return here == world


def objects(world: str) -> Any:
    """Return the objects that were made with a world, each time new ones."""
    return pickle.loads(_pickled(_kept(), world))


@cache
def _pickled(kept: Path, world: str) -> bytes:
    return (kept / f"{world}.pickle").read_bytes()


def enter(world: str) -> None:
    """Have the database of a world in the place of the one of now, with its files."""
    if database.entered() != world:
        if world in WORLDS:
            ensure(world)
        database.enter(world)
    files = _kept() / f"{world}-files"
    if files.exists():
        shutil.copytree(files, settings.DATA, dirs_exist_ok=True)


def ensure(world: str) -> None:
    """Make a world, and those it stands on, unless it is kept from an earlier run of this code."""
    told = _kept() / f"{world}.pickle"
    with database.alone(f"world-{world}-{connection.vendor}"):
        if told.exists():
            return
        if world == "demo" and connection.vendor == "sqlite":
            made: Any = _copied(world)
        else:
            made = _made(world)
        part = told.with_suffix(".part")
        part.write_bytes(pickle.dumps(made))
        part.rename(told)


def _made(world: str) -> Any:
    """Make a world by its function, and keep the files it leaves."""
    asked = WORLDS[world]
    if asked.on in WORLDS:
        ensure(asked.on)
    before = set(_files())
    with database.making(world, asked.on):
        below = (objects(asked.on),) if asked.on in WORLDS else ()
        made = asked.make(below)
    for file in set(_files()) - before:
        kept = _kept() / f"{world}-files" / file.relative_to(settings.DATA)
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, kept)
    return made


def _copied(world: str) -> set[str]:
    """Take the demonstration that the command built, with its files; return what wrote past the actions."""
    from tests.product import built_demonstration

    folder = built_demonstration()
    shutil.copyfile(folder / "nhip.sqlite3", database.template(world))
    for name in FILES:
        if (folder / name).exists():
            shutil.copytree(folder / name, _kept() / f"{world}-files" / name)
    return set(json.loads((folder / "written.json").read_text()))


def _files() -> list[Path]:
    return [
        file for name in FILES for file in Path(settings.DATA, name).rglob("*") if file.is_file()
    ]


@cache
def _kept() -> Path:
    """Return the folder of all worlds this code makes today: a demonstration is about the day it is built."""
    if connection.vendor != "sqlite":  # the throw-away server's own
        kept = Path(connection.settings_dict["HOST"]) / "worlds"
        kept.mkdir(exist_ok=True)
        return kept
    seen = hashlib.sha256(digest("**/*.py").encode() + date.today().isoformat().encode())  # noqa: DTZ011
    for file in sorted(Path(__file__).parent.glob("*.py")):
        seen.update(file.read_bytes())
    kept = database.KEPT / f"worlds-{seen.hexdigest()[:16]}"
    with database.alone("worlds"):
        for old in database.KEPT.glob("worlds-*"):
            if old.is_dir() and old != kept:
                shutil.rmtree(old)
        kept.mkdir(exist_ok=True)
    return kept
