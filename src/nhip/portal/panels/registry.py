"""How a page of each kind is shown in a list: the rooms above register their own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model


@dataclass(frozen=True)
class Card:
    """A page in a list."""

    title: str
    url: str


Draw = Callable[[Any], Card]

_draws: dict[type[Model], Draw] = {}


def register_card(model: type[Model], draw: Draw) -> None:
    """Have pages of this kind listed: `register_card(ArticlePage, lambda page: Card(…))`."""
    _draws[model] = draw


def listed_models() -> list[type[Model]]:
    """Return the kinds of page that can be listed."""
    return list(_draws)


def card_of(page: Model) -> Card:
    """Return the card of a page whose kind is registered."""
    return _draws[type(page)](page)
