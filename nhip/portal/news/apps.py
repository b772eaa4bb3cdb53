from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "nhip.portal.news"
    verbose_name = _("News")

    def ready(self) -> None:
        """Say who may do what here, and that articles hold figures."""
        from nhip.office.figures.registry import register_holder
        from nhip.organisation.people.registry import allow

        from .access import PERMISSIONS
        from .actions import Articles
        from .models import HOLDER

        allow(PERMISSIONS)
        register_holder(HOLDER, Articles())
