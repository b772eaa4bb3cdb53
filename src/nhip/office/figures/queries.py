"""Reads over pins, their texts and their decisions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from operator import itemgetter

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from nhip.kit.text.language import office_words
from nhip.kit.text.rules import read_number
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import home_unit, written_as
from nhip.organisation.units.queries import ground_of

from . import registry
from .access import may_release
from .choices import Basis, Hindrance
from .models import CITED, Cause, CitedValue, Decision, Note, Pin, Pins, Release
from .registry import CitingText, Event, Move, Offer, Reference, Resolved
from .rules import hindrance_of, size_of, write


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
        return ", ".join(dict.fromkeys(item.pin.label for item in self.items))

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
class Offered:
    """A figure in a chooser, what is released of it, and why public texts cannot cite it now."""

    offer: Offer
    release: Release | None
    hindrance: Hindrance | None

    @property
    def is_released(self) -> bool:
        """Return whether a public text may cite it as it is."""
        return self.hindrance is None

    @property
    def may_be_released(self) -> bool:
        """Return whether releasing it now would let public texts cite it."""
        return self.hindrance in (Hindrance.NOT_RELEASED, Hindrance.OTHER_VALUE)

    @property
    def written(self) -> str:
        """Return what its source says now; a dash where it says nothing."""
        now = self.offer.resolved
        return "–" if now.amount is None else write(now.amount, now.decimals)

    @property
    def size(self) -> str:
        """Return how wide the value is, for its type size."""
        return size_of(self.written)


@dataclass(frozen=True)
class CitedIn:
    """A text and which of its figures are meant."""

    held: CitingText
    pins: list[Pin]


LARGEST = 2**63 - 1  # a number the database can hold
LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


def touched(moves: Iterable[Move], among: Pins | None = None) -> list[tuple[Pin, list[Event]]]:
    """Return the pins that any of these moves counts into, each with the events that do, in their order.

    Counts is what totals stand on: the ground of the pin's window. The number of queries grows with the
    windows that are cited, not with the moves.
    """
    by_key: dict[str | None, list[tuple[int, Move]]] = {}
    for place, move in enumerate(moves):
        for key in move.keys or (None,):
            by_key.setdefault(key, []).append((place, move))
    if not by_key:
        return []
    pins = (Pin.objects.all() if among is None else among).in_text()
    if None not in by_key:
        pins = pins.filter(key__in=[key for key in by_key if key])
    reached: _Reached = {}
    found: list[tuple[Pin, list[Event]]] = []
    for pin in pins.order_by("pk"):
        its = sorted([*by_key.get(pin.key, ()), *by_key.get(None, ())], key=itemgetter(0))
        events = [move.event for _place, move in its if _counts(move, pin, reached)]
        if events:
            found.append((pin, list(dict.fromkeys(events))))
    return found


_Reached = dict[tuple[date, date, int], frozenset[int]]  # units that count, by window and scope


def _counts(move: Move, pin: Pin, reached: _Reached) -> bool:
    if move.pin_id is not None:
        return move.pin_id == pin.pk
    if not (move.start_on < pin.end_on and pin.start_on < move.end_on):
        return False
    if move.basis not in ("", pin.basis):
        return False
    if move.unit_id is None:
        return True
    place = (pin.start_on, pin.end_on, pin.unit_id)
    if place not in reached:
        reached[place] = ground_of(pin.start_on, pin.end_on).below(pin.unit_id).units
    return move.unit_id in reached[place]


def texts_of(pins: Iterable[Pin]) -> list[CitedIn]:
    """Return the texts these pins stand in, each once; texts that are gone are left out."""
    by_text: dict[tuple[str, int], list[Pin]] = {}
    for pin in pins:
        by_text.setdefault((pin.holder, pin.holder_id), []).append(pin)
    found = []
    for (name, holder_id), held_pins in by_text.items():
        try:
            held = registry.holder(name).describe(holder_id)
        except (KeyError, ObjectDoesNotExist):
            continue
        found.append(CitedIn(held, held_pins))
    return found


def cited(holder: str, holder_id: int) -> list[Pin]:
    """Return the pins of a text in the order they were set, ready for `figures/why.html`."""
    pins = Pin.objects.held_by(holder, holder_id).in_text()
    return list(pins.order_by("pk").prefetch_related("decisions"))


def changed(user: User) -> list[ChangedNote]:
    """Return what waits for this user's decision, a note a text and cause, the latest change first."""
    return notes(Pin.objects.to_decide().visible_to(user))


def notes(pins: QuerySet[Pin]) -> list[ChangedNote]:
    """Return changed pins as one note a text and cause, the latest first; texts that are gone are left out."""
    loaded = pins.select_related("last_cause__by").prefetch_related("movings__cause__by")
    found = [
        _note(text.held, together)
        for text in texts_of(loaded.order_by("-last_cause__at", "pk"))
        for together in by_cause(text.pins)
    ]
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


def _note(held: CitingText, together: MovedTogether) -> ChangedNote:
    pins, cause = together.pins, together.cause
    is_one = len(pins) == 1
    items = [
        ChangedPin(pin, held, _told_causes(pin), registry.address(pin.reference) if is_one else "")
        for pin in pins
    ]
    told = ToldCause(cause, _author(cause)) if cause else None
    return ChangedNote(held, pins[0].holder, pins[0].holder_id, told, items)


def described(pin: Pin) -> ChangedPin | None:
    """Return a pin with what an editor must know to decide; None when its text is gone."""
    try:
        held = registry.holder(pin.holder).describe(pin.holder_id)
    except (KeyError, ObjectDoesNotExist):
        return None
    return ChangedPin(pin, held, _told_causes(pin), registry.address(pin.reference))


