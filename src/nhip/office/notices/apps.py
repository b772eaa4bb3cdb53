from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from nhip.kit.tasks import schedule


class NoticesConfig(AppConfig):
    name = "nhip.office.notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        from nhip.kit.design import menu
        from nhip.organisation.people.registry import allow

        from . import receivers  # noqa: F401
        from .access import KEEP_MAIL, TABLE

        allow(TABLE)
        menu.register(
            area="staff",
            order=86,
            label=_("Mail"),
            url_name="notices:mail",
            permission=KEEP_MAIL,
        )
        schedule.every(3, "nhip.office.notices.actions.deliver_letters")
        schedule.every(3600, "nhip.office.notices.actions.forget_letters")
