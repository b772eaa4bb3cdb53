"""One migrated database, kept between runs and copied to whoever needs an empty one."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from nhip.hall.command.state import digest

KEPT = Path(__file__).resolve().parents[1] / "var" / "tests"
TEMPLATE = "nhip_empty"
# Each step makes models anew, and the search for waste among them takes a quarter of the time.
MIGRATE = """
import gc
from django.core.management import execute_from_command_line
gc.set_threshold(100_000, 20, 20)
execute_from_command_line(["django", "migrate", "--verbosity=0"])
"""


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Let one process at a time in, among all that run tests here."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def state() -> str:
    """Return a digest of all that decides what an empty database looks like."""
    return digest("**/migrations/*.py", "**/apps.py")


def migrate(url: str) -> None:
    """Migrate the empty database at this address, in a process that knows no test database."""
    environment = {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "nhip.config.settings.test",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    subprocess.run([sys.executable, "-c", MIGRATE], check=True, env=os.environ | environment)


def migrated_file() -> Path:
    """Return the migrated SQLite file, making it when migrations or packages have changed."""
    kept = KEPT / f"empty-{state()}.sqlite3"
    with alone("sqlite"):
        if not kept.exists():
            for old in KEPT.glob("*.sqlite3*"):
                old.unlink()
            making = KEPT / "making.sqlite3"
            migrate(f"sqlite:///{making}")
            making.rename(kept)
    return kept


_own = ""  # where this process keeps its copies: a folder, or how their names begin
_entered = ""  # the world whose copy the connection reaches
_renewed: dict[str, int] = {}  # how often this process's copy of a world was made anew
_made: set[str] = set()  # the worlds this process has copied already


def use(own: str) -> None:
    """Give this process its own copies, in this folder or by names that begin so; enter the empty one."""
    global _own
    _own = own
    enter("empty")


def entered() -> str:
    """Return the world whose copy this process is in."""
    return _entered


def enter(world: str) -> None:
    """Reach this process's copy of a world, making it when it is first asked for."""
    global _entered
    _point_at(_copy_of(world))
    _entered = world
    if world not in _made:
        renew()
        _made.add(world)


def renew() -> None:
    """Put a new copy of its world in the place of this process's test database.

    A file gets another name: what a browser asked for last may still be answered out of the old one.
    """
    connection.close()
    old = _copy_of(_entered)
    _renewed[_entered] = _renewed.get(_entered, 0) + 1
    _copy(template(_entered), _copy_of(_entered))
    _point_at(_copy_of(_entered))
    if connection.vendor == "sqlite":
        _remove(old)


@contextmanager
def making(world: str, on: str) -> Iterator[None]:
    """Make the template of a world out of another: the block writes into it."""
    before = connection.settings_dict["NAME"]
    target = template(world)
    making = f"{target}.making" if connection.vendor == "sqlite" else target
    connection.close()
    _copy(template(on), making)
    _point_at(making)
    try:
        yield
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()
            Path(making).rename(target)
    finally:
        _point_at(before)


def _point_at(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def _copy_of(world: str) -> str:
    if connection.vendor == "sqlite":
        return str(Path(_own) / f"{world}-{_renewed.get(world, 0)}.sqlite3")
    return f"{_own}_{world}"


def template(world: str) -> str:
    """Return the file or the database that copies of a world are made of."""
    if world == "empty":
        return str(migrated_file()) if connection.vendor == "sqlite" else TEMPLATE
    if connection.vendor == "sqlite":
        from tests.worlds import _kept

        return str(_kept() / f"{world}.sqlite3")
    return f"nhip_{world}"


def _remove(file: str) -> None:
    for tail in ("", "-wal", "-shm"):
        Path(f"{file}{tail}").unlink(missing_ok=True)


def _copy(template: str, name: str) -> None:
    if connection.vendor == "sqlite":
        _remove(name)
        shutil.copyfile(template, name)
        return
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE {template} STRATEGY file_copy')
