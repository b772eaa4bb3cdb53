"""The data folder: one server at a time, and nothing in it is ours unless our mark lies there."""

import fcntl
import json
import os
import shutil
from pathlib import Path
from typing import IO, Any

from nhip.hall.command.language import _

MARK = "nhip.lock"
STATE = "nhip.json"


class CommandRefused(Exception):
    """The command cannot go on; its message tells the person why and what to do."""


class DataFolder:
    """A folder that this process alone serves."""

    lock: IO[str]

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()

    def is_ours(self) -> bool:
        """Return whether our mark lies in the folder."""
        return (self.path / MARK).exists()

    def take(self) -> None:
        """Make the folder if need be and keep others out until this process ends."""
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
        self.lock.truncate(0)
        self.lock.write(str(os.getpid()))
        self.lock.flush()

    def clear(self) -> None:
        """Throw away everything but our mark."""
        for entry in self.path.iterdir():
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            elif entry.name != MARK:
                entry.unlink()

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
