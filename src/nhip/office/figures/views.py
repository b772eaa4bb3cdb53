"""Pages about changed figures."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User

from . import actions, queries
from .access import RELEASE
from .choices import PinVerdict
from .forms import ChangesForm, PinDecisionForm, ReleaseForm, WithdrawReleaseForm
from .models import Cause, Decision, Pin, Release

PAGE = 50
NOTHING_SEEN = "-"  # no page shows this: who sends none decides about nothing they saw


@login_required
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one changed figure and take the editor's decision about it."""
    assert isinstance(request.user, User)
    visible = Pin.objects.visible_to(request.user)
    pin = get_object_or_404(visible.select_related("unit"), pk=pk)
    form = PinDecisionForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            _decide(pin, form, request.user)
        except actions.Refused as refused:
            form.add_error(None, str(refused))
            pin.refresh_from_db()
        else:
            messages.success(request, _("Your decision is recorded."))
            return HttpResponseRedirect(_way_back(request))
    if form.errors:
        status = 422
    item = queries.described(pin)
    if item is None:
        raise Http404
    context = {
        "item": item,
        "answer": form,
        "next": _way_back(request),
        "history": queries.decided(pin),
    }
    return render(request, "figures/decide.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decide_changes(request: HttpRequest, key: str) -> HttpResponse:
    """Show the figures of a text that one event moved, and take one decision about them."""
    assert isinstance(request.user, User)
    cause_id, text = queries.read_key(key)
    moved = get_object_or_404(Cause, id=cause_id)
    form = ChangesForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        answers = {name: form.cleaned_data[name] for name in ("reason", "note")}
        try:
            actions.decide_changes(
                text,
                moved,
                taken=form.taken,
                kept=form.kept,
                by=request.user,
                at=timezone.now(),
                **answers,
            )
        except actions.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Your decision is recorded."))
            return HttpResponseRedirect(_way_back(request))
    return _changes(request, moved, text, form)


def _changes(
    request: HttpRequest, cause: Cause, text: tuple[str, int], form: ChangesForm
) -> HttpResponse:
    """Show what waits now, with what was typed."""
    assert isinstance(request.user, User)
    waiting = Pin.objects.to_decide().visible_to(request.user).held_by(*text)
    found = queries.notes(waiting)
    mine = [each for each in found if each.told and each.told.cause == cause]
    others = [each for each in found if each not in mine] if form.errors else []
    if not mine + others:  # what another event has moved meanwhile is shown beside a refusal
        raise Http404
    context = {"notes": mine + others, "changes": form, "next": _way_back(request)}
    return render(
        request, "figures/decide_changes.html", context, status=422 if form.errors else 200
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def releases(request: HttpRequest) -> HttpResponse:
    """Show what is released and what could be; release the figure that is posted, at the value seen."""
    assert isinstance(request.user, User)
    require(request.user, RELEASE)
    q, refused = request.GET.get("q", "").strip()[:100], ""
    form = ReleaseForm(request.POST or None)
    if request.method == "POST":
        refused = _release(request, form) or ""
        if not refused:
            return HttpResponseRedirect(request.get_full_path())
    page = Paginator(queries.releases(request.user), PAGE).get_page(request.GET.get("trang"))
    context = {
        "q": q,
        "refused": refused,
        "offers": queries.offered_to(request.user, q, timezone.localdate()) if q else [],
        "page": page,
        "standing": queries.beside_source(page),
    }
    return render(request, "figures/releases.html", context, status=422 if refused else 200)


def _release(request: HttpRequest, form: ReleaseForm) -> str | None:
    """Release what was posted; return why it was refused."""
    assert isinstance(request.user, User)
    if not form.is_valid():
        return _("This figure cannot be read. Find it again.")
    seen = {name: form.cleaned_data[name] for name in ("seen", "seen_of")}
    try:
        let_out = actions.release(form.reference(), **seen, by=request.user, at=timezone.now())
    except actions.Refused as refusal:
        return str(refusal)
    said = {"figure": let_out, "value": let_out.written}
    messages.success(request, _("%(figure)s is released: %(value)s.") % said)
    return None


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why a figure may be cited in public no longer, and withdraw it."""
    assert isinstance(request.user, User)
    visible = Release.objects.standing().visible_to(request.user)
    release = get_object_or_404(visible.select_related("unit", "released_by"), id=pk)
    form = WithdrawReleaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_release(
                release, **form.cleaned_data, by=request.user, at=timezone.now()
            )
        except actions.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The figure is withdrawn: no new text may cite it."))
            return redirect(f"{reverse('figures:releases')}#da-phat-hanh")
    context = {"release": release, "form": form, "texts": queries.citing(release.reference)}
    return render(request, "figures/withdraw.html", context, status=422 if form.errors else 200)


def _decide(pin: Pin, form: PinDecisionForm, by: User) -> Decision:
    answers, at = form.cleaned_data, timezone.now()
    seen = answers["seen"] or NOTHING_SEEN
    if answers["verdict"] == PinVerdict.KEPT:
        return actions.keep_value(pin, answers["reason"], seen=seen, by=by, at=at)
    said = {name: answers[name] for name in ("amount", "note")}
    return actions.accept_change(pin, **said, seen=seen, by=by, at=at)


def _way_back(request: HttpRequest) -> str:
    """Return the page the decision was taken on, if it is one of ours."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return wanted
    return request.path
