"""A backup that leaves the machine encrypted: GnuPG with a passphrase, as anybody can undo without Nhịp."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nhip.hall.command.folder import CommandRefused
from nhip.hall.command.language import _

_BEGINS = b"\x8c"  # RFC 4880 section 5.3: a session key under a passphrase stands first
_HOW = ("--batch", "--yes", "--quiet", "--no-options", "--pinentry-mode", "loopback")


def encrypt(source: Path, to: Path, passphrase: Path) -> None:
    """Write `source` encrypted (AES-256) to `to`. Raises CommandRefused where gpg does not do it."""
    words = ("--symmetric", "--cipher-algo", "AES256", "--compress-algo", "none")
    _gpg(*words, "--output", str(to), str(source), passphrase=passphrase)


@contextmanager
def readable(path: Path, passphrase: Path | None, beside: Path) -> Iterator[Path]:
    """Give a backup as it was before it was encrypted, for the time of the block, in a folder beside `beside`.

    Raises CommandRefused without its passphrase, with another one, and of what was cut short.
    """
    if not _is_encrypted(path):
        yield path
        return
    if passphrase is None:
        raise CommandRefused(
            _("{path} is encrypted. Name the file of its passphrase with --passphrase.")
            .format(path=path)
        )  # fmt: skip
    place = next(parent for parent in beside.absolute().parents if parent.is_dir())
    with tempfile.TemporaryDirectory(dir=place, prefix=".nhip-") as folder:
        plain = Path(folder) / path.name
        _gpg("--decrypt", "--output", str(plain), str(path), passphrase=passphrase)
        yield plain


def _is_encrypted(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(1) == _BEGINS
    except OSError:
        return False  # whoever opens it says why


def _gpg(*words: str, passphrase: Path) -> None:
    gpg = shutil.which("gpg")
    if gpg is None:
        raise CommandRefused(_("Encrypting needs gpg: apt-get install gnupg."))
    if not passphrase.is_file() or not passphrase.read_bytes().strip():
        raise CommandRefused(_("{path} holds no passphrase.").format(path=passphrase))
    with tempfile.TemporaryDirectory(prefix="nhip-gpg-") as home:  # nobody's keys and settings
        line = [gpg, *_HOW, "--homedir", home, "--passphrase-file", str(passphrase), *words]
        done = subprocess.run(
            line, capture_output=True, text=True, check=False, env=dict(os.environ, LC_ALL="C")
        )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or [str(done.returncode)])[-1]
        raise CommandRefused(
            _("{path} cannot be used with this passphrase, or is damaged. gpg says: {reason}")
            .format(path=words[-1], reason=said)
        )  # fmt: skip
