from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "nhip.work.plans"
    verbose_name = _("Plans")

    def ready(self) -> None:
        """Say who may do what here, what is counted, and where the menu finds it."""
        from nhip.kit.design import menu
        from nhip.office.documents.signals import papers_registered, register_changed
        from nhip.organisation.people import registry
        from nhip.work.indicators.registry import register_counter

        from .access import TABLE
        from .actions import tell_figures, tell_figures_of_new
        from .choices import Kind
        from .queries import PaperCounter, PlanCounter
        from .rules import PAPERS

        registry.allow(TABLE)
        registry.name_subjects("appraise", Kind.choices)
        register_changed.connect(tell_figures)
        papers_registered.connect(tell_figures_of_new)
        register_counter("plans_appraised", PlanCounter())
        for key, papers in PAPERS.items():
            register_counter(key, PaperCounter(papers))
        menu.register(
            area="staff",
            order=30,
            label=_("Plans"),
            url_name="plans:list",
            permission="plans.see",
        )
