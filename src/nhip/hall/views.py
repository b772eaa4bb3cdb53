"""The desk, the inbox, and the flows that join the two wings."""

from datetime import datetime, timedelta
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nhip.office.figures.access import decides_anywhere
from nhip.office.figures.actions import Refused
from nhip.office.figures.queries import changed
from nhip.office.notices.actions import mark_seen, read
from nhip.office.notices.models import Notice
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import who_may_begin
from nhip.organisation.periods.rules import today
from nhip.portal.news.models import SectionPage
from nhip.work.reviews.models import Review

from . import actions, queries
from .access import has_a_desk

SHOWN = 3  # lines of a part on the one screen
MOST = 300  # lines of a part alone


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for me: to hand in, to check, to decide; who is late. Or that my unit has closed."""
    user, at = cast(User, request.user), timezone.now()
    if closed := queries.closed_home(user, at):
        return render(request, "hall/closed_unit.html", {"closed": closed})
    if not has_a_desk(user):
        whom = who_may_begin("people.appoint", today(at))
        return render(request, "hall/no_desk.html", {"whom": whom})
    found = queries.desk(user, at)
    return render(request, "hall/desk.html", {"desk": found})


@login_required
@permission_required("hall.see_brief", raise_exception=True)
def brief(request: HttpRequest) -> HttpResponse:
    """One screen: what waits for me and what changed; it counts as seen only when I say so."""
    user, at = cast(User, request.user), timezone.now()
    if request.method == "POST":
        mark_seen(_shown_at(request.POST.get("den", ""), at), by=user, at=at)
        return redirect("hall:brief")
    sinces = queries.sinces(user, at)
    since = next((each for each in sinces if each.key == request.GET.get("tu")), sinces[0])
    parts = queries.brief(user, since.start, at)
    only = [part for part in parts if part.key == request.GET.get("phan")]
    context = {
        "sinces": sinces,
        "since": since,
        "parts": only or parts,
        "only": bool(only),
        "most": f":{MOST if only else SHOWN}",
        "at": at,
    }
    return render(request, "hall/brief.html", context)


def _shown_at(written: str, at: datetime) -> datetime:
    """Return when the page that was seen was made; now, if what came back says nothing sensible."""
    try:
        shown = datetime.fromisoformat(written)
    except ValueError:
        return at
    return shown if shown.tzinfo and at - timedelta(days=60) < shown <= at else at


@login_required
def inbox(request: HttpRequest) -> HttpResponse:
    """What I was told; opening the page leaves it unread until I say so."""
    mine = Notice.objects.visible_to(request.user)
    if request.method == "POST":
        read(mine.unread(), by=cast(User, request.user), at=timezone.now())
        return redirect("hall:inbox")
    return render(
        request, "hall/inbox.html", {"notices": mine[:100], "unread": mine.unread().count()}
    )


@login_required
@permission_required("hall.see_articles", raise_exception=True)
def articles(request: HttpRequest) -> HttpResponse:
    """The articles and what each waits for."""
    found = queries.manuscripts(cast(User, request.user), timezone.now())
    return render(request, "hall/articles.html", {"manuscripts": found})


@login_required
def changed_pins(request: HttpRequest) -> HttpResponse:
    """Figures whose records changed after a text cited them, each to be accepted or kept."""
    user = cast(User, request.user)
    if not decides_anywhere(user):
        raise PermissionDenied
    found = changed(user)
    return render(request, "hall/changed_pins.html", {"changed": found})


@login_required
@require_POST
def draft_article(request: HttpRequest, review_id: int) -> HttpResponse:
    """Turn a review into the draft of an article."""
    user = cast(User, request.user)
    review = get_object_or_404(Review.objects.visible_to(user, today(timezone.now())), pk=review_id)
    section = get_object_or_404(SectionPage.objects.live().order_by("path")[:1])
    try:
        page = actions.draft_article(review, section, by=user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("reviews:conference", review.conference_id)
    messages.success(request, _("The draft is ready for the editors."))
    return redirect("news:sign", page.pk)
