"""What was handed in, to take away: A4, as xlsx or docx."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from nhip.organisation.accounts.models import User
from nhip.organisation.periods.rules import today
from nhip.work.forms.views.printing import send_paper

from .. import printed
from ..models import Report, Revision


@require_safe
@login_required
def print_revision(request: HttpRequest, pk: int, number: int, kind: str) -> HttpResponse:
    """Hand out what was handed in."""
    user, on = cast(User, request.user), today(timezone.now())
    report = get_object_or_404(Report.objects.visible_to(user, on), pk=pk)
    revision = get_object_or_404(Revision, report=report, number=number)
    revision.report = report
    name = f"{report.obligation.regime.code}-{report.unit.code}-{number}"
    return send_paper(printed.revision_paper(revision), name, kind)
