from typing import Any

from django.apps import AppConfig
from django.apps.registry import Apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    name = "nhip.work.indicators"
    verbose_name = _("Indicators")

    def ready(self) -> None:
        """Say who may do what here, answer for figures, and take a place in the menu."""
        from nhip.kit.design import menu
        from nhip.kit.tasks import schedule
        from nhip.office.figures.registry import register_source
        from nhip.organisation.people.registry import allow

        from .access import DEFINE, PERMISSIONS
        from .queries import IndicatorSource, has_samples

        allow(PERMISSIONS)
        post_migrate.connect(_define, sender=self)
        register_source(IndicatorSource())
        schedule.every(1, "nhip.work.indicators.actions.add_up_all")
        menu.register(
            area="staff",
            order=40,
            label=_("Totals"),
            url_name="indicators:totals",
            permission="indicators.see",
        )
        menu.register(
            area="staff",
            order=87,
            label=_("Invented figures"),
            url_name="indicators:invented",
            permission=DEFINE,
            there=has_samples,
        )


def _define(apps: Apps, **_said: Any) -> None:
    """Define what is counted, unless the migration stopped at another shape of the table."""
    from .actions import define_counted
    from .models import Indicator

    kept = apps.all_models["indicators"].get("indicator")
    if kept and {each.column for each in kept._meta.fields} == {
        each.column for each in Indicator._meta.fields
    }:
        define_counted()
