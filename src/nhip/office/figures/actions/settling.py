"""One decision about all figures of a text that one event moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import NoReason

from .. import registry
from ..access import require_deciding
from ..models import Cause, Decision, Pin
from ..registry import Resolved
from .deciding import keep_change, take_change
from .marking import check_cited
from .refusals import MovedOn, NothingToDecide
from .releasing import see_all_released
from .taking import quotable

MOVED_ON = gettext_lazy("The value has moved on meanwhile. Look at it again before you decide.")


def decide_changes(
    text: tuple[str, int],
    cause: Cause,
    *,
    taken: Mapping[int, str],
    kept: Mapping[int, str],
    reason: str = "",
    note: str = "",
    by: User,
    at: datetime,
) -> list[Decision]:
    """Decide about the figures of a text that one event moved, all of them or none.

    `text` is its kind and id. `taken` and `kept` name the pins by id, each with what was seen of it
    (`Pin.seen_key`); those kept share one `reason`, those taken one `note` for readers. Raises NoReason,
    NothingToDecide, MovedOn, NoFigure, Withheld, NotReleased, or PermissionDenied.
    """
    seen = {**kept, **taken}
    if kept and not reason.strip():
        raise NoReason(_("Say why the published value stays."))
    with transaction.atomic():
        pins = _locked(text, cause, seen, by)
        require_deciding(by, *text, {pin.unit_id for pin in pins})
        moved = check_cited(pins, at=at)
        pins = list(Pin.objects.filter(pk__in=seen).order_by("pk"))
        if not moved and all(pin.seen_key == seen[pin.pk] for pin in pins):
            mine = [pin for pin in pins if pin.pk in taken]
            now = _let_out(mine, by=by, at=at)
            made = [take_change(pin, now[pin.pk], note=note, by=by, at=at) for pin in mine]
            if mine:
                registry.holder(text[0]).refreshed(text[1], by, at)
            others = [pin for pin in pins if pin.pk not in taken]
            return made + [keep_change(pin, reason.strip(), by=by, at=at) for pin in others]
    raise MovedOn(MOVED_ON)


def _locked(text: tuple[str, int], cause: Cause, seen: Mapping[int, str], by: User) -> list[Pin]:
    """Return the pins that were seen, locked.

    Raises NothingToDecide where one waits for nobody any more, MovedOn where another event moved it since.
    """
    waiting = Pin.objects.select_for_update().held_by(*text).to_decide()
    pins = list(waiting.filter(pk__in=seen).order_by("pk"))
    if not pins or len(pins) < len(seen):
        last = Decision.objects.filter(pin__in=seen).first()
        raise NothingToDecide(
            _("You have already decided about figures of these, in another window.")
            if last and last.decided_by_id == by.pk
            else _("Somebody has already decided about figures of these.")
        )
    if any(pin.last_cause_id != cause.pk for pin in pins):
        raise MovedOn(MOVED_ON)
    return pins


def _let_out(pins: Sequence[Pin], *, by: User, at: datetime) -> dict[int, Resolved]:
    """Return what the pins will say, released where readers will read it."""
    now = quotable(pins)
    public = [pin for pin in pins if registry.verbs_of(pin.holder).for_public]
    see_all_released({pin.reference: now[pin.pk] for pin in public}, by=by, at=at)
    return now
