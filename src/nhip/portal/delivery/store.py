"""The baked pages of one node: a rebuildable SQLite file, and a counter every process sees.

Knows nothing of Django: the front reads pages while Django and the database are down. What is in the
file can be lost at any time; a file that cannot be read is thrown away and begun anew.
"""

import fcntl
import json
import mmap
import os
import secrets
import shutil
import sqlite3
import threading
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .mirror import Mirror

ENCODINGS = ("br", "zstd", "gzip")  # smallest first
SIZE_LIMIT = 1 << 30  # bytes of pages; past it the oldest tenth goes
LEAST_ROOM = 64 << 20  # bytes free on the disk, below which an installation is not well
REMEMBERED = 10_000  # generations for which purged tags and dropped keys are known
BRIEFLY = 0.8  # seconds a list may go on being shown while it is rendered anew
_FLIGHTS = 1 << 16

_SCHEMA = """
CREATE TABLE page (
    key TEXT PRIMARY KEY, etag TEXT NOT NULL, baked_at REAL NOT NULL, until REAL, stale_at REAL,
    headers TEXT NOT NULL, body BLOB NOT NULL, br BLOB, zstd BLOB, gzip BLOB
);
CREATE TABLE tag (tag TEXT, key TEXT, PRIMARY KEY (tag, key)) WITHOUT ROWID;
CREATE INDEX tag_key ON tag (key);
CREATE TABLE purged (tag TEXT PRIMARY KEY, generation INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE dropped (generation INTEGER NOT NULL, key TEXT NOT NULL);
CREATE INDEX dropped_generation ON dropped (generation);
CREATE TABLE applied (purge INTEGER PRIMARY KEY);
CREATE TABLE view (page INTEGER, day TEXT, views INTEGER NOT NULL, PRIMARY KEY (page, day)) WITHOUT ROWID;
CREATE TABLE note (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
INSERT INTO note VALUES ('generation', 0);
"""


@dataclass(frozen=True)
class Baked:
    """A page as it goes out. `headers` lack what depends on the encoding; moments are Unix seconds."""

    key: str
    etag: str
    baked_at: float
    headers: list[tuple[str, str]]
    body: bytes
    encoded: dict[str, bytes] = field(default_factory=dict)
    until: float | None = None
    stale_at: float | None = None

    def is_fresh(self, now: float) -> bool:
        """May it be shown to anybody now?"""
        return self.stale_at is None and (self.until is None or now < self.until)

    def is_briefly_good(self, now: float) -> bool:
        """May it be shown while it is being rendered anew?"""
        return self.stale_at is not None and 0 <= now - self.stale_at < BRIEFLY


class Full(Exception):
    """The store could not be written: the disk is full or not writable."""


