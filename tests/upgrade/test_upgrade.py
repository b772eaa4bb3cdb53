"""Installations of every earlier day come up to today's code with all their records."""

import lzma
import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from nhip.hall.tools.keeping import JOURNAL_KEY
from tests import postgres
from tests.database import migrate
from tests.product import nhip

ORDER = ["first-light", "delivery", "reporting-1"]  # the oldest first; what is not named came after


def age(kept: Path) -> tuple[int, str]:
    return (ORDER.index(kept.name) if kept.name in ORDER else len(ORDER)), kept.name


ALL = sorted((found.parent for found in Path(__file__).parent.glob("*/nhip.sqlite3.xz")), key=age)
KEPT = ALL if os.environ.get("NHIP_ALL_UPGRADES") == "1" else [ALL[0], ALL[-1]]
REBUILT = ("modelsearch_", "sqlite_")  # the search index, and SQLite's own
# Tables that were renamed: when their models moved to rooms of their own, or got a name of their own.
MOVED = {
    "reports_form": "forms_form",
    "reports_section": "forms_section",
    "reports_row": "forms_row",
    "reports_rowcheck": "forms_rowcheck",
    "reports_rowcheck_others": "forms_rowcheck_others",
    "reports_regime": "duties_regime",
    "reports_regime_units": "duties_regime_units",
    "reports_reuse": "duties_reuse",
    "reports_obligation": "duties_obligation",
    "reports_extension": "duties_extension",
    "reports_entry": "reports_draftcell",
}


def unpacked(kept: Path, name: str, folder: Path) -> Path:
    (folder / name).write_bytes(lzma.decompress((kept / f"{name}.xz").read_bytes()))
    return folder / name


def restored(kept: Path, folder: Path, purpose: str = "upgrade") -> str:
    """Return the address of a copy of the kept database, on the engine this run is about."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{unpacked(kept, 'nhip.sqlite3', folder)}"
    name = f"kept_{kept.name.replace('-', '_')}_{purpose}"
    template = os.environ["DATABASE_URL"]
    with psycopg.connect(template, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    url = f"{template.rpartition('/')[0]}/{name}"
    dump = unpacked(kept, "nhip.dump", folder)
    line = [postgres.find() / "pg_restore", "--no-owner", f"--dbname={url}", dump]
    subprocess.run(line, check=True)
    return url


def opened(url: str) -> closing:
    """Open a database of either engine; it is closed at the end of the block."""
    if url.startswith("sqlite"):
        return closing(sqlite3.connect(url.removeprefix("sqlite:///")))
    return closing(psycopg.connect(url))


def counts(url: str) -> dict[str, int]:
    """How many rows each table has."""
    tables = "SELECT name FROM sqlite_master WHERE type = 'table'"
    if not url.startswith("sqlite"):
        tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    with opened(url) as server:
        names = [name for (name,) in server.execute(tables) if not name.startswith(REBUILT)]
        return {
            name: server.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names
        }


@pytest.mark.django_db
@pytest.mark.parametrize("kept", KEPT, ids=lambda kept: kept.name)
def test_every_record_survives_and_the_journal_is_whole(kept, tmp_path, monkeypatch):
    url = restored(kept, tmp_path)
    before = counts(url)
    migrate(url)
    after = counts(url)
    assert {name: n for name, n in before.items() if after.get(MOVED.get(name, name), 0) < n} == {}

    (tmp_path / "nhip.lock").touch()
    monkeypatch.setenv("JOURNAL_KEY", JOURNAL_KEY)
    verifying = nhip("verify-journal", "--data", str(tmp_path), database=url)
    assert verifying.wait(120) == 0
