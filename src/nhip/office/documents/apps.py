from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DocumentsConfig(AppConfig):
    name = "nhip.office.documents"
    verbose_name = pgettext_lazy("register", "Documents")

    def ready(self) -> None:
        """Say who may do what here, and where the menu finds it."""
        from nhip.kit.design import menu
        from nhip.organisation.people import registry
        from nhip.organisation.units.registry import name_papers

        from .access import TABLE
        from .choices import Kind

        registry.allow(TABLE)
        registry.name_subjects("issue", Kind.choices)
        name_papers(lambda: Kind.choices)
        menu.register(
            area="staff",
            order=60,
            label=_("Papers"),
            url_name="documents:list",
            permission="documents.see",
        )
