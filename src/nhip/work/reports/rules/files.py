"""Files beside a report: what they may be called, and what a revision says of them."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from nhip.kit.text.rules import nfc
from nhip.work.forms.rules import Content

LONGEST_NAME = 120
MOST_FILES = 10  # beside one section
_SEPARATORS = re.compile(r"[/\\]")


@dataclass(frozen=True)
class Filed:
    """A file as a revision says it."""

    section: int
    name: str
    kind: str
    size: int
    digest: str


def clean_name(name: str) -> str:
    """Return a file's name without folders and letters that show nothing or turn the text around."""
    last = _SEPARATORS.split(nfc(name))[-1]
    shown = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    stem, dot, suffix = " ".join(shown.split()).strip(". ").rpartition(".")
    return f"{stem[: LONGEST_NAME - len(suffix) - 1]}{dot}{suffix}"[-LONGEST_NAME:]


def write_files(files: Iterable[Filed]) -> Content:
    """Write files for a revision, each bound by its digest; nothing at all where there are none."""
    rows = [
        {"section": f.section, "name": f.name, "kind": f.kind, "size": f.size, "digest": f.digest}
        for f in files
    ]
    return {"attachments": rows} if rows else {}


def files_of(content: Content) -> list[Filed]:
    """Read the files of a revision."""
    return [Filed(**row) for row in content.get("attachments", [])]
