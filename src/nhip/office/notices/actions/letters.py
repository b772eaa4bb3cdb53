"""Letters wait in the database and are handed to the server by a job of their own: no page waits for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from nhip.kit.mail.keeping import named_server, sender
from nhip.kit.mail.posting import PostOutcome, ServerAnswer, post
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.journal.rules import FieldRefused

from ..access import KEEP_MAIL
from ..choices import LetterState
from ..models import Letter, Notice
from ..rules import KEPT, LEASE, is_too_late, pause_after, seal, unseal

AT_ONCE = 50  # letters a turn


class NoServer(FieldRefused):
    """No mail server is named, so no letter is written."""


@dataclass(frozen=True)
class NewLetter:
    """A letter to one address, as bytes; `notice` is the line of an inbox it brings."""

    to: str
    subject: str
    letter: bytes
    notice: Notice | None = None
    is_test: bool = False


def letter_of(notice: Notice, to: str) -> NewLetter:
    """Write a letter that brings a line of an inbox; its subject says what it is about and whose, not why."""
    way = f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{notice.link}" if notice.link else ""
    closing = _("Sent by Nhịp. Nobody reads answers to this address.")
    body = "\n\n".join(filter(None, (notice.text, way, closing)))
    what, _stop, _why = " ".join(notice.text.split()).partition(". ")
    subject = Truncator(f"Nhịp: {what}").chars(120)
    return _written(subject, body, to, notice=notice)


def _written(
    subject: str, body: str, to: str, *, notice: Notice | None = None, is_test: bool = False
) -> NewLetter:
    message = EmailMessage(subject, body, sender(), [to])
    letter = message.message().as_bytes()
    return NewLetter(to, subject, letter, notice, is_test)


@transaction.atomic
def take_in_letters(rows: Iterable[NewLetter], *, at: datetime) -> list[Letter]:
    """Let letters wait for the mail server; where none is named nothing is kept."""
    if named_server() is None:
        return []
    return Letter.objects.bulk_create(
        Letter(
            to=row.to,
            subject=row.subject[:200],
            sealed=seal(row.letter, settings.SECRET_KEY),
            made_at=at,
            due_at=at,
            notice=row.notice,
            is_test=row.is_test,
        )
        for row in rows
    )


@transaction.atomic
def post_test(to: str, *, by: User, at: datetime) -> Letter:
    """Send a letter that says nothing, to see what the server answers. Raises NoServer or PermissionDenied."""
    require(by, KEEP_MAIL)
    subject = _("Nhịp: a test")
    body = _("This letter was sent to see whether mail goes out. Nothing is to be done.")
    made = take_in_letters([_written(subject, body, to, is_test=True)], at=at)
    if not made:
        raise NoServer(_("No mail server is named: nothing goes out."))
    record("mail.tested", about=made[0], by=by, at=at, said={"to": to})
    return made[0]


def deliver_letters(at: datetime) -> None:
    """Hand the letters that are due to the server; the scheduler calls this on a thread of its own.

    Each is claimed for a while first, so two processes send none twice; one that dies on the way has it sent
    again with the same name (Message-ID). A server that is away ends the turn; the letter waits longer each
    time, and is given up after a day.
    """
    if (server := named_server()) is None:
        return
    for _turn in range(AT_ONCE):
        if (letter := _claim(at)) is None:
            return
        if words := _needless(letter, at):
            _close(letter, ServerAnswer(PostOutcome.REFUSED), LetterState.OVER, at, words)
            continue
        raw = unseal(letter.sealed, settings.SECRET_KEY)
        if raw is None:
            words = _("It was written with another key of this installation.")
            _close(letter, ServerAnswer(PostOutcome.REFUSED), LetterState.OVER, at, words)
            continue
        answer = post(server, letter.to, raw)
        if answer.outcome == PostOutcome.SENT:
            _close(letter, answer, LetterState.SENT, at)
        elif answer.outcome == PostOutcome.REFUSED:
            _close(letter, answer, LetterState.OVER, at)
        else:
            _put_off(letter, answer, at)
            return


@transaction.atomic
def hold_back_letters(*, at: datetime) -> int:
    """Close every letter that waits in a database put back from a backup; return how many.

    It may have gone out after the backup was made, and nobody is to get it twice.
    """
    waiting = list(Letter.objects.select_for_update().filter(state=LetterState.WAITING))
    words = _("It waited in the backup this was restored from, and may have gone out before.")
    for letter in waiting:
        _close(letter, ServerAnswer(PostOutcome.REFUSED), LetterState.OVER, at, words)
    if waiting:
        said = {"letters": len(waiting)}
        record("mail.held_back", about=waiting[0], by=None, at=at, said=said)
    return len(waiting)


def forget_letters(at: datetime) -> None:
    """Delete what was sent or given up long enough ago."""
    Letter.objects.exclude(state=LetterState.WAITING).filter(over_at__lt=at - KEPT).delete()


def _claim(at: datetime) -> Letter | None:
    """Return the next letter that is due, nobody else's for one lease."""
    due = Letter.objects.filter(state=LetterState.WAITING, due_at__lte=at)
    letter = due.select_related("notice").order_by("due_at", "pk").first()
    if letter is None:
        return None
    mine = Letter.objects.filter(pk=letter.pk, due_at=letter.due_at, state=LetterState.WAITING)
    letter.tries += 1
    return letter if mine.update(due_at=at + LEASE, tries=letter.tries) else None


def _needless(letter: Letter, at: datetime) -> str:
    """Say why a letter need not go out any more, "" where it must."""
    if letter.notice and letter.notice.read_at:
        return _("It was read in the inbox meanwhile.")
    return _("It was of no use any more after a day.") if is_too_late(letter.made_at, at) else ""


def _put_off(letter: Letter, answer: ServerAnswer, at: datetime) -> None:
    Letter.objects.filter(pk=letter.pk).update(
        due_at=at + pause_after(letter.tries), outcome=answer.outcome, said=answer.said
    )


def _close(
    letter: Letter, answer: ServerAnswer, state: LetterState, at: datetime, words: str = ""
) -> None:
    Letter.objects.filter(pk=letter.pk).update(
        state=state,
        sealed="",
        over_at=at,
        outcome="" if words else answer.outcome,
        said=words or answer.said,
    )
