from django.apps import AppConfig
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "nhip.work.reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        """Enter the authority table, the collector of indicators, the answers to duties, the side bar."""
        from nhip.kit.design import menu
        from nhip.office.figures.registry import Verbs, register_holder
        from nhip.organisation.people.registry import allow
        from nhip.organisation.units.registry import register_aftermath, register_ending
        from nhip.work.duties.registry import register_answering
        from nhip.work.indicators.registry import register_collector

        from .access import ALLOWED, DECIDE, texts_decided_by
        from .actions import ReportTexts, tell_of_closing
        from .queries import ReportCollector, ReportsAnswer, count_tasks, lacking_reporters
        from .rules import HOLDER

        def waiting(request: HttpRequest) -> int:
            return count_tasks(request.user, timezone.now())  # type: ignore[arg-type]

        allow(ALLOWED)
        remarks = Verbs(
            "indicators.see_handed_in", DECIDE, for_public=False, decided_by=texts_decided_by
        )
        register_holder(HOLDER, ReportTexts(), remarks)
        register_collector(ReportCollector())
        register_answering(ReportsAnswer())
        register_ending(tell_of_closing)
        register_aftermath(lacking_reporters)
        menu.register(
            area="staff",
            order=20,
            label=_("Reports"),
            url_name="reports:list",
            permission="reports.see",
            count=waiting,
        )
