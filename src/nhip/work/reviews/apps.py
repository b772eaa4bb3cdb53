from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "nhip.work.reviews"
    verbose_name = _("Reviews")

    def ready(self) -> None:
        """Say who may do what here, and where the menu finds it."""
        from nhip.kit.design import menu
        from nhip.organisation.people import registry

        from .access import TABLE
        from .rules import SUBJECT

        registry.allow(TABLE)
        registry.name_subjects("decide", [(SUBJECT, _("review of a conference"))])
        menu.register(
            area="staff",
            order=50,
            label=_("Conferences"),
            url_name="reviews:list",
            permission="reviews.see",
        )
