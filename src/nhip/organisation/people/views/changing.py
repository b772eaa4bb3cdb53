"""Pages with one form about one person: a new account, its words, one more post, the end of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User

from ..actions.keeping import KEEP
from ..forms import (
    CorrectAccountForm,
    EndPostForm,
    GivePostForm,
    HandOverForm,
    NewAccountForm,
)
from ..forms.keeping import PersonDeed
from ..models import Appointment
from ..queries import current_day
from ..queries.keeping import alone_in, is_last_post, posts_of
from ..registry import open_work
from .keeping import handed_out


@dataclass(frozen=True)
class FormPage:
    """What a page with one form says: its heading, its button, what was done, what comes of it."""

    title: str | Promise
    press: str | Promise
    done: str | Promise
    notes: tuple[str | Promise, ...] = ()


NEW = FormPage(
    _("A new account"),
    _("Make this account"),
    "",
    (
        _(
            "It gets a password, shown once on the next page; it must be changed at the first sign-in."
        ),
    ),
)
CORRECT = FormPage(
    _("Correct the account"),
    _("Keep it"),
    _("The account is corrected."),
    (
        _("Another user name is what the person types at the next sign-in; the password stays."),
        _("An address that is taken out opens the account no more. The person is told."),
    ),
)
GIVE = FormPage(
    _("One more post"),
    _("Give this post"),
    _("The post is given."),
    (_("Posts held already stay as they are. The person is told."),),
)
END = FormPage(_("End a post"), _("End this post"), _("The post has its last day."))
LEAVE = FormPage(
    _("Hand over"),
    _("Hand everything over"),
    "",  # the form says who was told
    (
        _("All posts above end the day before, and begin for the other one that day."),
        _("The account stays open until it is closed: close it when the person is gone."),
    ),
)
GOES_ON = _("What was done by this post stays as it is; other posts stay too. The person is told.")
NO_POST = _("It is the only post: the person can sign in afterwards, but works for no unit.")
ALONE = _("Nobody else has this role in this unit: what it owes has no one to do it from that day.")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make one account with its post; its password is shown this once."""
    by = cast(User, request.user)
    require(by, "accounts.add_user")
    form = NewAccountForm(request.POST or None)
    if form.is_valid() and (user := form.perform(by=by, at=timezone.now())):
        assert form.given
        assert isinstance(user, User)
        return handed_out(request, form.given, user)
    return _page(request, form, NEW)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what an account says of its owner."""
    user = _kept(request, pk)
    return _answer(request, CorrectAccountForm(request.POST or None, user=user), CORRECT, user)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def give_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody one more post."""
    user = _kept(request, pk)
    return _answer(request, GivePostForm(request.POST or None, user=user), GIVE, user)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end_post(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of somebody's posts, from a day on; what comes of it is said before."""
    require(cast(User, request.user), KEEP)
    posts = Appointment.objects.select_related("unit", "post", "user")
    appointment = get_object_or_404(posts, pk=pk)
    notes = [GOES_ON]
    if is_last_post(appointment, current_day()):
        notes.append(NO_POST)
    if alone_in(appointment, current_day()):
        notes.append(ALONE)
    page = FormPage(f"{END.title}: {appointment}", END.press, END.done, tuple(notes))
    form = EndPostForm(request.POST or None, held=appointment)
    return _answer(request, form, page, appointment.user)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody else take over all that a person holds; what waits for the person is listed before."""
    user, at = _kept(request, pk), timezone.now()
    held = [each for each in posts_of(user) if each.end_on is None or each.end_on > current_day()]
    around = {"held": held, "work": open_work(user, at)}
    return _answer(request, HandOverForm(request.POST or None, user=user), LEAVE, user, around)


def _kept(request: HttpRequest, pk: int) -> User:
    require(cast(User, request.user), KEEP)
    return get_object_or_404(User, pk=pk)


def _answer(
    request: HttpRequest,
    form: PersonDeed,
    page: FormPage,
    user: User,
    around: Mapping[str, object] | None = None,
) -> HttpResponse:
    by = cast(User, request.user)
    if form.is_valid() and form.perform(by=by, at=timezone.now()):
        messages.success(request, str(page.done) or form.done)
        return redirect("people:account", user.pk)
    return _page(request, form, page, user, around)


def _page(
    request: HttpRequest,
    form: PersonDeed,
    page: FormPage,
    user: User | None = None,
    around: Mapping[str, object] | None = None,
) -> HttpResponse:
    context = {"form": form, "words": page, "account": user, **(around or {})}
    return render(request, "people/deed.html", context, status=422 if form.errors else 200)
