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
from nhip.organisation.journal.rules import FieldRefused

from ..actions import Given, give_password
from ..forms import AccountReasonForm, FindAccountForm
from ..queries import WITH_POSTS, current_day
from ..queries.keeping import found_accounts, story_of
from .accounts import shown

PAGE = 50
KEEP = "accounts.change_user"


@login_required
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """List everybody's account, by words and state."""
    require(cast(User, request.user), KEEP)
    form = FindAccountForm(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    found = found_accounts(given.get("tim", ""), given.get("muc", ""), current_day())
    page = Paginator(found, PAGE).get_page(request.GET.get("trang"))
    context = {"form": form, "page": page, "users": page.object_list}
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
            return _handed_out(request, form.given, user)
        messages.success(request, _("The account is closed."))
        return redirect("people:account", pk)
    context = {"account": user, "form": form, "story": story_of(user), "is_own": user == by}
    return render(request, "people/account.html", context, status=422 if form.errors else 200)


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
    return _handed_out(request, given, user)


def _handed_out(request: HttpRequest, given: Given, user: User) -> HttpResponse:
    back = reverse("people:account", args=[user.pk])
    context = {"back": back, **shown([given], cast(User, request.user))}
    return render(request, "people/given.html", context)
