"""What a backup is: one file with the database, pictures and papers of one moment, and what proves it."""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from nhip.hall.command.folder import CommandRefused, Purpose
from nhip.hall.command.language import _
from nhip.hall.command.state import is_newer, not_ours, version

FORMAT = 1
MANIFEST = "manifest.json"
FILES = ("media", "incoming", "attachments", "papers")
"""The folders that go with the database. All else in a data folder is made anew or stays behind."""
DATABASES = {"nhip.sqlite3", "nhip.dump"}
_CHUNK = 1 << 20
_DEFLATED = {".sqlite3", ".json", ".svg", ".txt"}  # all else is small by itself


@dataclass(frozen=True)
class BackupProof:
    """What can be counted in a database: the same before and after. `content` is of PostgreSQL alone."""

    rows: dict[str, int]
    content: dict[str, str]
    journal: dict[str, Any]
    totals: dict[str, int] | None


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself. `keys` are fingerprints, `steps` the migrations made; `files` are size and
    SHA-256 by name.
    """

    version: str
    purpose: str
    name: str
    engine: str
    made_at: str
    keys: dict[str, str]
    steps: list[tuple[str, str]]
    demo: dict[str, Any] | None
    proof: BackupProof
    files: dict[str, tuple[int, str]]
    format: int = FORMAT

    @property
    def database(self) -> str:
        """Return what the database is called in the archive."""
        return next(name for name in self.files if name in DATABASES)


class _Damaged(Exception):
    """Something in it is not as it was written."""


_BROKEN = (_Damaged, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


class Archive:
    """A backup being written: files go in one by one and are remembered by their digests."""

    def __init__(self, file: IO[bytes]) -> None:
        self.zip = zipfile.ZipFile(file, "w")
        self.files: dict[str, tuple[int, str]] = {}

    def add(self, name: str, source: Path) -> None:
        """Take a file in."""
        packed = zipfile.ZIP_DEFLATED if source.suffix in _DEFLATED else zipfile.ZIP_STORED
        member = zipfile.ZipInfo(name)
        member.compress_type = packed
        member.external_attr = 0o600 << 16
        with source.open("rb") as read, self.zip.open(member, "w", force_zip64=True) as written:
            self.files[name] = _copy(read, written)

    def close(self, manifest: Manifest) -> None:
        """Have it say what it holds: what breaks off before this is no backup."""
        said = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
        self.zip.writestr(MANIFEST, said)
        self.zip.close()


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """Open a backup. Raises CommandRefused of what is none, is cut short, damaged or of a newer version."""
    try:
        archive = zipfile.ZipFile(path)
        manifest = _read(archive, path)
        for name in manifest.files:
            _extract(archive, manifest, name, None)
    except OSError as error:
        raise CommandRefused(
            _("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror or error)
        ) from error
    except _BROKEN as error:
        raise CommandRefused(
            _("{path} is no whole backup of Nhịp: it was cut short or damaged.").format(path=path)
        ) from error
    with archive:
        yield archive, manifest


def extract(archive: zipfile.ZipFile, manifest: Manifest, name: str, to: Path) -> None:
    """Put a file of the backup in its place."""
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with to.open("xb") as written:
        _extract(archive, manifest, name, written)


def _read(archive: zipfile.ZipFile, path: Path) -> Manifest:
    try:
        said = json.loads(archive.read(MANIFEST))
        said["steps"] = [(room, name) for room, name in said["steps"]]
        if said["format"] > FORMAT or is_newer(said["version"]) or not_ours(set(said["steps"])):
            raise CommandRefused(
                _("{path} was made by Nhịp {noted}, which is newer than this one ({ours}). Use that"
                  " version.").format(path=path, noted=said["version"], ours=version())
            )  # fmt: skip
        said["proof"] = BackupProof(**said["proof"])
        said["files"] = {name: (size, digest) for name, (size, digest) in said["files"].items()}
        manifest = Manifest(**said)
        Purpose(manifest.purpose)
    except (KeyError, TypeError, ValueError) as error:
        raise _Damaged from error
    names = set(archive.namelist()) - {MANIFEST}
    if names != set(manifest.files) or len(names & DATABASES) != 1:
        raise _Damaged
    if not all(name in DATABASES or _is_inside(name) for name in names):
        raise _Damaged
    return manifest


def _is_inside(name: str) -> bool:
    first, *rest = name.split("/")
    return first in FILES and bool(rest) and not {"", ".", ".."} & set(rest)


def _extract(archive: zipfile.ZipFile, manifest: Manifest, name: str, to: IO[bytes] | None) -> None:
    with archive.open(name) as read:
        if _copy(read, to) != manifest.files[name]:
            raise _Damaged


def _copy(read: IO[bytes], to: IO[bytes] | None) -> tuple[int, str]:
    seen, size = hashlib.sha256(), 0
    while chunk := read.read(_CHUNK):
        seen.update(chunk)
        size += len(chunk)
        if to:
            to.write(chunk)
    return size, seen.hexdigest()
