"""The numbers of a report's remarks while they are filled in, bound to figures by one press."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nhip.office.figures.forms import SaidNumberForm
from nhip.office.figures.queries import TypedNumbers, typed_numbers
from nhip.organisation.accounts.models import User
from nhip.work.forms.papers import Sheet, SheetPart
from nhip.work.forms.queries import blank

from .. import actions, queries
from ..models import Report


def entry_of(report: Report) -> str:
    """Return the page where a report is filled in."""
    return reverse("reports:entry", args=[report.pk])


def typed_in(report: Report, sheet: Sheet, part: SheetPart) -> TypedNumbers | None:
    """Return the numbers of the remarks of one section, as they are kept; None where there is none."""
    kept = part.seen_text if part.theirs is None else ""
    if part.is_locked or not any(letter.isalnum() for letter in kept):
        return None
    form = blank(report.form)
    lines = [line for each in sheet.parts for line in each.lines]
    figures = {line.asked.row_id: line.figure for line in lines if line.figure}
    reading = queries.read_section(report, form, part.section, kept, figures)
    return typed_numbers(reading, queries.reach_of(report, form, timezone.localdate()))


def bind_posted(request: HttpRequest, report: Report) -> None:
    """Say which figure a number of the remarks is, as the button that was pressed says."""
    form = SaidNumberForm(request.POST["gan"])
    if not form.is_valid():
        messages.error(request, _("This figure could not be read. Choose it again."))
        return
    user = cast(User, request.user)
    try:
        actions.bind_number(report, form.answer(), by=user, at=timezone.now())
    except actions.Refused as refusal:
        messages.error(request, str(refusal))
