"""Pages of classes: the list, one class with its roll, a new one, a correction."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from nhip.office.records.access import allows
from nhip.office.records.forms import DoingForms
from nhip.office.records.queries import beginners, story
from nhip.office.records.views import corrected, struck_or_restored
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.units.queries import level_names, level_words

from ..access import KEEP, check_change, check_restore, may_keep
from ..actions import restore_class, strike_class
from ..forms import ClassFilter, CorrectClassForm, NewClassForm
from ..models import TrainingClass
from ..queries import proposed_code, roll

PAGE = 50
TOLD = {
    "class.opened": gettext_lazy("entered"),
    "class.corrected": gettext_lazy("corrected"),
    "class.struck": gettext_lazy("struck"),
    "class.restored": gettext_lazy("restored"),
}


@require_safe
@login_required
def classes(request: HttpRequest) -> HttpResponse:
    """Show the classes held, by year, level and audience."""
    assert isinstance(request.user, User)
    require(request.user, "training.see")
    today = timezone.localdate()
    seen = TrainingClass.objects.visible_to(request.user, today).with_level()
    form = ClassFilter(request.GET, seen=seen)
    kept = form.kept(seen).select_related("unit").prefetch_related("audiences")
    attended = Count("attendances", filter=Q(attendances__struck_at=None))
    ordered = kept.annotate(attended=attended).order_by("-opened_on", "code")
    page = Paginator(ordered, PAGE).get_page(request.GET.get("trang"))
    names = level_names()
    for held in page:
        held.level_words = level_words(held.level, names)  # type: ignore[attr-defined]
    context = {
        "form": form,
        "page": page,
        "is_empty": not page and not seen.exists(),
        "may_keep": may_keep(request.user),
        "beginners": None if page else beginners(KEEP, today),
    }
    return render(request, "training/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def training_class(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one class with its roll by unit; strike or restore it when a reason is posted."""
    assert isinstance(request.user, User)
    held = seen_class(request.user, pk)
    doings = DoingForms(request.method, request.POST)
    if doings.perform(
        held, strike=strike_class, restore=restore_class, by=request.user, at=timezone.now()
    ):
        return struck_or_restored(request, doings, "training:class", pk)
    units = roll(held)
    context = {
        "held": held,
        "level": level_words(held.level, level_names()),  # type: ignore[attr-defined]
        "units": units,
        "attended": sum(unit.standing for unit in units),
        "doings": doings,
        "may_strike": allows(check_change, request.user, held),
        "may_correct": allows(check_change, request.user, held),
        "may_restore": allows(check_restore, request.user, held),
        "story": story(held, TOLD),
    }
    return render(request, "training/class.html", context, status=422 if doings.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_class(request: HttpRequest) -> HttpResponse:
    """Enter a class; its roll follows."""
    assert isinstance(request.user, User)
    require(request.user, KEEP)
    proposed = proposed_code(timezone.localdate().year)
    form = NewClassForm(request.POST or None, keeper=request.user, proposed=proposed)
    held = form.perform(at=timezone.now()) if request.POST and form.is_valid() else None
    if held is not None:
        words = _("Class %(code)s is entered. Now its people.")
        messages.success(request, words % {"code": held.code})
        return redirect("training:add", held.pk)
    context = {
        "form": form,
        "heading": _("Enter a class"),
        "button": _("Enter the class"),
        "back": reverse("training:list"),
        "place": _("Classes"),
    }
    return render(request, "records/write.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a class otherwise, with a reason."""
    assert isinstance(request.user, User)
    held = changeable(request.user, pk)
    if request.method != "POST" and not allows(check_change, request.user, held):
        return redirect("training:class", pk)
    form = CorrectClassForm(request.POST or None, kept=held, by=request.user)
    if request.method == "POST" and form.is_valid() and form.act(at=timezone.now()):
        return corrected(request, "training:class", pk)
    context = {
        "form": form,
        "heading": _("Correct class %(code)s") % {"code": held.code},
        "button": _("Save the correction"),
        "back": reverse("training:class", args=[pk]),
        "place": held.code,
    }
    return render(request, "records/write.html", context, status=422 if form.errors else 200)


def seen_class(user: User, pk: int) -> TrainingClass:
    """Return a class the user may see, with its level; else it does not exist."""
    seen = TrainingClass.objects.visible_to(user, timezone.localdate()).with_level()
    return get_object_or_404(seen.select_related("unit"), pk=pk)


def changeable(user: User, pk: int) -> TrainingClass:
    """Return a class whose records the user keeps; to others who see it this is refused."""
    held = seen_class(user, pk)
    require(user, KEEP, held)
    return held
