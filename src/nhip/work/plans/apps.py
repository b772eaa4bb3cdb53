from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlansConfig(AppConfig):
    name = "nhip.work.plans"
    verbose_name = _("Plans")

    def ready(self) -> None:
        """Say who may do what here, what is counted, and where the menu finds it."""
        from nhip.kit.design import menu
        from nhip.office.documents.signals import papers_registered, register_changed
        from nhip.organisation.people import registry
        from nhip.organisation.units.registry import register_opening
        from nhip.work.indicators.registry import Definition, register_counter

        from .access import TABLE
        from .actions import tell_figures, tell_figures_of_new
        from .queries import PaperCounter, PlanCounter, kind_names, open_at
        from .rules import PAPERS

        registry.allow(TABLE)
        register_opening(open_at)
        registry.name_subjects_by("appraise", lambda code: kind_names().get(code, ""), kind_names)
        register_changed.connect(tell_figures)
        papers_registered.connect(tell_figures_of_new)
        register_counter(
            "plans_appraised",
            PlanCounter(),
            Definition(
                _("Plans appraised"),
                _("Yearly plans and “Exemplary, Typical” unit plans whose appraisal is there"),
                _("plans"),
                order=3,
            ),
        )
        said = {
            "directives": (
                _("Yearly directives"),
                _("Papers of the kind directive in the register"),
                _("directives"),
            ),
            "plans_yearly": (
                _("Yearly plans"),
                _("Plans of work for a year in the register"),
                _("plans"),
            ),
            "programmes": (
                _("Monthly programmes"),
                _("Programmes of work for a month in the register"),
                _("programmes"),
            ),
            "reports_notices": (
                _("Reports and notices"),
                _("Reports and notices of a month, quarter or year in the register"),
                pgettext_lazy("measure", "papers"),
            ),
        }
        for order, (key, papers) in enumerate(PAPERS.items(), start=4):
            register_counter(key, PaperCounter(papers), Definition(*said[key], order))
        menu.register(
            area="staff",
            order=30,
            label=_("Plans"),
            url_name="plans:list",
            permission="plans.see",
        )
