from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FormsConfig(AppConfig):
    name = "nhip.work.forms"
    verbose_name = _("Forms")

    def ready(self) -> None:
        """Enter the authority table and the side bar."""
        from nhip.kit.design import menu
        from nhip.organisation.journal.registry import was_called
        from nhip.organisation.people.registry import allow

        from .access import ALLOWED

        allow(ALLOWED)
        for model in self.get_models():
            was_called(model, f"reports.{model._meta.model_name}")
        menu.register(
            area="staff",
            order=23,
            label=_("Forms"),
            url_name="forms:forms",
            permission="forms.see",
        )
