"""The public search, and the editor's figure chooser (a window of Wagtail's)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin.modal_workflow import render_modal_workflow

from nhip.kit.text.rules import read_number
from nhip.office.figures.actions import Refused
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User

from . import actions, queries
from .forms import FigureForm
from .models import ArticlePage


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Find published articles."""
    q = request.GET.get("q", "").strip()[:200]
    context = {"q": q, "listed": queries.found(q, request.GET.get("trang"))}
    return render(request, "news/search.html", context)


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
        pin = actions.bind_figure(
            page, form.reference(), format=form.cleaned_data["format"], by=user, at=timezone.now()
        )
    except Refused as refused:
        return _window(request, page, user, str(refused))
    chosen = {"pin": pin.pk, "written": pin.written, "label": str(pin)}
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
        context["offers"] = queries.offers(q, user, timezone.localdate())
    return render_modal_workflow(
        request, "news/choose_figure.html", None, context, json_data={"step": "choose"}
    )
