"""Keeping a file somebody sent: looked at before it is kept, under the digest of what it says."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from django.http import FileResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhip.kit.text.rules import nfc

from .forms import IN_FILE, MarkedText
from .kinds import kind_of
from .rules import find_mark
from .uploads import Unreadable, read_text

MEGABYTE = 1024 * 1024
LONGEST_NAME = 120
KINDS: dict[str, str | Promise] = {
    "pdf": "PDF",
    "docx": "Word (docx)",
    "xlsx": "Excel (xlsx)",
    "jpg": gettext_lazy("picture (jpg)"),
    "png": gettext_lazy("picture (png)"),
}
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "jpg": "image/jpeg",
    "png": "image/png",
}
_SEPARATORS = re.compile(r"[/\\]")


class NotKept(ValueError):
    """The file may not be kept; the words say why."""


def clean_name(name: str) -> str:
    """Return a file's name without folders and letters that show nothing or turn the text around."""
    last = _SEPARATORS.split(nfc(name))[-1]
    shown = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    stem, dot, suffix = " ".join(shown.split()).strip(". ").rpartition(".")
    return f"{stem[: LONGEST_NAME - len(suffix) - 1]}{dot}{suffix}"[-LONGEST_NAME:]


def examine(
    name: str, file: IO[bytes], *, kinds: Mapping[str, str | Promise], megabytes: int
) -> tuple[str, int]:
    """Return a file's kind and size. Nothing of it is trusted: not its name, its kind, nor its marks.

    `kinds` are those taken, with their names for people. Raises NotKept.
    """
    size = file.seek(0, os.SEEK_END)
    if not size:
        raise NotKept(_("The file is empty."))
    if size > megabytes * MEGABYTE:
        words = _("The file is larger than %(n)d MB. Make it smaller or split it.")
        raise NotKept(words % {"n": megabytes})
    kind = kind_of(name, file)
    if kind not in kinds:
        words = _("Only these are taken here, whole and without programs inside: %(kinds)s.")
        raise NotKept(words % {"kinds": ", ".join(str(each) for each in kinds.values())})
    file.seek(0)
    try:
        mark = find_mark(read_text(name, file))
    except Unreadable as error:
        raise NotKept(_("The file is damaged or locked with a password.")) from error
    if mark:
        raise NotKept(str(MarkedText(mark, IN_FILE).messages[0]))
    file.seek(0)
    return kind, size


def digest_of(file: IO[bytes]) -> str:
    """Return the SHA-256 of what a file says."""
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


def write_whole(file: IO[bytes], path: Path) -> None:
    """Put the file in its place whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file.seek(0)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as part:
        while chunk := file.read(MEGABYTE):
            part.write(chunk)
    os.replace(part.name, path)


def hand_out(path: Path, digest: str, name: str, kind: str) -> FileResponse | None:
    """Return a file to keep, never to open here; None where the disk has another, or none."""
    file = path.open("rb") if path.is_file() else None
    if file is None or digest_of(file) != digest:
        return None
    file.seek(0)
    answer = FileResponse(file, as_attachment=True, filename=name, content_type=MEDIA_TYPES[kind])
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "private, no-store"
    return answer
