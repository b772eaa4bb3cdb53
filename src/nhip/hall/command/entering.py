"""Going into a data folder: what every command does before it reads or writes there.

A folder, its database and its keys belong together. Nothing is changed until all three were seen to agree.
"""

import hmac
import os
import sys
from pathlib import Path
from urllib.parse import quote

from nhip.config import keys
from nhip.hall.command.catalogues import ROOT
from nhip.hall.command.database import Database, Found
from nhip.hall.command.folder import DATABASE, CommandRefused, DataFolder, OtherPurpose, Purpose
from nhip.hall.command.language import _
from nhip.hall.command.preparing import point_at
from nhip.hall.command.state import not_made, not_ours, version
from nhip.organisation.journal.rules import digest_of


def enter(folder: DataFolder, purpose: Purpose, *, fresh: bool = False) -> None:
    """Take the folder, its database and its keys for this process alone, and point the settings there.

    A demonstration that was not finished, or is to be `fresh`, is emptied. Raises CommandRefused.
    """
    prepare_for(purpose)
    if not folder.is_ours():  # a folder that cannot be used is not even made
        folder.check(purpose)
        _agree(folder, purpose)
    folder.take(purpose)
    anew = purpose == Purpose.DEMONSTRATION and (fresh or "demo" not in folder.read())
    database, _found = _agree(folder, purpose, anew=anew)
    if anew:
        database.clear()
        folder.clear()
    marks = {name: keys.fingerprint(keys.kept(folder.path, name)) for name in keys.VARIABLES}
    if not database.claim(purpose, marks["journal"]):
        raise _other_key(database, "journal")
    folder.note(database=written(database, folder), keys=marks)
    point_at(folder, database)


def visit(given: str | None, *, as_it_is: bool = False) -> DataFolder:
    """Look into a folder, beside a running server or without one: all is there once this returns.

    Where no folder is named and the demonstration's is the only one, it is that. A database that was not
    brought up to this code is visited only `as_it_is`. Raises CommandRefused.
    """
    path, told = usual_path(given, ROOT / "var")
    folder = DataFolder(path)
    if not folder.is_ours():
        raise CommandRefused(_("{path} is not a data folder of Nhịp.").format(path=folder.path))
    purpose = folder.purpose or Purpose.PRODUCTION
    if told:
        print(_("The demonstration in {path}:").format(path=folder.path), file=sys.stderr)
    prepare_for(purpose)
    folder.check(purpose)
    database, found = _agree(folder, purpose)
    if "django_migrations" not in found.tables:
        raise CommandRefused(_("Nothing has been kept in {path} yet.").format(path=folder.path))
    if not as_it_is and not_made(found.migrations):
        raise CommandRefused(
            _("The database {address} is not up to this Nhịp yet. Type first: {command}")
            .format(address=database, command=f"./nhip {_begins(purpose)} --data {folder.path}")
        )  # fmt: skip
    point_at(folder, database)
    import django

    django.setup()
    return folder


def _begins(purpose: Purpose) -> str:
    """Return the word that brings a folder's database up to this code."""
    return "migrate" if purpose == Purpose.PRODUCTION else "demo --no-serve"


def usual_path(given: str | None, var: Path) -> tuple[Path, bool]:
    """Return which folder is meant, and whether that was found out by what lies here."""
    if given:
        return Path(given), False
    is_demo = not (var / "data").exists() and DataFolder(var / "demo").is_ours()
    return var / ("demo" if is_demo else "data"), is_demo


def prepare_for(purpose: Purpose) -> None:
    """Have all that is written be its owner's alone; a demonstration has keys of its own."""
    os.umask(0o077)
    if purpose == Purpose.DEMONSTRATION:
        for variable in keys.VARIABLES.values():
            os.environ.pop(variable, None)


def _agree(folder: DataFolder, purpose: Purpose, *, anew: bool = False) -> tuple[Database, Found]:
    """Return the folder's database, seen to be its own, of this purpose and by no newer version.

    Raises CommandRefused. `anew`: it will be emptied, so it may be empty already.
    """
    database = named(folder)
    found = database.look()
    if not found.tables:
        if "database" in folder.read() and not anew:
            raise CommandRefused(
                _("{address} is empty or gone: it is not the database that {path} was kept in. Nothing"
                  " was changed.")
                .format(address=database, path=folder.path)
            )  # fmt: skip
        return database, found
    if not_ours(found.migrations):
        raise CommandRefused(
            _("The database {address} is kept by a Nhịp that is newer than this one ({ours}): nothing"
              " was changed.")
            .format(address=database, ours=version())
        )  # fmt: skip
    own = purpose if database.place == _own(folder).place else Purpose.PRODUCTION
    if (found.purpose or own) != purpose:
        raise OtherPurpose(
            _("The database {address} is not a demonstration of Nhịp: nothing was changed.")
            .format(address=database)
            if purpose == Purpose.DEMONSTRATION
            else _("The database {address} holds a demonstration, not an installation: nothing was"
                   " changed.").format(address=database)
        )  # fmt: skip
    _check_keys(folder, database, found)
    return database, found


def named(folder: DataFolder) -> Database:
    """Return which database is meant: the one noted, which the environment may name but not replace."""
    noted, own, named = folder.read(), _own(folder), os.environ.get("DATABASE_URL")
    given = Database(named) if named else None
    kept = noted.get("database")
    if kept is None and own.file.exists():  # a folder from before
        is_old = folder.purpose == Purpose.DEMONSTRATION or not (given and given.look().tables)
        kept = DATABASE if is_old else None
    if kept is None:
        if given is None and "prepared" in noted:
            raise CommandRefused(
                _("{path} does not say which database it belongs to: name it once in DATABASE_URL.")
                .format(path=folder.path)
            )  # fmt: skip
        return given or own
    stands = own if kept == DATABASE else Database(kept)
    if given and given.place != stands.place:
        raise CommandRefused(
            _("{path} belongs to the database {stands}, not to {given} as DATABASE_URL says: nothing was"
              " changed.")
            .format(path=folder.path, stands=stands, given=given)
        )  # fmt: skip
    return given or stands


def _own(folder: DataFolder) -> Database:
    return Database(f"sqlite:///{quote(str(folder.path / DATABASE))}")


def written(database: Database, folder: DataFolder) -> str:
    """Return how the folder notes its database: its own by name, so that the folder can be moved."""
    return DATABASE if database.place == _own(folder).place else database.url


def _check_keys(folder: DataFolder, database: Database, found: Found) -> None:
    """Raise CommandRefused unless folder, environment and database speak of the same keys."""
    has = {name: keys.known(folder.path, name) for name in keys.VARIABLES}
    marks = {name: key and keys.fingerprint(key) for name, key in has.items()}
    for name, mark in folder.read().get("keys", {}).items():
        if marks.get(name) != mark:
            raise _other_key(database, name)
    if found.journal_key:
        is_same = marks["journal"] == found.journal_key
    elif found.words:  # from before it was written down: the journal's first words prove it
        said, salt, digest = found.words
        is_same = hmac.compare_digest(digest_of(said, salt, has["journal"] or ""), digest)
    else:
        is_same = True
    if not is_same:
        raise _other_key(database, "journal")


def _other_key(database: Database, name: str) -> CommandRefused:
    return CommandRefused(
        _("The database {address} was kept with another key than that of {file} or {variable}: nothing"
          " was changed. Put the right one back.")
        .format(address=database, file=keys.file_of(name), variable=keys.VARIABLES[name])
    )  # fmt: skip
