"""Telling people, and taking note that they have read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nhip.organisation.accounts.models import User

from ..models import Look, Notice
from .letters import NewLetter, letter_of, take_in_letters


@dataclass(frozen=True)
class NewNotice:
    """One line for one person; `link` is a path."""

    user: User
    text: str
    link: str


@transaction.atomic
def take_in_notices(rows: Iterable[NewNotice], *, at: datetime) -> list[Notice]:
    """Put a line of their own into the inboxes of many people."""
    return _keep(rows, at)


@transaction.atomic
def notify(
    users: Iterable[User], text: str, link: str, at: datetime, *, by_mail: bool = False
) -> list[Notice]:
    """Put one line into the inbox of each of these people, once a person. `link` is a path.

    `by_mail` is for what keeps somebody from going on: it goes to their address too, where they have one
    and mail goes out at all, unless they have read the line by then.
    """
    unique = {user.pk: user for user in users}
    notices = _keep((NewNotice(user, text, link) for user in unique.values()), at)
    if by_mail:
        reached = [each for each in notices if unique[each.user_id].is_active]
        letters: list[NewLetter] = [
            letter_of(each, unique[each.user_id].email) for each in reached
            if unique[each.user_id].email
        ]  # fmt: skip
        take_in_letters(letters, at=at)
    return notices


def _keep(rows: Iterable[NewNotice], at: datetime) -> list[Notice]:
    return Notice.objects.bulk_create(
        Notice(user=row.user, text=row.text, link=row.link, sent_at=at) for row in rows
    )


@transaction.atomic
def read(notices: Iterable[Notice], *, by: User, at: datetime) -> int:
    """Mark notices as read by the person they were sent to; others' are left alone."""
    unread = Notice.objects.visible_to(by).unread().filter(pk__in=[notice.pk for notice in notices])
    return unread.update(read_at=at)


@transaction.atomic
def mark_seen(until: datetime, *, by: User, at: datetime) -> Look:
    """Write down that a person has seen what changed until a moment, never later than now.

    The look before it is kept. A moment that is not later than the last one changes nothing.
    """
    look = Look.objects.select_for_update().filter(user=by).first()
    until = min(until, at)
    if look is None:
        return Look.objects.create(user=by, seen_until=until)
    if until > look.seen_until:
        look.before, look.seen_until = look.seen_until, until
        look.save(update_fields=["before", "seen_until"])
    return look
