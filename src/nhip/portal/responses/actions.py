"""Rating a page, commenting on it, letting comments through. Readers' doings are not journalled."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from nhip.kit.guard.forms import refuse_marked
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record, record_all
from nhip.organisation.journal.rules import NoReason, Refused
from nhip.organisation.people.queries import written_as
from nhip.portal.delivery.actions import purge
from nhip.portal.site.models import BasePage

from .choices import CommentStanding
from .models import BlockedWriter, Comment, Comments, OriginDay, Rating, Tally

MODERATE = "responses.moderate"
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
COMMENTS_AN_HOUR = 5
BETWEEN_COMMENTS = timedelta(seconds=15)
COMMENTS_A_MINUTE = 60
"""Of all writers together."""
VOTES_A_DAY = 10
SHOWN_EVERY = timedelta(seconds=3)
"""A page is made anew for its ratings no more often, however many come."""


class TooManyVotes(Refused):
    """A page was rated from one network address today as often as may be."""


class TooManyComments(Refused):
    """The writer has sent as many as may be sent in an hour, or this one too soon; or all have."""


class WriterBlocked(Refused):
    """The writer's comments are taken no more."""


class AlreadyModerated(Refused):
    """Somebody else was quicker: the comment stands as asked."""


class AlreadyBlocked(Refused):
    """The writer is blocked, or is not, as was asked."""


@transaction.atomic
def rate_page(page: BasePage, *, token: str, origin: str, points: int, at: datetime) -> Rating:
    """Keep a browser's one to five points for a page; a second vote changes the first, and counts too.

    `origin` is what is kept of its network address (`rules.origin_token`). Raises TooManyVotes.
    """
    _count_vote(origin, at)
    rating, _is_new = Rating.objects.update_or_create(
        page=page, token=token, defaults={"points": points, "given_at": at}
    )
    _show_soon(page, at)
    return rating


def _count_vote(origin: str, at: datetime) -> None:
    OriginDay.objects.get_or_create(origin=origin, defaults={"day": timezone.localdate(at)})
    free = OriginDay.objects.filter(origin=origin, votes__lt=VOTES_A_DAY)
    if not free.update(votes=F("votes") + 1):
        said = _("%(n)s ratings of this page came from your network today: no more are taken.")
        raise TooManyVotes(said % {"n": VOTES_A_DAY})


def _show_soon(page: BasePage, at: datetime) -> None:
    """Have the page made anew at once, or with those that come meanwhile when it just was."""
    tally, is_new = Tally.objects.get_or_create(page=page, defaults={"shown_at": at})
    due = Tally.objects.filter(pk=tally.pk, shown_at__lte=at - SHOWN_EVERY)
    if is_new or due.update(shown_at=at, is_behind=False):
        purge(f"votes:{page.pk}")
    else:
        Tally.objects.filter(pk=tally.pk).update(is_behind=True)


@transaction.atomic
def show_ratings(at: datetime) -> None:
    """Have pages made anew whose ratings waited for it."""
    behind = Tally.objects.filter(is_behind=True, shown_at__lte=at - SHOWN_EVERY)
    if pages := list(behind.values_list("page", flat=True)):
        Tally.objects.filter(page__in=pages).update(shown_at=at, is_behind=False)
        purge(*(f"votes:{pk}" for pk in pages))


def forget_origins(at: datetime) -> None:
    """Forget where ratings came from once their day is over."""
    OriginDay.objects.filter(day__lt=timezone.localdate(at)).delete()


@transaction.atomic
def send_comment(page: BasePage, text: str, *, by: User, at: datetime) -> Comment:
    """Keep a comment until a moderator decides; the same words sent twice are kept once.

    Raises TooManyComments or WriterBlocked.
    """
    User.objects.select_for_update().get(pk=by.pk)
    if blocked := BlockedWriter.objects.filter(user=by).first():
        said = _("Comments of yours are taken no more. Reason: %(reason)s")
        raise WriterBlocked(said % {"reason": blocked.reason})
    lately = Comment.objects.filter(user=by, sent_at__gt=at - HOUR)
    if again := lately.filter(page=page, text=text).first():
        return again
    if words := _too_many(lately, at):
        raise TooManyComments(words)
    writer = written_as(by, timezone.localdate(at))
    return Comment.objects.create(page=page, user=by, written_by=writer, text=text, sent_at=at)


