"""Pages of conferences and their reviews."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nhip.office.figures.models import Pin
from nhip.office.records.queries import post_words
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries.authority import BeyondAuthority

from . import queries
from .actions import approve_review
from .models import Conference, Review
from .registry import acts_for
from .rules import AlreadyApproved

PAGE = 30


@require_safe
@login_required
def conferences(request: HttpRequest) -> HttpResponse:
    """Show the conferences, the latest first, with the reviews they carry."""
    assert isinstance(request.user, User)
    require(request.user, "reviews.see")
    seen = Conference.objects.visible_to(request.user, timezone.localdate())
    carried = seen.select_related("organ").prefetch_related("reviews")
    page = Paginator(carried, PAGE).get_page(request.GET.get("trang"))
    return render(request, "reviews/list.html", {"page": page})


@require_safe
@login_required
def conference(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one review of a conference, and one of its figures followed down."""
    assert isinstance(request.user, User)
    seen = Conference.objects.visible_to(request.user, timezone.localdate())
    with_reviews = Prefetch("reviews", Review.objects.select_related("approved_by"))
    held = get_object_or_404(seen.select_related("organ").prefetch_related(with_reviews), pk=pk)
    reviews = list(held.reviews.all())
    chosen = request.GET.get("phan") or (str(reviews[0].number) if reviews else "")
    review = next((each for each in reviews if str(each.number) == chosen), None)
    if chosen and review is None:
        raise Http404
    context = {"conference": held, "reviews": reviews, "review": review}
    if review:
        review.conference = held
        context |= _standing(request, review)
    return render(request, "reviews/conference.html", context)


def _standing(request: HttpRequest, review: Review) -> dict[str, object]:
    """Return what the page shows of one review."""
    assert isinstance(request.user, User)
    shown = queries.standing(review)
    wanted = request.GET.get("so")
    first = next((each for each in shown if each.figure.key == wanted), shown[0] if shown else None)
    approved_on = timezone.localdate(review.approved_at) if review.approved_at else None
    return {
        "shown": shown,
        "summary": queries.summary(shown),
        "changed": queries.changed(shown),
        "cut": queries.cut(review, shown),
        "followed": queries.follow(first) if first else None,
        "acts": acts_for(request.user, review),
        "decides": set(Pin.objects.visible_to(request.user).values_list("pk", flat=True)),
        "may_approve": request.user.has_perm("reviews.approve", review.conference.organ),
        "approved_by": post_words(review.approved_by, approved_on) if approved_on else "",
    }


@require_POST
@login_required
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve a review: its figures may be cited."""
    assert isinstance(request.user, User)
    seen = Review.objects.visible_to(request.user, timezone.localdate())
    review = get_object_or_404(seen.select_related("conference__organ"), pk=pk)
    try:
        approve_review(review, by=request.user, at=timezone.now())
        messages.success(request, _("The figures of this review are approved."))
    except AlreadyApproved as said:
        messages.info(request, str(said))
    except BeyondAuthority as beyond:
        messages.error(request, beyond.message)
    return redirect(review.get_absolute_url())
