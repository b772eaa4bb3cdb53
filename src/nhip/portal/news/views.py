"""The public search, the versions of articles, and the editor's figure chooser (a window of Wagtail's)."""

from collections.abc import Callable
from datetime import MAXYEAR, MINYEAR, date
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.modal_workflow import render_modal_workflow

from nhip.kit.clean.reading import TooTangled
from nhip.kit.text.rules import read_number
from nhip.office.figures.access import may_release
from nhip.office.figures.actions import Refused
from nhip.office.figures.queries import nearest, read
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.portal.delivery.notes import note_page
from nhip.portal.files.models import StoredFile
from nhip.portal.files.papers import hand_out
from nhip.portal.shelves.models import Shelf
from nhip.portal.site.models import SiteSettings

from . import actions, queries
from .access import PUBLISH, may_edit, may_publish
from .choices import VersionKind
from .forms import AnswerForm, FigureForm, PasteForm, SigningForm, WithdrawalForm, typed
from .models import HOLDER, ArticlePage, SectionPage, SignedAhead
from .registry import panels


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find published articles."""
    q = request.GET.get("q", "").strip()[:200]
    context = {"q": q, "listed": queries.found(q, request.GET.get("trang"))}
    return render(request, "news/search.html", context)


@require_safe
def feed(request: HttpRequest, kind: str, slug: str = "") -> HttpResponse:
    """Give the latest news, of the site or of a section, to programs that follow it."""
    note_page(request.path)
    section = get_object_or_404(SectionPage.objects.live(), slug=slug) if slug else None
    xml = queries.feed(kind, section, request)
    return HttpResponse(xml, content_type=f"application/{kind}+xml; charset=utf-8")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Tell search engines every public page."""
    note_page(request.path)
    xml = queries.sitemap(request)
    return HttpResponse(xml, content_type="application/xml; charset=utf-8")


@require_safe
def earlier(request: HttpRequest, page_id: int, number: int) -> HttpResponse:
    """Show readers what an article said before, where the site wants it."""
    page = get_object_or_404(ArticlePage.objects.live(), id=page_id)
    if not SiteSettings.for_request(request).shows_versions:
        raise Http404
    return _as_seen(request, page, number, page.url)


