from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from nhip.portal.site.models import BasePage


class ResponsesConfig(AppConfig):
    name = "nhip.portal.responses"
    verbose_name = _("Responses")

    def ready(self) -> None:
        """Say who moderates, and put the list into the side bar."""
        from nhip.kit.design import menu
        from nhip.kit.tasks.schedule import every
        from nhip.organisation.people.registry import allow
        from nhip.portal.delivery.personal import register_part

        from . import actions, receivers  # noqa: F401 (receivers connect themselves)
        from .access import PERMISSIONS
        from .models import Comment

        def waiting(request: HttpRequest) -> int:
            return Comment.objects.waiting().count()

        allow(PERMISSIONS)
        every(actions.SHOWN_EVERY.total_seconds(), "nhip.portal.responses.actions.show_ratings")
        every(3600, "nhip.portal.responses.actions.forget_origins")

        def own_answers(request: HttpRequest, page: "BasePage") -> str:
            return render_to_string("responses/personal.html", {"page": page}, request)

        register_part(own_answers)
        menu.register(
            area="staff",
            order=80,
            label=_("Comments"),
            url_name="responses:moderation",
            permission="responses.moderate",
            count=waiting,
        )
