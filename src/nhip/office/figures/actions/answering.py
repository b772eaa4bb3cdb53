"""Saying what the numbers of a text are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.kit.guard.forms import refuse_marked
from nhip.kit.text.rules import nfc
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record_all
from nhip.organisation.journal.rules import one_row, row
from nhip.organisation.units.models import Unit

from .. import registry
from ..choices import NumberKind
from ..models import NumberAnswer, Pin
from ..queries import Reading
from ..registry import Reference
from ..rules.prose import Passage, is_said
from .binding import pin, unpin
from .refusals import MovedOn, NoFigure, NotReleased, Withheld

KEY = ["holder", "holder_id", "passage", "around", "nth"]
SAID = ["words", "kind", "pin", "format", "source", "answered_at", "answered_by"]


@dataclass(frozen=True)
class NewAnswer:
    """What one number of a text is: a figure (`ref`, `format`, the value that was `seen`), one with a `source`
    in words, or none; or a `line` of the table the text stands beside, by its name there.

    `passage`, `around` and `nth` are those of its `Spot`, `words` the number as written.
    """

    passage: str
    around: str
    nth: int
    words: str
    ref: Reference | None = None
    format: str = ""
    seen: int | None = None
    source: str = ""
    line: str = ""

    @property
    def kind(self) -> NumberKind:
        """Return which of these it is."""
        if self.ref:
            return NumberKind.FIGURE
        if self.line:
            return NumberKind.LINE
        return NumberKind.SOURCED if self.source.strip() else NumberKind.NONE


def answer_number(
    holder: str, holder_id: int, new: NewAnswer, *, by: User, at: datetime
) -> NumberAnswer:
    """Say what one number of a text is; a figure is bound to the text by it.

    Raises MarkedText, what `pin` raises, or PermissionDenied.
    """
    with one_row():
        return take_in_answers(holder, holder_id, [new], by=by, at=at)[0]


@transaction.atomic
def take_in_answers(
    holder: str, holder_id: int, rows: Sequence[NewAnswer], *, by: User, at: datetime
) -> list[NumberAnswer]:
    """Say what many numbers of a text are, or none; a later answer takes the place of the one before.

    Raises WrongRow, whose reason is what the single verb raises.
    """
    text = registry.describe([(holder, holder_id)])[holder, holder_id]
    unit = Unit.objects.get(pk=text.unit_id)
    require(by, registry.verbs_of(holder).bind, unit)
    texts = NumberAnswer.objects.select_for_update().held_by(holder, holder_id)
    before = {each.key: each for each in texts}
    given: dict[tuple[str, str, int], NumberAnswer] = {}
    for index, new in enumerate(rows):
        with row(index):
            answer = _answer(holder, holder_id, new, by=by, at=at)
        given[answer.key] = answer
    NumberAnswer.objects.bulk_create(
        given.values(), update_conflicts=True, unique_fields=KEY, update_fields=SAID
    )
    made = list(texts.filter(answered_at=at))
    record_all(
        Act("number.answered", each, by, at, unit, _told(each, before.get(each.key)))
        for each in made
        if each.key in given
    )
    return [each for each in made if each.key in given]


@transaction.atomic
def keep_in_step(
    holder: str, holder_id: int, cited: Collection[int], *, by: User, at: datetime
) -> None:
    """Note which bound figures stand in a text whose words are kept: `cited`, by the ids of their pins.

    What left it waits for nobody any more; what came back goes on, as long as it may be cited. Raises
    PermissionDenied.
    """
    for each in Pin.objects.held_by(holder, holder_id).order_by("pk"):
        if each.pk not in cited:
            unpin(each, by=by, at=at)
        elif each.left_at:
            with suppress(NoFigure, Withheld, NotReleased):
                pin(each.reference, holder=holder, holder_id=holder_id, by=by, at=at)


@transaction.atomic
def say_number(
    holder: str, holder_id: int, reading: Reading, new: NewAnswer, *, by: User, at: datetime
) -> Passage:
    """Say what one number of plain words is; return its passage with what the figure writes in its place.

    The words are kept by whoever calls. Raises MovedOn where the number stands there no longer, NoFigure, what
    `pin` raises, or PermissionDenied.
    """
    key = new.passage, new.around, new.nth
    number = next((each for each in reading.asked if each.spot.key == key), None)
    if number is None or number.spot.place:
        raise MovedOn(_("These words have changed meanwhile: choose the number again."))
    spot, says = number.spot, {line.name: line.written for line in reading.lines}
    if new.line and not says.get(new.line):
        raise NoFigure(_("This line says no value."))
    answer = answer_number(holder, holder_id, replace(new, words=spot.number.words), by=by, at=at)
    pin = answer.pin
    written = pin.write(pin.amount, answer.format) if pin else says.get(new.line, "")
    if not written or is_said(spot, written):
        return spot.passage
    stretch = spot.number.start, spot.number.end, written
    return replace(spot.passage, stored=spot.passage.replaced([stretch]))


def _answer(holder: str, holder_id: int, new: NewAnswer, *, by: User, at: datetime) -> NumberAnswer:
    refuse_marked(new.source)
    answer = NumberAnswer(
        holder=holder,
        holder_id=holder_id,
        passage=new.passage,
        around=new.around,
        nth=new.nth,
        words=new.words,
        kind=new.kind,
        source=new.line or (nfc(new.source).strip() if new.kind == NumberKind.SOURCED else ""),
        answered_at=at,
        answered_by=by,
    )
    if new.ref:
        answer.format = new.format
        answer.pin = pin(
            new.ref,
            holder=holder,
            holder_id=holder_id,
            format=new.format,
            seen=new.seen,
            by=by,
            at=at,
        )
    return answer


def _told(answer: NumberAnswer, before: NumberAnswer | None) -> dict[str, str]:
    """Return what the journal keeps of an answer: the number in its words, and what it is said to be."""
    told = {
        "text": answer.around.replace("#", answer.words),
        "kind": str(answer.kind),
        "source": answer.source,
    }
    return told | ({"before": str(before.kind)} if before else {})
