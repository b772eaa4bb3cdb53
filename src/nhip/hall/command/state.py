"""What the code is now, in sixteen letters: tells prepared things that they are out of date."""

import hashlib
from importlib.metadata import distributions
from pathlib import Path

import nhip


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
