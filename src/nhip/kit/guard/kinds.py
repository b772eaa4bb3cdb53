"""What kind of file came in: by its name and by what is inside, which must agree."""

import re
import zipfile
from typing import IO

from .uploads import BROKEN, MAX_PARTS, MAX_UNPACKED

_BEGINS = {"pdf": b"%PDF-", "jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
_HOLDS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_PROGRAM = re.compile(r"vbaproject\.bin$|/(activex|macrosheets|dialogsheets)/")
_SAME = {"jpeg": "jpg"}


def kind_of(name: str, file: IO[bytes]) -> str:
    """Return "pdf", "jpg", "png", "docx" or "xlsx"; "" where name and content are no such one.

    An Office file that carries a program is none of these, whatever its name.
    """
    suffix = name.rpartition(".")[2].lower()
    kind = _SAME.get(suffix, suffix)
    file.seek(0)
    try:
        if kind in _BEGINS and file.read(8).startswith(_BEGINS[kind]):
            return kind
        if kind in _HOLDS and _is_plain_office(file, _HOLDS[kind]):
            return kind
    finally:
        file.seek(0)
    return ""


def _is_plain_office(file: IO[bytes], wanted: str) -> bool:
    try:
        with zipfile.ZipFile(file) as package:
            parts = package.infolist()
    except BROKEN:
        return False
    names = {part.filename for part in parts}
    return (
        wanted in names
        and len(parts) <= MAX_PARTS
        and sum(part.file_size for part in parts) <= MAX_UNPACKED
        and not any(_PROGRAM.search(name.lower()) for name in names)
    )
