"""Every change of the newsroom: articles from Word, handed in, passed on, returned, taken back; steps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Revision, TaskState, WorkflowState

from nhip.kit.clean.choices import LeftOutKind
from nhip.kit.clean.pieces import CleanText, LeftOut, TextPicture
from nhip.kit.guard.forms import refuse_marked
from nhip.office.figures.actions import MovedOn
from nhip.office.notices.actions import notify
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.journal.rules import NoReason, Refused, WrongRow
from nhip.organisation.people.queries import people_who_may
from nhip.organisation.periods.rules import today
from nhip.portal.news.actions import Articles, InTheBin, create_draft, leave_comment
from nhip.portal.news.models import ArticlePage, SectionPage, SignedAhead
from nhip.portal.news.queries import as_drafted, kept_articles, places_in
from nhip.portal.news.rules.pieces import body_of, credited
from nhip.portal.pictures.actions import NewPicture, WrongPicture, take_in_pictures
from nhip.portal.pictures.models import Picture

from .access import KEEP, may_take_back
from .models import HandedIn, NewsStep
from .queries import current_step, next_step
from .rules import beginning_of, mark_of


class NothingToHandIn(Refused):
    """All of the article is public, or it waits already."""


class NotHandedIn(Refused):
    """The article waits for nobody."""


class GoesOutByItself(Refused):
    """The article is signed already and goes out when it is due."""


class EndsByPublishing(Refused):
    """The last step is not passed on."""


@dataclass(frozen=True)
class ReadDocument:
    """A Word file as it was read: its name, what it says, and its pictures by the names they bear there."""

    name: str
    text: CleanText
    pictures: Mapping[str, bytes]


@dataclass(frozen=True)
class WrittenDraft:
    """A draft made of a Word file, and what was not taken over, pictures that are none among it."""

    page: ArticlePage
    left_out: list[LeftOut]


@transaction.atomic
def draft_from_word(
    document: ReadDocument, section: SectionPage, *, by: User, at: datetime
) -> WrittenDraft:
    """Write a draft from a Word file, its photos in the library. Raises MarkedText or PermissionDenied."""
    require(by, "news.edit")
    begun = beginning_of(document.text.pieces, document.name)
    asked = [each for each in begun.pieces if isinstance(each, TextPicture)]
    library = {
        each.name: kept
        for each in {each.name: each for each in reversed(asked)}.values()
        if (kept := _kept_picture(each, document, by=by, at=at))
    }
    pieces = [
        each for each in begun.pieces if not isinstance(each, TextPicture) or each.name in library
    ]
    page = create_draft(
        section, title=begun.title, lead=begun.lead, body=body_of(pieces, library), by=by, at=at
    )
    missing = [
        LeftOut(LeftOutKind.PICTURE, each.caption or each.name)
        for each in asked
        if each.name not in library
    ]
    left_out = [*document.text.left_out, *missing]
    said = {"title": page.draft_title, "file": document.name, "left_out": len(left_out)}
    record("article.read_from_word", about=page, by=by, at=at, said=said)
    return WrittenDraft(page, left_out)


def _kept_picture(
    picture: TextPicture, document: ReadDocument, *, by: User, at: datetime
) -> Picture | None:
    """Return the library's picture, None where it is no picture; it comes as an upload does."""
    title = credited(picture.caption)[0] or document.name
    new = NewPicture(title[:255], picture.name, document.pictures[picture.name])
    try:
        [kept] = take_in_pictures([new], by=by, at=at)
    except WrongRow as refusal:
        if isinstance(refusal.why, WrongPicture):
            return None
        raise refusal.why from refusal
    return kept


@transaction.atomic
def hand_in_article(page: ArticlePage, *, seen: str = "", by: User, at: datetime) -> HandedIn:
    """Hand the latest draft in; whatever was said of an earlier one is asked anew.

    `seen` is the mark of the draft that was shown. Raises MovedOn, NothingToHandIn, GoesOutByItself, InTheBin
    or PermissionDenied.
    """
    require(by, "news.edit")
    page, before = _locked(page)
    _check_seen(page, seen)
    if page.live and not page.has_unpublished_changes:
        raise NothingToHandIn(_("All of this is public: there is nothing to hand in."))
    if before and not before.is_returned and not before.is_edited:
        raise NothingToHandIn(_("This is handed in already."))
    state = before.workflow_state if before else _begun(page, at)
    if before and not before.is_returned:
        _close(before, TaskState.STATUS_CANCELLED, by=by, at=at)
    state.requested_by = by
    handed_in = _enter(state, page, next_step(), at)
    record("article.handed_in", about=page, by=by, at=at, said=_said(handed_in))
    _tell_next(handed_in, by=by, at=at)
    return handed_in


