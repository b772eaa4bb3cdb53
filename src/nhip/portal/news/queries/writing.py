"""The words of an article with its figures as they stand by now."""

import json
from collections.abc import Mapping

from nhip.office.figures.models import Pin
from nhip.office.figures.rules.prose import (
    FigurePlace,
    SaidNumber,
    SaidNumbers,
    replace_figures,
    rewritten,
)

from ..models import ABOVE, BELOW, HOLDER, ArticlePage
from ..rules import with_passages


def write_figures(
    version: ArticlePage, answers: SaidNumbers, pins: Mapping[int, Pin] | None = None
) -> list[str]:
    """Write into a version's text what its figures say by now; return the fields that hold it.

    Where a number was answered to be a figure, it is written anew if it says what that stood at before.
    """
    if pins is None:
        pins = Pin.objects.held_by(HOLDER, version.pk).prefetch_related("values").in_bulk()

    def write(place: FigurePlace) -> str:
        pin = pins.get(place.pin)
        return place.written(pin.write(pin.amount, place.format) if pin else place.text)

    def stood(answer: SaidNumber) -> list[str]:
        pin = pins.get(answer.pin or 0)
        return [pin.write(each.amount, answer.format) for each in pin.values.all()] if pin else []

    def now(answer: SaidNumber) -> str:
        pin = pins[answer.pin or 0]
        return pin.write(pin.amount, answer.format)

    stored = {}
    for passage in version.passages():
        words = rewritten(passage, answers, stood, now)
        stored[passage.name] = replace_figures(words, write) if passage.is_html else words
    moved = [name for name in (*ABOVE, *BELOW) if stored[name] != getattr(version, name)]
    for name in moved:
        setattr(version, name, stored[name])
    parts = with_passages(version.body.get_prep_value(), stored)
    setattr(version, "body", json.dumps(parts))  # noqa: B010 (mypy knows no stream of words)
    return ["body", *moved]
