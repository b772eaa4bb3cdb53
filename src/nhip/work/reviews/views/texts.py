"""What a review says in words: written here, its numbers bound to figures by one press."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nhip.office.figures.forms import SaidNumberForm
from nhip.office.figures.queries import typed_numbers
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import Refused

from ..access import KEEP
from ..actions import bind_number, write_text
from ..forms import TextForm
from ..models import Review
from ..queries import reach_of, read_text, shown_figures
from .seen import seen_review


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what a review says; each press keeps the words, and says which figure one number is."""
    assert isinstance(request.user, User)
    kept = seen_review(request, pk)
    require(request.user, KEEP, kept.conference.organ)
    sent, refused = request.POST.get("gan", ""), ""
    form = TextForm(request.POST if request.method == "POST" else None, initial=_initial(kept))
    if request.method == "POST" and form.is_valid():
        try:
            kept = write_text(kept, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as wrong:
            form.add_error("text", str(wrong))
        else:
            refused = _bind(kept, sent, request.user) if sent else ""
            if not refused:
                messages.success(request, _("The text is kept."))
                return redirect("reviews:text" if sent else kept, *([pk] if sent else []))
            form = TextForm(initial=_initial(kept))
    shown = shown_figures(kept)
    reach = reach_of(kept, shown, timezone.localdate())
    typed = typed_numbers(read_text(kept, shown), reach, refused)
    context = {"review": kept, "form": form, "typed": typed}
    status = 422 if form.errors or refused else 200
    return render(request, "reviews/text.html", context, status=status)


def _initial(review: Review) -> dict[str, str]:
    return {"text": review.text, "seen": review.text}


def _bind(review: Review, sent: str, by: User) -> str:
    """Say what one number is; return why it was refused, or ""."""
    form = SaidNumberForm(sent)
    if not form.is_valid():
        return _("This figure could not be read. Choose it again.")
    try:
        bind_number(review, form.answer(), by=by, at=timezone.now())
    except Refused as wrong:
        return str(wrong)
    return ""
