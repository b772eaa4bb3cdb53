"""The product itself, started as a newcomer starts it, on a copy of one demonstration."""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from nhip.hall.command.catalogues import PACKAGE, ROOT
from nhip.hall.command.folder import MARK
from nhip.hall.command.state import digest
from nhip.organisation.periods.rules import place_of, span_of
from tests.database import KEPT, alone, migrated_file


@dataclass(frozen=True)
class Product:
    """What `nhip demo --json` said, and its process."""

    base_url: str
    data: Path
    pages: dict[str, str]
    accounts: list[dict[str, str]]
    process: subprocess.Popen[str]
    signed_in: dict[str, Any] = field(default_factory=dict)  # what a browser keeps, by user name

    def password(self, username: str) -> str:
        return next(one["password"] for one in self.accounts if one["username"] == username)


def nhip(
    *words: str, database: str = "", module: str = "nhip", **options: object
) -> subprocess.Popen[str]:
    """Start the command in an environment that knows nothing of these tests."""
    ours = ("NHIP_DATA", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "LANG", "LC_ALL")
    environment = {key: value for key, value in os.environ.items() if key not in ours}
    environment["PYTHONPATH"] = str(PACKAGE.parent)
    if database:
        environment["DATABASE_URL"] = database
    line = [sys.executable, "-m", module, *words]
    return subprocess.Popen(line, cwd=ROOT, env=environment, text=True, **options)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def today_there() -> date:
    """Return the day of the place, as the product has it: not every process here knows its zone."""
    return datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()


def built_demonstration() -> Path:
    """Return the demonstration's data folder as this code builds it today; `written.json` beside its data.

    The list there is what wrote past the actions meanwhile.
    """
    today = today_there().isoformat()
    code = digest("**/*.py", "**/static/**/*", "**/*.html", "**/pictures/*")
    kept = KEPT / f"demo-{code}-{today}"
    with alone("demo"):
        if not kept.exists():
            for old in KEPT.glob("demo-*/"):
                shutil.rmtree(old)
            making = KEPT / "demo-making"
            written = KEPT / "written.json"
            words = (str(written), "demo", "--no-serve", "--data", str(making))
            assert nhip(*words, module="tests.writers").wait(300) == 0
            written.rename(making / written.name)
            making.rename(kept)
    return kept


@pytest.fixture(scope="session")
def demonstration() -> Path:
    """The demonstration's data folder, kept for the next run. Copy it."""
    return built_demonstration()


@contextmanager
def started(folder: Path, ending: list[subprocess.Popen[str]] | None = None) -> Generator[Product]:
    """Serve the demonstration in this folder until the end of the block.

    Where `ending` is given, nobody waits there until it has ended: it is put to the others that are ending.
    """
    words = ("demo", "--json", "--data", str(folder), "--port", str(free_port()))
    with (folder.parent / "said.txt").open("w") as errors:
        process = nhip(*words, stdout=subprocess.PIPE, stderr=errors)
        line = process.stdout.readline()
        assert line, (folder.parent / "said.txt").read_text()
        told = json.loads(line)
        try:
            yield Product(process=process, **(told | {"data": folder}))
        finally:
            process.terminate()
            process.stdout.close()
            if ending is None:
                process.wait(30)
            else:
                ending.append(process)


def half_year_now() -> str:
    """Return the days of the half-year the demonstration's reporter fills in, as totals are asked for them."""
    day = today_there()
    span = span_of(15, "half", *place_of(15, "half", day))
    return f"tu={span.start_on}&den={span.last_on}"


def empty_folder(folder: Path) -> Path:
    """Make a data folder in which tables are made and nothing stands: serving it begins sooner."""
    folder.mkdir()
    (folder / MARK).touch()
    shutil.copy(migrated_file(), folder / "nhip.sqlite3")
    return folder


@contextmanager
def begun(folder: Path) -> Generator[dict[str, str]]:
    """Serve an installation in this folder, perhaps empty: what `nhip serve --json` says."""
    words = ("serve", "--json", "--data", str(folder), "--port", str(free_port()))
    with (folder.parent / "said.txt").open("a") as errors:
        process = nhip(*words, stdout=subprocess.PIPE, stderr=errors)
        line = process.stdout.readline()
        assert line, (folder.parent / "said.txt").read_text()
        try:
            yield json.loads(line)
        finally:
            process.terminate()
            process.wait(30)
            process.stdout.close()


@pytest.fixture(scope="session")
def _ending() -> Generator[list[subprocess.Popen[str]]]:
    """Products that were told to end: they do so while the next tests run."""
    ending: list[subprocess.Popen[str]] = []
    yield ending
    for process in ending:
        process.wait(30)


@pytest.fixture(scope="session")
def _shared(
    demonstration: Path, _ending: list[Any], tmp_path_factory: pytest.TempPathFactory
) -> Generator[Product]:
    folder = tmp_path_factory.mktemp("shared") / "demo"
    shutil.copytree(demonstration, folder)
    with started(folder, _ending) as product:
        yield product


@pytest.fixture(scope="module")
def product(
    request: pytest.FixtureRequest,
    demonstration: Path,
    _ending: list[Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> Generator[Product]:
    """A running product of this test file's own; files that say `SHARES_PRODUCT` have one together."""
    if getattr(request.module, "SHARES_PRODUCT", False):
        yield request.getfixturevalue("_shared")
        return
    folder = tmp_path_factory.mktemp("product") / "demo"
    shutil.copytree(demonstration, folder)
    with started(folder, _ending) as product:
        yield product


if __name__ == "__main__":  # what many tests wait for, made before they ask
    migrated_file()
    built_demonstration()
