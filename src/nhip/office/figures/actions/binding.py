"""Binding figures to texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.kit.text.rules import write_days
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record, record_all
from nhip.organisation.journal.rules import one_row, row
from nhip.organisation.units.models import Unit

from .. import registry
from ..choices import Basis, Format, PinVerdict
from ..models import CitedValue, Decision, Pin, Release
from ..queries import standing_releases
from ..registry import Reference, Resolved
from ..rules import is_true_to
from .marking import note_bound
from .refusals import MovedOn, NotAccepted
from .releasing import check_released
from .taking import (
    agree,
    check_asked,
    check_known,
    check_publishable,
    cited_value,
    close,
    is_news_to_readers,
    stand,
    take,
)


@dataclass(frozen=True)
class NewPin:
    """One figure to be bound to a text, and the value whoever chose it saw, where a page showed one.

    What staff alone read may cite that there is no value yet (`may_be_empty`), and a comparison of which it
    says the `amount_alone`.
    """

    ref: Reference
    holder: str
    holder_id: int
    format: str = Format.PLAIN
    seen: int | None = None
    may_be_empty: bool = False
    amount_alone: bool = False
    by: User | None = None
    at: datetime | None = None

    @property
    def place(self) -> tuple[str, int, Reference]:
        """Return text and question: a text cites a question once."""
        return self.holder, self.holder_id, self.ref


def pin(
    ref: Reference,
    *,
    holder: str,
    holder_id: int,
    format: str = Format.PLAIN,
    seen: int | None = None,
    by: User,
    at: datetime,
) -> Pin:
    """Bind a figure to a text, from the first time to for ever.

    A text cites a question once: what stands in it already is returned as it is, whatever its source says by
    now; what had left it goes on, and another value than readers have read is a correction. A text for the
    public cites what is accepted, and released at this value. `seen` is the value whoever chose it saw; a
    `format` that is not true to its scale is plain. Raises NotAccepted, NotReleased, NoFigure, Withheld,
    MovedOn, or PermissionDenied.
    """
    with one_row():
        return take_in_pins([NewPin(ref, holder, holder_id, format, seen)], by=by, at=at)[0]


@transaction.atomic
def take_in_pins(rows: Sequence[NewPin], *, by: User, at: datetime) -> list[Pin]:
    """Bind many figures to texts, or none. Raises WrongRow, whose reason is what the single verb raises."""
    texts = Pin.objects.select_for_update(of=("self",)).select_related("unit")
    held = texts.filter(holder__in={new.holder for new in rows})
    wanted = held.filter(holder_id__in={new.holder_id for new in rows})
    bound = {(pin.holder, pin.holder_id, pin.reference): pin for pin in wanted.order_by("pk")}
    asked = [new.ref for new in rows if (old := bound.get(new.place)) is None or old.left_at]
    with office_words():
        now = registry.resolve_all(asked)
    released = standing_releases(asked)
    units = Unit.objects.in_bulk({new.ref.unit_id for new in rows})
    made: list[Pin] = []
    acts: list[tuple[str, Pin, dict[str, object], User, datetime]] = []
    for place, new in enumerate(rows):
        who, when = new.by or by, new.at or at
        with row(place):
            require(who, registry.verbs_of(new.holder).bind, new.ref)
            pin = bound.get(new.place)
            if pin and not pin.left_at:
                _check_stands(pin, new.seen)
                continue
            said = _citable(new, now[new.ref], released.get(new.ref))
        if pin:
            acts.append(
                ("figure.came_back", pin, _come_back(pin, said, by=who, at=when), who, when)
            )
        else:
            pin = bound[new.place] = _bound(new, said, by=who, at=when)
            pin.unit = units[pin.unit_id]
            made.append(pin)
            acts.append(("figure.pinned", pin, {"to": pin.amount}, who, when))
    Pin.objects.bulk_create(made)
    CitedValue.objects.bulk_create(cited_value(pin) for pin in made)
    note_bound((pin, who, when) for _verb, pin, _said, who, when in acts)
    record_all(Act(verb, pin, who, when, pin.unit, said) for verb, pin, said, who, when in acts)
    return [bound[new.place] for new in rows]


def _check_stands(pin: Pin, seen: int | None) -> None:
    if seen not in (None, pin.amount):
        raise MovedOn(
            _("The text cites this already, as %(value)s. Decide about the change first.")
            % {"value": pin.written}
        )


def _bound(new: NewPin, said: Resolved, *, by: User, at: datetime) -> Pin:
    is_true = said.amount is not None and is_true_to(said.amount, said.decimals, new.format)
    bound = Pin(
        **asdict(new.ref),
        holder=new.holder,
        holder_id=new.holder_id,
        format=new.format if is_true else Format.PLAIN,
        window=write_days(new.ref.start_on, new.ref.end_on),
        amount_alone=new.amount_alone,
    )
    take(bound, said, by=by, at=at)
    return bound


def _citable(new: NewPin, said: Resolved | None, released: Release | None) -> Resolved:
    """Return what a text of this kind may cite now. Raises what `pin` says."""
    for_public = registry.verbs_of(new.holder).for_public
    if for_public and new.ref.basis != Basis.ACCEPTED:
        raise NotAccepted(_("Only accepted figures can be cited. Choose the accepted basis."))
    if for_public:
        now = check_publishable(said)
    else:
        now = check_asked(said) if new.may_be_empty else check_known(said)
    if new.seen not in (None, now.amount):
        raise MovedOn(_("The value has moved on meanwhile. Look at it again before you decide."))
    if for_public:
        check_released(now, released)
    return now


def _come_back(pin: Pin, now: Resolved, *, by: User, at: datetime) -> dict[str, object]:
    """Let a figure that had left its text go on there; return what the journal says of it."""
    said: dict[str, object] = {"from": pin.amount, "to": now.amount, "left": str(pin.left_at)}
    decision = None
    if is_news_to_readers(pin, now):
        decision = Decision.objects.create(
            pin=pin,
            verdict=PinVerdict.ACCEPTED,
            old_amount=pin.amount,
            new_amount=now.amount,
            is_told=True,
            decided_at=at,
            decided_by=by,
        )
    take(pin, now, by=by, at=at)
    agree(pin)
    pin.left_at = None
    pin.save()
    stand(pin, decision=decision)
    return said


@transaction.atomic
def unpin(pin: Pin, *, by: User, at: datetime) -> None:
    """Note that a figure stands in its text no longer; what it said there stays on record.

    Where readers were reading it they are told that it left. Raises PermissionDenied.
    """
    require(by, registry.verbs_of(pin.holder).bind, pin)
    pin = Pin.objects.select_for_update().get(pk=pin.pk)
    if pin.left_at:
        return
    agree(pin)  # what stands nowhere waits for no decision
    pin.left_at = at
    pin.save()
    read = close(pin, at=at)
    if read and read.seen_at:
        Decision.objects.create(
            pin=pin,
            verdict=PinVerdict.LEFT,
            old_amount=pin.amount,
            is_told=True,
            decided_at=at,
            decided_by=by,
        )
    record("figure.unpinned", about=pin, by=by, at=at, unit=pin.unit, said={"from": pin.amount})


def note_published(pins: Iterable[int], *, at: datetime) -> None:
    """Note that readers see the figures of these ids as they stand; those they saw before stay as noted."""
    standing = CitedValue.objects.filter(pin__in=pins, until=None, seen_at=None)
    standing.update(seen_at=at)
