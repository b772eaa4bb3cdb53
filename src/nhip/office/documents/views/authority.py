"""Lines of the table of authority from a spreadsheet; the table itself stands with the people."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from nhip.office.records.views import send_template, take_list
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.people.access import LAY_DOWN

from ..tables import AuthorityList


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def authority_list(request: HttpRequest) -> HttpResponse:
    """Look at a list of lines, then take it in."""
    user = cast(User, request.user)
    require(user, LAY_DOWN)
    done, template = reverse("people:authority"), reverse("documents:authority_template")
    kind = AuthorityList(user, timezone.localdate())
    return take_list(request, kind, done=done, template=template)


@require_safe
@login_required
def authority_template(request: HttpRequest) -> HttpResponse:
    """Send the table of lines to fill in."""
    user = cast(User, request.user)
    require(user, LAY_DOWN)
    return send_template(AuthorityList(user, timezone.localdate()))
