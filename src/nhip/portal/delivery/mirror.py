"""Baked pages as files any web server can send: HOST/PATH/index.html, and the same bytes compressed beside it.

Knows nothing of Django. The store calls it while it holds its lock: a file lies there only while its row
does. Of the variants only the one for everybody is written; other readers are sent to the front.
"""

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from .baked import Baked

KNOWN = "pages.mirror"
"""In the data folder, not in the store: a store thrown away must not forget what it wrote elsewhere."""
MARK = ".nhip-bake"
PAGE = "index.html"
TWINS = {"br": f"{PAGE}.br", "zstd": f"{PAGE}.zst", "gzip": f"{PAGE}.gz"}
PART = f".{PAGE}.part"
READABLE = 0o644
"""The web server is another user; the process itself writes for its own eyes, as the data folder wants it."""

Headers = list[tuple[str, str]]


def unavailable() -> str:
    """Return the page that is shown while Django does not answer; it needs nothing beside it."""
    return resources.files(__package__).joinpath("unavailable.html").read_text()


class NotOurs(Exception):
    """The folder holds what we did not write."""


@dataclass(frozen=True)
class Mirror:
    """A folder of files. `headers` are those the web server gives every page; a page with others stays out."""

    to: Path
    headers: Headers

    @classmethod
    def known(cls, data: Path) -> "Mirror | None":
        """Return the mirror that goes with a data folder, if there is one."""
        try:
            said = json.loads((data / KNOWN).read_text())
            return cls(Path(said["to"]), [(name, value) for name, value in said["headers"]])
        except FileNotFoundError:
            return None

    def claim(self) -> None:
        """Mark the folder as ours. Raises NotOurs."""
        _open_to_all(self.to)
        if not (self.to / MARK).exists() and any(self.to.iterdir()):
            raise NotOurs
        if self.to.stat().st_mode & 0o555 != 0o555:
            self.to.chmod(0o755)
        self.put(MARK, "")

    def put(self, name: str, words: str) -> None:
        """Write what lies beside the pages, as they do: whole, and for the web server to read."""
        part = self.to / f"{name}.part"
        part.write_text(words)
        part.chmod(READABLE)
        part.replace(self.to / name)

    def remember(self, data: Path) -> None:
        """Have it known from now on."""
        part = data / f"{KNOWN}.part"
        part.write_text(json.dumps({"to": str(self.to), "headers": self.headers}))
        part.replace(data / KNOWN)

    @staticmethod
    def forget(data: Path) -> None:
        """Have it known no more."""
        (data / KNOWN).unlink(missing_ok=True)

    def has(self, key: str) -> bool:
        """Does the page lie here?"""
        folder = self._folder(key)
        return folder is not None and (folder / PAGE).exists()

    def write(self, page: Baked) -> None:
        """Write a page, its own file last: a web server that sees it sees its twins too."""
        folder = self._folder(page.key)
        if folder is None or sorted(page.headers) != self.headers:
            return
        try:
            _open_to_all(folder)
            # Web servers tell copies apart by size and whole second. The folder was touched when the
            # copy before this one went, so no two copies in a row bear the same second.
            moment = max(int(page.baked_at), int(folder.stat().st_mtime) + 1)
            for name, body in [(TWINS[name], body) for name, body in page.encoded.items()] + [
                (PAGE, page.body)
            ]:
                (folder / PART).write_bytes(body)
                (folder / PART).chmod(READABLE)
                os.utime(folder / PART, (moment, moment))
                os.replace(folder / PART, folder / name)
        except OSError:
            with suppress(OSError):
                self.remove([page.key])
            raise

    def remove(self, keys: Iterable[str]) -> None:
        """Take pages away, their own file first."""
        for folder in filter(None, map(self._folder, keys)):
            try:
                last = (folder / PAGE).stat().st_mtime
            except (FileNotFoundError, NotADirectoryError):
                continue
            for name in (PAGE, *TWINS.values(), PART):
                (folder / name).unlink(missing_ok=True)
            if last > folder.stat().st_mtime:
                os.utime(folder, (last, last))

    def empty(self) -> None:
        """Take every page away, and nothing that is not ours."""
        for inside, _folders, names in os.walk(self.to, topdown=False):
            folder = Path(inside)
            for name in {PAGE, *TWINS.values(), PART}.intersection(names):
                (folder / name).unlink(missing_ok=True)
            if folder != self.to:
                with suppress(OSError):  # it holds something else
                    folder.rmdir()

    def _folder(self, key: str) -> Path | None:
        """Return where a page lies; None for one that is not for everybody, or has no place."""
        if not key.endswith("/ ") or ".." in key:
            return None
        return self.to / key[:-2]


def _open_to_all(folder: Path) -> None:
    """Make a folder that everybody may look into, with those above it that are missing."""
    if not folder.exists():
        _open_to_all(folder.parent)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)
