"""The editors' first screen, the steps under the page that is signed, and what a step is called."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from nhip.kit.guard.forms import MarkedText
from nhip.kit.text.rules import is_in_reach, read_day
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role
from nhip.organisation.people.queries import appointments, current_day
from nhip.portal.news.access import may_publish
from nhip.portal.news.models import ArticlePage, SignedAhead
from nhip.portal.news.queries import Proof, as_drafted, said_beside
from nhip.portal.news.views import act_on_article

from . import actions, queries
from .access import KEEP, may_decide, may_edit, may_keep, may_make_sections, may_take_back
from .choices import ArticleState, CalendarSpan
from .forms import ArticleReturnForm, BoardForm, NewsStepForm, WordFileForm
from .models import NewsStep
from .rules import mark_of, told_of


@login_required
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Show the articles by where they stand, those first that wait for me."""
    user = cast(User, request.user)
    require(user, "news.edit")
    form = BoardForm(request.GET)
    asked = form.asked(request.GET.get("trang"))
    home = queries.home()
    context = {
        "board": queries.board(asked, user),
        "home": home,
        "makes_sections": may_make_sections(user, home),
        "asked": asked,
        "form": form,
        "states": ArticleState,
        "at": timezone.now(),
        "may_keep": may_keep(user),
    }
    return render(request, "newsroom/board.html", context)


@login_required
def from_word(request: HttpRequest) -> HttpResponse:
    """Make a draft of a Word file, and say what was not taken over."""
    user = cast(User, request.user)
    require(user, "news.edit")
    form = WordFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        document, section = form.cleaned_data["file"], form.cleaned_data["section"]
        try:
            draft = actions.draft_from_word(document, section, by=user, at=timezone.now())
        except MarkedText as refusal:
            form.add_error("file", refusal)
        else:
            messages.success(
                request, _("The draft is written. Look it through before handing it in.")
            )
            for words in told_of(draft.left_out, document.text.recoded):
                messages.warning(request, words)
            return redirect("wagtailadmin_pages:edit", draft.page.pk)
    status = 422 if form.errors else 200
    return render(request, "newsroom/from_word.html", {"form": form}, status=status)


@login_required
@require_GET
def calendar(request: HttpRequest) -> HttpResponse:
    """Show a month or a week: what went out and will, what ends, by when steps are to be done."""
    require(cast(User, request.user), "news.edit")
    asked, day = request.GET.get("khoang"), read_day(request.GET.get("ngay", ""))
    span = CalendarSpan.WEEK if asked == CalendarSpan.WEEK else CalendarSpan.MONTH
    today = timezone.localdate()
    shown = queries.calendar(span, day if day and is_in_reach(day) else today, today)
    context = {"calendar": shown, "spans": CalendarSpan}
    return render(request, "newsroom/calendar.html", context)


def first_screen(user: User) -> str:
    """Return the board for whoever is nothing but an editor or a publishing editor, else ""."""
    roles = {held.role for held in appointments(user, current_day())}
    only_edits = bool(roles) and roles <= {Role.EDITOR, Role.PUBLISHER}
    return reverse("newsroom:board") if only_edits else ""


def step_panel(request: HttpRequest, page: ArticlePage, proof: Proof) -> str:
    """Draw below the page that is signed at which step the article is, and what this person may do with it."""
    user = cast(User, request.user)
    handed_in = queries.current_step(page)
    waits = handed_in if handed_in and not handed_in.is_returned else None
    if SignedAhead.objects.filter(page=page).exists():
        return ""
    is_signer = may_publish(user) and not proof.is_alone
    context = {
        "page": page,
        "handed_in": handed_in,
        "mark": mark_of(page.latest_revision_id, page.latest_revision_created_at),
        "hands_in": may_edit(user) and not is_signer and (not waits or waits.is_edited),
        "decides": bool(waits and may_decide(user, waits)),
        "takes_back": bool(waits and may_take_back(user, waits)),
        "form": ArticleReturnForm(draft=proof.draft),
        "beside": said_beside(proof.draft),
        "at": timezone.now(),
    }
    return render_to_string("newsroom/_step.html", context, request)


def _seen(request: HttpRequest) -> str:
    """Return the mark of the draft that was shown; what names none has seen none."""
    return request.POST.get("seen") or "-"


@login_required
@require_POST
def hand_in(request: HttpRequest, page_id: int) -> HttpResponse:
    """Hand a draft in as it was shown."""
    words = _("The article is handed in. You are told when it comes back or is public.")
    return act_on_article(request, page_id, actions.hand_in_article, words, seen=_seen(request))


@login_required
@require_POST
def pass_on(request: HttpRequest, page_id: int) -> HttpResponse:
    """Let an article go on to the next step."""
    words = _("The article went on.")
    return act_on_article(request, page_id, actions.pass_on_article, words, seen=_seen(request))


@login_required
@require_POST
def give_back(request: HttpRequest, page_id: int) -> HttpResponse:
    """Give an article back to its writer, with the reason."""
    require(cast(User, request.user), "news.edit")
    page = get_object_or_404(ArticlePage.objects.select_related("latest_revision"), id=page_id)
    form = ArticleReturnForm(request.POST, draft=as_drafted(page))
    words = _("The article is with its writer again, who is told why.")
    if form.is_valid():
        return act_on_article(
            request,
            page_id,
            actions.return_article,
            words,
            **form.cleaned_data,
            seen=_seen(request),
        )
    return render(request, "newsroom/give_back.html", {"page": page, "form": form}, status=422)


@login_required
@require_POST
def take_back(request: HttpRequest, page_id: int) -> HttpResponse:
    """Take one's own article back."""
    return act_on_article(
        request, page_id, actions.take_back_article, _("The article is yours again.")
    )


@login_required
@require_GET
def steps(request: HttpRequest) -> HttpResponse:
    """List the steps, each with its time."""
    require(cast(User, request.user), KEEP)
    return render(request, "newsroom/steps.html", {"steps": queries.steps()})


@login_required
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a step is called, how long it may take, whether it is in use."""
    user = cast(User, request.user)
    require(user, KEEP)
    kept = get_object_or_404(NewsStep, id=pk)
    now = {"name": kept.name, "hours": kept.hours, "is_used": kept.active}
    form = NewsStepForm(request.POST or None, initial=now)
    if kept.is_last:
        del form.fields["is_used"]
    if request.method == "POST" and form.is_valid():
        said = {"is_used": True, **form.cleaned_data}
        actions.set_step(kept, **said, by=user, at=timezone.now())
        messages.success(request, _("The step is kept."))
        return redirect(f"{reverse('newsroom:steps')}#buoc-{kept.pk}")
    status = 422 if form.errors else 200
    return render(request, "newsroom/step.html", {"step": kept, "form": form}, status=status)