@transaction.atomic
def pass_on_article(page: ArticlePage, *, seen: str = "", by: User, at: datetime) -> HandedIn:
    """Say that a step is done, and let the article go on to the next one; the last is done by publishing.

    Raises NotHandedIn, EndsByPublishing, MovedOn, GoesOutByItself or PermissionDenied.
    """
    require(by, "news.edit")
    page, before = _open(page)
    require(by, before.step.permission)
    _check_seen(page, seen)
    if before.step.is_last:
        raise EndsByPublishing(_("This step ends with publishing."))
    if before.is_edited:
        raise MovedOn(_("The text has changed since it was handed in: it is handed in anew."))
    _close(before, TaskState.STATUS_APPROVED, by=by, at=at)
    handed_in = _enter(before.workflow_state, page, next_step(after=before.step), at)
    record("article.passed_on", about=page, by=by, at=at, said=_said(handed_in))
    _tell_next(handed_in, by=by, at=at)
    return handed_in


@transaction.atomic
def return_article(
    page: ArticlePage, *, reason: str, place: str = "", seen: str = "", by: User, at: datetime
) -> HandedIn:
    """Give an article back to whoever wrote it, with the reason, which may stand beside a `place` of the draft.

    Raises NotHandedIn, NoReason, MovedOn, GoesOutByItself or PermissionDenied.
    """
    require(by, "news.edit")
    page, handed_in = _open(page)
    require(by, handed_in.step.permission)
    _check_seen(page, seen)
    if not (reason := reason.strip()):
        raise NoReason(_("Say what is to be changed: the writer reads it."))
    refuse_marked(reason)
    if place and place not in places_in(as_drafted(page)):
        raise MovedOn(_("The text has changed since this page was shown. Look again."))
    if place:
        leave_comment(page, place, reason, by=by, at=at)
    _close(handed_in, TaskState.STATUS_REJECTED, comment=reason, by=by, at=at)
    _set(handed_in.workflow_state, WorkflowState.STATUS_NEEDS_CHANGES)
    record(
        "article.returned", about=page, by=by, at=at, said={**_said(handed_in), "reason": reason}
    )
    words = _("Your article came back: %(title)s. %(reason)s")
    _tell_writers(handed_in, words % {"title": page.draft_title, "reason": reason}, by=by, at=at)
    return handed_in


@transaction.atomic
def take_back_article(page: ArticlePage, *, by: User, at: datetime) -> HandedIn:
    """Take one's own article back before it goes out.

    Raises NotHandedIn, GoesOutByItself or PermissionDenied.
    """
    require(by, "news.edit")
    page, handed_in = _open(page)
    if not may_take_back(by, handed_in):
        raise PermissionDenied(_("Whoever wrote or handed it in takes it back."))
    _close(handed_in, TaskState.STATUS_CANCELLED, by=by, at=at)
    _set(handed_in.workflow_state, WorkflowState.STATUS_CANCELLED)
    record("article.taken_back", about=page, by=by, at=at, said=_said(handed_in))
    return handed_in


@transaction.atomic
def finish_steps(page: ArticlePage, revision: Revision, *, by: User, at: datetime) -> None:
    """End the step an article is at, if any, with the draft that was signed: it is public now."""
    if not page.handed_in.exists() or not (handed_in := current_step(page)):
        return
    handed_in.revision = revision
    _close(handed_in, TaskState.STATUS_APPROVED, by=by, at=at)
    _set(handed_in.workflow_state, WorkflowState.STATUS_APPROVED)
    words = _("Your article is public: %(title)s.") % {"title": page.title}
    _tell_writers(handed_in, words, by=by, at=at)


@transaction.atomic
def end_steps(page: ArticlePage, *, by: User, at: datetime) -> None:
    """End the step an article waits at, if any; what came back keeps its reason, for it may be restored."""
    if (handed_in := current_step(page)) and not handed_in.is_returned:
        _close(handed_in, TaskState.STATUS_CANCELLED, by=by, at=at)
        _set(handed_in.workflow_state, WorkflowState.STATUS_CANCELLED)


