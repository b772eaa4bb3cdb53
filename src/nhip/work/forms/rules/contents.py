"""What was filled in, written down one way only and told by its digest."""

import hashlib
import json
from typing import Any

from nhip.kit.text.rules import nfc

Content = dict[str, Any]


def canonical(content: Content) -> str:
    """Write it one way only: sorted keys, no spaces, composed letters."""
    return nfc(json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def digest_of(content: Content) -> str:
    """Return the SHA-256 of its canonical JSON."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()
