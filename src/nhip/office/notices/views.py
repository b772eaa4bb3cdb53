"""Whether mail goes out: the server, a test, the letters of the last days."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nhip.kit.design.notes import say_done
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User

from .access import KEEP_MAIL
from .forms import TestLetterForm
from .queries import is_awaited, last_letters, waiting_letters

AGAIN = 2  # seconds until the page looks again while a test is on its way


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mail(request: HttpRequest) -> HttpResponse:
    """Show where mail is handed in and what became of it; send a test."""
    by = cast(User, request.user)
    require(by, KEEP_MAIL)
    form = TestLetterForm(request.POST or None, initial={"to": by.email})
    if form.is_valid() and form.perform(by=by, at=timezone.now()):
        say_done(request, _("The test waits for the server; what it answers stands below."))
        return redirect("notices:mail")
    letters = last_letters()
    context = {
        "form": form,
        "server": settings.MAIL_SERVER,
        "letters": letters,
        "waiting": waiting_letters(),
        "base": settings.SERVED_AT,
    }
    answer = render(request, "notices/mail.html", context, status=422 if form.errors else 200)
    if not form.errors and is_awaited(letters, timezone.now()):
        answer["Refresh"] = str(AGAIN)
    return answer
