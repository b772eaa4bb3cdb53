"""Rating a page, commenting on it, letting comments through. Readers' doings are not journalled."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.people.queries import written_as
from nhip.portal.delivery.actions import purge
from nhip.portal.site.models import BasePage

from .choices import CommentStanding
from .models import Comment, Rating

HOUR = timedelta(hours=1)
COMMENTS_AN_HOUR = 5


class TooManyComments(Exception):
    """The writer has sent as many as may be sent in an hour."""


class AlreadyModerated(Exception):
    """Somebody else was quicker: the comment stands as asked."""


@transaction.atomic
def rate_page(page: BasePage, *, token: str, points: int, at: datetime) -> Rating:
    """Keep a browser's one to five points for a page; a second vote changes the first."""
    rating, _is_new = Rating.objects.update_or_create(
        page=page, token=token, defaults={"points": points, "given_at": at}
    )
    purge(f"responses:{page.pk}")
    return rating


@transaction.atomic
def send_comment(page: BasePage, text: str, *, by: User, at: datetime) -> Comment:
    """Keep a comment until a moderator decides; the same words sent twice are kept once.

    Raises TooManyComments.
    """
    User.objects.select_for_update().get(pk=by.pk)
    lately = Comment.objects.filter(user=by, sent_at__gt=at - HOUR)
    if again := lately.filter(page=page, text=text).first():
        return again
    if lately.count() >= COMMENTS_AN_HOUR:
        said = _("You have sent %(n)s comments within an hour. Send this one later.")
        raise TooManyComments(said % {"n": COMMENTS_AN_HOUR})
    writer = written_as(by, timezone.localdate(at))
    return Comment.objects.create(page=page, user=by, written_by=writer, text=text, sent_at=at)


@transaction.atomic
def decide_comment(
    comment: Comment, standing: CommentStanding, *, reason: str = "", by: User, at: datetime
) -> Comment:
    """Show a comment, or hide it with a reason. Raises PermissionDenied or AlreadyModerated."""
    require(by, "responses.moderate")
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if standing not in comment.may_become:
        raise AlreadyModerated(_("This comment has already been decided so."))
    was_seen = comment.is_shown
    comment.standing, comment.decided_at = standing, at
    comment.reason = reason if standing == CommentStanding.HIDDEN else ""
    comment.save(update_fields=["standing", "reason", "decided_at"])
    if was_seen or standing == CommentStanding.SHOWN:
        purge(f"responses:{comment.page_id}")
    said = {"reason": reason} if reason else None
    record(f"responses.comment_{standing}", about=comment, by=by, at=at, said=said)
    return comment
