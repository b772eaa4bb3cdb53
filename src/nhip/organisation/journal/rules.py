"""How rows become a chain, and how an act is refused, alone or among many: pure, over plain values."""

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _


def canonical(value: Any) -> str:
    """Write a value as JSON in the one way that a digest can be taken of."""
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), cls=DjangoJSONEncoder
    )


def digest_of(said: dict[str, Any], salt: str, key: str) -> str:
    """Return the keyed digest of a detail: without key and salt nobody can guess its words."""
    return hmac.new(key.encode(), f"{salt}{canonical(said)}".encode(), hashlib.sha256).hexdigest()


def state_digest(values: Mapping[str, object]) -> str:
    """Return a short digest of what a record says, so that a page knows whether it still says it."""
    said = "\x1f".join(f"{name}={values[name]}" for name in sorted(values))
    return hashlib.sha256(said.encode()).hexdigest()[:24]


def seal_of(row: dict[str, Any], previous: str) -> str:
    """Return the seal of a row that follows the row sealed with `previous`."""
    return hashlib.sha256(f"{previous}{canonical(row)}".encode()).hexdigest()


class Refused(Exception):
    """An act that cannot be done as things stand; its words tell why, in the reader's language."""


class RecordOvertaken(Refused):
    """The record says something else than when the page was shown."""


class NoReason(Refused):
    """The act changes what others rely on, and nobody said why."""


class FieldRefused(ValidationError):
    """What cannot be entered or done; `field` is what somebody must mend, as rows and forms call it."""

    field: str | None = None

    def __init__(self, message: Any, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field or self.field


class WrongRow(ValidationError):
    """One of many rows was refused, so none was written: `index` counts from 0, `why` is the refusal.

    `words` is that refusal as people read it.
    """

    def __init__(self, index: int, why: Exception) -> None:
        self.index, self.why = index, why
        self.words = " ".join(why.messages) if isinstance(why, ValidationError) else str(why)
        said = {"number": index + 1, "why": self.words}
        super().__init__(_("Row %(number)d: %(why)s"), params=said)


@contextmanager
def row(index: int) -> Iterator[None]:
    """Name the row in whatever is refused inside: `with row(index): require(by, verb, each.unit)`."""
    try:
        yield
    except Exception as why:
        raise WrongRow(index, why) from why


@contextmanager
def one_row() -> Iterator[None]:
    """Let a single verb refuse in its own words what its bulk twin refuses by row."""
    try:
        yield
    except WrongRow as refusal:
        raise refusal.why from refusal.why.__cause__


def plain_cell(words: str) -> str:
    """Return a cell of a CSV that no spreadsheet takes for a formula."""
    return f"'{words}" if words[:1] in ("=", "+", "-", "@", "\t", "\r") else words
