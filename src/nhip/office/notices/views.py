"""Whether mail goes out: the server, a test, the letters of the last days."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from nhip.kit.design.notes import say_done
from nhip.kit.mail.keeping import kept_server, named_server
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User

from .access import KEEP_MAIL
from .choices import WAYS
from .forms import MailServerForm, NoServerForm, TestLetterForm
from .queries import is_awaited, last_letters, waiting_letters

AGAIN = 2  # seconds until the page looks again while a test is on its way


@sensitive_post_parameters("password")
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mail(request: HttpRequest) -> HttpResponse:
    """Show where mail is handed in and what became of it; name the server, send a test."""
    return take_mail(request, "notices/mail.html", "notices:mail")


def take_mail(
    request: HttpRequest,
    template: str,
    here: str,
    *,
    around: Mapping[str, Any] | None = None,
    after: Callable[[], object] = lambda: None,
) -> HttpResponse:
    """Answer a page with the mail server and its test on it; `after` is called once something was done."""
    by, at = cast(User, request.user), timezone.now()
    require(by, KEEP_MAIL)
    naming = MailServerForm(
        request.POST if "host" in request.POST else None, kept=kept_server(settings.DATA)
    )
    trying = TestLetterForm(
        request.POST if "to" in request.POST else None, initial={"to": by.email}
    )
    ending = NoServerForm(request.POST if "forget" in request.POST else None)
    done = ""
    if naming.is_valid() and naming.perform(by=by, at=at):
        done = _("Kept. Send a test now: it tells whether the server takes letters.")
    elif trying.is_valid() and trying.perform(by=by, at=at):
        done = _("The test waits for the server; what it answers stands below.")
    elif ending.is_valid() and ending.perform(by=by, at=at):
        done = _("No mail server is named any more: nothing goes out.")
    if done:
        after()
        say_done(request, done)
        return redirect(here)
    letters, server = last_letters(), named_server()
    is_wrong = any(form.errors for form in (naming, trying, ending))
    context = {
        **(around or {}),
        "naming": naming,
        "trying": trying,
        "ending": ending,
        "server": server,
        "way": dict(WAYS)[server.security] if server else "",
        "is_fixed": settings.MAIL_SERVER is not None,
        "is_demo": settings.IS_DEMO,
        "letters": letters,
        "waiting": waiting_letters(),
        "base": settings.SERVED_AT,
    }
    answer = render(request, template, context, status=422 if is_wrong else 200)
    if not is_wrong and is_awaited(letters, at):
        answer["Refresh"] = str(AGAIN)
    return answer