class Store:
    """The baked pages in a folder. One object a process: a forked one opens its own."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "pages.sqlite3"
        folder.mkdir(parents=True, exist_ok=True)
        self._counter_file = os.open(folder / "pages.counter", os.O_RDWR | os.O_CREAT, 0o600)
        if os.fstat(self._counter_file).st_size < 8:
            os.ftruncate(self._counter_file, 8)
        self._map = mmap.mmap(self._counter_file, 8)
        self.counter = memoryview(self._map).cast("Q")
        """Its one number changes whenever pages were dropped: `store.counter[0]`."""
        self._flights = os.open(folder / "pages.flights", os.O_RDWR | os.O_CREAT, 0o600)
        self._file = -1
        self._lock = threading.RLock()
        self._connect()

    # -- the file

    def _connect(self) -> None:
        for _attempt in range(2):
            try:
                self._db = sqlite3.connect(
                    self.path, timeout=10, isolation_level=None, check_same_thread=False
                )
                self._db.executescript(
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA cache_size=-8000;"
                )
                with self._writing() as db:
                    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'note'").fetchone():
                        for statement in _SCHEMA.split(";\n"):
                            db.execute(statement)
                        db.execute("UPDATE note SET value = ?", [self.counter[0]])
                        born = secrets.token_hex(8)
                        db.execute("INSERT INTO note VALUES ('born', ?)", [born])
                        db.execute("INSERT INTO purged VALUES ('*', ?)", [self.counter[0]])
                    named = "SELECT value FROM note WHERE name = 'born'"
                    row = db.execute(named).fetchone()
                    if row is None:  # an earlier version's file
                        raise sqlite3.DatabaseError("not of this version")
                    self.born: str = row[0]
                    """Which file this is: one begun anew does not know what was dropped before."""
                self._file = self.path.stat().st_ino
                return
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                self._throw_away()

    def _throw_away(self) -> None:
        self._db.close()
        if mirror := self.mirror():
            with suppress(OSError):  # it is emptied once more before it is filled anew
                mirror.empty()
        for tail in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + tail).unlink(missing_ok=True)
        self._file = -1
        self.counter[0] += 1

    def _renew(self) -> None:
        """Begin anew, unless another process has done so already."""
        with self._flight_lock(_FLIGHTS):
            if self.is_same_file():
                self._throw_away()
            else:
                self._db.close()
            self._connect()

    def is_same_file(self) -> bool:
        """Is the file open here still the one that lies in the folder?"""
        try:
            return self.path.stat().st_ino == self._file
        except FileNotFoundError:
            return False

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
                raise

    def _read(self, statement: str, *values: Any) -> list[Any]:
        """Read, from a file begun anew where the old one is broken."""
        try:
            with self._lock:
                return self._db.execute(statement, values).fetchall()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            self._renew()
            return []

    def follow_file(self) -> None:
        """Open the file that lies in the folder now, if it is another one."""
        if not self.is_same_file():
            self._db.close()
            self._connect()

    # -- pages

    def get(self, key: str) -> Baked | None:
        """Return the page under a key, fresh or not."""
        columns = "key, etag, baked_at, headers, body, until, stale_at, br, zstd, gzip"
        rows = self._read(f"SELECT {columns} FROM page WHERE key = ?", key)  # noqa: S608 (ours)
        if not rows:
            return None
        *rest, br, zstd, gzip = rows[0]
        key, etag, baked_at, headers, body, until, stale_at = rest
        return Baked(
            key=key,
            etag=etag,
            baked_at=baked_at,
            headers=[(name, value) for name, value in json.loads(headers)],
            body=body,
            encoded={
                name: data for name, data in zip(ENCODINGS, (br, zstd, gzip), strict=True) if data
            },
            until=until,
            stale_at=stale_at,
        )

    def generation(self) -> int:
        """Return how many purges this store has seen; ask before rendering, hand to `put`."""
        rows = self._read("SELECT value FROM note WHERE name = 'generation'")
        return int(rows[0][0]) if rows else self.generation()

    def put(self, page: Baked, tags: Collection[str], *, since: int) -> bool:
        """Keep a page rendered since that generation; False when what it shows was purged meanwhile.

        Raises Full.
        """
        marks = ",".join("?" * len(tags))
        try:
            with self._writing() as db:
                (oldest,) = db.execute(
                    "SELECT value FROM note WHERE name = 'generation'"
                ).fetchone()
                late = f"SELECT 1 FROM purged WHERE generation > ? AND tag IN ({marks},'*')"  # noqa: S608 (question marks)
                if since < oldest - REMEMBERED or db.execute(late, [since, *tags]).fetchone():
                    return False
                self._make_room(db)
                self._remove_files(db, [page.key])
                db.execute("DELETE FROM tag WHERE key = ?", [page.key])
                db.execute(
                    "INSERT OR REPLACE INTO page (key, etag, baked_at, until, headers, body, br, zstd, gzip)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    [
                        page.key,
                        page.etag,
                        page.baked_at,
                        page.until,
                        json.dumps(page.headers),
                        page.body,
                        *[page.encoded.get(name) for name in ENCODINGS],
                    ],
                )
                db.executemany("INSERT INTO tag VALUES (?, ?)", [(tag, page.key) for tag in tags])
        except sqlite3.OperationalError as error:
            raise Full(str(error)) from error
        except sqlite3.DatabaseError:
            self._renew()
            return False
        self.write_files(page.key)
        return True

    def _make_room(self, db: sqlite3.Connection) -> None:
        pages, free, size = (
            db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
        if (pages - free) * size > SIZE_LIMIT:
            (count,) = db.execute("SELECT count(*) FROM page").fetchone()
            oldest = "SELECT key FROM page ORDER BY baked_at LIMIT ?"
            keys = db.execute(oldest, [count // 10 + 1]).fetchall()
            self._remove_files(db, [key for (key,) in keys])
            db.executemany("DELETE FROM tag WHERE key = ?", keys)
            db.executemany("DELETE FROM page WHERE key = ?", keys)

    # -- purges

    def purge(
        self,
        tags: Collection[str],
        *,
        at: float,
        brief: Collection[str] = (),
        applied: Collection[int] = (),
    ) -> list[str]:
        """Drop the pages that show one of these things, "*" for all; return their keys.

        A page found by the `brief` tags alone is kept as stale, to be shown for a moment more.
        `applied` are the entries of the log this carries out. Raises Full: then no page is kept at all.
        """
        try:
            with self._writing() as db:
                generation = self._next_generation(db)
                if "*" in tags:  # the log may have been begun anew too
                    db.execute("DELETE FROM applied")
                dropped = self._found(db, [tag for tag in tags if tag not in brief])
                stale = self._found(db, brief) - dropped
                keys = sorted(dropped | stale)
                self._remove_files(db, keys if "*" not in tags else None)
                db.executemany("DELETE FROM tag WHERE key = ?", [(key,) for key in dropped])
                db.executemany("DELETE FROM page WHERE key = ?", [(key,) for key in dropped])
                db.executemany(
                    "UPDATE page SET stale_at = ? WHERE key = ? AND stale_at IS NULL",
                    [(at, key) for key in stale],
                )
                db.executemany(
                    "INSERT OR REPLACE INTO purged VALUES (?, ?)",
                    [(tag, generation) for tag in {*tags, *brief}],
                )
                db.executemany(
                    "INSERT INTO dropped VALUES (?, ?)", [(generation, key) for key in keys]
                )
                db.executemany(
                    "INSERT OR IGNORE INTO applied VALUES (?)", [(one,) for one in applied]
                )
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):  # what cannot be marked as gone must not be shown again
                self._throw_away()
            raise Full(str(error)) from error
        except sqlite3.DatabaseError:
            self._renew()
            return []
        self.counter[0] = generation
        return keys

    def _next_generation(self, db: sqlite3.Connection) -> int:
        statement = "UPDATE note SET value = value + 1 WHERE name = 'generation' RETURNING value"
        generation = int(db.execute(statement).fetchone()[0])
        db.execute(
            "DELETE FROM applied WHERE purge < (SELECT max(purge) FROM applied) - ?", [REMEMBERED]
        )
        for table in ("purged", "dropped"):
            db.execute(f"DELETE FROM {table} WHERE generation < ?", [generation - REMEMBERED])  # noqa: S608 (ours)
        return generation

    @staticmethod
    def _found(db: sqlite3.Connection, tags: Collection[str]) -> set[str]:
        if "*" in tags:
            return {key for (key,) in db.execute("SELECT key FROM page")}
        found: set[str] = set()
        for tag in tags:
            found.update(key for (key,) in db.execute("SELECT key FROM tag WHERE tag = ?", [tag]))
        return found

    def dropped_since(self, generation: int) -> tuple[int, list[str] | None]:
        """Return the generation now, and the keys dropped since another one; None when not known."""
        now = self.generation()
        if generation < now - REMEMBERED:
            return now, None
        rows = self._read("SELECT key FROM dropped WHERE generation > ?", generation)
        return now, [key for (key,) in rows]

    def settle(self, *, caught_up_at: float) -> None:
        """Note that the log was followed up to now; show the counter what a process that died could not."""
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO note VALUES ('caught_up_at', ?)", [caught_up_at])
        if (generation := self.generation()) > self.counter[0]:
            self.counter[0] = generation

    def has_room(self) -> bool:
        """Can the folder still be written to?"""
        try:
            with self._writing() as db:
                db.execute("INSERT OR REPLACE INTO note VALUES ('room', 0)")
            return shutil.disk_usage(self.path.parent).free > LEAST_ROOM
        except (sqlite3.Error, OSError):
            return False

    def caught_up_at(self) -> float | None:
        """Return when the log was last followed; None for a store just begun."""
        rows = self._read("SELECT value FROM note WHERE name = 'caught_up_at'")
        return rows[0][0] if rows else None

    def hosts(self) -> list[str]:
        """Return the hosts pages are kept for."""
        rows = self._read("SELECT DISTINCT substr(key, 1, instr(key, '/') - 1) FROM page")
        return [host for (host,) in rows]

    def applied(self) -> set[int]:
        """Return the entries of the log that were carried out here, the recent ones."""
        return {purge for (purge,) in self._read("SELECT purge FROM applied")}

    # -- the copy in files

    def mirror(self) -> Mirror | None:
        """Return the folder of files that is kept in step with this store, if there is one."""
        return Mirror.known(self.path.parent)

    def begin_mirror(self, mirror: Mirror) -> None:
        """Keep a folder in step from now on. Raises NotOurs, OSError."""
        with self._writing() as db:
            mirror.claim()
            if (old := self.mirror()) and old.to != mirror.to:
                old.empty()
            mirror.remember(self.path.parent)
            mirror.empty()
            db.execute(
                "INSERT OR REPLACE INTO note"
                " SELECT 'mirrored', value FROM note WHERE name = 'generation'"
            )

    def write_files(self, key: str) -> None:
        """Write a page's files if it may be shown. Raises Full."""
        mirror = self.mirror()
        if mirror is None:
            return
        try:
            with self._writing():
                page = self.get(key)
                if page and page.stale_at is None and self.is_same_file():
                    mirror.write(page)
        except (OSError, sqlite3.OperationalError) as error:
            raise Full(str(error)) from error

    def _remove_files(self, db: sqlite3.Connection, keys: list[str] | None) -> None:
        """Take pages out of the folder, None for all; one that is not in step is filled anew."""
        mirror = self.mirror()
        if mirror is None:
            return
        with suppress(OSError):
            if keys is not None:
                mirror.remove(keys)
                return
            mirror.empty()
        db.execute("DELETE FROM note WHERE name = 'mirrored'")

    def remove_expired(self, now: float) -> list[str]:
        """Take the files of pages away that have become untrue by themselves; return their keys."""
        mirror = self.mirror()
        if mirror is None:
            return []
        with self._writing() as db:
            rows = db.execute("SELECT key FROM page WHERE until <= ?", [now])
            keys = [key for (key,) in rows if mirror.has(key)]
            mirror.remove(keys)
        return keys

    def to_mirror(self) -> tuple[int, list[str] | None]:
        """Return the generation now, and the pages to be written again; None when that is all of them."""
        rows = self._read("SELECT value FROM note WHERE name = 'mirrored'")
        if not rows:
            return self.generation(), None
        return self.dropped_since(rows[0][0])

    def note_mirrored(self, generation: int) -> None:
        """Note that what was dropped up to then is written again, unless all is to be written since."""
        with self._writing() as db:
            db.execute("UPDATE note SET value = ? WHERE name = 'mirrored'", [generation])

    def end_mirror(self) -> None:
        """Keep no folder in step any more, and leave no page in it."""
        with self._writing():
            if mirror := self.mirror():
                mirror.empty()
                mirror.forget(self.path.parent)

    # -- views

    def add_views(self, counted: dict[tuple[int, str], int]) -> None:
        """Add what was counted in memory, by page and day."""
        with self._writing() as db:
            db.executemany(
                "INSERT INTO view VALUES (?, ?, ?)"
                " ON CONFLICT (page, day) DO UPDATE SET views = views + excluded.views",
                [(page, day, views) for (page, day), views in counted.items()],
            )

    def take_views(self) -> dict[tuple[int, str], int]:
        """Return what was added since the last call, and forget it."""
        with self._writing() as db:
            rows = db.execute("DELETE FROM view RETURNING page, day, views").fetchall()
        return {(page, day): views for page, day, views in rows}

    # -- one render at a time

    @contextmanager
    def flight(self, key: str) -> Iterator[None]:
        """Let one process at a time render a page; a process that dies lets go."""
        with self._flight_lock(zlib.crc32(key.encode()) % _FLIGHTS):
            yield

    @contextmanager
    def _flight_lock(self, place: int) -> Iterator[None]:
        fcntl.lockf(self._flights, fcntl.LOCK_EX, 1, place)
        try:
            yield
        finally:
            fcntl.lockf(self._flights, fcntl.LOCK_UN, 1, place)
