"""Message catalogues: written as .po, read by the product as .mo, which git does not keep."""

import os
from pathlib import Path

import polib

import nhip

PACKAGE = Path(nhip.__file__).resolve().parent
ROOT = next(folder for folder in PACKAGE.parents if (folder / "pyproject.toml").exists())


def compile_stale() -> None:
    """Compile each catalogue that is newer than its compiled form; safe beside another start."""
    for written in PACKAGE.glob("**/LC_MESSAGES/*.po"):
        compiled = written.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime_ns >= written.stat().st_mtime_ns:
            continue
        part = compiled.with_suffix(f".{os.getpid()}")
        polib.pofile(str(written)).save_as_mofile(str(part))
        os.replace(part, compiled)
