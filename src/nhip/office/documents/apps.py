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
        from .queries import kind_name, kind_names

        registry.allow(TABLE)
        registry.name_subjects_by("issue", kind_name, kind_names)
        registry.take_lists_at("documents:authority_list")
        name_papers(lambda: kind_names().items())
        menu.register(
            area="staff",
            order=60,
            label=_("Papers"),
            url_name="documents:list",
            permission="documents.see",
        )
