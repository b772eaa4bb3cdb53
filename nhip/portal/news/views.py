"""Public search, and the figure chooser of the editor."""

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin.modal_workflow import render_modal_workflow

from . import actions, queries
from .models import ArticlePage


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Find published articles."""
    q = request.GET.get("q", "").strip()[:200]
    context = {"q": q, "listed": queries.found(q, request.GET.get("trang"))}
    return render(request, "news/search.html", context)
