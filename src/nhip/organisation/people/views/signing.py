"""Where somebody is signed in and with what second step: one's own page, and ending each."""

from __future__ import annotations

from typing import cast

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import FieldRefused

from ..actions import end_sessions, remove_second_factor
from ..actions.keeping import KEEP
from ..queries import WITH_POSTS
from .keeping import about


@login_required
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show somebody the own account: posts, what it says, where it is signed in."""
    people = User.objects.prefetch_related(*WITH_POSTS)
    user = people.get(pk=cast(User, request.user).pk)
    context = {**about(user), "is_mine": True, "here": request.session.session_key}
    return render(request, "people/mine.html", context)


@login_required
@require_POST
def sign_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign somebody, or oneself, out of one device or of all."""
    by = cast(User, request.user)
    if by.pk != pk:
        require(by, KEEP)
    user = get_object_or_404(User, pk=pk)
    try:
        ended = end_sessions(user, request.POST.get("phien", ""), by=by, at=timezone.now())
        words = _("Signed out of %(number)d devices.") % {"number": len(ended)}
        messages.success(request, words)
    except FieldRefused as refusal:
        messages.error(request, " ".join(refusal.messages))
    back = "people:mine" if request.POST.get("tu") == "minh" else "people:account"
    return redirect(back) if back == "people:mine" else redirect(back, pk)


@login_required
@require_POST
def remove_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a second step away from somebody who lost it."""
    by = cast(User, request.user)
    require(by, KEEP)
    kept = get_object_or_404(Authenticator.objects.select_related("user"), pk=pk)
    try:
        remove_second_factor(kept, by=by, at=timezone.now())
        messages.success(request, _("The second step is removed."))
    except FieldRefused as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("people:account", kept.user_id)
