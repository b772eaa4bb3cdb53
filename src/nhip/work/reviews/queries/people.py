"""The people of a conference, and those who can be chosen for it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from nhip.kit.text.rules import fold, name_key
from nhip.organisation.accounts.models import User
from nhip.organisation.people.models import Appointment, Appointments
from nhip.organisation.units.queries import tree

from ..models import Conference, Participant
from ..rules import PersonWords


def guests(conference: Conference, *, struck: bool = False) -> list[Participant]:
    """Return who is on the list, by given name; people known by post alone come after, by post.

    With `struck`, those struck from it.
    """
    kept = conference.participants
    rows = kept.exclude(struck_at=None) if struck else kept.standing()
    return sorted(rows, key=lambda line: _place(line.words, line.pk))


def words_on(account_ids: Collection[int], on: date) -> dict[int, PersonWords]:
    """Return how accounts were written on a day; who held no post on it is left out.

    Rank and post of the most senior appointment of that day; the unit by the name it then had.
    """
    held = Appointment.objects.on(on).filter(user__in=account_ids)
    return {guest.account.pk: guest.words for guest in _guests(held, on)}


def _words(account: User, held: Appointment, on: date) -> PersonWords:
    standing = tree(on)
    unit = standing.node(held.unit_id) if held.unit_id in standing else held.unit
    return PersonWords(
        name=account.get_full_name(),
        rank=held.rank.name if held.rank else "",
        post=held.post.name,
        unit_name=unit.name,
    )


@dataclass(frozen=True)
class Guest:
    """An account that held a post on a day, as a chooser names it."""

    account: User
    words: PersonWords

    @property
    def label(self) -> str:
        """Return how it is named: name, rank, post and unit, and the user name that tells it apart."""
        return f"{self.words.line} ({self.account.username})"

    def matches(self, words: str) -> bool:
        """Return whether all these words are found in it, blind to marks and case."""
        label = fold(self.label)
        return all(word in label for word in fold(words).split())


def accounts_on(on: date, unit_ids: Collection[int]) -> list[Guest]:
    """Return the accounts of these units that held a post on a day, by given name."""
    found = _guests(Appointment.objects.on(on).filter(unit__in=unit_ids), on)
    return sorted(found, key=lambda guest: _place(guest.words, guest.account.pk))


def _guests(held: Appointments, on: date) -> list[Guest]:
    """Return each account once, by its most senior appointment."""
    rows = held.select_related("user", "post", "rank", "unit")
    seniority = rows.order_by("post__precedence", "start_on", "pk")
    found: dict[int, Guest] = {}
    for each in seniority:
        if each.user_id not in found:
            found[each.user_id] = Guest(each.user, _words(each.user, each, on))
    return list(found.values())


def _place(words: PersonWords, pk: int) -> tuple[object, ...]:
    """Return where somebody stands in a list: named people first, by given name, then by post."""
    if words.name:
        return (0, name_key(words.name), pk)
    return (1, fold(f"{words.post} {words.unit_name}"), pk)
