"""Putting articles before the public, as their publisher saw them, and withdrawing them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Revision

from nhip.kit.guard.forms import refuse_marked
from nhip.office.figures.actions import pin, release_cited, unpin
from nhip.office.figures.models import Pin
from nhip.office.figures.queries import Reading
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.journal.rules import NoReason, Refused
from nhip.portal.delivery.actions import purge
from nhip.portal.shelves.actions import make_shelf
from nhip.portal.shelves.choices import ShelfKind
from nhip.portal.shelves.queries import named

from ..access import PUBLISH
from ..choices import FilingRole, VersionKind
from ..models import HOLDER, ArticlePage, BinnedArticle, Filing, SignedAhead
from ..queries import Proof, check_signature, lists_of, signing
from ..signals import published
from .sealing import keep_version


class NotPublic(Refused):
    """What readers do not see cannot be withdrawn."""


class InTheBin(Refused):
    """What lies in the bin does not go out."""


class SignedAlready(Refused):
    """The article is signed, and goes out when it asked to."""


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

    One that asks for a later moment, or bears a later date, is signed for then: see `send_out_due`.

    `seen` is the digest of what the publishing page showed; `is_open_seen` says that nothing in it is secret,
    `is_partial_seen` that figures some units are missing from go out all the same. What it cites and nobody
    has released is let out with it, where this person may. Raises NotReady, MovedOn, NotConfirmed,
    SignedAlready, InTheBin, or PermissionDenied.
    """
    require(by, PUBLISH)
    page = ArticlePage.objects.select_for_update().get(pk=page.pk)
    if BinnedArticle.objects.filter(page=page).exists():
        raise InTheBin(_("This article lies in the bin. Restore it first."))
    revision = page.get_latest_revision() or page.save_revision(user=by)
    action = PublishPageRevisionAction(revision, user=by)
    version = action.object
    proof = signing(page, version, by, is_anew=True, at=at)
    said = {"is_open_seen": is_open_seen, "is_partial_seen": is_partial_seen}
    ticked = [name for name, is_so in said.items() if is_so]
    check_signature(proof, seen=seen, ticked=ticked)
    if due_at := proof.goes_out_at:
        return sign_ahead(page, revision, proof, ticked, due_at=due_at, by=by, at=at)
    release_cited(proof.shown.pins.values(), by=by, at=at)
    _follow(version, proof.shown.reading, revision.created_at, by=by, at=at)
    corrected = version.correction if page.first_published_at else ""
    version.correction = ""
    version.is_signed_off = True
    version.go_live_at = None
    version.shown_at = version.shown_at or page.shown_at or at
    stood_in = lists_of(page)
    make_names(version, by=by, at=at)
    action.execute(skip_permission_checks=True)
    purge(*(stood_in - lists_of(version)))
    ArticlePage.objects.filter(pk=page.pk).update(
        first_published_at=page.first_published_at or at, last_published_at=at
    )
    page.refresh_from_db()
    SignedAhead.objects.filter(page=page).delete()
    if corrected:  # told with this version; what is written next corrects nothing yet
        revision.content = {**revision.content, "correction": ""}
        revision.save(update_fields=["content"])
    sealed = keep_version(
        page,
        VersionKind.PUBLISHED,
        reason=corrected,
        is_open_seen=is_open_seen,
        by=by,
        at=at,
    )
    told = {"title": page.title, "version": revision.pk, "seal": sealed.digest}
    told |= {"is_open_seen": True}
    told |= {"alone": True} if proof.is_alone else {}
    told |= {"corrected": corrected} if corrected else {}
    record("article.published", about=page, by=by, at=at, said=told)
    published.send(ArticlePage, page=page, revision=revision, by=by, at=at)
    return page


def make_names(version: ArticlePage, *, by: User, at: datetime) -> None:
    """Let authors, topics and tags that an article alone names become some of everybody's."""
    bare: dict[tuple[ShelfKind, str], list[Filing]] = {}
    for filing in version.filings.all():
        if filing.shelf_id is None:
            bare.setdefault((FilingRole(filing.role).kind, filing.name), []).append(filing)
    for (kind, name), rows in bare.items():
        shelf = named(kind, [name]).get(name)
        if shelf is None:
            is_sample = version.is_sample
            shelf = make_shelf(kind, name, is_sample=is_sample, by=by, at=at)
        for filing in rows:
            filing.shelf = shelf


def sign_ahead(
    page: ArticlePage,
    revision: Revision,
    proof: Proof,
    ticked: list[str],
    *,
    due_at: datetime,
    by: User,
    at: datetime,
) -> ArticlePage:
    if SignedAhead.objects.filter(page=page).exists():
        raise SignedAlready(_("This article is signed already. It goes out when it asked to."))
    SignedAhead.objects.create(
        page=page, due_at=due_at, seen=proof.digest, ticked=ticked, by=by, at=at
    )
    revision.approved_go_live_at = due_at
    revision.save(update_fields=["approved_go_live_at"])
    said = {"title": proof.draft.title, "version": revision.pk, "seen": proof.digest}
    said |= {"goes_out_at": due_at.isoformat(), "alone": proof.is_alone}
    record("article.scheduled", about=page, by=by, at=at, said=said)
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
    return take_down(page, reason, by=by, at=at)


def take_down(
    page: ArticlePage, reason: str, *, is_expired: bool = False, by: User, at: datetime
) -> ArticlePage:
    """Withdraw a locked article that is public, whoever may; `is_expired`: as it was signed to."""
    page.is_signed_off = True
    action = UnpublishPageAction(page, set_expired=is_expired, user=by)
    action.execute(skip_permission_checks=True)
    SignedAhead.objects.filter(page=page).delete()
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
