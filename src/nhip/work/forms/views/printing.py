"""Forms to take away: A4, as xlsx or docx."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from nhip.kit.text.pages import Paper
from nhip.organisation.accounts.models import User
from nhip.organisation.periods.rules import today

from .. import printed
from ..models import Form


@require_safe
@login_required
def print_form(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Hand out an empty form."""
    user, on = cast(User, request.user), today(timezone.now())
    form = get_object_or_404(Form.objects.visible_to(user, on), pk=pk)
    return send_paper(printed.form_paper(form), f"{form.code}-{form.version}", kind)


def send_paper(paper: Paper, name: str, kind: str) -> HttpResponse:
    """Answer with a paper as a file of this kind; what nobody prints does not exist."""
    if kind not in printed.KINDS:
        raise Http404
    write, media_type = printed.KINDS[kind]
    answer = HttpResponse(write(paper), content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer
