"""Letting figures out at the value somebody saw, and taking that back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from nhip.kit.guard.forms import refuse_marked
from nhip.kit.text.language import office_words
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record_all
from nhip.organisation.journal.rules import NoReason, one_row, row

from .. import registry
from ..access import RELEASE, may_release
from ..choices import Basis
from ..models import TOLD, Pin, Release
from ..queries import releasable, standing_releases
from ..registry import Reference, Resolved
from ..rules import write
from .refusals import MovedOn, NotAccepted, NotReleased, ReleaseEnded
from .taking import check_publishable

RELEASING = 0x6E686970  # "nhip": the number of PostgreSQL's advisory lock


@dataclass(frozen=True)
class NewRelease:
    """One figure to let out; `seen` and `seen_of` are what whoever does it saw, where a page showed it.

    `seen_of` is `Resolved.how_many`: a figure another unit has come into is not the one that was seen.
    """

    ref: Reference
    seen: int | None = None
    by: User | None = None
    at: datetime | None = None
    seen_of: str | None = None


def release(
    ref: Reference,
    *,
    seen: int | None = None,
    seen_of: str | None = None,
    by: User,
    at: datetime,
) -> Release:
    """Let a figure out at the value its source says: from now on public texts may cite that.

    Doing it twice changes nothing; another value ends what was released before. Raises NotAccepted,
    NoFigure, Withheld, MovedOn, or PermissionDenied.
    """
    with one_row():
        return take_in_releases([NewRelease(ref, seen, seen_of=seen_of)], by=by, at=at)[0]


@transaction.atomic
def take_in_releases(rows: Sequence[NewRelease], *, by: User, at: datetime) -> list[Release]:
    """Let many figures out, or none. Raises WrongRow, whose reason is what the single verb raises."""
    _one_at_a_time()
    standing = standing_releases([new.ref for new in rows])
    with office_words():
        now = registry.resolve_all(new.ref for new in rows)
    made: dict[Reference, Release] = {}
    over: list[Release] = []
    for place, new in enumerate(rows):
        who, when = new.by or by, new.at or at
        with row(place):
            said = _releasable(new, now[new.ref], who)
        before = standing.get(new.ref)
        if new.ref in made or (before and before.covers(said)):
            continue
        if before:
            before.ended_at, before.ended_by = when, who
            over.append(before)
        made[new.ref] = _released(new.ref, said, by=who, at=when)
    Release.objects.bulk_update(over, ["ended_at", "ended_by"])
    Release.objects.bulk_create(made.values())
    record_all(_let_out(each, standing.get(ref)) for ref, each in made.items())
    return [made.get(new.ref) or standing[new.ref] for new in rows]


def _one_at_a_time() -> None:
    """Let whoever releases wait for another who does: both could find that a question is not let out yet.

    SQLite writes one transaction at a time as it is.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [RELEASING])


def _releasable(new: NewRelease, now: Resolved | None, by: User) -> Resolved:
    require(by, RELEASE, new.ref)
    if new.ref.basis != Basis.ACCEPTED:
        raise NotAccepted(_("Only accepted figures can be released. Choose the accepted basis."))
    said = check_publishable(now)
    if new.seen not in (None, said.amount) or new.seen_of not in (None, said.how_many):
        raise MovedOn(_("The value has moved on meanwhile. Look at it again before you decide."))
    return said


def _released(ref: Reference, said: Resolved, *, by: User, at: datetime) -> Release:
    return Release(
        **asdict(ref),
        amount=said.amount,
        decimals=said.decimals,
        **{name: getattr(said, name) for name in TOLD},
        released_at=at,
        released_by=by,
    )


def _let_out(new: Release, before: Release | None) -> Act:
    said = {"to": new.amount} | ({"from": before.amount} if before else {})
    return Act("figure.released", new, new.released_by, new.released_at, new.unit, said)


def release_cited(pins: Iterable[Pin], *, by: User, at: datetime) -> list[Release]:
    """Let out what these pins cite as they say it, where nobody has and nobody withdrew it.

    Raises MovedOn where a source says another value by now, NoFigure, or Withheld.
    """
    with one_row():
        rows = [NewRelease(pin.reference, pin.amount) for pin in releasable(pins, by)]
        return take_in_releases(rows, by=by, at=at) if rows else []


@dataclass(frozen=True)
class Withdrawal:
    """One release to be withdrawn, and why."""

    release: Release
    reason: str
    by: User | None = None
    at: datetime | None = None


def withdraw_release(release: Release, reason: str, *, by: User, at: datetime) -> Release:
    """Let a figure be cited in public no longer; texts that are public stay as they are.

    Raises NoReason, ReleaseEnded, MarkedText, or PermissionDenied.
    """
    with one_row():
        return take_in_withdrawals([Withdrawal(release, reason)], by=by, at=at)[0]


@transaction.atomic
def take_in_withdrawals(rows: Sequence[Withdrawal], *, by: User, at: datetime) -> list[Release]:
    """Withdraw many releases, or none. Raises WrongRow, whose reason is what the single verb raises.

    Texts are looked at here: rows written at once send no signal that would.
    """
    wanted = Release.objects.filter(pk__in={new.release.pk for new in rows})
    locked = wanted.select_for_update(of=("self",)).select_related("unit").order_by("pk")
    releases = {each.pk: each for each in locked}
    acts = []
    for place, new in enumerate(rows):
        release, who = releases[new.release.pk], new.by or by
        with row(place):
            require(who, RELEASE, release)
            if not (reason := new.reason.strip()):
                raise NoReason(_("Say why the figure is withdrawn."))
            refuse_marked(reason)
            if release.ended_at:
                raise ReleaseEnded(_("This release was ended before."))
        release.ended_at, release.ended_by, release.reason = new.at or at, who, reason
        said = {"from": release.amount, "reason": reason}
        acts.append(Act("figure.withdrawn", release, who, new.at or at, release.unit, said))
    Release.objects.bulk_update(releases.values(), ["ended_at", "ended_by", "reason"])
    record_all(acts)
    return [releases[new.release.pk] for new in rows]


def check_released(now: Resolved, standing: Release | None) -> None:
    """Ask whether a public text may cite this, with what is told beside it. Raises NotReleased."""
    if standing is None:
        raise NotReleased(
            _("This figure is not released yet. Ask the chief or the publishing editor.")
        )
    if not standing.is_of(now):
        raise NotReleased(
            _(
                "Released is %(released)s, the source says %(now)s by now. Ask the chief or the"
                " publishing editor to release that value."
            )
            % {"released": standing.written, "now": write(now.amount, now.decimals)}
        )
    if told := standing.told_otherwise(now):
        words = _(
            "Beside it something else is told by now than when it was released (%(what)s). Ask the chief or the"
            " publishing editor to release that."
        )
        said = "; ".join(f"{each.name}: {each.old or '–'} → {each.new or '–'}" for each in told)
        raise NotReleased(words % {"what": said})


def see_all_released(said: Mapping[Reference, Resolved], *, by: User, at: datetime) -> None:
    """Let values out that are not released where this person may, else refuse. Raises NotReleased."""
    standing = standing_releases(said)
    rows = []
    for ref, now in said.items():
        try:
            check_released(now, standing.get(ref))
        except NotReleased:
            if not may_release(by, ref):
                raise
            rows.append(NewRelease(ref, now.amount))
    with one_row():
        take_in_releases(rows, by=by, at=at)
