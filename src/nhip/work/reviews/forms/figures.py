"""Which figures a review asks for, their order, format and way into the article, on one screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from nhip.kit.text.rules import nfc, read_number
from nhip.office.figures.choices import Format

from ..models import Review
from ..queries import ReviewChoice, choices
from ..rules import FigureAsked

MOST = 300  # a review nobody could read any more


@dataclass
class ChosenFigure:
    """One line of the screen: a figure as it is asked for so far."""

    choice: ReviewChoice
    order: str
    format: str
    goes_into_article: bool

    @property
    def key(self) -> str:
        """Return the key of its indicator."""
        return self.choice.key


class FiguresForm:
    """What the screen shows and what was typed there; nothing typed is lost while one looks further.

    Lines are numbered by the person; what is ticked below joins the lines at their end.
    """

    def __init__(self, review: Review, sent: QueryDict | None) -> None:
        self.review = review
        self.known = {each.key: each for each in choices()}
        self.errors: list[str] = []
        self.words = nfc(sent.get("tim", "").strip())[:100] if sent is not None else ""
        self.lines = self._kept() if sent is None else self._sent(sent)

    @property
    def offered(self) -> list[ReviewChoice]:
        """Return the indicators that may be ticked: those that match and are no line yet."""
        taken = {line.key for line in self.lines}
        return [each for each in choices(self.words) if each.key not in taken]

    @property
    def formats(self) -> list[tuple[str, Any]]:
        """Return how a figure may be written."""
        return [(value, label) for value, label in Format.choices]

    def is_valid(self) -> bool:
        """Return whether every line can be read."""
        for place, line in enumerate(self.lines, start=1):
            if line.order and read_number(line.order) is None:
                said = {"name": line.choice.name, "order": line.order[:20]}
                self.errors.append(_("%(name)s: “%(order)s” is no place in an order.") % said)
            elif not line.order:
                line.order = str(place)
        return not self.errors

    def asked(self) -> list[FigureAsked]:
        """Return the figures in the order of their numbers."""
        ordered = sorted(self.lines, key=lambda line: int(line.order))
        return [FigureAsked(line.key, line.format, line.goes_into_article) for line in ordered]

    def _kept(self) -> list[ChosenFigure]:
        kept = [each for each in self.review.figures.all() if each.key in self.known]
        return [
            ChosenFigure(self.known[each.key], str(place), each.format, each.goes_into_article)
            for place, each in enumerate(kept, start=1)
        ]

    def _sent(self, sent: QueryDict) -> list[ChosenFigure]:
        """Return the lines as typed, without those to leave out, and what was ticked after them."""
        left_out = set(sent.getlist("bo"))
        keys = [key for key in dict.fromkeys(sent.getlist("so")) if key not in left_out]
        lines = [self._line(sent, key) for key in keys[:MOST] if key in self.known]
        return [*lines, *self._ticked(sent.getlist("them"), lines)]

    def _line(self, sent: QueryDict, key: str) -> ChosenFigure:
        format = sent.get(f"dang-{key}", "")
        return ChosenFigure(
            choice=self.known[key],
            order=sent.get(f"thu-tu-{key}", "").strip(),
            format=format if format in Format.values else Format.PLAIN,
            goes_into_article=f"bai-{key}" in sent,
        )

    def _ticked(self, keys: Sequence[str], lines: Sequence[ChosenFigure]) -> list[ChosenFigure]:
        taken = {line.key for line in lines}
        numbers = [read_number(line.order) or 0 for line in lines]
        last = max([len(lines), *numbers])
        fresh = [key for key in dict.fromkeys(keys) if key in self.known and key not in taken]
        return [
            ChosenFigure(self.known[key], str(last + place), Format.PLAIN, True)
            for place, key in enumerate(fresh[: MOST - len(lines)], start=1)
        ]