@login_required
def sign(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show an article as readers would see it; its publisher signs it here."""
    user = cast(User, request.user)
    require(user, PUBLISH if request.method == "POST" else "news.draft")
    kept = queries.kept_articles().select_related("latest_revision")
    page = get_object_or_404(kept, id=page_id)
    form, at = SigningForm(request.POST if request.method == "POST" else None), timezone.now()
    if request.method == "POST" and form.is_valid():
        try:
            actions.publish_article(page, **form.cleaned_data, by=user, at=at)
        except actions.NotReady:
            messages.error(request, _("Not published yet: see what is missing below."))
        except actions.NotConfirmed as unconfirmed:
            form.add_error(unconfirmed.field, str(unconfirmed))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            if SignedAhead.objects.filter(page=page).exists():
                messages.success(request, _("The article is signed, and goes out when it is due."))
            else:
                messages.success(request, _("The article and its figures are public."))
            return redirect("news:sign", page.pk)
    is_anew = request.method == "POST"
    proof = queries.signing(page, queries.as_drafted(page), user, is_anew=is_anew, at=at)
    is_out = page.live and not page.has_unpublished_changes
    context = {
        "page": page,
        "proof": proof,
        "signed_ahead": SignedAhead.objects.filter(page=page).select_related("by").first(),
        "form": form,
        "may_publish": may_publish(user),
        "may_edit": may_edit(user),
        "is_out": is_out,
        "panels": [] if is_out else panels(request, page, proof),
    }
    return render(request, "news/sign.html", context, status=422 if form.errors else 200)


def act_on_article(
    request: HttpRequest,
    page_id: int,
    act: Callable[..., Any],
    words: str,
    leads_to: Callable[[Any], str] | None = None,
    **said: Any,
) -> HttpResponse:
    """Let an editor do something with an article, and lead to the page where it is signed, or to the result.

    `words` say that it is done; what is refused is said on the page where it is signed.
    """
    user = cast(User, request.user)
    require(user, "news.edit")
    page = get_object_or_404(ArticlePage, id=page_id)
    signed_at = reverse("news:sign", args=[page.pk])
    try:
        done = act(page, **said, by=user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(signed_at)
    messages.success(request, words)
    return redirect(leads_to(done) if leads_to else signed_at)


@login_required
@require_POST
def stop(request: HttpRequest, page_id: int) -> HttpResponse:
    """Stop an article that is signed and has not gone out."""
    words = _("The article does not go out. It can be edited again.")
    return act_on_article(request, page_id, actions.stop_article, words)


@login_required
@require_POST
def copy(request: HttpRequest, page_id: int) -> HttpResponse:
    """Begin another article with what this one holds, and open it in the editor."""
    words = _("This is a copy: its figures are cited anew, as they stand now. Look at each.")
    return act_on_article(
        request,
        page_id,
        actions.copy_article,
        words,
        lambda made: reverse("wagtailadmin_pages:edit", args=[made.pk]),
    )


@login_required
@require_safe
def lying(request: HttpRequest) -> HttpResponse:
    """List the articles in the bin."""
    require(cast(User, request.user), "news.edit")
    listed = queries.in_the_bin(request.GET.get("trang"))
    return render(request, "news/bin.html", {"listed": listed})


@login_required
@require_POST
def throw_away(request: HttpRequest, page_id: int) -> HttpResponse:
    """Put an article that was never public into the bin."""
    words = _("The article lies in the bin for 30 days, and can be restored.")
    return act_on_article(
        request,
        page_id,
        actions.bin_article,
        words,
        lambda binned: f"{reverse('news:bin')}#bai-{binned.page_id}",
    )


@login_required
@require_POST
def restore(request: HttpRequest, page_id: int) -> HttpResponse:
    """Take an article out of the bin."""
    words = _("The article is a draft of its section again.")
    return act_on_article(request, page_id, actions.restore_article, words)


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
@require_safe
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
@require_safe
def version(request: HttpRequest, page_id: int, number: int) -> HttpResponse:
    """Show an article as readers saw it in one of its versions."""
    require(cast(User, request.user), "news.draft")
    page = get_object_or_404(ArticlePage, id=page_id)
    return _as_seen(request, page, number, reverse("news:versions", args=[page.pk]))


@require_safe
def file(request: HttpRequest, file_id: int, filename: str) -> HttpResponseBase:
    """Hand a file out once an article shows it, or to editors; nobody else learns that it is there."""
    kept = get_object_or_404(StoredFile, id=file_id)
    if not (may_edit(cast(User, request.user)) or queries.is_public(kept)):
        raise Http404
    return hand_out(request, kept)


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """Lead to the months in which something was published."""
    note_page(request.path)
    return render(request, "news/archive.html", {"years": queries.archive()})


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """Show the public articles dated in a month; without any there is no page."""
    if not (MINYEAR < year < MAXYEAR and 1 <= month <= 12):
        raise Http404
    first = date(year, month, 1)
    listed = queries.dated_in(first, request.GET.get("trang"))
    if not listed.paginator.count:
        raise Http404
    note_page(request.path)
    return render(request, "news/month.html", {"month": first, "listed": listed})


@require_safe
def shelf(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Show the public articles of an author, a topic or a tag; without any there is no page."""
    kept = get_object_or_404(Shelf, kind=kind, slug=slug)
    listed = queries.stands_on(kept, request.GET.get("trang"))
    if not listed.paginator.count:
        raise Http404
    note_page(request.path)
    return render(request, "news/shelf.html", {"shelf": kept, "listed": listed})


def _as_seen(request: HttpRequest, page: ArticlePage, number: int, back: str) -> HttpResponse:
    readable = page.versions.exclude(kind=VersionKind.WITHDRAWN)
    kept = get_object_or_404(readable, number=number)
    then, shown = queries.shown_then(kept)
    context = {"page": then, "shown": shown, "version": kept, "back": back}
    return render(request, "news/version.html", context)


@require_safe
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


@require_POST
def numbers(request: HttpRequest, page_id: int) -> HttpResponse:
    """Read the numbers of an article as its form has it at this moment; take an answer about one of them."""
    user = _editor(request)
    page = get_object_or_404(ArticlePage, id=page_id)
    draft = typed(page, request.POST, user)
    refused = _answer(request, page, user) if "answer-kind" in request.POST else ""
    context: dict[str, Any] = {"page": page, "refused": refused}
    if draft:
        reading = read(HOLDER, page.pk, draft.passages())
        unit_id = actions.Articles().describe([page.pk])[page.pk].unit_id
        context |= {
            "reading": reading,
            "near": nearest(unit_id, timezone.localdate(), reading.open),
            "answered": [each for each in reading.asked if not each.is_open],
        }
    return render(request, "news/numbers.html", context)


def _answer(request: HttpRequest, page: ArticlePage, user: User) -> str:
    """Take an answer; return why it was refused, or ""."""
    form = AnswerForm(request.POST, prefix="answer")
    if not form.is_valid():
        return " ".join(str(error) for errors in form.errors.values() for error in errors)
    try:
        actions.answer_number_of(page, form.answer(), by=user, at=timezone.now())
    except (Refused, PermissionDenied) as refused:
        return str(refused)
    return ""


@require_POST
def take_paste(request: HttpRequest) -> HttpResponse:
    """Read what was pasted into a text; hand back what stands there, and say what was left out."""
    _editor(request)
    form = PasteForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    try:
        text = form.read()
    except TooTangled:
        return HttpResponse(status=422)
    answer = form.put(text)
    if text.recoded:
        answer["original"] = form.put(form.read(converts=False))
    if text.left_out or text.recoded:
        answer["told"] = render_to_string("news/pasted.html", {"text": text}, request)
    return JsonResponse(answer)


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
