"""The data folder: what it is for, one server at a time, its owner's alone, ours only where our mark lies."""

import fcntl
import json
import os
import shutil
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from nhip.hall.command.language import _
from nhip.hall.command.state import is_newer, version

MARK = "nhip.lock"
STATE = "nhip.json"
DATABASE = "nhip.sqlite3"
PREPARING = "preparing"
BARE = {MARK, STATE, f"{STATE}.part"}  # what lies in a folder that holds nothing yet
A_LOOK = 0.1  # seconds between two looks at what another process does


class CommandRefused(Exception):
    """The command cannot go on; its message tells the person why and what to do."""

    code = 1


class OtherPurpose(CommandRefused):
    """The folder or its database is for something else: nothing in it was touched."""

    code = 2


class Purpose(StrEnum):
    """What a data folder is for."""

    DEMONSTRATION = "demonstration"
    PRODUCTION = "production"

    @property
    def words(self) -> str:
        """Return what people call such a folder."""
        return _("a demonstration") if self == Purpose.DEMONSTRATION else _("an installation")


class DataFolder:
    """A folder that this process alone serves."""

    lock: IO[str]

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()

    def is_ours(self) -> bool:
        """Return whether our mark lies in the folder."""
        return (self.path / MARK).exists()

    @property
    def purpose(self) -> Purpose | None:
        """Return what the folder says it is for; None of an empty one.

        One from before, or whose notes were lost, says it by what it holds: the demonstration noted itself,
        all else is an installation. Raises CommandRefused where the notes cannot be read.
        """
        noted = self.read()
        if said := noted.get("purpose"):
            return Purpose(said)
        if "demo" in noted:
            return Purpose.DEMONSTRATION
        holds = self.is_ours() and any(each.name not in BARE for each in self.path.iterdir())
        return Purpose.PRODUCTION if holds or "prepared" in noted else None

    def check(self, purpose: Purpose) -> None:
        """Raise OtherPurpose, or CommandRefused where a newer Nhịp has been; nothing is changed."""
        stands = self.purpose
        if stands not in (None, purpose):
            raise OtherPurpose(
                _("{path} holds {stands}, not {wanted}: nothing was changed. Choose another folder"
                  " with --data.")
                .format(path=self.path, stands=stands.words, wanted=purpose.words)
            )  # fmt: skip
        if self.read().get("restoring"):
            raise CommandRefused(
                _("A backup was being restored into {path}, and that was broken off: empty it and restore"
                  " again.")
                .format(path=self.path)
            )  # fmt: skip
        noted = self.read().get("version", "")
        if is_newer(noted):
            raise CommandRefused(
                _("{path} is kept by Nhịp {noted}, which is newer than this one ({ours}): nothing was"
                  " changed. Use that version.")
                .format(path=self.path, noted=noted, ours=version())
            )  # fmt: skip

    def take(self, purpose: Purpose) -> None:
        """Make the folder if need be and keep others out until this process ends.

        Waits while another process prepares it. An empty folder takes this purpose. Raises OtherPurpose,
        having changed nothing, or CommandRefused.
        """
        self.check(purpose)
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            if (
                any(self.path.iterdir()) and not self.is_ours()
            ):  # in this order: one may begin beside us
                raise CommandRefused(
                    _(
                        "{path} holds other files. Choose an empty or new folder with --data."
                    ).format(path=self.path)
                )
            self.lock = os.fdopen(os.open(self.path / MARK, os.O_RDWR | os.O_CREAT, 0o600), "r+")
            self._wait()
            self.check(purpose)  # another may have begun in it meanwhile
            self._say(f"{os.getpid()} {PREPARING}")
            self._make_private()
            self.note(purpose=purpose, version=version())
        except OSError as error:
            raise CommandRefused(
                _(
                    "The data folder {path} cannot be written: {reason}. Choose another with --data."
                ).format(path=self.path, reason=error.strerror)
            ) from error

    def say_served(self) -> None:
        """Let others know that preparing is over: who wants the folder now is refused, and waits no more."""
        self._say(str(os.getpid()))

    def _wait(self) -> None:
        """Get the lock, once whoever prepares the folder is done. Raises CommandRefused where one serves."""
        told = False
        while not self._is_mine():
            pid, _blank, doing = (self.path / MARK).read_text().strip().partition(" ")
            if not doing and _is_running(pid):
                raise CommandRefused(
                    _("Another Nhịp is already working in {path} (process {pid}). End it first, or"
                      " choose another folder with --data.")
                    .format(path=self.path, pid=pid)
                )  # fmt: skip
            if doing and not told:
                told = True
                words = _(
                    "Another Nhịp is preparing {path} (process {pid}). Waiting until it has done."
                )
                print(words.format(path=self.path, pid=pid), file=sys.stderr, flush=True)
            time.sleep(A_LOOK)

    def _is_mine(self) -> bool:
        with suppress(BlockingIOError):
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        return False

    def _say(self, words: str) -> None:
        self.lock.seek(0)
        self.lock.truncate()
        self.lock.write(words)
        self.lock.flush()

    def _make_private(self) -> None:
        """Keep everybody else out of all that lies here: earlier versions left much of it open."""
        _keep_to_owner(self.path, 0o700)
        for inside, folders, files in os.walk(self.path):
            for name in folders:
                _keep_to_owner(Path(inside, name), 0o700)
            for name in files:
                _keep_to_owner(Path(inside, name), 0o600)

    def clear(self) -> None:
        """Throw away everything of a demonstration but our mark. Raises OtherPurpose of anything else."""
        self.check(Purpose.DEMONSTRATION)
        facts = {"purpose": Purpose.DEMONSTRATION, "version": version()}
        self._write(facts)  # first: half cleared it is no finished demonstration
        for entry in self.path.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            elif entry.name not in (MARK, STATE):
                entry.unlink()

    def read(self) -> dict[str, Any]:
        """Return what earlier runs noted; nothing where they did not. Raises CommandRefused.

        Notes that cannot be read are not taken for none: the folder would pass for an empty one.
        """
        try:
            noted = json.loads((self.path / STATE).read_text())
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except (OSError, ValueError) as error:
            raise self._unreadable(getattr(error, "strerror", None) or str(error)) from error
        if not isinstance(noted, dict):
            raise self._unreadable(type(noted).__name__)
        return noted

    def _unreadable(self, reason: str) -> CommandRefused:
        return CommandRefused(
            _("{file} cannot be read ({reason}): nothing was changed. Put it back from a backup, or take"
              " it away: the folder then counts as an installation.")
            .format(file=self.path / STATE, reason=reason)
        )  # fmt: skip

    def note(self, **facts: object) -> None:
        """Note these facts for later runs, whole or not at all; None takes one out."""
        stands = self.read()
        facts = {name: said for name, said in (stands | facts).items() if said is not None}
        if facts != stands:
            self._write(facts)

    def _write(self, facts: Mapping[str, object]) -> None:
        part = self.path / f"{STATE}.part"
        part.unlink(missing_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(json.dumps(facts, ensure_ascii=False, indent=1))
        part.replace(self.path / STATE)


def _keep_to_owner(path: Path, mode: int) -> None:
    with suppress(FileNotFoundError):  # a process that reads beside us has taken it away
        if not path.is_symlink() and path.stat().st_mode & 0o7777 != mode:
            path.chmod(mode)


def _is_running(pid: str) -> bool:
    """Is this a process of the machine? Right after a start the mark still names the one before."""
    return pid.isdecimal() and Path("/proc", pid).exists()