@transaction.atomic
def set_step(
    step: NewsStep, *, name: str, hours: int, is_used: bool, by: User, at: datetime
) -> NewsStep:
    """Say what a step is called, how long it may take, and whether articles pass it; the last one always.

    What is at a step keeps its hour. Raises PermissionDenied.
    """
    require(by, KEEP)
    step = NewsStep.objects.select_for_update().get(pk=step.pk)
    refuse_marked(name)
    step.name, step.hours, step.active = name, hours, is_used or step.is_last
    step.save()
    said = {"name": name, "hours": hours, "used": step.active}
    record("newsroom.step_set", about=step, by=by, at=at, said=said)
    return step


def _locked(page: ArticlePage) -> tuple[ArticlePage, HandedIn | None]:
    page = ArticlePage.objects.select_for_update().get(pk=page.pk)
    if SignedAhead.objects.filter(page=page).exists():
        raise GoesOutByItself(_("It is signed and goes out when it is due: stop it first."))
    if not kept_articles().filter(pk=page.pk).exists():
        raise InTheBin(_("This article lies in the bin. Restore it first."))
    return page, current_step(page)


def _open(page: ArticlePage) -> tuple[ArticlePage, HandedIn]:
    page, handed_in = _locked(page)
    if handed_in is None or handed_in.is_returned:
        raise NotHandedIn(_("This article waits for nobody: it is with its writer."))
    return page, handed_in


def _check_seen(page: ArticlePage, seen: str) -> None:
    """Raise MovedOn where a page showed another draft; "" is what was done without a page."""
    if seen and seen != mark_of(page.latest_revision_id, page.latest_revision_created_at):
        raise MovedOn(_("The text has changed since this page was shown. Look again."))


def _begun(page: ArticlePage, at: datetime) -> WorkflowState:
    state = WorkflowState.objects.create(
        content_type=page.cached_content_type,
        base_content_type=page.get_base_content_type(),
        object_id=str(page.pk),
        workflow=next_step().workflows.get(),
    )
    WorkflowState.objects.filter(pk=state.pk).update(created_at=at)
    return state


def _enter(state: WorkflowState, page: ArticlePage, step: NewsStep, at: datetime) -> HandedIn:
    handed_in = HandedIn.objects.create(
        workflow_state=state,
        task=step,
        revision_id=page.latest_revision_id,
        page=page,
        saved_at=page.latest_revision_created_at,
        due_at=step.due_after(at),
    )
    HandedIn.objects.filter(pk=handed_in.pk).update(
        started_at=at
    )  # Wagtail's field reads the clock
    state.current_task_state = handed_in.taskstate_ptr
    _set(state, WorkflowState.STATUS_IN_PROGRESS)
    handed_in.refresh_from_db()
    return handed_in


def _set(state: WorkflowState, status: str) -> None:
    state.status = status
    state.save()


def _close(handed_in: HandedIn, status: str, *, comment: str = "", by: User, at: datetime) -> None:
    handed_in.status, handed_in.comment = status, comment
    handed_in.finished_by, handed_in.finished_at = by, at
    handed_in.save()


def _said(handed_in: HandedIn) -> dict[str, object]:
    page = handed_in.page
    return {
        "title": page.draft_title,
        "step": handed_in.step.name,
        "version": handed_in.revision_id,
    }


def _tell_next(handed_in: HandedIn, *, by: User, at: datetime) -> None:
    unit_id = Articles().describe([handed_in.page_id])[handed_in.page_id].unit_id
    others = people_who_may(handed_in.step.permission, unit_id, today(at))
    words = _("Waits for you (%(step)s): %(title)s")
    told = {"step": handed_in.step.name, "title": handed_in.page.draft_title}
    _tell(handed_in, others, words % told, by=by, at=at)


def _tell_writers(handed_in: HandedIn, words: str, *, by: User, at: datetime) -> None:
    _tell(handed_in, handed_in.writers(), words, by=by, at=at)


def _tell(handed_in: HandedIn, people: list[User], words: str, *, by: User, at: datetime) -> None:
    """Tell them, but nobody of his own deed."""
    link = reverse("news:sign", args=[handed_in.page_id])
    notify([person for person in people if person != by], words[:300], link, at)
