"""Which figures a number of a text most likely is."""

from __future__ import annotations

from nhip.kit.text.rules import fold

from ..registry import Offer
from .prose import PlacedNumber

CLOSE = 0.1  # of the larger value


def distance(spot: PlacedNumber, offer: Offer) -> tuple[bool, int, float, str]:
    """Return how far a figure is from a number: the same value first, then by shared words, then by size."""
    gap = _gap(spot, offer)
    return gap > 0, -_shared(spot, offer), gap, offer.label


def is_near(spot: PlacedNumber, offer: Offer) -> bool:
    """Tell whether a figure is worth offering: it says the same, nearly the same, or speaks of the same."""
    return _gap(spot, offer) <= CLOSE or _shared(spot, offer) > 1


def _gap(spot: PlacedNumber, offer: Offer) -> float:
    value: float = (offer.resolved.amount or 0) / 10**offer.resolved.decimals
    typed: float = spot.number.amount / 10**spot.number.decimals
    return abs(value - typed) / max(abs(value), abs(typed), 1)


def _shared(spot: PlacedNumber, offer: Offer) -> int:
    beside = set(fold(" ".join(spot.line)).split())
    return len(beside & set(fold(f"{offer.label} {offer.resolved.measure}").split()))
