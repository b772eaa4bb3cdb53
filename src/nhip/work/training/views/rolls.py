"""Pages of rolls: people added to a class, one line of its roll, a correction of it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from nhip.kit.text.rules import write_figure
from nhip.office.records.access import allows
from nhip.office.records.forms import DoingForms
from nhip.office.records.queries import story
from nhip.office.records.views import corrected, struck_or_restored
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User

from ..access import KEEP, check_change_line, check_restore_line, check_roll
from ..actions import restore_attendance, strike_attendance
from ..forms import CorrectRollLineForm, RollForm
from ..models import Attendance, TrainingClass
from .classes import changeable

TOLD = {
    "attendance.recorded": gettext_lazy("entered"),
    "attendance.corrected": gettext_lazy("corrected"),
    "attendance.struck": gettext_lazy("struck"),
    "attendance.restored": gettext_lazy("restored"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put people on the roll of a class, many lines at once."""
    assert isinstance(request.user, User)
    held = changeable(request.user, pk)
    if request.method != "POST" and not allows(check_roll, request.user, held):
        return redirect("training:class", pk)
    form = RollForm(request.POST or None, held=held, by=request.user)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and (number := form.perform(at=timezone.now())):
        words = ngettext(
            "%(number)s person is on the roll now.",
            "%(number)s people are on the roll now.",
            number,
        )
        messages.success(request, words % {"number": write_figure(number, 0)})
        return redirect("training:class", pk)
    context = {"held": held, "form": form}
    return render(request, "training/add.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one line of a roll; strike or restore it when a reason is posted."""
    assert isinstance(request.user, User)
    line = _line(request.user, pk)
    held = line.training_class
    doings = DoingForms(request.method, request.POST)
    if doings.perform(
        line,
        strike=strike_attendance,
        restore=restore_attendance,
        by=request.user,
        at=timezone.now(),
    ):
        return struck_or_restored(request, doings, "training:class", held.pk)
    context = {
        "held": held,
        "line": line,
        "doings": doings,
        "may_strike": allows(check_change_line, request.user, line),
        "may_correct": allows(check_change_line, request.user, line),
        "may_restore": allows(check_restore_line, request.user, line),
        "story": story(line, TOLD),
    }
    return render(request, "training/line.html", context, status=422 if doings.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def correct_line(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a line of a roll otherwise, with a reason."""
    assert isinstance(request.user, User)
    line = _line(request.user, pk)
    held = line.training_class
    require(request.user, KEEP, held)
    if request.method != "POST" and not allows(check_change_line, request.user, line):
        return redirect("training:attendance", pk)
    form = CorrectRollLineForm(request.POST or None, kept=line, by=request.user)
    if request.method == "POST" and form.is_valid() and form.act(at=timezone.now()):
        return corrected(request, "training:attendance", pk)
    context = {
        "form": form,
        "heading": _("Correct %(code)s on the roll") % {"code": line.trainee.code},
        "button": _("Save the correction"),
        "back": reverse("training:attendance", args=[pk]),
        "place": line.trainee.code,
    }
    return render(request, "records/write.html", context, status=422 if form.errors else 200)


def _line(user: User, pk: int) -> Attendance:
    seen = TrainingClass.objects.visible_to(user, timezone.localdate())
    lines = Attendance.objects.filter(training_class__in=seen.order_by())
    return get_object_or_404(lines.select_related("training_class__unit", "trainee__unit"), pk=pk)
