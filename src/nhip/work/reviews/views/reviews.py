"""One review: added, corrected, struck, given its figures, approved."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from nhip.kit.design.notes import say_done
from nhip.office.records.access import allows
from nhip.office.records.forms import DoingForms
from nhip.office.records.queries import story
from nhip.office.records.views import corrected, struck_or_restored
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import Refused
from nhip.organisation.people.queries.authority import BeyondAuthority

from ..access import KEEP, check_correct_review, check_restore_review
from ..actions import (
    add_review,
    approve_review,
    correct_review,
    restore_review,
    set_figures,
    strike_review,
)
from ..forms import CorrectReviewForm, FiguresForm, ReviewForm
from ..rules import AlreadyApproved, FiguresMoved
from .seen import seen_conference, seen_review

NOTHING_SEEN = "-"  # no page shows this: who sends none approves nothing they saw
TOLD = {
    "review.added": gettext_lazy("review added"),
    "review.corrected": gettext_lazy("corrected"),
    "review.written": gettext_lazy("text written"),
    "review.figures_set": gettext_lazy("figures chosen"),
    "review.approved": gettext_lazy("approved"),
    "review.struck": gettext_lazy("struck"),
    "review.restored": gettext_lazy("restored"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a conference look back on one more window."""
    assert isinstance(request.user, User)
    held = seen_conference(request, pk)
    require(request.user, KEEP, held.organ)
    form = ReviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        asked = {"title": given["title"], "window": form.window, "basis": given["basis"]}
        try:
            added = add_review(held, **asked, by=request.user, at=timezone.now())
            say_done(request, _("The review is added. Now choose its figures."))
            return redirect("reviews:figures", added.pk)
        except Refused as wrong:
            form.add_error(None, str(wrong))
    context = {
        "heading": _("Add a review"),
        "button": _("Add it and choose its figures"),
        "back": held.get_absolute_url(),
        "place": held.title,
        "form": form,
    }
    return render(request, "records/write.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a review as a record, with its history; strike or restore it when a reason is posted."""
    assert isinstance(request.user, User)
    kept = seen_review(request, pk)
    doings = DoingForms(request.method, request.POST)
    verbs = {"strike": strike_review, "restore": restore_review}
    if doings.perform(kept, **verbs, by=request.user, at=timezone.now()):
        return struck_or_restored(request, doings, "reviews:review", pk)
    may_correct = allows(check_correct_review, request.user, kept)
    context = {
        "review": kept,
        "doings": doings,
        "may_correct": may_correct,
        "may_strike": may_correct,
        "may_restore": allows(check_restore_review, request.user, kept),
        "story": story(kept, TOLD),
    }
    return render(request, "reviews/review.html", context, status=422 if doings.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def correct_review_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a review otherwise than it was added."""
    assert isinstance(request.user, User)
    kept = seen_review(request, pk)
    require(request.user, KEEP, kept.conference.organ)
    form = CorrectReviewForm(request.POST or None, kept=kept, by=request.user)
    if form.is_valid() and form.perform(correct_review, by=request.user, at=timezone.now()):
        return corrected(request, kept.get_absolute_url())
    context = {
        "heading": _("Correct this review"),
        "button": _("Keep the correction"),
        "back": kept.get_absolute_url(),
        "place": kept.title,
        "form": form,
    }
    return render(request, "records/write.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the figures of a review: which, in which order, how written, and which go into the article."""
    assert isinstance(request.user, User)
    kept = seen_review(request, pk)
    require(request.user, KEEP, kept.conference.organ)
    form = FiguresForm(kept, request.POST if request.method == "POST" else None)
    if request.POST.get("do") == "keep" and form.is_valid():
        try:
            set_figures(kept, form.asked(), by=request.user, at=timezone.now())
            messages.success(request, _("The figures of this review are chosen."))
            return redirect(kept)
        except Refused as wrong:
            form.errors.append(str(wrong))
    context = {"review": kept, "form": form, "back": reverse("reviews:review", args=[pk])}
    return render(request, "reviews/figures.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve a review: its figures may be cited."""
    assert isinstance(request.user, User)
    kept = seen_review(request, pk)
    try:
        seen = request.POST.get("seen") or NOTHING_SEEN
        approve_review(kept, seen=seen, by=request.user, at=timezone.now())
        messages.success(request, _("The figures of this review are approved."))
    except AlreadyApproved as said:
        messages.info(request, str(said))
    except FiguresMoved as moved:
        messages.error(request, str(moved))
    except BeyondAuthority as beyond:
        messages.error(request, beyond.message)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("reviews:review", pk)
    return redirect(kept)
