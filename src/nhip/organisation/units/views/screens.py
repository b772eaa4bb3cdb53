"""Administrators' screens inside Wagtail's, and what those of other rooms are made of."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http.response import HttpResponseBase
from django.utils import timezone
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.viewsets.model import ModelViewSet

from ..forms import ActionForm, UnitForm
from ..models import Unit


class Acting:
    """Saving is one action; what it refuses stands above the form, and what was typed stays."""

    def save_instance(self: Any) -> Model:
        form: ActionForm = self.form
        done = form.act(by=self.request.user, at=timezone.now())
        form.instance = done
        return done

    def form_valid(self: Any, form: ActionForm) -> HttpResponseBase:
        answer: HttpResponseBase
        try:
            answer = super().form_valid(form)  # type: ignore[misc]
        except ValidationError as refusal:
            form.add_error(None, refusal)
            self.is_valid(form)  # prepares the message on top of the page
            answer = self.form_invalid(form)
        return answer


class Add(Acting, CreateView):
    """Make something new by an action."""


class ChangeView(Acting, EditView):
    """Change something by an action."""


class Screens(ModelViewSet):
    """A list, a form for what is new, and one for what may change. Nothing is copied or deleted."""

    copy_view_enabled = False
    inspect_view_enabled = True
    add_to_settings_menu = True


class ActingScreens(Screens):
    """Screens whose forms end in actions."""

    add_view_class = Add
    edit_view_class = ChangeView
    add_form: type[ActionForm]
    change_form: type[ActionForm]

    def get_form_class(self, for_update: bool = False) -> type[ActionForm]:
        return self.change_form if for_update else self.add_form


class UnitScreens(ActingScreens):
    """Units as they are called today."""

    model = Unit
    icon = "group"
    add_form = change_form = UnitForm
    list_display = ["code", "name"]
    search_fields = ["code", "name"]
    ordering = ["code"]


SCREENS = [UnitScreens("to-chuc-don-vi")]
