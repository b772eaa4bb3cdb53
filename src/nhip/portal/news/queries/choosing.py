"""What the editor's figure chooser shows."""

from dataclasses import dataclass
from datetime import date

from nhip.office.figures.queries import Offered
from nhip.office.figures.queries import offers as figure_offers
from nhip.office.figures.rules import ways
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import home_unit


@dataclass(frozen=True)
class FigureChoice:
    """A figure of a chooser, and the ways to write it, (format, written); none where it cannot be bound."""

    offered: Offered
    ways: list[tuple[str, str]]


def offers(text: str, user: User, on: date) -> list[FigureChoice]:
    """Return the figures of the editor's own unit that match, those that may be bound first."""
    unit = home_unit(user, on)
    found = figure_offers(text, unit.pk) if unit else []
    return [FigureChoice(each, _ways(each)) for each in found]


def _ways(offered: Offered) -> list[tuple[str, str]]:
    now = offered.offer.resolved
    if offered.hindrance or now.amount is None:
        return []
    return ways(now.amount, now.decimals)
