"""Pages about changed figures."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nhip.organisation.accounts.models import User

from . import actions, queries
from .choices import PinVerdict
from .forms import PinDecisionForm
from .models import Decision, Pin


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


def _decide(pin: Pin, form: PinDecisionForm, by: User) -> Decision:
    answers = form.cleaned_data
    who = {"by": by, "at": timezone.now(), "seen": answers["seen"]}
    if answers["verdict"] == PinVerdict.KEPT:
        return actions.keep_value(pin, answers["reason"], **who)
    return actions.accept_change(pin, amount=answers["amount"], note=answers["note"], **who)


def _way_back(request: HttpRequest) -> str:
    """Return the page the decision was taken on, if it is one of ours."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return wanted
    return request.path
