"""The data folder: what it is for, one server at a time, and ours only where our mark lies."""

import fcntl
import json
import os
import shutil
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from nhip.hall.command.language import _

MARK = "nhip.lock"
STATE = "nhip.json"


DATABASE = "nhip.sqlite3"


class CommandRefused(Exception):
    """The command cannot go on; its message tells the person why and what to do."""

    code = 1


class OtherPurpose(CommandRefused):
    """The folder is for something else: nothing in it was touched."""

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

        One from before says it by what it holds: the demonstration noted itself, all else is an installation.
        """
        noted = self.read()
        if said := noted.get("purpose"):
            return Purpose(said)
        if "demo" in noted:
            return Purpose.DEMONSTRATION
        holds = (self.path / DATABASE).exists() or "prepared" in noted
        return Purpose.PRODUCTION if holds else None

    def take(self, purpose: Purpose) -> None:
        """Make the folder if need be and keep others out until this process ends.

        An empty folder takes this purpose. Raises OtherPurpose, having changed nothing, or CommandRefused.
        """
        self._agree(purpose)
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            if not self.is_ours() and any(self.path.iterdir()):
                raise CommandRefused(
                    _(
                        "{path} holds other files. Choose an empty or new folder with --data."
                    ).format(path=self.path)
                )
            self.lock = (self.path / MARK).open("a+")
            (self.path / ".probe").touch()
            (self.path / ".probe").unlink()
        except OSError as error:
            raise CommandRefused(
                _(
                    "The data folder {path} cannot be written: {reason}. Choose another with --data."
                ).format(path=self.path, reason=error.strerror)
            ) from error
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CommandRefused(
                _("Another Nhịp is already working in {path} (process {pid}). End it first, or"
                  " choose another folder with --data.")
                .format(path=self.path, pid=(self.path / MARK).read_text().strip() or "?")
            ) from error  # fmt: skip
        self._agree(purpose)  # another may have begun in it meanwhile
        self.lock.truncate(0)
        self.lock.write(str(os.getpid()))
        self.lock.flush()
        if self.read().get("purpose") != purpose:
            self.note(purpose=purpose)

    def _agree(self, purpose: Purpose) -> None:
        stands = self.purpose
        if stands not in (None, purpose):
            raise OtherPurpose(
                _("{path} holds {stands}, not {wanted}: nothing was changed. Choose another folder"
                  " with --data.")
                .format(path=self.path, stands=stands.words, wanted=purpose.words)
            )  # fmt: skip

    def clear(self) -> None:
        """Throw away everything of a demonstration but our mark. Raises OtherPurpose of anything else."""
        self._agree(Purpose.DEMONSTRATION)
        for entry in self.path.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            elif entry.name != MARK:
                entry.unlink()
        self.note(purpose=Purpose.DEMONSTRATION)

    def read(self) -> dict[str, Any]:
        """Return what earlier runs noted."""
        try:
            noted: dict[str, Any] = json.loads((self.path / STATE).read_text())
        except (OSError, ValueError):
            return {}
        return noted

    def note(self, **facts: object) -> None:
        """Note these facts for later runs, whole or not at all."""
        part = self.path / f"{STATE}.part"
        part.write_text(json.dumps(self.read() | facts, ensure_ascii=False, indent=1))
        part.replace(self.path / STATE)
