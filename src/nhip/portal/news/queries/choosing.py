"""What the editor's figure chooser shows."""

from dataclasses import dataclass
from datetime import date

from nhip.office.figures.choices import Basis, Format
from nhip.office.figures.queries import offers as figure_offers
from nhip.office.figures.registry import Offer, Resolved
from nhip.office.figures.rules import write
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import home_unit


@dataclass(frozen=True)
class FigureChoice:
    """A figure an editor may bind, and the ways it can be written: (format, written)."""

    offer: Offer
    is_released: bool
    ways: list[tuple[str, str]]


def offers(text: str, user: User, on: date) -> list[FigureChoice]:
    """Return the figures of the editor's own unit that match, those that may be bound first."""
    unit = home_unit(user, on)
    found = figure_offers(text, unit.pk) if unit else []
    accepted = [each for each in found if each.offer.ref.basis == Basis.ACCEPTED]
    return [
        FigureChoice(each.offer, each.is_released, _ways(each.offer.resolved)) for each in accepted
    ]


def _ways(resolved: Resolved) -> list[tuple[str, str]]:
    """Return each format that writes the value differently; none where there is no value to write."""
    if resolved.amount is None or resolved.is_withheld:
        return []
    ways: dict[str, str] = {}
    for format in Format.values:
        ways.setdefault(write(resolved.amount, resolved.decimals, format), format)
    return [(format, written) for written, format in ways.items()]
