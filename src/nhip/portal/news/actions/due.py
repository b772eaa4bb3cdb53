"""What was signed ahead of time: sent out when it is due, stopped, or held back; and withdrawn when it ends."""

from collections.abc import Callable, Iterable
from datetime import datetime

import structlog
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError, transaction
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.models import Revision

from nhip.kit.tasks.patience import writing
from nhip.kit.text.language import office_words
from nhip.kit.text.rules import write_moment
from nhip.office.notices.actions import notify
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.journal.rules import Refused
from nhip.organisation.people.queries import people_who_may
from nhip.organisation.periods.rules import today

from ..choices import VersionKind
from ..models import ArticlePage, SignedAhead
from ..queries import NotReady
from .holding import Articles
from .publishing import publish_article, take_down

log = structlog.get_logger(__name__)
TRIES = 3  # to send out, or to withdraw, what fails by itself
REMEMBERED = 86400  # seconds a withdrawal that failed is counted


class NotSigned(Refused):
    """Nothing of this article waits to go out."""


def send_out_due(*, at: datetime) -> None:
    """Publish each article that is due, as it was signed; what may not go out is held back and told."""
    due = SignedAhead.objects.filter(due_at__lte=at).order_by("due_at", "pk")
    _one_by_one(_send_out, due.values_list("page_id", flat=True), at, failed=_count_failure)


def withdraw_expired(*, at: datetime) -> None:
    """Withdraw each public article whose time is over, as whoever published it last has signed."""
    ended = ArticlePage.objects.live().filter(expire_at__lte=at).order_by("expire_at", "pk")
    _one_by_one(_withdraw_ended, ended.values_list("pk", flat=True), at, failed=_count_missed)


Doing = Callable[[ArticlePage, datetime], None]


def _one_by_one(
    do: Doing, page_ids: Iterable[int], at: datetime, failed: Doing | None = None
) -> None:
    """Do it in a transaction an article: whoever is killed in between leaves the others for the next turn.

    What fails by itself does not keep the others; a database that is busy or away is asked again.
    """
    for page_id in list(page_ids):
        try:
            with writing():
                do(ArticlePage.objects.select_for_update().get(pk=page_id), at)
        except OperationalError:
            log.exception("an article's moment waits for the database", page=page_id)
        except Exception:
            log.exception("an article's moment was missed", page=page_id)
            if failed:
                with writing():
                    failed(ArticlePage.objects.select_for_update().get(pk=page_id), at)


def _count_failure(page: ArticlePage, at: datetime) -> None:
    """Try what failed by itself again, but not for ever: it is held back, and administrators are told too."""
    if signed := SignedAhead.objects.filter(page=page).select_related("by").first():
        signed.tries += 1
        signed.save(update_fields=["tries"])
        if signed.tries >= TRIES:
            _hold_back(page, signed, _why_failed(), at, *_administrators(page, at))


def _count_missed(page: ArticlePage, at: datetime) -> None:
    """Try to withdraw again, but not for ever: then it stays public until somebody withdraws it by hand."""
    if not page.expire_at:
        return
    key = f"withdrawal:{page.pk}:{page.expire_at.isoformat()}"
    cache.add(key, 0, REMEMBERED)
    if cache.incr(key) < TRIES:
        return
    ArticlePage.objects.filter(pk=page.pk).update(expire_at=None)
    signed = page.versions.filter(kind=VersionKind.PUBLISHED).last()
    with office_words():
        why = _why_failed()
        text = _("“%(title)s” is still public, its time was over at %(moment)s: %(why)s") % {
            "title": page.title,
            "moment": write_moment(localtime(page.expire_at)),
            "why": why,
        }
    said = {"title": page.title, "expired_at": page.expire_at.isoformat(), "reason": why}
    record("article.left_public", about=page, by=None, at=at, said=said)
    told = {each for each in (signed and signed.by, page.owner) if each}
    link = reverse("news:sign", args=[page.pk])
    told |= set(_administrators(page, at))
    notify(told, Truncator(text).chars(300), link, at, by_mail=True)


def _why_failed() -> str:
    return _("the server failed %(n)d times. The administrator is told.") % {"n": TRIES}


def _administrators(page: ArticlePage, at: datetime) -> Iterable[User]:
    unit_id = Articles().describe([page.pk])[page.pk].unit_id
    return people_who_may("site.name", unit_id, today(at))


def _send_out(page: ArticlePage, at: datetime) -> None:
    signed = SignedAhead.objects.filter(page=page, due_at__lte=at).select_related("by").first()
    if signed is None:  # another worker did it, or somebody stopped it
        return
    ticked = dict.fromkeys(signed.ticked, True)
    try:
        publish_article(page, seen=signed.seen, **ticked, by=signed.by, at=at)
    except PermissionDenied:
        _hold_back(page, signed, _("whoever signed it may publish no longer."), at)
    except (NotReady, Refused, ValidationError) as refusal:
        _hold_back(page, signed, _why(refusal), at)


def _withdraw_ended(page: ArticlePage, at: datetime) -> None:
    signed = page.versions.filter(kind=VersionKind.PUBLISHED).last()
    if not (page.live and signed and page.expire_at and page.expire_at <= at):
        return
    with office_words():
        reason = _("The time it was published for is over.")
    take_down(page, reason, is_expired=True, by=signed.by, at=at)


def _why(refusal: Exception) -> str:
    return " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)


def _hold_back(
    page: ArticlePage, signed: SignedAhead, why: str, at: datetime, *others: User
) -> None:
    """Leave an article a draft, and tell whoever signed it, whoever wrote it, and others."""
    revision = _unsign(page)
    said = {"title": page.title, "goes_out_at": signed.due_at.isoformat(), "reason": why}
    record("article.held_back", about=page, by=None, at=at, said=said)
    told = {each for each in (signed.by, page.owner, revision and revision.user, *others) if each}
    with office_words():
        text = _("“%(title)s” did not go out at %(moment)s: %(why)s") % {
            "title": page.title,
            "moment": write_moment(localtime(signed.due_at)),
            "why": why,
        }
    link = reverse("news:sign", args=[page.pk])
    notify(told, Truncator(text).chars(300), link, at, by_mail=True)


def _unsign(page: ArticlePage, by: User | None = None) -> Revision | None:
    SignedAhead.objects.filter(page=page).delete()
    revision: Revision | None = page.scheduled_revision
    if revision:
        revision.approved_go_live_at = None
        revision.save(user=by, update_fields=["approved_go_live_at"])
    return revision


@transaction.atomic
def stop_article(page: ArticlePage, *, by: User, at: datetime) -> ArticlePage:
    """Take back the signature under an article that has not gone out: it is a draft to be edited again.

    Whoever edits may, not the publisher alone: a mistake seen at night does not go out. Raises NotSigned, or
    PermissionDenied.
    """
    require(by, "news.edit")
    page = ArticlePage.objects.select_for_update().get(pk=page.pk)
    signed = SignedAhead.objects.filter(page=page).select_related("by").first()
    if signed is None:
        raise NotSigned(_("Nothing of this article waits to go out."))
    _unsign(page, by)
    said = {"title": page.title, "goes_out_at": signed.due_at.isoformat()}
    record("article.stopped", about=page, by=by, at=at, said=said)
    if signed.by != by:
        with office_words():
            text = _("“%(title)s” was stopped by %(who)s: it does not go out at %(moment)s.") % {
                "title": page.title,
                "who": by,
                "moment": write_moment(localtime(signed.due_at)),
            }
        link = reverse("news:sign", args=[page.pk])
        notify([signed.by], Truncator(text).chars(300), link, at)
    return page
