"""`nhip backup`: one moment of an installation in one file, its keys in another, while people work on."""

import json
import os
import shutil
import sqlite3
import tempfile
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from nhip.config import keys
from nhip.hall.command.archive import FILES, Archive, BackupProof, Manifest, opened
from nhip.hall.command.database import Database
from nhip.hall.command.encryption import encrypt, readable
from nhip.hall.command.entering import visit
from nhip.hall.command.folder import CommandRefused, DataFolder, Purpose
from nhip.hall.command.language import _
from nhip.hall.command.postgres import run_beside
from nhip.hall.command.proof import proof_of
from nhip.hall.command.state import version

HELD = ".backup-"  # begins the folder in which a backup holds what it takes, until it is written


def run(options: Namespace) -> int:
    """Back up; works beside a running server and writes nothing into the database.

    1, with the reason as its last line, where nothing was kept or the journal kept is not whole.
    """
    began = time.monotonic()
    folder = visit(options.data, as_it_is=True)
    to = Path(options.to).resolve()
    keys_to = Path(options.keys or f"{to}.keys").resolve()
    passphrase = Path(options.passphrase) if options.passphrase else None
    try:
        _check_place(folder, to, keys_to, passphrase, overwrite=options.overwrite)
        manifest = _keep(folder, to, passphrase)
        _keep_keys(folder, keys_to)
    except OSError as error:
        raise CommandRefused(
            _("{path} cannot be written: {reason}.").format(path=to, reason=error.strerror)
        ) from error
    took, size = time.monotonic() - began, to.stat().st_size / 1e6
    note(folder, f"backup {to} {size:.1f} MB {took:.1f} s {manifest.proof.journal['head'] or '-'}")
    text = _("Kept: {path} ({size:.1f} MB, {count} files, {seconds:.1f} s).")
    print(text.format(path=to, size=size, count=len(manifest.files), seconds=took))
    print(_("Its keys, to be kept elsewhere: {path}").format(path=keys_to))
    if manifest.proof.journal["problems"]:
        print(_("The journal that was kept is NOT whole: see verify-journal."))
        return 1
    return 0


def note(folder: DataFolder, words: str) -> None:
    """Write a line into the log of backups, which lies beside the database: no row says it."""
    at = datetime.now().astimezone().isoformat(timespec="seconds")
    with suppress(PermissionError), (folder.path / "backup.log").open("a") as log:
        log.write(f"{at} {words}\n")


def _check_place(
    folder: DataFolder, to: Path, keys_to: Path, passphrase: Path | None, *, overwrite: bool
) -> None:
    """Refuse to write over a file unasked, over what is no backup at all, or into what is kept."""
    for path in (to, keys_to):
        if folder.path in path.parents:
            raise CommandRefused(
                _("{path} lies in the data folder, and would be lost with it.").format(path=path)
            )
    if to.exists() and not overwrite:
        raise CommandRefused(
            _("{path} is there already. Name another file, or say --overwrite.").format(path=to)
        )
    if to.exists():
        with (
            readable(to, passphrase, folder.path / HELD) as plain,
            opened(plain),
        ):  # refuses what is none
            pass
    mine = {name: keys.known(folder.path, name) for name in keys.VARIABLES}
    if keys_to.exists() and keys_to.read_text() != json.dumps(mine):
        raise CommandRefused(
            _(
                "{path} holds something else than these keys. Choose another file with --keys."
            ).format(path=keys_to)
        )


def _keep(folder: DataFolder, to: Path, passphrase: Path | None) -> Manifest:
    """Write the backup whole or not at all, and return what it says of itself."""
    from django.utils import timezone

    at = timezone.now()
    with _held(folder) as held, tempfile.NamedTemporaryFile(dir=to.parent, delete=False) as part:
        try:
            _hold(folder, held)
            proof = _copy_database(Database(os.environ["DATABASE_URL"]), held, at)
            _hold(folder, held)  # what came with the last rows of that moment
            if passphrase is None:
                manifest = _write(folder, held, part, proof, at)
            else:
                with (held / "plain").open("w+b") as plain:
                    manifest = _write(folder, held, plain, proof, at)
                encrypt(held / "plain", Path(part.name), passphrase)
            with open(part.name, "rb") as whole:
                os.fsync(whole.fileno())
            os.replace(part.name, to)
        finally:
            Path(part.name).unlink(missing_ok=True)
    return manifest


