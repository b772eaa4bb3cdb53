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
    command = [sys.executable, "-m", "django", "migrate", "--verbosity=0"]
    subprocess.run(command, check=True, env=os.environ | environment)


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


def renew() -> None:
    """Put an empty, migrated database in the place of this process's test database."""
    name = connection.settings_dict["NAME"]
    connection.close()
    if connection.vendor == "sqlite":
        for tail in ("", "-wal", "-shm"):
            Path(f"{name}{tail}").unlink(missing_ok=True)
        shutil.copyfile(migrated_file(), name)
    else:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE {TEMPLATE} STRATEGY file_copy')


def use(name: str) -> None:
    """Point Django at this process's own test database."""
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
    renew()
