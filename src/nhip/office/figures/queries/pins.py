"""Reads over pins, their texts and their decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from nhip.kit.text.rules import read_number
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import written_as, written_then

from .. import registry
from ..models import Cause, Decision, Moving, Pin
from ..registry import CitingText, Reference
from ..rules import LARGEST


@dataclass(frozen=True)
class ToldCause:
    """A cause of a change, with the post of whoever changed the record ("" for nobody)."""

    cause: Cause
    author: str


@dataclass(frozen=True)
class ChangedPin:
    """A pin that no longer agrees with its source: the text it stands in, what moved it since it last
    agreed or was decided (the latest first), and the staff page that explains the figure."""

    pin: Pin
    held: CitingText
    causes: Sequence[ToldCause]
    address: str

    @property
    def link(self) -> str:
        """Return the page of the record that changed last, or ""."""
        return next((each.cause.link for each in self.causes if each.cause.link), "")


@dataclass(frozen=True)
class ChangedNote:
    """The figures of one text that one event moved last: told once, decided once."""

    held: CitingText
    holder: str
    holder_id: int
    told: ToldCause | None
    items: list[ChangedPin]

    @property
    def single(self) -> ChangedPin | None:
        """Return the one figure of it where it is one."""
        return self.items[0] if len(self.items) == 1 else None

    @property
    def anchor(self) -> str:
        """Return its id on a page."""
        cause = self.told.cause.pk if self.told else 0
        return f"doi-{cause}-{self.holder.replace('.', '-')}-{self.holder_id}"

    @property
    def label(self) -> str:
        """Return the names of its figures in one line."""
        return ", ".join(dict.fromkeys(item.pin.called for item in self.items))

    @property
    def address(self) -> str:
        """Return the page that shows it alone."""
        if self.single or not self.told:
            return reverse("figures:decide", args=[self.items[0].pin.pk])
        return reverse("figures:decide_changes", args=[self.key])

    @property
    def key(self) -> str:
        """Return what its address calls it."""
        cause = self.told.cause.pk if self.told else 0
        return key_of(cause, self.holder, self.holder_id)

    @property
    def others(self) -> list[ToldCause]:
        """Return what else moved figures of it, the latest first."""
        mine = self.told.cause if self.told else None
        found = {each.cause: each for item in self.items for each in item.causes}
        return [each for cause, each in found.items() if cause != mine]


@dataclass(frozen=True)
class MovedTogether:
    """Pins that one event moved last, so that one decision can settle them."""

    cause: Cause | None
    pins: list[Pin]


@dataclass(frozen=True)
class CitedIn:
    """A text and which of its figures are meant."""

    held: CitingText
    pins: list[Pin]


_Posts = Mapping[int, str]
WITH_CAUSES = Prefetch("movings", Moving.objects.select_related("cause__by"))
LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


def texts_of(pins: Iterable[Pin]) -> list[CitedIn]:
    """Return the texts these pins stand in, each once; texts that are gone are left out."""
    by_text: dict[tuple[str, int], list[Pin]] = {}
    for pin in pins:
        by_text.setdefault((pin.holder, pin.holder_id), []).append(pin)
    held = registry.describe(by_text)
    return [CitedIn(held[text], held_pins) for text, held_pins in by_text.items() if text in held]


def cited(holder: str, holder_id: int) -> list[Pin]:
    """Return the pins of a text in the order they were set, ready for `figures/why.html`."""
    pins = Pin.objects.held_by(holder, holder_id).in_text()
    return list(pins.order_by("pk").prefetch_related("decisions"))


def changed(user: User) -> list[ChangedNote]:
    """Return what waits for this user's decision, a note a text and cause, the latest change first."""
    return notes(Pin.objects.to_decide().visible_to(user))