def _write(
    folder: DataFolder, held: Path, to: IO[bytes], proof: BackupProof, at: datetime
) -> Manifest:
    archive = Archive(to)
    for path in sorted(held.rglob("*")):
        if path.is_file() and path != Path(to.name):
            archive.add(path.relative_to(held).as_posix(), path)
    manifest = _manifest(folder, archive, proof, at)
    archive.close(manifest)
    to.flush()
    return manifest


def _manifest(folder: DataFolder, archive: Archive, proof: BackupProof, at: datetime) -> Manifest:
    from django.db import connection

    noted = folder.read()
    known = {name: keys.known(folder.path, name) for name in keys.VARIABLES}
    return Manifest(
        version=version(),
        purpose=folder.purpose or Purpose.PRODUCTION,
        name=noted.get("name", ""),
        engine=connection.vendor,
        made_at=at.isoformat(),
        keys={name: keys.fingerprint(key or "") for name, key in known.items()},
        steps=sorted(Database(os.environ["DATABASE_URL"]).look().migrations),
        demo=noted.get("demo"),
        proof=proof,
        files=archive.files,
    )


def _copy_database(database: Database, held: Path, at: datetime) -> BackupProof:
    """Copy the database as it is at one moment, and count in that copy: people write on meanwhile."""
    from django.db import connection, transaction

    if database.is_file:
        copy = held / "nhip.sqlite3"
        with closing(sqlite3.connect(database.file)) as live, closing(sqlite3.connect(copy)) as to:
            live.backup(to)  # in one step: in small ones it begins anew whenever somebody writes
        connection.close()
        connection.settings_dict["NAME"] = str(copy)
        try:
            return proof_of(at)
        finally:
            connection.close()
            for tail in ("-wal", "-shm"):
                Path(f"{copy}{tail}").unlink(missing_ok=True)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        seen = f"--snapshot={cursor.fetchone()[0]}"
        words = ("-Fc", "--no-owner", "--no-acl", seen, f"--file={held / 'nhip.dump'}")
        run_beside(database, "pg_dump", *words)
        return proof_of(at)


@contextmanager
def _held(folder: DataFolder) -> Iterator[Path]:
    """Make a folder beside the files, so that they can be held without being copied; it goes afterwards."""
    for left in folder.path.glob(f"{HELD}*"):
        if not Path("/proc", left.name.removeprefix(HELD)).exists():
            shutil.rmtree(left, ignore_errors=True)
    held = folder.path / f"{HELD}{os.getpid()}"
    held.mkdir(mode=0o700)
    try:
        yield held
    finally:
        shutil.rmtree(held, ignore_errors=True)


def _hold(folder: DataFolder, held: Path) -> None:
    """Give each file that lies there a second name: whoever takes it away now takes the first."""
    for root in FILES:
        for inside, _folders, names in os.walk(folder.path / root):
            place = held / Path(inside).relative_to(folder.path)
            place.mkdir(parents=True, exist_ok=True)
            for name in names:
                _link(Path(inside, name), place / name)


def _link(source: Path, to: Path) -> None:
    if to.exists():
        return
    with suppress(FileNotFoundError):  # gone meanwhile
        try:
            os.link(source, to, follow_symlinks=False)
        except FileNotFoundError:
            raise
        except OSError:  # another disk, or one without second names
            shutil.copy2(source, to)


def _keep_keys(folder: DataFolder, to: Path) -> None:
    known = {name: keys.known(folder.path, name) for name in keys.VARIABLES}
    part = to.with_name(f".{to.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(json.dumps(known))
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)
