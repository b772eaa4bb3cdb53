"""The baked pages of one node: a rebuildable SQLite file, and a counter every process sees.

Knows nothing of Django: the front reads pages while Django and the database are down. What is in the
file can be lost at any time; a file that cannot be read is thrown away and begun anew.
"""

import json
import shutil
import sqlite3
from collections.abc import Collection
from contextlib import suppress

from .baked import ENCODINGS, Baked
from .mirror import Mirror
from .pagefile import Full, PageFile

SIZE_LIMIT = 1 << 30  # bytes of pages; past it the oldest tenth goes
LEAST_ROOM = 64 << 20  # bytes free on the disk, below which an installation is not well
REMEMBERED = 10_000  # generations for which purged tags and dropped keys are known


class Store(PageFile):
    """The baked pages in a folder: kept, dropped by what they show, copied to files; and views, counted."""

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
