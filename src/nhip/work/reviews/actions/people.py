"""Who attends a conference, chairs it, speaks and gives awards: written as on that day."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.office.records.actions import check_fields, correct_record, restore_record, strike_record
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record_all
from nhip.organisation.journal.rules import row

from ..access import check_correct, check_correct_participant, check_restore_participant
from ..choices import ConferencePart
from ..models import Conference, Participant
from ..queries import words_on
from ..rules import AlreadyThere, NoPart, NoPostThen, NoWords, PersonWords

NOBODY = PersonWords()
WORDS = ("name", "rank", "post", "unit_name")


@dataclass(frozen=True)
class Coming:
    """One person to be put on the list: an account, written by its post of that day, or words."""

    conference: Conference
    parts: Collection[str]
    account: User | None = None
    words: PersonWords = NOBODY
    is_sample: bool = False
    by: User | None = None
    at: datetime | None = None


@transaction.atomic
def take_in_participants(rows: Sequence[Coming], *, by: User, at: datetime) -> list[Participant]:
    """Put people on the lists of conferences, all of them or nobody.

    An account is written by the rank, post and unit it held on that day, and `words` are not asked.
    Raises WrongRow, whose reason is NoPart, NoPostThen, NoWords, AlreadyThere, AlreadyStruck or
    PermissionDenied.
    """
    wanted = Conference.objects.filter(pk__in={new.conference.pk for new in rows})
    locked = wanted.select_for_update(of=("self",)).select_related("organ__unit").order_by("pk")
    conferences = {each.pk: each for each in locked}
    taken = {pk: set[object]() for pk in conferences}
    for each in Participant.objects.standing().filter(conference__in=conferences):
        taken[each.conference_id] |= _keys(each)
    then, made = _posts_then(rows, conferences), []
    for place, new in enumerate(rows):
        conference = conferences[new.conference.pk]
        with row(place):
            check_correct(new.by or by, conference)
            line = _line(conference, new, then[conference.pk])
            check_fields(line)
            _refuse_double(line, taken[conference.pk])
        taken[conference.pk] |= _keys(line)
        made.append(line)
    Participant.objects.bulk_create(made)
    record_all(
        Act("participant.added", each, new.by or by, new.at or at, each.conference.organ.unit)
        for each, new in zip(made, rows, strict=True)
    )
    return made


@transaction.atomic
def correct_participant(
    participant: Participant, fields: Mapping[str, Any], *, reason: str, by: User, at: datetime
) -> Participant:
    """Write a person otherwise than they were put on the list; whose account it is stays.

    `fields` are the model's. Raises NoPart, NoWords, AlreadyThere, AlreadyStruck, NoReason,
    NothingChanged or PermissionDenied.
    """
    kept = _locked(participant)
    check_correct_participant(by, kept)
    wanted = {name: getattr(kept, name) for name in (*WORDS, *ConferencePart.values)} | dict(fields)
    parts = [part for part in ConferencePart.values if wanted[part]]
    whole = _fields(parts, PersonWords(**{name: wanted[name] for name in WORDS}))
    _refuse_double(Participant(account=kept.account, **whole), _others(kept))
    unit = kept.conference.organ.unit
    correct_record(kept, "participant.corrected", whole, unit=unit, reason=reason, by=by, at=at)
    return kept


@transaction.atomic
def strike_participant(
    participant: Participant, *, reason: str, by: User, at: datetime
) -> Participant:
    """Strike a person from the list. Raises AlreadyStruck, NoReason or PermissionDenied."""
    kept = _locked(participant)
    check_correct_participant(by, kept)
    unit = kept.conference.organ.unit
    strike_record(kept, "participant.struck", unit=unit, reason=reason, by=by, at=at)
    return kept


@transaction.atomic
def restore_participant(
    participant: Participant, *, reason: str, by: User, at: datetime
) -> Participant:
    """Take a strike back.

    Raises NotStruck, AlreadyThere, AlreadyStruck (the conference), NoReason or PermissionDenied.
    """
    kept = _locked(participant)
    check_restore_participant(by, kept)
    _refuse_double(kept, _others(kept))
    unit = kept.conference.organ.unit
    restore_record(kept, "participant.restored", unit=unit, reason=reason, by=by, at=at)
    return kept


def _line(conference: Conference, new: Coming, then: Mapping[int, PersonWords]) -> Participant:
    words = new.words
    if new.account and (words := then.get(new.account.pk, NOBODY)) is NOBODY:
        said = _("“%(account)s” held no post on that day. Write rank and post in words.")
        raise NoPostThen(said % {"account": new.account})
    return Participant(
        conference=conference,
        account=new.account,
        is_sample=new.is_sample,
        **_fields(new.parts, words),
    )


def _posts_then(
    rows: Sequence[Coming], conferences: Mapping[int, Conference]
) -> dict[int, dict[int, PersonWords]]:
    """Return how the accounts were written on the day of each conference."""
    asked: dict[int, set[int]] = {pk: set() for pk in conferences}
    for new in rows:
        if new.account:
            asked[new.conference.pk].add(new.account.pk)
    return {pk: words_on(its, conferences[pk].held_on) for pk, its in asked.items()}


def _fields(parts: Collection[str], words: PersonWords) -> dict[str, object]:
    """Return the fields of a line. Raises NoPart or NoWords."""
    if not set(parts) & set(ConferencePart.values):
        raise NoPart(_("Choose what this person does there; attending is enough."))
    if not words.post.strip():
        raise NoWords(_("Write the post of that day, or choose an account."))
    said = {name: str(value).strip() for name, value in asdict(words).items()}
    return {**said, **{part: part in parts for part in ConferencePart.values}}


def _keys(line: Participant) -> set[object]:
    """Return what no second line may be equal in."""
    return {line.words.key} | ({line.account_id} if line.account_id else set())


def _refuse_double(line: Participant, taken: Collection[object]) -> None:
    if _keys(line) & set(taken):
        words = _("“%(who)s” stands on the list already. Write what tells the two apart.")
        raise AlreadyThere(words % {"who": line})


def _others(kept: Participant) -> set[object]:
    """Return what the others on the list are equal in."""
    others = Participant.objects.standing().filter(conference=kept.conference_id)
    return {key for other in others.exclude(pk=kept.pk) for key in _keys(other)}


def _locked(participant: Participant) -> Participant:
    rows = Participant.objects.select_for_update(of=("self", "conference"))
    return rows.select_related("conference__organ__unit").get(pk=participant.pk)
