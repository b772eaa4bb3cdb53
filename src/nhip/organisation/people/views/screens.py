"""Administrators' screens inside Wagtail's."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from nhip.organisation.units.views import ActingScreens

from ..forms import AppointmentForm, EndAppointmentForm, PostForm, RankForm
from ..models import Appointment, Post, Rank


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


SCREENS = [
    AppointmentScreens("to-chuc-bo-nhiem"),
    PostScreens("to-chuc-chuc-vu"),
    RankScreens("to-chuc-cap-bac"),
]
