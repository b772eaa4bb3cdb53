"""The public search, the versions of articles, and the editor's figure chooser (a window of Wagtail's)."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin.modal_workflow import render_modal_workflow

from nhip.kit.text.rules import read_number
from nhip.office.figures.access import may_release
from nhip.office.figures.actions import Refused
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.portal.site.models import SiteSettings

from . import actions, queries
from .access import PUBLISH
from .choices import VersionKind
from .forms import FigureForm, WithdrawalForm
from .models import ArticlePage


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Find published articles."""
    q = request.GET.get("q", "").strip()[:200]
    context = {"q": q, "listed": queries.found(q, request.GET.get("trang"))}
    return render(request, "news/search.html", context)


@require_GET
def earlier(request: HttpRequest, page_id: int, number: int) -> HttpResponse:
    """Show readers what an article said before, where the site wants it."""
    page = get_object_or_404(ArticlePage.objects.live(), id=page_id)
    if not SiteSettings.for_request(request).shows_versions:
        raise Http404
    return _as_seen(request, page, number, page.url)


@login_required
def withdraw(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask why a public article is withdrawn, and withdraw it."""
    user = cast(User, request.user)
    require(user, PUBLISH)
    page = get_object_or_404(ArticlePage, id=page_id)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_article(page, **form.cleaned_data, by=user, at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The article is withdrawn. Its address says so."))
            return redirect("news:versions", page.pk)
    status = 422 if form.errors else 200
    return render(request, "news/withdraw.html", {"page": page, "form": form}, status=status)


@login_required
@require_GET
def versions(request: HttpRequest, page_id: int) -> HttpResponse:
    """List what an article put before the public; compare two versions by their words."""
    require(cast(User, request.user), "news.draft")
    page = get_object_or_404(ArticlePage, id=page_id)
    kept = {each.number: each for each in page.versions.select_related("by").reverse()}
    readable = [each for each in kept.values() if each.content]
    chosen = [kept.get(read_number(request.GET.get(name, "")) or 0) for name in ("tu", "den")]
    pair = [each for each in chosen if each and each.content]
    context = {
        "page": page,
        "versions": kept.values(),
        "readable": readable,
        "pair": pair,
        "parts": queries.compared(*pair) if len(pair) == 2 else [],
    }
    return render(request, "news/versions.html", context)


@login_required
@require_GET
def version(request: HttpRequest, page_id: int, number: int) -> HttpResponse:
    """Show an article as readers saw it in one of its versions."""
    require(cast(User, request.user), "news.draft")
    page = get_object_or_404(ArticlePage, id=page_id)
    return _as_seen(request, page, number, reverse("news:versions", args=[page.pk]))


def _as_seen(request: HttpRequest, page: ArticlePage, number: int, back: str) -> HttpResponse:
    readable = page.versions.exclude(kind=VersionKind.WITHDRAWN)
    kept = get_object_or_404(readable, number=number)
    then, shown = queries.shown_then(kept)
    context = {"page": then, "shown": shown, "version": kept, "back": back}
    return render(request, "news/version.html", context)


@require_GET
def choose_figure(request: HttpRequest) -> HttpResponse:
    """Show the figures that may be bound, for an article that has been saved once."""
    user = _editor(request)
    number = read_number(request.GET.get("trang", ""))
    page = ArticlePage.objects.filter(id=number).first()
    return _window(request, page, user)


@require_POST
def bind_figure(request: HttpRequest, page_id: int) -> HttpResponse:
    """Bind the chosen figure to the article and hand it to the text."""
    user = _editor(request)
    page = get_object_or_404(
        ArticlePage, id=page_id
    )  # `pk` lets numbers pass that SQLite cannot hold
    form = FigureForm(request.POST)
    if not form.is_valid():
        return _window(request, page, user, form.errors.as_text())
    try:
        said = {name: form.cleaned_data[name] for name in ("format", "seen")}
        pin = actions.bind_figure(page, form.reference(), by=user, at=timezone.now(), **said)
    except Refused as refused:
        return _window(request, page, user, str(refused))
    format = said["format"] if said["format"] != pin.format else ""
    written = pin.write(pin.amount, format)
    chosen = {"pin": pin.pk, "format": format, "written": written, "label": str(pin)}
    return render_modal_workflow(request, None, json_data={"step": "chosen", "chosen": chosen})


def _editor(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    require(request.user, "news.edit")
    return request.user


def _window(
    request: HttpRequest, page: ArticlePage | None, user: User, refused: str = ""
) -> HttpResponse:
    q = request.GET.get("q", "")
    context: dict[str, Any] = {"page": page, "q": q, "refused": refused}
    if page:
        context["may_release"] = may_release(user)
        context["offers"] = queries.offers(q, user, timezone.localdate())
    return render_modal_workflow(
        request, "news/choose_figure.html", None, context, json_data={"step": "choose"}
    )
