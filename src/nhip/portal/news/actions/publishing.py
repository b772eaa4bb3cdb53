"""Putting articles before the public, as their publisher saw them, and withdrawing them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.unpublish_page import UnpublishPageAction

from nhip.kit.guard.forms import refuse_marked
from nhip.office.figures.actions import pin, release_cited, unpin
from nhip.office.figures.models import Pin
from nhip.office.figures.queries import Reading
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.journal.rules import NoReason, Refused

from ..access import PUBLISH
from ..choices import VersionKind
from ..models import HOLDER, ArticlePage
from ..queries import check_signature, signing
from ..signals import published
from .sealing import keep_version


class NotPublic(Refused):
    """What readers do not see cannot be withdrawn."""


@transaction.atomic
def publish_article(
    page: ArticlePage,
    *,
    seen: str = "",
    is_partial_seen: bool = False,
    is_open_seen: bool = False,
    by: User,
    at: datetime,
) -> ArticlePage:
    """Put the latest version of an article before the public: figures and text are signed off together.

    `seen` is the digest of what the publishing page showed; `is_open_seen` says that nothing in it is secret,
    `is_partial_seen` that figures some units are missing from go out all the same. What it cites and nobody
    has released is let out with it, where this person may. Raises NotReady, MovedOn, NotConfirmed, or
    PermissionDenied.
    """
    require(by, PUBLISH)
    page = ArticlePage.objects.select_for_update().get(pk=page.pk)
    revision = page.get_latest_revision() or page.save_revision(user=by)
    action = PublishPageRevisionAction(revision, user=by)
    version = action.object
    proof = signing(page, version, by, is_anew=True)
    said = {"is_open_seen": is_open_seen, "is_partial_seen": is_partial_seen}
    check_signature(proof, seen=seen, ticked=[name for name, is_so in said.items() if is_so])
    release_cited(proof.shown.pins.values(), by=by, at=at)
    _follow(version, proof.shown.reading, revision.created_at, by=by, at=at)
    version.is_signed_off = True
    version.go_live_at = None
    version.shown_at = version.shown_at or page.shown_at or at
    action.execute(skip_permission_checks=True)
    ArticlePage.objects.filter(pk=page.pk).update(
        first_published_at=page.first_published_at or at, last_published_at=at
    )
    page.refresh_from_db()
    sealed = keep_version(page, VersionKind.PUBLISHED, is_open_seen=is_open_seen, by=by, at=at)
    told = {"title": page.title, "version": revision.pk, "seal": sealed.digest}
    told |= {"is_open_seen": True}
    told |= {"alone": True} if proof.is_alone else {}
    record("article.published", about=page, by=by, at=at, said=told)
    published.send(ArticlePage, page=page, revision=revision, by=by, at=at)
    return page


@transaction.atomic
def withdraw_article(page: ArticlePage, *, reason: str, by: User, at: datetime) -> ArticlePage:
    """Take an article from the public: its address says that, when and why; its versions and citations stay.

    Raises NotPublic, NoReason, or PermissionDenied.
    """
    require(by, PUBLISH)
    page = ArticlePage.objects.select_for_update().get(pk=page.pk)
    if not page.live:
        raise NotPublic(_("This article is not public."))
    if not (reason := reason.strip()):
        raise NoReason(_("Say why the article is withdrawn: readers are told."))
    refuse_marked(reason)
    page.is_signed_off = True
    UnpublishPageAction(page, user=by).execute(skip_permission_checks=True)
    sealed = keep_version(page, VersionKind.WITHDRAWN, reason=reason, by=by, at=at)
    said = {"title": page.title, "reason": reason, "seal": sealed.digest}
    record("article.withdrawn", about=page, by=by, at=at, said=said)
    return page


def _follow(
    version: ArticlePage, reading: Reading, saved_at: datetime, *, by: User, at: datetime
) -> None:
    """Let figures that are in the text again come back, and note which left it.

    One bound since the text was saved may still come.
    """
    placed = [pin.pk for pin in reading.cited]
    held = Pin.objects.held_by(HOLDER, version.pk)
    for back in held.filter(pk__in=placed).exclude(left_at=None):
        pin(back.reference, holder=HOLDER, holder_id=version.pk, by=by, at=at)
    for unused in held.in_text().filter(pinned_at__lt=saved_at).exclude(pk__in=placed):
        unpin(unused, by=by, at=at)
