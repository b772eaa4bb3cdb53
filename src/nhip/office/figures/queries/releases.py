"""What is let out at which value, what may be, and what a chooser shows of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from nhip.kit.text.language import office_words
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import home_unit, written_as

from .. import registry
from ..access import may_release
from ..choices import Basis, Hindrance
from ..models import Difference, Pin, Release
from ..registry import Offer, Reference, Resolved
from ..rules import hindrance_of, size_of, write
from .pins import CitedIn, texts_of


@dataclass(frozen=True)
class Offered:
    """A figure in a chooser, what is released of it, and why public texts cannot cite it now."""

    offer: Offer
    release: Release | None
    hindrance: Hindrance | None
    told_otherwise: Sequence[Difference] = ()  # beside the same value, when that was released

    @property
    def is_released(self) -> bool:
        """Return whether a public text may cite it as it is."""
        return self.hindrance is None

    @property
    def may_be_released(self) -> bool:
        """Return whether releasing it now would let public texts cite it."""
        moved = (Hindrance.OTHER_WORDS, Hindrance.OTHER_VALUE)
        return self.hindrance in (Hindrance.NOT_RELEASED, *moved)

    @property
    def written(self) -> str:
        """Return what its source says now; a dash where it says nothing."""
        now = self.offer.resolved
        return "–" if now.amount is None else write(now.amount, now.decimals)

    @property
    def size(self) -> str:
        """Return how wide the value is, for its type size."""
        return size_of(self.written)


def offers(text: str, unit_id: int) -> list[Offered]:
    """Return the figures a chooser shows for what was typed: those public texts may cite first."""
    found = kept = registry.search(text, unit_id)
    if get_language() != settings.LANGUAGE_CODE:
        with office_words():  # in which releases keep what is told beside a figure
            kept = registry.search(text, unit_id)
    standing = standing_releases(offer.ref for offer in found)
    offered = [
        _offered(offer, as_kept.resolved, standing.get(offer.ref))
        for offer, as_kept in zip(found, kept, strict=True)
    ]
    order = [None, *Hindrance]
    return sorted(offered, key=lambda each: order.index(each.hindrance))


def _offered(offer: Offer, now: Resolved, release: Release | None) -> Offered:
    why_not = hindrance_of(
        offer.ref.basis,
        now.amount,
        is_withheld=now.is_withheld,
        is_released=release is not None and release.amount is not None,
        is_this_value=release is not None and release.is_of(now),
        covers=release is not None and release.covers(now),
    )
    is_told = release is not None and why_not == Hindrance.OTHER_WORDS
    return Offered(
        offer, release, why_not, release.told_otherwise(now) if release and is_told else ()
    )


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
    return stands and (release.amount is None or release.covers(pin))


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
    told_otherwise: Sequence[Difference] = ()


def beside_source(releases: Iterable[Release]) -> list[ReleaseBesideSource]:
    """Return releases with what their sources say where that is another value."""
    rows = list(releases)
    with office_words():
        now = registry.resolve_all(each.reference for each in rows)
    people = {(each.released_by, timezone.localdate(each.released_at)) for each in rows}
    posts = {(who.pk, on): written_as(who, on) for who, on in people}
    return [
        ReleaseBesideSource(
            each,
            posts[each.released_by_id, timezone.localdate(each.released_at)],
            _otherwise(each, said := now[each.reference]),
            each.told_otherwise(said) if said and each.is_of(said) else (),
        )
        for each in rows
    ]


def _otherwise(release: Release, now: Resolved | None) -> str:
    if now is None or now.amount is None:
        return "–"
    return "" if release.is_of(now) else write(now.amount, now.decimals)


def citing(ref: Reference) -> list[CitedIn]:
    """Return the texts that cite a question now."""
    return texts_of(Pin.objects.in_text().filter(**asdict(ref)).order_by("pk"))
