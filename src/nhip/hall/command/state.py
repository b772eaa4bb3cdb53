"""What the code is now, in sixteen letters: tells prepared things that they are out of date."""

import hashlib
import re
import tomllib
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

import nhip
from nhip.hall.command.catalogues import PACKAGE, ROOT

OURS = re.compile(r"(\w+)/migrations/(\d{4}_\w+)\.py$")


def digest(*patterns: str) -> str:
    """Return a digest of the product's files that match, and of every installed package."""
    package = Path(nhip.__file__).parent
    seen = hashlib.sha256()
    for pattern in patterns:
        for file in sorted(package.glob(pattern)):
            if file.is_file():
                seen.update(str(file.relative_to(package)).encode())
                seen.update(file.read_bytes())
    for installed in sorted(f"{found.name} {found.version}" for found in distributions()):
        seen.update(installed.encode())
    return seen.hexdigest()[:16]


@cache
def version() -> str:
    """Return which Nhịp this is."""
    said: str = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    return said


def is_newer(other: str) -> bool:
    """Is this a version that came after ours?"""
    first, second = (
        [int(part) for part in re.findall(r"\d+", each)] for each in (other, version())
    )
    return first > second


def not_ours(migrations: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the steps of our rooms' databases that this code does not know: a newer one has been there."""
    known = _steps()
    rooms = {room for room, _name in known}
    return {(room, name) for room, name in migrations if room in rooms} - known


def not_made(migrations: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return the steps this code has and a database has not: an older one made it."""
    return _steps() - migrations


def _steps() -> set[tuple[str, str]]:
    found = (OURS.search(str(file)) for file in PACKAGE.glob("**/migrations/*.py"))
    return {(match[1], match[2]) for match in found if match}
