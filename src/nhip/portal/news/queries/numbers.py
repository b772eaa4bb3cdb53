"""The numbers of public articles that nobody has bound or explained yet."""

from collections.abc import Iterable

from nhip.office.figures.models import NumberAnswer, Pin
from nhip.office.figures.queries import ReadNumber, read_with
from nhip.office.figures.rules.prose import SaidNumber
from nhip.organisation.units.queries import known_names

from ..models import HOLDER, ArticlePage


def open_numbers(pages: Iterable[ArticlePage]) -> dict[int, list[ReadNumber]]:
    """Return, by article, the numbers of its public text that are neither bound nor answered, if any.

    Numbers public before anybody was asked stay public; an answer counts from when it is given.
    """
    known = {page.pk: page for page in pages}
    pins: dict[int, dict[int, Pin]] = {}
    for pin in Pin.objects.filter(holder=HOLDER, holder_id__in=known):
        pins.setdefault(pin.holder_id, {})[pin.pk] = pin
    given: dict[int, dict[tuple[str, str, int], SaidNumber]] = {}
    for answer in NumberAnswer.objects.filter(holder=HOLDER, holder_id__in=known):
        given.setdefault(answer.holder_id, {})[answer.key] = answer.said
    names = known_names()
    found = {}
    for pk, page in known.items():
        answers = {**given.get(pk, {}), **page.given}
        if asked := read_with(pins.get(pk, {}), answers, page.passages(), names).open:
            found[pk] = asked
    return found
