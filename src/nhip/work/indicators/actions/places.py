"""Rows of places, kept once each: what something asks figures for, in its order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from hashlib import sha256

from nhip.organisation.journal.rules import canonical

from ..adding import IndicatorItem
from ..models import Places


def places_of(row: Sequence[IndicatorItem]) -> Places:
    """Return the row of these places, made where nobody asked so yet."""
    return all_places([row])[tuple(row)]


def all_places(
    rows: Collection[Sequence[IndicatorItem]],
) -> dict[tuple[IndicatorItem, ...], Places]:
    """Return many rows by their places, as `places_of` each: one query where all are known."""
    digests = {tuple(row): sha256(canonical(row).encode()).hexdigest() for row in rows}
    known = _known(digests.values())
    if missing := {row: digest for row, digest in digests.items() if digest not in known}:
        made = (Places(digest=digest, row=row) for row, digest in missing.items())
        Places.objects.bulk_create(made, ignore_conflicts=True)  # another may ask so just now
        known |= _known(missing.values())
    return {row: known[digest] for row, digest in digests.items()}


def _known(digests: Collection[str]) -> dict[str, Places]:
    return {each.digest: each for each in Places.objects.filter(digest__in=digests)}
