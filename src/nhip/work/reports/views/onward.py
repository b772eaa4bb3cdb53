"""What comes after a report was handed in or decided about, said where it is shown then."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhip.kit.design.notes import say_done
from nhip.organisation.accounts.models import User

from .. import queries
from ..models import Report


def to_last_version(report: Report) -> HttpResponse:
    """Lead to what was handed in last."""
    return redirect("reports:revision", report.pk, max(report.revisions.count(), 1))


def say_nothing_done(request: HttpRequest) -> None:
    """Say of a press that came too late, or is not this person's, that the report stands as it is shown."""
    if request.method == "POST":
        words = _("Nothing was done: the report is no longer where that page showed it.")
        messages.warning(request, words)


def say_decided(request: HttpRequest, user: User, words: str, at: datetime) -> None:
    """Say what was decided, and which report waits for this person's check next."""
    waiting = queries.to_check(user, at)
    if not waiting:
        say_done(request, words, _("No report waits for your check any more."))
        return
    left = ngettext(
        "%(n)d report waits for your check. The next: %(unit)s.",
        "%(n)d reports wait for your check. The next: %(unit)s.",
        len(waiting),
    )
    first = waiting[0]
    say_done(request, words, left % {"n": len(waiting), "unit": first.unit}, first.url)


def say_sent_up(request: HttpRequest, user: User, words: str, at: datetime) -> None:
    """Say that a report left the house, and how many this person's units still owe."""
    owed = queries.count_owed(user, at)
    if not owed:
        say_done(request, words, _("Nothing else is owed now."))
        return
    left = ngettext("%(n)d report is still to do.", "%(n)d reports are still to do.", owed)
    say_done(request, words, left % {"n": owed}, reverse("reports:list"))
