"""The desk, the inbox, and the flows that join the two wings."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nhip.office.figures.actions import NotReleased
from nhip.office.figures.queries import changed
from nhip.office.notices.actions import read_all
from nhip.portal.news.actions import NotReady, publish_article
from nhip.portal.news.models import ArticlePage, SectionPage
from nhip.work.reviews.models import Review

from . import actions, queries


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for me: to hand in, to check, to decide; who is late."""
    return render(request, "hall/desk.html", {"desk": queries.desk(request.user, timezone.now())})
