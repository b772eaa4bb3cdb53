"""What a pin takes from its source, and agreeing with it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhip.kit.text.language import office_words
from nhip.organisation.accounts.models import User

from .. import registry
from ..choices import PinState
from ..models import SEALED, CitedValue, Decision, Pin
from ..registry import Resolved
from ..rules import can_be_kept, write
from .refusals import NoFigure, Withheld

NO_VALUE = gettext_lazy("There is no value: nothing has been reported or accepted for this window.")


TOO_LARGE = gettext_lazy(
    "The value has more digits than can be kept. Look at the reports it is added up from."
)


def check_publishable(now: Resolved | None) -> Resolved:
    """Return what a source says if readers may be told it. Raises NoFigure, Withheld."""
    now = check_known(now)
    if now.is_withheld:
        raise Withheld(
            _(
                "A sensitive count of fewer than 5 people is not published, nor what would reveal it."
            )
        )
    return now


def check_known(now: Resolved | None) -> Resolved:
    """Return what a source says if it says a value. Raises NoFigure."""
    now = check_asked(now)
    if now.amount is None:
        raise NoFigure(NO_VALUE)
    return now


def check_asked(now: Resolved | None) -> Resolved:
    """Return what a source says, if it is only that there is no value. Raises NoFigure where none answers.

    Or where nobody could keep what it says: sums of figures of 18 digits.
    """
    if now is None:
        raise NoFigure(NO_VALUE)
    if not can_be_kept(now.amount):
        raise NoFigure(TOO_LARGE)
    return now


def quotable(pins: Collection[Pin]) -> dict[int, Resolved]:
    """Return by their ids what texts would quote of these now. Raises NoFigure, and Withheld for the public.

    A text that says that there is no value may go on saying so.
    """
    with office_words():
        now = registry.resolve_all(pin.reference for pin in pins)
    found = {}
    for pin in pins:
        said = now[pin.reference]
        if registry.verbs_of(pin.holder).for_public:
            check_publishable(said)
        found[pin.pk] = check_asked(said) if pin.amount is None else check_known(said)
    return found


def take(pin: Pin, now: Resolved, *, by: User, at: datetime) -> None:
    """Copy value and description onto the pin."""
    for name in SEALED:
        setattr(pin, name, getattr(now, name))
    pin.last_answer = asdict(now)
    pin.pinned_at = at
    pin.pinned_by = by


def stand(pin: Pin, *, decision: Decision | None = None) -> CitedValue:
    """Let the value a saved pin has taken stand from now on, in the place of the one before.

    Where readers were looking at that one, they see this one at once.
    """
    before = close(pin, at=pin.pinned_at)
    value = cited_value(pin)
    value.decision = decision
    value.seen_at = pin.pinned_at if before and before.seen_at else None
    value.save()
    return value


def cited_value(pin: Pin) -> CitedValue:
    """Return the value a pin has taken as it will be kept."""
    return CitedValue(
        pin=pin,
        written=pin.written,
        since=pin.pinned_at,
        by=pin.pinned_by,
        **{name: getattr(pin, name) for name in SEALED},
    )


def close(pin: Pin, *, at: datetime) -> CitedValue | None:
    """End the value that stands; return it, None where none did."""
    value = pin.values.filter(until=None).first()
    if value:
        value.until = at
        value.save(update_fields=["until"])
    return value


def is_news_to_readers(pin: Pin, now: Resolved) -> bool:
    """Tell whether readers have last read other words of this, anywhere in the text, than the source says.

    "over 1.200" stays "over 1.200" from 1.247 to 1.251: there is nothing to correct in print, unless the text
    says 1.247 in another place.
    """
    read = pin.values.exclude(seen_at=None).last()
    if read is None or now.amount is None:
        return False
    if read.written != write(now.amount, now.decimals, pin.format):
        return True
    return read.amount is not None and pin.words_change(read.amount, now.amount)


def agree(pin: Pin) -> None:
    """Forget the difference: the pin says what its source says, and nothing waits."""
    pin.state = PinState.FRESH
    pin.new_amount = pin.kept_at = pin.last_cause = None
    pin.new_words = {}
    pin.compared += 1
    pin.movings.filter(decision=None).delete()


def answer_causes(pin: Pin, decision: Decision) -> None:
    """Let a decision answer whatever moved the pin."""
    pin.movings.filter(decision=None).update(decision=decision)