def _told_causes(pin: Pin) -> list[ToldCause]:
    """Return what moved it and waits for a decision; of one that was kept, what was decided about last."""
    movings = list(pin.movings.all())
    waiting = [each for each in movings if each.decision_id is None]
    if not waiting and pin.kept_at and movings:
        last = max(each.decision_id or 0 for each in movings)
        waiting = [each for each in movings if each.decision_id == last]
    return [ToldCause(each.cause, _author(each.cause)) for each in waiting]


def _author(cause: Cause) -> str:
    return written_as(cause.by, timezone.localdate(cause.at)) if cause.by else ""


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


def offers(text: str, unit_id: int) -> list[Offered]:
    """Return the figures a chooser shows for what was typed: those public texts may cite first."""
    found = registry.search(text, unit_id)
    standing = standing_releases(offer.ref for offer in found)
    offered = [_offered(offer, standing.get(offer.ref)) for offer in found]
    order = [None, *Hindrance]
    return sorted(offered, key=lambda each: order.index(each.hindrance))


def _offered(offer: Offer, release: Release | None) -> Offered:
    now = offer.resolved
    why_not = hindrance_of(
        offer.ref.basis,
        now.amount,
        is_withheld=now.is_withheld,
        is_released=release is not None and release.amount is not None,
        covers=release is not None and release.covers(now.amount, now.decimals),
    )
    return Offered(offer, release, why_not)


def untold() -> list[Pin]:
    """Return the pins in texts whose source says something else than they do and than anybody was told.

    What is noted and not compared yet is among them: bring that up to date first.
    """
    pins = list(Pin.objects.in_text().order_by("pk"))
    with office_words():
        now = registry.resolve_all(pin.reference for pin in pins)
    return [pin for pin in pins if pin.beside(now[pin.reference]) != pin.comparison]


def off_record() -> list[Pin]:
    """Return the pins whose value is not the one on record as standing since it was pinned."""
    kept = {value.pin_id: value for value in CitedValue.objects.filter(until=None)}
    names = [
        name for name in CITED if name != "is_sample"
    ]  # what the source is, not what was decided
    return [
        pin
        for pin in Pin.objects.in_text().order_by("pk")
        if (value := kept.get(pin.pk)) is None
        or any(getattr(pin, name) != getattr(value, name) for name in names)
    ]


def noted(at_most: int | None = None) -> list[Note]:
    """Return what was noted and not compared yet, in the order it came."""
    return list(Note.objects.order_by("pk").select_related("by")[:at_most])


def standing_releases(refs: Iterable[Reference]) -> dict[Reference, Release]:
    """Return by question what is released of these now."""
    wanted = set(refs)
    rows = Release.objects.standing().of(wanted).select_related("unit")
    return {row.reference: row for row in rows if row.reference in wanted}


def released_pins(pins: Collection[Pin]) -> set[int]:
    """Return which of these cite a value that is released: by their ids.

    A value that was kept in spite of a change passes as long as its release was not withdrawn. A release of
    before values were kept covers what is cited already.
    """
    rows: dict[Reference, list[Release]] = {}
    for each in Release.objects.of({pin.reference for pin in pins}):
        rows.setdefault(each.reference, []).append(each)
    return {
        pin.pk for pin in pins if any(_covers(each, pin) for each in rows.get(pin.reference, []))
    }


def releasable(pins: Iterable[Pin], by: User) -> list[Pin]:
    """Return those whose value is not released and could be let out by this person as it is.

    What was withdrawn, or waits for a decision, is not among them.
    """
    held = [pin for pin in pins if pin.agrees and pin.basis == Basis.ACCEPTED]
    free = released_pins(held)
    last: dict[Reference, Release] = {}
    for each in Release.objects.of({pin.reference for pin in held}):
        last.setdefault(each.reference, each)
    return [
        pin
        for pin in held
        if pin.pk not in free
        and not (pin.reference in last and last[pin.reference].is_withdrawn)
        and may_release(by, pin)
    ]


def _covers(release: Release, pin: Pin) -> bool:
    stands = release.ended_at is None or (pin.kept_at is not None and not release.is_withdrawn)
    return stands and (release.amount is None or release.covers(pin.amount, pin.decimals))


def offered_to(user: User, text: str, on: date) -> list[Offered]:
    """Return the figures of a user's own unit that match, those that could be released first."""
    unit = home_unit(user, on)
    found = offers(text, unit.pk) if unit else []
    return sorted(found, key=lambda each: not each.may_be_released)


def releases(user: User) -> QuerySet[Release]:
    """Return what is released and this user may withdraw, the latest first."""
    return Release.objects.standing().visible_to(user).select_related("unit", "released_by")


@dataclass(frozen=True)
class ReleaseBesideSource:
    """A release, who let it out as written then, and what its source says by now; "" where the same."""

    release: Release
    who: str
    now: str


def beside_source(releases: Iterable[Release]) -> list[ReleaseBesideSource]:
    """Return releases with what their sources say where that is another value."""
    rows = list(releases)
    now = registry.resolve_all(each.reference for each in rows)
    people = {(each.released_by, timezone.localdate(each.released_at)) for each in rows}
    posts = {(who.pk, on): written_as(who, on) for who, on in people}
    return [
        ReleaseBesideSource(
            each,
            posts[each.released_by_id, timezone.localdate(each.released_at)],
            _otherwise(each, now[each.reference]),
        )
        for each in rows
    ]


def _otherwise(release: Release, now: Resolved | None) -> str:
    if now is None or now.amount is None:
        return "–"
    covers = release.covers(now.amount, now.decimals)
    return "" if covers else write(now.amount, now.decimals)


def citing(ref: Reference) -> list[CitedIn]:
    """Return the texts that cite a question now."""
    return texts_of(Pin.objects.in_text().filter(**asdict(ref)).order_by("pk"))
