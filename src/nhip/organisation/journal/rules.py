"""How rows become a chain: pure functions over plain values."""

import hashlib
import hmac
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder


def canonical(value: Any) -> str:
    """Write a value as JSON in the one way that a digest can be taken of."""
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), cls=DjangoJSONEncoder
    )


def digest_of(said: dict[str, Any], salt: str, key: str) -> str:
    """Return the keyed digest of a detail: without key and salt nobody can guess its words."""
    return hmac.new(key.encode(), f"{salt}{canonical(said)}".encode(), hashlib.sha256).hexdigest()


def seal_of(row: dict[str, Any], previous: str) -> str:
    """Return the seal of a row that follows the row sealed with `previous`."""
    return hashlib.sha256(f"{previous}{canonical(row)}".encode()).hexdigest()
