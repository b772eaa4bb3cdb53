"""The list of conferences, one with its reviews, and entering and correcting it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from nhip.office.figures.models import Pin
from nhip.office.records.access import allows
from nhip.office.records.forms import DoingForms
from nhip.office.records.queries import post_words, story
from nhip.office.records.views import corrected, send_template, struck_or_restored, take_list
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import Refused
from nhip.organisation.people.queries import people_who_may
from nhip.work.indicators.access import may_see_handed_in

from .. import queries
from ..access import (
    KEEP,
    check_approve,
    check_correct,
    check_correct_review,
    check_restore,
    check_strike,
    may_hold,
)
from ..actions import correct_conference, hold_conference, restore_conference, strike_conference
from ..forms import ConferenceForm, CorrectConferenceForm
from ..models import Conference, Review
from ..registry import acts_for
from ..tables import ConferenceList
from .seen import around, seen_conference

PAGE = 30
TOLD = {
    "conference.held": gettext_lazy("entered"),
    "conference.corrected": gettext_lazy("corrected"),
    "conference.struck": gettext_lazy("struck"),
    "conference.restored": gettext_lazy("restored"),
}


@require_safe
@login_required
def conferences(request: HttpRequest) -> HttpResponse:
    """Show the conferences, the latest first, with the reviews they carry."""
    assert isinstance(request.user, User)
    require(request.user, "reviews.see")
    seen = Conference.objects.visible_to(request.user, timezone.localdate())
    standing = Prefetch("reviews", Review.objects.filter(struck_at=None))
    carried = seen.select_related("organ").prefetch_related(standing)
    page = Paginator(carried, PAGE).get_page(request.GET.get("trang"))
    context = {"page": page, "may_hold": may_hold(request.user)}
    return render(request, "reviews/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_conference(request: HttpRequest) -> HttpResponse:
    """Enter a conference."""
    assert isinstance(request.user, User)
    require(request.user, KEEP)
    form = ConferenceForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            held = hold_conference(**form.asked(), by=request.user, at=timezone.now())
            messages.success(request, _("The conference is entered. Add what it looks back on."))
            return redirect(held)
        except Refused as wrong:
            form.add_error(None, str(wrong))
    context = {
        "heading": _("Enter a conference"),
        "button": _("Enter this conference"),
        "back": reverse("reviews:list"),
        "place": _("Conferences"),
        "form": form,
    }
    return render(request, "records/write.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def conference(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one review of a conference, and one of its figures followed down."""
    assert isinstance(request.user, User)
    held = seen_conference(request, pk)
    reviews = list(held.reviews.all())
    chosen = request.GET.get("phan") or (str(reviews[0].number) if reviews else "")
    review = next((each for each in reviews if str(each.number) == chosen), None)
    if chosen and review is None:
        raise Http404
    context = {**around(request.user, held, "review"), "review": review}
    if review:
        review.conference = held
        context |= _standing(request, review)
    return render(request, "reviews/conference.html", context)


def _standing(request: HttpRequest, review: Review) -> dict[str, object]:
    """Return what the page shows of one review."""
    assert isinstance(request.user, User)
    shown = queries.shown_figures(review)
    wanted = request.GET.get("so")
    first = next((each for each in shown if each.figure.key == wanted), shown[0] if shown else None)
    sees_all = may_see_handed_in(request.user, review.conference.organ.unit)
    approved_on = timezone.localdate(review.approved_at) if review.approved_at else None
    return {
        "shown": shown,
        "words": queries.shown_text(review, shown, sees_handed_in=sees_all),
        "seen": "" if review.approved_at else queries.seen_key(review, shown),
        "summary": queries.summary(shown),
        "changed": queries.changed(shown),
        "cut": queries.cut(review, shown),
        "followed": queries.follow(first) if first else None,
        "acts": acts_for(request.user, review),
        "decides": set(Pin.objects.visible_to(request.user).values_list("pk", flat=True)),
        "may_approve": allows(check_approve, request.user, review),
        "may_correct": allows(check_correct_review, request.user, review),
        "approved_by": post_words(review.approved_by, approved_on) if approved_on else "",
        "approvers": [] if approved_on else _approvers(review),
    }


def _approvers(review: Review) -> list[str]:
    """Return by their posts who may approve a review, a few of them."""
    today = timezone.localdate()
    people = people_who_may("reviews.approve", review.conference.organ.unit_id, today)
    return [post_words(person, today) for person in people[:3]]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a conference as a record, with its history; strike or restore it when a reason is posted."""
    assert isinstance(request.user, User)
    held = seen_conference(request, pk)
    doings = DoingForms(request.method, request.POST)
    verbs = {"strike": strike_conference, "restore": restore_conference}
    if doings.perform(held, **verbs, by=request.user, at=timezone.now()):
        return struck_or_restored(request, doings, "reviews:record", pk)
    context = {
        **around(request.user, held, "record"),
        "doings": doings,
        "may_correct": allows(check_correct, request.user, held),
        "may_strike": allows(check_strike, request.user, held),
        "may_restore": allows(check_restore, request.user, held),
        "struck_reviews": Review.objects.filter(conference=held).exclude(struck_at=None),
        "story": story(held, TOLD),
    }
    return render(request, "reviews/record.html", context, status=422 if doings.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def correct_conference_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a conference otherwise than it was entered."""
    assert isinstance(request.user, User)
    held = seen_conference(request, pk)
    require(request.user, KEEP, held.organ)
    form = CorrectConferenceForm(
        request.POST or None, user=request.user, kept=held, by=request.user
    )
    if form.is_valid() and form.perform(correct_conference, by=request.user, at=timezone.now()):
        return corrected(request, "reviews:record", pk)
    context = {
        "heading": _("Correct this conference"),
        "button": _("Keep the correction"),
        "back": reverse("reviews:record", args=[pk]),
        "place": held.title,
        "form": form,
    }
    return render(request, "records/write.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def conferences_list(request: HttpRequest) -> HttpResponse:
    """Take in conferences from a list: a look first, then one press."""
    assert isinstance(request.user, User)
    require(request.user, KEEP)
    kind = ConferenceList(request.user, timezone.localdate())
    done, template = reverse("reviews:list"), reverse("reviews:conferences_template")
    return take_list(request, kind, done=done, template=template)


@require_safe
@login_required
def conferences_template(request: HttpRequest) -> HttpResponse:
    """Send the empty list of conferences."""
    assert isinstance(request.user, User)
    require(request.user, KEEP)
    return send_template(ConferenceList(request.user, timezone.localdate()))
