"""`nhip restore`: a backup into an empty place, with the proof that all of it is there."""

import json
import os
import shutil
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

from nhip.config import keys
from nhip.hall.command.archive import Manifest, extract, opened
from nhip.hall.command.backup import note
from nhip.hall.command.database import Database
from nhip.hall.command.encryption import readable
from nhip.hall.command.entering import named, prepare_for, written
from nhip.hall.command.folder import CommandRefused, DataFolder, Purpose
from nhip.hall.command.language import _
from nhip.hall.command.postgres import run_beside
from nhip.hall.command.preparing import point_at
from nhip.hall.command.proof import differences, proof_of


def run(options: Namespace) -> int:
    """Restore and prove; 1, with the reason as its last line, where anything is not as it was kept.

    Nothing is left behind then. No row is written but those of the backup.
    """
    began = time.monotonic()
    source, folder = Path(options.source).resolve(), DataFolder(Path(options.data))
    passphrase = Path(options.passphrase) if options.passphrase else None
    with readable(source, passphrase, folder.path) as plain, opened(plain) as (archive, manifest):
        prepare_for(Purpose(manifest.purpose))
        held = _keys_of(manifest, Path(options.keys or f"{source}.keys"))
        database = _empty_place(folder, manifest)
        with _all_or_nothing(folder, database):
            folder.take(Purpose(manifest.purpose))
            folder.note(restoring=True)
            _put_back(folder, database, archive, manifest, held)
            _prove(manifest)
            folder.note(restoring=None, restored=True)  # the next start holds its letters back
    took = time.monotonic() - began
    note(folder, f"restore {source} {took:.1f} s {manifest.proof.journal['head'] or '-'}")
    _tell(manifest, folder, took)
    if manifest.proof.journal["problems"]:
        print(_("The journal was not whole when it was kept: see verify-journal."))
        return 1
    return 0


def _keys_of(manifest: Manifest, path: Path) -> dict[str, str]:
    """Return the keys that go with the backup, from their file or else the environment."""
    try:
        held: dict[str, str] = json.loads(path.read_text())
    except FileNotFoundError:
        held = {name: os.environ.get(variable, "") for name, variable in keys.VARIABLES.items()}
        if not any(held.values()):
            raise CommandRefused(
                _("The keys of the backup are missing: {path}. Name their file with --keys.")
                .format(path=path)
            ) from None  # fmt: skip
    except (OSError, ValueError) as error:
        raise CommandRefused(_("{path} holds no keys of a backup.").format(path=path)) from error
    marks = {name: keys.fingerprint(str(dict(held).get(name, ""))) for name in keys.VARIABLES}
    if marks != manifest.keys:
        raise CommandRefused(
            _("The keys in {path} are those of another installation.").format(path=path)
        )
    return held


def _empty_place(folder: DataFolder, manifest: Manifest) -> Database:
    """Return the database to fill. Raises CommandRefused unless folder and database are empty."""
    if folder.path.exists() and (not folder.path.is_dir() or any(folder.path.iterdir())):
        raise CommandRefused(
            _("{path} is not empty. Choose an empty or new folder with --data.")
            .format(path=folder.path)
        )  # fmt: skip
    database, is_file = named(folder), manifest.engine == "sqlite"
    if database.is_file != is_file or (is_file and "DATABASE_URL" in os.environ):
        raise CommandRefused(
            _("This backup is of SQLite: take DATABASE_URL out of the environment.")
            if is_file
            else _("This backup is of PostgreSQL: name an empty database in DATABASE_URL.")
        )
    if database.look().tables:
        raise CommandRefused(_("The database {address} is not empty.").format(address=database))
    return database


@contextmanager
def _all_or_nothing(folder: DataFolder, database: Database) -> Iterator[None]:
    """Leave the place as empty as it was when anything goes wrong."""
    was_there = folder.path.exists()
    try:
        yield
    except BaseException as error:
        _close_connections()
        database.clear()
        for entry in folder.path.iterdir() if folder.path.exists() else []:
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        if not was_there and folder.path.exists():
            folder.path.rmdir()
        if isinstance(error, OSError):
            raise CommandRefused(
                _("{path} cannot be written: {reason}.").format(
                    path=folder.path, reason=error.strerror
                )
            ) from error
        raise


def _put_back(
    folder: DataFolder,
    database: Database,
    archive: ZipFile,
    manifest: Manifest,
    held: dict[str, str],
) -> None:
    for name in manifest.files:
        extract(archive, manifest, name, folder.path / name)
    for name in keys.VARIABLES:
        keys.put(folder.path, name, held[name])
    kept = folder.path / manifest.database
    if not database.is_file:
        words = ("--no-owner", "--no-acl", "--single-transaction", "--exit-on-error")
        run_beside(database, "pg_restore", *words, f"--dbname={database.named['NAME']}", str(kept))
        kept.unlink()
    folder.note(name=manifest.name, database=written(database, folder), keys=manifest.keys)
    if manifest.demo:
        folder.note(demo=manifest.demo)
    point_at(folder, database)


def _prove(manifest: Manifest) -> None:
    """Raise CommandRefused, with the first reason last, unless all is counted as it was kept."""
    import django

    django.setup()
    try:
        told = differences(manifest.proof, proof_of(datetime.fromisoformat(manifest.made_at)))
    finally:
        _close_connections()
    if told:
        raise CommandRefused("\n".join(told[::-1]))


def _close_connections() -> None:
    from django.conf import settings
    from django.db import connections

    if settings.configured:
        connections.close_all()


def _tell(manifest: Manifest, folder: DataFolder, took: float) -> None:
    proof = manifest.proof
    print(_("Files, each by its digest: {count}").format(count=len(manifest.files)))
    print(_("Rows: {count} in {tables} tables").format(
        count=sum(proof.rows.values()), tables=len(proof.rows)))  # fmt: skip
    print(_("Sealed rows: {count}").format(count=proof.journal["sealed"]))
    print(_("Seal of the last row: {seal}").format(seal=proof.journal["head"] or "–"))
    for name, number in (proof.totals or {}).items():
        print(f"  {name:<28}{number:>8}")
    text = _("Restored and proved: {path} ({seconds:.1f} s).")
    print(text.format(path=folder.path, seconds=took))