def _too_many(lately: Comments, at: datetime) -> str:
    """Say what keeps another comment from being taken now; "" for nothing."""
    if lately.count() >= COMMENTS_AN_HOUR:
        said = _("You have sent %(n)s comments within an hour. Send this one later.")
        return said % {"n": COMMENTS_AN_HOUR}
    if lately.filter(sent_at__gt=at - BETWEEN_COMMENTS).exists():
        said = _("You sent a comment a moment ago. Send this one in %(n)s seconds.")
        return said % {"n": int(BETWEEN_COMMENTS.total_seconds())}
    if Comment.objects.filter(sent_at__gt=at - MINUTE).count() >= COMMENTS_A_MINUTE:
        return _("Many comments are coming in just now. Send this one in a minute.")
    return ""


@transaction.atomic
def decide_comments(
    comments: Iterable[Comment],
    standing: CommentStanding,
    *,
    reason: str = "",
    by: User,
    at: datetime,
) -> list[Comment]:
    """Show comments, or hide them with a reason; return those that did not stand so already.

    Raises PermissionDenied, NoReason, or AlreadyModerated where all of them did.
    """
    require(by, MODERATE)
    if standing == CommentStanding.HIDDEN and not reason:
        raise NoReason(_("Write why the comment is hidden: its writer reads it."))
    asked = Comment.objects.select_for_update().filter(pk__in=[each.pk for each in comments])
    decided = [each for each in asked.order_by("pk") if standing in each.may_become]
    if not decided:
        raise AlreadyModerated(_("This comment has already been decided so."))
    moved = {each.page_id for each in decided if each.is_shown or standing == CommentStanding.SHOWN}
    for each in decided:
        each.standing, each.decided_at = standing, at
        each.reason = reason if standing == CommentStanding.HIDDEN else ""
    Comment.objects.bulk_update(decided, ["standing", "reason", "decided_at"])
    if moved:
        purge(*(f"responses:{page}" for page in moved))
    verb, said = f"responses.comment_{standing}", {"reason": reason} if reason else None
    record_all([Act(verb, each, by, at, said=said) for each in decided])
    return decided


def decide_comment(
    comment: Comment, standing: CommentStanding, *, reason: str = "", by: User, at: datetime
) -> Comment:
    """Show a comment, or hide it with a reason: see `decide_comments`."""
    return decide_comments([comment], standing, reason=reason, by=by, at=at)[0]


@transaction.atomic
def block_writer(writer: User, *, reason: str, by: User, at: datetime) -> BlockedWriter:
    """Take no more comments of somebody, who is told the reason; those that came stand as they do.

    Raises PermissionDenied, NoReason, MarkedText or AlreadyBlocked.
    """
    require(by, MODERATE)
    if not (reason := reason.strip()):
        raise NoReason(_("Say why comments are taken no more: the writer reads it."))
    refuse_marked(reason)
    said = {"reason": reason, "by": by, "at": at}
    blocked, is_new = BlockedWriter.objects.get_or_create(user=writer, defaults=said)
    if not is_new:
        raise AlreadyBlocked(_("This writer is blocked already."))
    record("responses.writer_blocked", about=writer, by=by, at=at, said={"reason": reason})
    return blocked


@transaction.atomic
def unblock_writer(writer: User, *, by: User, at: datetime) -> None:
    """Take somebody's comments again. Raises PermissionDenied or AlreadyBlocked."""
    require(by, MODERATE)
    gone, _kinds = BlockedWriter.objects.filter(user=writer).delete()
    if not gone:
        raise AlreadyBlocked(_("This writer is not blocked."))
    record("responses.writer_unblocked", about=writer, by=by, at=at)
