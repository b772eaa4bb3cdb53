"""What figures are called where they stand together on one page, and the pages behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from nhip.organisation.accounts.models import User

from .. import registry
from ..models import Pin


@dataclass(frozen=True)
class CitedSource:
    """A figure as a page explains it; `address` is the list of its records, for whoever may open it."""

    pin: Pin
    address: str = ""


def names_of(pins: Collection[Pin]) -> dict[int, str]:
    """Return what figures of one page are called, each otherwise: what is counted, over which days.

    Where that says the same of two, the unit too.
    """
    said = {pin.pk: f"{pin.label}, {pin.window}" for pin in pins}
    common = Counter(said.values())
    return {
        pin.pk: f"{said[pin.pk]}, {pin.unit.name}" if common[said[pin.pk]] > 1 else said[pin.pk]
        for pin in pins
    }


def sources_of(pins: Collection[Pin], by: User | AnonymousUser) -> list[CitedSource]:
    """Return figures in their order, each with the way to its records where this person may go it."""
    if not isinstance(by, User) or not pins:
        return [CitedSource(pin) for pin in pins]
    found = registry.addresses([pin.reference for pin in pins], by)
    return [
        CitedSource(pin, f"{url}#ban-ghi" if (url := found[pin.reference]) else "") for pin in pins
    ]