def notes(pins: QuerySet[Pin]) -> list[ChangedNote]:
    """Return changed pins as one note a text and cause, the latest first; texts that are gone are left out."""
    loaded = pins.select_related("last_cause__by").prefetch_related(WITH_CAUSES)
    rows = list(loaded.order_by("-last_cause__at", "pk"))
    together = [(text.held, moved) for text in texts_of(rows) for moved in by_cause(text.pins)]
    single = [moved.pins[0].reference for _held, moved in together if len(moved.pins) == 1]
    pages, posts = registry.addresses(single), _posts(rows)
    found = [_note(held, moved, pages, posts) for held, moved in together]
    return sorted(
        found, key=lambda note: note.told.cause.at if note.told else LONG_AGO, reverse=True
    )


def key_of(cause_id: int, holder: str, holder_id: int) -> str:
    """Return what an address calls a note: "12-news.article-5"."""
    return f"{cause_id}-{holder}-{holder_id}"


def read_key(key: str) -> tuple[int, tuple[str, int]]:
    """Return the cause and the text an address names; those of nothing where it cannot be read."""
    cause, _, text = key.partition("-")
    holder, _, holder_id = text.rpartition("-")
    numbers = [read_number(cause) or 0, read_number(holder_id) or 0]
    if max(numbers) > LARGEST or not registry.is_held(holder):
        return 0, ("", 0)
    return numbers[0], (holder, numbers[1])


def _note(
    held: CitingText, together: MovedTogether, pages: Mapping[Reference, str], posts: _Posts
) -> ChangedNote:
    """Return a note; `pages` explain figures that stand alone in theirs."""
    pins, cause = together.pins, together.cause
    items = [
        ChangedPin(
            pin,
            held,
            _told_causes(pin, posts),
            pages.get(pin.reference, "") if len(pins) == 1 else "",
        )
        for pin in pins
    ]
    told = ToldCause(cause, posts.get(cause.pk, "")) if cause else None
    return ChangedNote(held, pins[0].holder, pins[0].holder_id, told, items)


def described(pin: Pin) -> ChangedPin | None:
    """Return a pin with what an editor must know to decide; None when its text is gone."""
    text = pin.holder, pin.holder_id
    held = registry.describe([text]).get(text)
    if held is None:
        return None
    prefetch_related_objects([pin], WITH_CAUSES)
    causes = _told_causes(pin, _posts([pin]))
    return ChangedPin(pin, held, causes, registry.address(pin.reference))


def _told_causes(pin: Pin, posts: _Posts) -> list[ToldCause]:
    """Return what moved it and waits for a decision; of one that was kept, what was decided about last."""
    movings = list(pin.movings.all())
    waiting = [each for each in movings if each.decision_id is None]
    if not waiting and pin.kept_at and movings:
        last = max(each.decision_id or 0 for each in movings)
        waiting = [each for each in movings if each.decision_id == last]
    return [ToldCause(each.cause, posts.get(each.cause_id, "")) for each in waiting]


def _posts(pins: Iterable[Pin]) -> _Posts:
    """Return by what moved these pins the post of whoever changed the record, as of that day."""
    causes = {moving.cause for pin in pins for moving in pin.movings.all()}
    causes |= {pin.last_cause for pin in pins if pin.last_cause}
    who = {cause.pk: (cause.by, timezone.localdate(cause.at)) for cause in causes if cause.by}
    written = written_then(who.values())
    return {pk: written[key] for pk, key in who.items()}


def by_cause(pins: Iterable[Pin]) -> list[MovedTogether]:
    """Put pins together that one event moved last: each stands under one cause, in their order."""
    found: dict[int, MovedTogether] = {}
    for pin in pins:
        place = pin.last_cause_id or -pin.pk  # what nobody knows the cause of stands alone
        together = found.setdefault(place, MovedTogether(pin.last_cause, []))
        together.pins.append(pin)
    return list(found.values())


def decided(pin: Pin) -> list[tuple[Decision, str]]:
    """Return what was decided about a pin, the latest first, with the post of whoever decided."""
    posts: dict[tuple[int, date], str] = {}
    told = []
    for decision in pin.decisions.select_related("decided_by", "pin").prefetch_related(
        "movings__cause"
    ):
        who = decision.decided_by_id, timezone.localdate(decision.decided_at)
        if who not in posts:
            posts[who] = written_as(decision.decided_by, who[1])
        told.append((decision, posts[who]))
    return told
