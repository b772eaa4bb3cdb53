"""What was handed in, to take away: A4, as xlsx or docx."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from nhip.organisation.accounts.models import User
from nhip.organisation.periods.rules import today
from nhip.work.forms.views.printing import send_paper

from .. import printed, queries


@require_safe
@login_required
def print_revision(request: HttpRequest, pk: int, number: int, kind: str) -> HttpResponse:
    """Hand out what was handed in."""
    user, on = cast(User, request.user), today(timezone.now())
    report, revisions = queries.readable(user, pk, on)
    revision = next((found for found in revisions if found.number == number), None)
    if report is None or revision is None:
        raise Http404
    revision.report = report
    name = f"{report.obligation.regime.code}-{report.unit.code}-{number}"
    return send_paper(printed.revision_paper(revision), name, kind)
