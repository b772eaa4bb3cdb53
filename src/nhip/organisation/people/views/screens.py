"""The table of authority; administrators' screens inside Wagtail's."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.ui.tables import Column

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.units.views import ActingScreens

from ..access import LAY_DOWN, may_lay_down
from ..forms import (
    AppointmentForm,
    AuthorityForm,
    EndAppointmentForm,
    NewAuthorityForm,
    PostForm,
    RankForm,
)
from ..models import Appointment, Authority, Post, Rank
from ..queries import current_day, who_may_begin
from ..registry import list_address


@login_required
@require_safe
def authority(request: HttpRequest) -> HttpResponse:
    """Show which level and organ may do what today, and what held before or will hold."""
    assert isinstance(request.user, User)
    require(request.user, "people.work")
    rows = list(Authority.objects.all())
    held = {row.pk for row in Authority.objects.on(current_day())}
    context = {
        "rows": [row for row in rows if row.pk in held],
        "others": [row for row in rows if row.pk not in held],
        "may_lay_down": may_lay_down(request.user),
        "beginners": who_may_begin(LAY_DOWN, current_day()),
        "list_address": list_address(),
    }
    return render(request, "people/authority.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_authority(request: HttpRequest) -> HttpResponse:
    """Write one line of the table of authority."""
    assert isinstance(request.user, User)
    require(request.user, LAY_DOWN)
    form = NewAuthorityForm(request.POST or None)
    if form.is_valid() and form.perform(by=request.user, at=timezone.now()):
        messages.success(request, _("The line is laid down."))
        return redirect("people:authority")
    status = 422 if form.errors else 200
    return render(request, "people/new_authority.html", {"form": form}, status=status)


class AppointmentScreens(ActingScreens):
    """Who holds which post where, from when until when."""

    model = Appointment
    icon = "user"
    add_form = AppointmentForm
    change_form = EndAppointmentForm
    list_display = [
        "user",
        "post",
        "unit",
        Column("get_role_display", label=capfirst(_("role"))),
        "start_on",
        "end_on",
    ]
    list_filter = ["role"]


class PostScreens(ActingScreens):
    """Posts."""

    model = Post
    icon = "tag"
    add_form = change_form = PostForm
    list_display = ["name", "precedence"]


class RankScreens(ActingScreens):
    """Ranks."""

    model = Rank
    icon = "tag"
    add_form = change_form = RankForm
    list_display = ["name", "precedence"]


class AuthorityScreens(ActingScreens):
    """Which level and organ may do what, from when until when."""

    model = Authority
    icon = "list-ul"
    add_form = change_form = AuthorityForm
    list_display = ["verb", "subject", "level", "organ_kind", "start_on", "end_on", "basis"]


SCREENS = [
    AuthorityScreens("to-chuc-phan-cap"),
    AppointmentScreens("to-chuc-bo-nhiem"),
    PostScreens("to-chuc-chuc-vu"),
    RankScreens("to-chuc-cap-bac"),
]
