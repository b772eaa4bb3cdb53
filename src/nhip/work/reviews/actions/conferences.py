"""Entering conferences, correcting, striking and restoring them."""

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
from nhip.organisation.journal.rules import one_row, row
from nhip.organisation.periods.rules import today
from nhip.organisation.units.models import Organ

from ..access import check_correct, check_hold, check_restore, check_strike
from ..models import Conference
from ..queries import words_on
from ..rules import AlreadyApproved, AlreadyHeld, NoOrganThen


@dataclass(frozen=True)
class NewConference:
    """One conference to be entered; `by` and `at` where it was entered by others, at other times."""

    organ: Organ
    title: str
    held_at: datetime
    place: str = ""
    is_sample: bool = False
    by: User | None = None
    at: datetime | None = None

    @property
    def line(self) -> Conference:
        """Return it as it would be written."""
        return Conference(
            organ=self.organ,
            title=self.title,
            held_at=self.held_at,
            place=self.place,
            is_sample=self.is_sample,
        )


def hold_conference(
    organ: Organ,
    *,
    title: str,
    held_at: datetime,
    place: str = "",
    by: User,
    at: datetime,
    is_sample: bool = False,
) -> Conference:
    """Enter a conference an organ holds. Raises AlreadyHeld, NoOrganThen or PermissionDenied."""
    new = NewConference(organ, title, held_at, place, is_sample)
    with one_row():
        return take_in_conferences([new], by=by, at=at)[0]


@transaction.atomic
def take_in_conferences(
    rows: Sequence[NewConference], *, by: User, at: datetime
) -> list[Conference]:
    """Enter many conferences, or none.

    Raises WrongRow, whose reason is what the single verb raises.
    """
    _lock({new.organ.pk for new in rows})
    kept = Conference.objects.standing().filter(organ__in={new.organ.pk for new in rows})
    taken = {(each.organ_id, each.title, each.held_at) for each in kept}
    made = []
    for place, new in enumerate(rows):
        with row(place):
            check_hold(new.by or by, new.organ)
            if (key := (new.organ.pk, new.title, new.held_at)) in taken:
                raise AlreadyHeld(_("This conference stands already."))
            _refuse_no_organ(new.organ, new.held_at)
            line = new.line
            check_fields(line)
        taken.add(key)
        made.append(line)
    Conference.objects.bulk_create(made)
    record_all(
        Act("conference.held", each, new.by or by, new.at or at, new.organ.unit)
        for each, new in zip(made, rows, strict=True)
    )
    return made


@transaction.atomic
def correct_conference(
    conference: Conference,
    fields: Mapping[str, Any],
    *,
    reason: str,
    by: User,
    at: datetime,
) -> Conference:
    """Write a conference otherwise than it was entered: `fields` are the model's.

    Its organ stays once a review is approved: the figures are of that organ's unit. On another day,
    people with an account are written as they were then. Raises
    AlreadyApproved, AlreadyHeld, NoOrganThen, AlreadyStruck, NoReason, NothingChanged or PermissionDenied.
    """
    kept = _locked(conference)
    check_correct(by, kept)
    names = ("organ", "title", "held_at")
    wanted: dict[str, Any] = {name: getattr(kept, name) for name in names} | dict(fields)
    if wanted["organ"] != kept.organ:
        check_hold(by, wanted["organ"])
        if kept.reviews.exclude(approved_at=None).exists():
            raise AlreadyApproved(_("A review of it is approved: its organ stays."))
    _lock({wanted["organ"].pk})
    _refuse_double(kept, wanted["organ"], wanted["title"], wanted["held_at"])
    _refuse_no_organ(wanted["organ"], wanted["held_at"])
    unit = wanted["organ"].unit
    before = correct_record(
        kept, "conference.corrected", fields, unit=unit, reason=reason, by=by, at=at
    )
    if before.held_on != kept.held_on:
        _write_people_as_then(before, kept, reason=reason, by=by, at=at)
    return kept


def _write_people_as_then(
    before: Conference, kept: Conference, *, reason: str, by: User, at: datetime
) -> None:
    """Write people with an account as on the new day; what was corrected by hand stays as it is."""
    lines = kept.participants.standing().exclude(account=None).order_by("pk")
    ids = [line.account_id for line in lines if line.account_id]
    was, now = words_on(ids, before.held_on), words_on(ids, kept.held_on)
    for line in lines.select_for_update(of=("self",)):
        then = now.get(line.account_id or 0)
        if then is None or then == line.words or line.words != was.get(line.account_id or 0):
            continue
        correct_record(
            line,
            "participant.corrected",
            asdict(then),
            unit=kept.organ.unit,
            reason=reason,
            by=by,
            at=at,
        )


@transaction.atomic
def strike_conference(conference: Conference, *, reason: str, by: User, at: datetime) -> Conference:
    """Strike a conference, with its reviews and people.

    Raises AlreadyApproved once one of its reviews is, AlreadyStruck, NoReason or PermissionDenied.
    """
    kept = _locked(conference)
    check_strike(by, kept)
    unit = kept.organ.unit
    strike_record(kept, "conference.struck", unit=unit, reason=reason, by=by, at=at)
    return kept


@transaction.atomic
def restore_conference(
    conference: Conference, *, reason: str, by: User, at: datetime
) -> Conference:
    """Take a strike back. Raises NotStruck, AlreadyHeld, NoReason or PermissionDenied."""
    kept = _locked(conference)
    check_restore(by, kept)
    _lock({kept.organ_id})
    _refuse_double(kept, kept.organ, kept.title, kept.held_at)
    unit = kept.organ.unit
    restore_record(kept, "conference.restored", unit=unit, reason=reason, by=by, at=at)
    return kept


def _locked(conference: Conference) -> Conference:
    rows = Conference.objects.select_for_update(of=("self",)).select_related("organ__unit")
    return rows.get(pk=conference.pk)


def _lock(organ_ids: Collection[int]) -> None:
    """Let one conference of an organ be written at a time: sent twice at once, it comes once."""
    list(Organ.objects.select_for_update().filter(pk__in=organ_ids).order_by("pk"))


def _refuse_double(kept: Conference, organ: Organ, title: str, held_at: datetime) -> None:
    others = Conference.objects.standing().exclude(pk=kept.pk)
    if others.filter(organ=organ, title=title, held_at=held_at).exists():
        raise AlreadyHeld(_("This conference stands already."))


def _refuse_no_organ(organ: Organ, held_at: datetime) -> None:
    on = today(held_at)
    if on < organ.start_on or (organ.end_on and on >= organ.end_on):
        raise NoOrganThen(_("%(organ)s did not stand on that day.") % {"organ": organ})
