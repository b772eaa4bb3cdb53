"""Which figures a number of a text most likely is."""

from __future__ import annotations

from nhip.kit.text.rules import fold

from ..registry import Offer
from .prose import PlacedNumber


def distance(spot: PlacedNumber, offer: Offer) -> tuple[bool, int, float, str]:
    """Return how far a figure is from a number: the same value first, then by shared words, then by size."""
    said, number = offer.resolved, spot.number
    value = (said.amount or 0) / 10**said.decimals
    typed = number.amount / 10**number.decimals
    beside = set(fold(" ".join(spot.line)).split())
    shared = sum(word in beside for word in set(fold(f"{offer.label} {said.measure}").split()))
    gap = abs(value - typed) / max(abs(value), abs(typed), 1)
    return value != typed, -shared, gap, offer.label
