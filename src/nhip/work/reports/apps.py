from django.apps import AppConfig
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "nhip.work.reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        """Enter the authority table, the collector of indicators and the side bar."""
        from nhip.kit.design import menu
        from nhip.kit.tasks import schedule
        from nhip.organisation.people.registry import allow
        from nhip.organisation.units.registry import register_check, register_ending
        from nhip.work.indicators.registry import register_collector

        from .access import ALLOWED
        from .actions import end_obligations
        from .queries import ReportCollector, count_tasks, in_the_way

        def waiting(request: HttpRequest) -> int:
            return count_tasks(request.user, timezone.now())  # type: ignore[arg-type]

        allow(ALLOWED)
        register_collector(ReportCollector())
        register_check(in_the_way)
        register_ending(end_obligations)
        schedule.every(60 * 60, "nhip.work.reports.actions.generate_all")
        menu.register(
            area="staff",
            order=20,
            label=_("Reports"),
            url_name="reports:list",
            permission="reports.see",
            count=waiting,
        )
        menu.register(
            area="staff",
            order=22,
            label=_("Regimes"),
            url_name="reports:regimes",
            permission="reports.see",
        )
        menu.register(
            area="staff",
            order=23,
            label=_("Forms"),
            url_name="reports:forms",
            permission="reports.see",
        )
