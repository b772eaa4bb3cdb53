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

from .. import actions, queries
from ..models import Report


def entry_of(report: Report) -> str:
    """Return the page where a report is filled in."""
    return reverse("reports:entry", args=[report.pk])


def typed_in(report: Report, sheet: Sheet, part: SheetPart) -> TypedNumbers | None:
    """Return the numbers of the remarks of one section, as they are kept; None where there is none."""
    kept = part.seen_text if part.theirs is None else ""
    lines = [line for each in sheet.parts for line in each.lines]
    cells = [(line.asked, line.indicator, line.figure) for line in lines]
    reading = None if part.is_locked else queries.read_section(report, part.section, kept, cells)
    if reading is None:
        return None
    keys = [line.asked.key for line in lines]
    return typed_numbers(reading, queries.reach_of(report, keys, timezone.localdate()))


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
