"""Who is at a conference: the list, adding several at once, one line, a list from a spreadsheet."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from nhip.kit.text.rules import write_figure
from nhip.office.records.access import allows
from nhip.office.records.forms import DoingForms, RowForms
from nhip.office.records.queries import story
from nhip.office.records.views import corrected, send_template, struck_or_restored, take_list
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import WrongRow
from nhip.organisation.people.queries import unit_ids

from ..access import KEEP, check_correct_participant, check_restore_participant
from ..actions import (
    Coming,
    correct_participant,
    restore_participant,
    strike_participant,
    take_in_participants,
)
from ..choices import ConferencePart
from ..forms import ROWS, AccountsForm, CorrectPersonForm, PersonForm
from ..queries import guests
from ..tables import ParticipantList
from .seen import around, seen_conference, seen_participant

TOLD = {
    "participant.added": gettext_lazy("put on the list"),
    "participant.corrected": gettext_lazy("corrected"),
    "participant.struck": gettext_lazy("struck from the list"),
    "participant.restored": gettext_lazy("restored"),
}


@require_safe
@login_required
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who attends a conference, chairs it, speaks and gives awards, by given name."""
    assert isinstance(request.user, User)
    held = seen_conference(request, pk)
    there = guests(held)
    leading = [each for each in there if each.parts != [ConferencePart.ATTENDS]]
    context = {
        **around(request.user, held, "people"),
        "leading": leading,
        "attending": [each for each in there if each not in leading],
        "struck": guests(held, struck=True),
    }
    return render(request, "reviews/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_people(request: HttpRequest, pk: int) -> HttpResponse:
    """Put several people on the list at once: typed, or ticked among the accounts of that day."""
    assert isinstance(request.user, User)
    held = seen_conference(request, pk)
    require(request.user, KEEP, held.organ)
    sent = request.POST if request.method == "POST" else None
    typed = RowForms(PersonForm, sent, ROWS, judged=request.POST.get("do") == "keep")
    accounts = AccountsForm(held, unit_ids(request.user, KEEP), sent)
    if typed.is_valid() and request.POST.get("do") == "keep":
        rows = [Coming(held, row.cleaned_data["parts"], words=row.words) for row in typed.filled]
        coming = [*rows, *accounts.coming()]
        try:
            made = take_in_participants(coming, by=request.user, at=timezone.now())
            words = ngettext("%(number)s person added.", "%(number)s people added.", len(made))
            messages.success(request, words % {"number": write_figure(len(made), 0)})
            return redirect("reviews:people", pk)
        except WrongRow as refusal:
            if refusal.index < len(rows):
                typed.filled[refusal.index].add_error(None, refusal.words)
            else:
                accounts.wrong = refusal.words
    context = {"conference": held, "typed": typed, "accounts": accounts}
    status = 422 if typed.errors or accounts.wrong else 200
    return render(request, "reviews/add_people.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def participant(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one line of the list and its history; strike or restore it when a reason is posted."""
    assert isinstance(request.user, User)
    line = seen_participant(request, pk)
    doings = DoingForms(request.method, request.POST)
    verbs = {"strike": strike_participant, "restore": restore_participant}
    if doings.perform(line, **verbs, by=request.user, at=timezone.now()):
        return struck_or_restored(request, doings, "reviews:participant", pk)
    may_correct = allows(check_correct_participant, request.user, line)
    context = {
        "line": line,
        "doings": doings,
        "may_correct": may_correct,
        "may_strike": may_correct,
        "may_restore": allows(check_restore_participant, request.user, line),
        "story": story(line, TOLD),
    }
    return render(
        request, "reviews/participant.html", context, status=422 if doings.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def correct_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a person otherwise than they were put on the list."""
    assert isinstance(request.user, User)
    line = seen_participant(request, pk)
    require(request.user, KEEP, line.conference.organ)
    form = CorrectPersonForm(request.POST or None, kept=line, by=request.user)
    if form.is_valid() and form.perform(correct_participant, by=request.user, at=timezone.now()):
        return corrected(request, "reviews:participant", pk)
    context = {
        "heading": _("Correct this line"),
        "button": _("Keep the correction"),
        "back": reverse("reviews:participant", args=[pk]),
        "place": str(line),
        "form": form,
    }
    return render(request, "records/write.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def people_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in people from a list: a look first, then one press."""
    assert isinstance(request.user, User)
    held = seen_conference(request, pk)
    require(request.user, KEEP, held.organ)
    kind = ParticipantList(request.user, timezone.localdate(), held)
    done, template = (
        reverse(f"reviews:{name}", args=[pk]) for name in ("people", "people_template")
    )
    return take_list(request, kind, done=done, template=template)


@require_safe
@login_required
def people_template(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the empty list of people."""
    assert isinstance(request.user, User)
    held = seen_conference(request, pk)
    require(request.user, KEEP, held.organ)
    return send_template(ParticipantList(request.user, timezone.localdate(), held))
