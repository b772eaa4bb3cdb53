from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class ResponsesConfig(AppConfig):
    name = "nhip.portal.responses"
    verbose_name = _("Responses")

    def ready(self) -> None:
        """Say who moderates, and put the list into the side bar."""
        from nhip.kit.design import menu
        from nhip.organisation.people.registry import allow

        from .access import PERMISSIONS
        from .models import Comment

        def waiting(request: HttpRequest) -> int:
            return Comment.objects.waiting().count()

        allow(PERMISSIONS)
        menu.register(
            area="staff",
            order=80,
            label=_("Comments"),
            url_name="responses:moderation",
            permission="responses.moderate",
            count=waiting,
        )
