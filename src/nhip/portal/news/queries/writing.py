"""The words of an article with its figures as they stand by now."""

import json
from collections.abc import Iterator, Mapping

from nhip.office.figures.models import Pin
from nhip.office.figures.rules.prose import (
    FigurePlace,
    Passage,
    SaidNumbers,
    is_said,
    replace_figures,
    stretch,
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

    stored = {}
    for passage in version.passages():
        words = passage.replaced(_moved(passage, answers, pins))
        stored[passage.name] = replace_figures(words, write) if passage.is_html else words
    moved = [name for name in (*ABOVE, *BELOW) if stored[name] != getattr(version, name)]
    for name in moved:
        setattr(version, name, stored[name])
    parts = with_passages(version.body.get_prep_value(), stored)
    setattr(version, "body", json.dumps(parts))  # noqa: B010 (mypy knows no stream of words)
    return ["body", *moved]


def _moved(
    passage: Passage, answers: SaidNumbers, pins: Mapping[int, Pin]
) -> Iterator[tuple[int, int, str]]:
    for spot in passage.spots():
        answer = None if spot.place else answers.get(spot.key)
        pin = pins.get(answer.pin or 0) if answer else None
        if answer and pin:
            stood = [pin.write(value.amount, answer.format) for value in pin.values.all()]
            if before := next((words for words in stood if is_said(spot, words)), None):
                yield *stretch(spot, before), pin.write(pin.amount, answer.format)
