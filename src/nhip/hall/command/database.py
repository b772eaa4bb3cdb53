"""The database of a data folder, looked at before Django knows of it: is it there, whose is it?

In it stands one row of no model, `nhip_belonging`: what for, and sealed with whose key. It must be read
before anything is migrated, by older and newer code alike, and go along with every copy.
"""

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import dj_database_url
import psycopg

from nhip.hall.command.folder import A_LOOK, CommandRefused
from nhip.hall.command.language import _

PATIENCE = 5  # seconds until a server counts as away
BELONGING = (
    "CREATE TABLE IF NOT EXISTS nhip_belonging"
    " (id integer PRIMARY KEY CHECK (id = 1), purpose text NOT NULL, journal_key text NOT NULL)"
)
FIRST_WORDS = (
    "SELECT said, salt, digest FROM journal_detail JOIN journal_entry ON id = entry_id"
    " WHERE digest <> '' ORDER BY id LIMIT 1"
)


@dataclass(frozen=True)
class Found:
    """What a database says of itself. `words` are the journal's first, with salt and keyed digest."""

    tables: frozenset[str] = frozenset()
    purpose: str | None = None
    journal_key: str | None = None
    migrations: set[tuple[str, str]] = field(default_factory=set)
    words: tuple[dict[str, Any], str, str] | None = None


class Database:
    """A database by its address."""

    def __init__(self, url: str) -> None:
        self.url = url
        try:
            self.named = dj_database_url.parse(url)
        except ValueError as error:
            raise CommandRefused(
                _("DATABASE_URL is not the address of a database of PostgreSQL or SQLite.")
            ) from error
        engine = self.named["ENGINE"].rpartition(".")[2]
        self.is_file = engine == "sqlite3"
        if not self.is_file and engine != "postgresql":
            raise CommandRefused(
                _("DATABASE_URL is not the address of a database of PostgreSQL or SQLite.")
            )

    @property
    def file(self) -> Path:
        """Return where a database of SQLite lies."""
        return Path(self.named["NAME"]).resolve()

    @property
    def place(self) -> tuple[str, ...]:
        """Return where it is: the same for the same database, whoever asks with which password."""
        if self.is_file:
            return (str(self.file),)
        return self.named["HOST"], str(self.named["PORT"] or 5432), self.named["NAME"]

    @property
    def options(self) -> dict[str, Any]:
        """Return what the address says beside where it is."""
        return dict(self.named.get("OPTIONS", {}))

    def __str__(self) -> str:
        """Return where it is, as people are told: without the password."""
        host, port, name = ("", "", *self.place)[-3:]
        return name if self.is_file else f"postgres://{host or 'localhost'}:{port}/{name}"

    def look(self) -> Found:
        """Return what it says of itself; nothing of a file that is not there. Raises CommandRefused."""
        if self.is_file and not self.file.exists():
            return Found()
        with self.opened() as server:
            return self._look(server)

    def _look(self, server: Any) -> Found:
        tables = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        if self.is_file:
            tables = "SELECT name FROM sqlite_master WHERE type = 'table'"
        names = frozenset(name for (name,) in server.execute(tables).fetchall())
        rows, steps, words = [], [], None
        if "nhip_belonging" in names:
            rows = server.execute("SELECT purpose, journal_key FROM nhip_belonging").fetchall()
        if "django_migrations" in names:
            steps = server.execute("SELECT app, name FROM django_migrations").fetchall()
        if {"journal_detail", "journal_entry"} <= names:
            words = server.execute(FIRST_WORDS).fetchone()
        purpose, key = rows[0] if rows else (None, None)
        if words and isinstance(words[0], str):
            words = (json.loads(words[0]), *words[1:])
        return Found(names, purpose, key, set(steps), words)

    def claim(self, purpose: str, journal_key: str) -> bool:
        """Let it belong to whoever has this key; False where another was quicker. Raises CommandRefused."""
        mine, mark = (purpose, journal_key), "?" if self.is_file else "%s"
        with self.opened() as server:
            if not self.is_file:
                server.execute("SELECT pg_advisory_xact_lock(hashtext('nhip_belonging'))")
            server.execute(BELONGING)
            server.execute(
                f"INSERT INTO nhip_belonging VALUES (1, {mark}, {mark}) ON CONFLICT DO NOTHING",  # noqa: S608
                mine,
            )
            row = server.execute("SELECT purpose, journal_key FROM nhip_belonging").fetchone()
            server.commit()
        return tuple(row) == mine

    @contextmanager
    def alone(self, waits: Callable[[], object]) -> Iterator[None]:
        """Keep other nodes from bringing it up to their code; `waits` is called where one is at it already.

        A file needs no lock of its own: its folder is taken by one process. Raises CommandRefused.
        """
        if self.is_file:
            yield
            return
        with self.opened() as server:
            server.autocommit = True  # no transaction lies open that an index would wait for
            ask = "SELECT pg_try_advisory_lock(hashtext('nhip_migrate'))"
            while not server.execute(ask).fetchone()[0]:
                waits()
                time.sleep(A_LOOK)
            yield

    def clear(self) -> None:
        """Take all its tables away, and what guards them. Raises CommandRefused."""
        if self.is_file:
            for tail in ("", "-wal", "-shm"):
                Path(f"{self.file}{tail}").unlink(missing_ok=True)
            return
        with self.opened() as server:
            for kind, name in server.execute(_ITS_OWN).fetchall():
                server.execute(f"DROP {kind} IF EXISTS {name} CASCADE")
            server.commit()

    @contextmanager
    def opened(self) -> Iterator[Any]:
        """Reach it; it must be there. Raises CommandRefused, with the reason in its own words."""
        try:
            with closing(self._connect()) as server:
                yield server
        except (sqlite3.Error, psycopg.Error) as error:
            reason = (str(error).strip() or type(error).__name__).splitlines()[0]
            raise CommandRefused(
                _("The database {address} does not answer: {reason}. Nothing was changed.")
                .format(address=self, reason=reason.rstrip("."))
            ) from error  # fmt: skip

    def _connect(self) -> Any:
        if self.is_file:
            return sqlite3.connect(self.file, timeout=20)
        given: dict[str, Any] = {
            "dbname": self.named["NAME"],
            "user": self.named["USER"],
            "password": self.named["PASSWORD"],
            "host": self.named["HOST"],
            "port": self.named["PORT"],
        }
        more: dict[str, Any] = {"connect_timeout": PATIENCE} | self.options
        return psycopg.connect(**{name: value for name, value in given.items() if value}, **more)


_ITS_OWN = """
    SELECT 'TABLE', format('%I', tablename) FROM pg_tables WHERE schemaname = current_schema()
    UNION ALL
    SELECT 'FUNCTION', p.oid::regprocedure::text FROM pg_proc p
    WHERE pronamespace = current_schema()::regnamespace
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""
