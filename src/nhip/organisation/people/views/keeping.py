"""Every account: found, given a new password, closed and opened again."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.accounts.queries import sessions_of
from nhip.organisation.journal.rules import FieldRefused

from ..actions import Given, give_password
from ..actions.keeping import KEEP
from ..forms import AccountReasonForm, FindAccountForm
from ..queries import WITH_POSTS, current_day
from ..queries.keeping import factors_of, found_accounts, posts_of, story_of
from .accounts import shown

PAGE = 50


@login_required
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """List everybody's account, by words, state and role."""
    require(cast(User, request.user), KEEP)
    form = FindAccountForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    words, state, role = (given.get(key, "") for key in ("tim", "muc", "vai"))
    found = found_accounts(words, state, role, current_day())
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    context = {"form": form, "page": page, "rows": page.object_list, "today": current_day()}
    return render(request, "people/accounts.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an account and what was done with it; close it, or open it again, with a reason."""
    by = cast(User, request.user)
    require(by, KEEP)
    user = get_object_or_404(User.objects.prefetch_related(*WITH_POSTS), pk=pk)
    form = AccountReasonForm(request.POST or None, user=user)
    if form.is_valid() and form.perform(by=by, at=timezone.now()):
        if form.given:
            return handed_out(request, form.given, user)
        messages.success(request, _("The account is closed."))
        return redirect("people:account", pk)
    context = {"form": form, "story": story_of(user), "is_own": user == by, **about(user)}
    return render(request, "people/account.html", context, status=422 if form.errors else 200)


def about(user: User) -> dict[str, object]:
    """Return what both pages of an account show: its owner's own, and the administrator's."""
    return {
        "account": user,
        "today": current_day(),
        "posts": posts_of(user),
        "sessions": sessions_of(user, timezone.now()),
        "factors": factors_of(user),
    }


@login_required
@never_cache
@require_POST
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody a new password, shown this once."""
    by = cast(User, request.user)
    require(by, KEEP)
    user = get_object_or_404(User, pk=pk)
    try:
        given = give_password(user, by=by, at=timezone.now())
    except FieldRefused as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("people:account", pk)
    return handed_out(request, given, user)


def handed_out(request: HttpRequest, given: Given, user: User) -> HttpResponse:
    """Show a password this once."""
    back = reverse("people:account", args=[user.pk])
    context = {"back": back, **shown([given], cast(User, request.user))}
    return render(request, "people/given.html", context)
