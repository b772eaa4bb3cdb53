"""The file that baked pages lie in: opened, begun anew where it cannot be read, written by one at a time.

Knows nothing of Django.
"""

import fcntl
import mmap
import os
import secrets
import sqlite3
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from .mirror import Mirror

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


class Full(Exception):
    """The store could not be written: the disk is full or not writable."""


class PageFile:
    """`pages.sqlite3` in a folder, its counter and flights. One object a process: a fork opens its own."""

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

    def mirror(self) -> Mirror | None:
        """Return the folder of files that is kept in step with this store, if there is one."""
        return Mirror.known(self.path.parent)

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
