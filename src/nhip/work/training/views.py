"""Pages of classes and their rolls."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nhip.office.records.forms import StrikeForm
from nhip.office.records.queries import story
from nhip.office.records.rules import AlreadyStruck
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User

from .actions import strike_attendance, strike_class
from .forms import ClassFilter, StrikeAttendanceForm
from .models import TrainingClass
from .queries import roll

PAGE = 50
TOLD = {"class.opened": _("entered"), "class.struck": _("struck")}


@require_safe
@login_required
def classes(request: HttpRequest) -> HttpResponse:
    """Show the classes held, by year."""
    assert isinstance(request.user, User)
    require(request.user, "training.see")
    seen = TrainingClass.objects.visible_to(request.user, timezone.localdate())
    form = ClassFilter(request.GET, seen=seen)
    kept = form.kept(seen).select_related("unit").order_by("-opened_on", "code")
    attended = Count("attendances", filter=Q(attendances__struck_at=None))
    page = Paginator(kept.annotate(attended=attended), PAGE).get_page(request.GET.get("trang"))
    return render(request, "training/list.html", {"form": form, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def training_class(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one class with its roll by unit; strike it when a reason is posted."""
    assert isinstance(request.user, User)
    now = timezone.now()
    held = _seen(request.user, pk)
    form = StrikeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            strike_class(held, reason=form.cleaned_data["reason"], by=request.user, at=now)
            return redirect("training:class", pk)
        except AlreadyStruck as wrong:
            form.add_error("reason", str(wrong))
    return _page(request, held, form, StrikeAttendanceForm(training_class=held, prefix="luot"))


@require_POST
@login_required
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Strike one line of a class's roll."""
    assert isinstance(request.user, User)
    held = _seen(request.user, pk)
    form = StrikeAttendanceForm(request.POST, training_class=held, prefix="luot")
    if form.is_valid():
        line, reason = form.cleaned_data["attendance"], form.cleaned_data["reason"]
        strike_attendance(line, reason=reason, by=request.user, at=timezone.now())
        return redirect("training:class", pk)
    return _page(request, held, StrikeForm(), form)


def _seen(user: User, pk: int) -> TrainingClass:
    seen = TrainingClass.objects.visible_to(user, timezone.localdate())
    return get_object_or_404(seen.select_related("unit"), pk=pk)


def _page(
    request: HttpRequest, held: TrainingClass, form: StrikeForm, line_form: StrikeAttendanceForm
) -> HttpResponse:
    units = roll(held)
    context = {
        "held": held,
        "units": units,
        "attended": sum(unit.standing for unit in units),
        "may_keep": request.user.has_perm("training.keep", held),
        "form": form,
        "line_form": line_form,
        "story": story(held, TOLD),
    }
    status = 422 if form.errors or line_form.errors else 200
    return render(request, "training/class.html", context, status=status)
