"""What readers send, and the moderators' list."""

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from nhip.kit.design.notes import say_done
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.portal.delivery.rules import is_from_here
from nhip.portal.site.models import BasePage

from . import actions, browser, queries
from .choices import CommentStanding
from .forms import CommentForm, ModerationForm, RatingForm
from .models import Comment
from .rules import browser_token


def _public_page(page_id: int) -> BasePage:
    public = BasePage.objects.live().public().exclude(depth=1)  # the root has no address
    page: BasePage = get_object_or_404(public, pk=page_id)
    return page


@csrf_exempt  # the form stands in pages made for everybody; the browser's own headers say whose page it was
@require_POST
def rate(request: HttpRequest, page_id: int) -> HttpResponse:
    """Take a browser's points and go back to the page."""
    page = _public_page(page_id)
    form = RatingForm(request.POST)
    refusal = "" if form.is_valid() else str(form.errors["points"][0])
    if not is_from_here(
        {name.lower(): value for name, value in request.headers.items()}, request.get_host()
    ):
        refusal = _("Your browser does not say that this comes from our page. Send it once more.")
    if refusal:
        shown = {"page": page, "url": page.get_url(request), "refusal": refusal}
        return render(request, "responses/rating_again.html", shown, status=422)
    cookie = browser.cookie_of(request)
    token = browser_token(cookie, page.pk, settings.SECRET_KEY)
    actions.rate_page(page, token=token, points=form.cleaned_data["points"], at=timezone.now())
    response = redirect(f"{page.get_url(request)}#danh-gia")
    browser.remember(response, request, cookie)
    return response


@require_GET
@never_cache
def comments(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show all comments of a page, and the form: for pages without JavaScript, and past the first screen."""
    page = _public_page(page_id)
    shown = {"page": page, "url": page.get_url(request), "shows_all": True}
    return render(request, "responses/comments_page.html", shown)


@require_POST
def comment(request: HttpRequest, page_id: int) -> HttpResponse:
    """Take a signed-in reader's comment; what cannot be taken comes back with its reason."""
    page = _public_page(page_id)
    address = page.get_url(request)
    if stands_apart := bool(request.POST.get("rieng")):
        # Only there is one's own shown without JavaScript.
        address = reverse("responses:comments", args=[page.pk])
    back = f"{address}#binh-luan"
    if not request.user.is_authenticated:
        return redirect_to_login(back)
    form = CommentForm(request.POST)
    if form.is_valid():
        try:
            text = form.cleaned_data["text"]
            actions.send_comment(page, text, by=request.user, at=timezone.now())
            return redirect(back)
        except actions.TooManyComments as refusal:
            form.add_error(None, str(refusal))
    shown = {"page": page, "form": form, "back": back, "shows_all": stands_apart}
    return render(request, "responses/comment_again.html", shown, status=422)


@login_required
@require_GET
def moderation(request: HttpRequest) -> HttpResponse:
    """Show what waits, and what was decided last."""
    user = cast(User, request.user)
    require(user, "responses.moderate")
    waiting, decided = queries.to_moderate(user), queries.lately_decided(user)
    return render(request, "responses/moderation.html", {"waiting": waiting, "decided": decided})


@login_required
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Show or hide one comment."""
    user = cast(User, request.user)
    comment = get_object_or_404(Comment.objects.moderated_by(user), pk=pk)
    form = ModerationForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect("responses:moderation")
    standing, reason = CommentStanding(form.cleaned_data["standing"]), form.cleaned_data["reason"]
    try:
        actions.decide_comment(comment, standing, reason=reason, by=user, at=timezone.now())
        words = _("Shown to readers now.") if standing == CommentStanding.SHOWN else _("Hidden.")
        say_done(request, words, _("It stands under “Decided last”."), "#da")
    except actions.AlreadyModerated as refusal:
        messages.warning(request, str(refusal))
    return redirect("responses:moderation")
