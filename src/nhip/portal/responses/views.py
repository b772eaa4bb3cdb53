"""What readers send, and the moderators' list."""

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from nhip.kit.design.notes import say_done
from nhip.kit.text.rules import read_number
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import Refused
from nhip.portal.delivery.rules import is_from_here
from nhip.portal.site.models import BasePage

from . import actions, browser, queries
from .choices import READY_REASONS, CommentStanding
from .forms import BlockingForm, CommentForm, ModerationForm, RatingForm
from .models import Comment
from .rules import browser_token

ON_A_PAGE = 50


def _public_page(page_id: int) -> BasePage:
    public = BasePage.objects.live().public().exclude(depth=1)  # the root has no address
    page: BasePage = get_object_or_404(public, pk=page_id)
    return page


@csrf_exempt  # the form stands in pages made for everybody; the browser's own headers say whose page it was
@require_POST
def rate(request: HttpRequest, page_id: int) -> HttpResponse:
    """Take a browser's points and go back to the page; without JavaScript to where one's own are shown."""
    if stopped := browser.stopped(request, "rating", page_id):
        return stopped
    page = _public_page(page_id)
    form = RatingForm(request.POST)
    refusal = "" if form.is_valid() else str(form.errors["points"][0])
    if not is_from_here(
        {name.lower(): value for name, value in request.headers.items()}, request.get_host()
    ):
        refusal = _("Your browser does not say that this comes from our page. Send it once more.")
    if refusal:
        return _rated_again(request, page, refusal, status=422)
    cookie = browser.cookie_of(request)
    token, at = browser_token(cookie, page.pk, settings.SECRET_KEY), timezone.now()
    origin = browser.origin_of(request, page.pk, timezone.localdate(at))
    points = form.cleaned_data["points"]
    try:
        actions.rate_page(page, token=token, origin=origin, points=points, at=at)
    except actions.TooManyVotes as refused:
        browser.count_refusal(request, "rating", page_id)
        return _rated_again(request, page, str(refused), status=429)
    shown_at = reverse("responses:comments", args=[page.pk])
    back = shown_at if request.POST.get("rieng") else page.get_url(request)
    response = redirect(f"{back}#danh-gia")
    browser.remember(response, request, cookie)
    return response


def _rated_again(
    request: HttpRequest, page: BasePage, refusal: str, *, status: int
) -> HttpResponse:
    shown = {"page": page, "url": page.get_url(request), "refusal": refusal}
    return render(request, "responses/rating_again.html", shown, status=status)


@require_GET
@never_cache
def comments(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show all comments of a page, and the form: for pages without JavaScript, and past the first screen."""
    page = _public_page(page_id)
    shown = {"page": page, "url": page.get_url(request), "shows_all": True}
    shown |= {"kept": browser.kept_words(request, page.pk)}
    return render(request, "responses/comments_page.html", shown)


@require_POST
def comment(request: HttpRequest, page_id: int) -> HttpResponse:
    """Take a signed-in reader's comment; what cannot be taken comes back with its reason."""
    if stopped := browser.stopped(request, "comment", page_id):
        return stopped
    page = _public_page(page_id)
    apart = f"{reverse('responses:comments', args=[page.pk])}#binh-luan"
    stands_apart = bool(
        request.POST.get("rieng")
    )  # only there is one's own shown without JavaScript
    back = apart if stands_apart else f"{page.get_url(request)}#binh-luan"
    form, is_known = CommentForm(request.POST), request.user.is_authenticated
    if form.is_valid() and isinstance(request.user, User):
        try:
            text = form.cleaned_data["text"]
            actions.send_comment(page, text, by=request.user, at=timezone.now())
            browser.drop_words(request, page.pk)
            return redirect(back)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    elif not is_known and form.is_valid():  # the session ended while the comment was written
        browser.keep_words(request, page.pk, **form.cleaned_data)
        return redirect_to_login(apart)
    elif not is_known and not form.data.get("text", "").strip():
        return redirect_to_login(back)
    browser.count_refusal(request, "comment", page_id)
    shown = {"page": page, "form": form, "back": back, "shows_all": stands_apart}
    return render(request, "responses/comment_again.html", shown, status=422)


@login_required
@require_GET
def moderation(request: HttpRequest) -> HttpResponse:
    """Show what waits, and what was decided last."""
    user = cast(User, request.user)
    require(user, actions.MODERATE)
    waiting = Paginator(queries.to_moderate(user), ON_A_PAGE).get_page(request.GET.get("trang"))
    shown = {
        "waiting": waiting,
        "decided": queries.lately_decided(user),
        "blocked": queries.blocked_writers(),
        "reasons": READY_REASONS,
        "is_all_ticked": request.GET.get("chon") == "het",
    }
    return render(request, "responses/moderation.html", shown)


@login_required
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Show or hide one comment."""
    user = cast(User, request.user)
    comment = get_object_or_404(Comment.objects.moderated_by(user), pk=pk)
    return _decided(request, [comment], by=user)


@login_required
@require_POST
def decide_many(request: HttpRequest) -> HttpResponse:
    """Show or hide all that are ticked."""
    user = cast(User, request.user)
    require(user, actions.MODERATE)
    ticked = [pk for each in request.POST.getlist("comment") if (pk := read_number(each))]
    comments = list(Comment.objects.moderated_by(user).filter(pk__in=ticked[: 2 * ON_A_PAGE]))
    if not comments:
        messages.error(request, _("Tick the comments you decide about, then press again."))
        return redirect("responses:moderation")
    return _decided(request, comments, by=user)


def _decided(request: HttpRequest, comments: list[Comment], *, by: User) -> HttpResponse:
    form = ModerationForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect("responses:moderation")
    standing, reason = CommentStanding(form.cleaned_data["standing"]), form.cleaned_data["reason"]
    try:
        decided = actions.decide_comments(
            comments, standing, reason=reason, by=by, at=timezone.now()
        )
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("responses:moderation")
    count = len(decided)
    done = ngettext("%(count)d comment is hidden.", "%(count)d comments are hidden.", count)
    if standing == CommentStanding.SHOWN:
        done = ngettext("%(count)d comment is shown.", "%(count)d comments are shown.", count)
    say_done(request, done % {"count": count}, _("See “Decided last”."), "#da")
    return redirect("responses:moderation")


@login_required
@require_POST
def block(request: HttpRequest, user_id: int) -> HttpResponse:
    """Take no more comments of a writer."""
    user = cast(User, request.user)
    require(user, actions.MODERATE)
    writer = get_object_or_404(queries.writers(), pk=user_id)
    form = BlockingForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["reason"][0]))
        return redirect("responses:moderation")
    try:
        reason = form.cleaned_data["reason"]
        actions.block_writer(writer, reason=reason, by=user, at=timezone.now())
        say_done(
            request,
            _("This writer's comments are taken no more."),
            _("See who is blocked."),
            "#chan",
        )
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("responses:moderation")


@login_required
@require_POST
def unblock(request: HttpRequest, user_id: int) -> HttpResponse:
    """Take a writer's comments again."""
    user = cast(User, request.user)
    require(user, actions.MODERATE)
    writer = get_object_or_404(queries.writers(), pk=user_id)
    try:
        actions.unblock_writer(writer, by=user, at=timezone.now())
        say_done(request, _("This writer may comment again."))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("responses:moderation")
