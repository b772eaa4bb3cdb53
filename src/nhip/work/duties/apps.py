from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DutiesConfig(AppConfig):
    name = "nhip.work.duties"
    verbose_name = _("Duties")

    def ready(self) -> None:
        """Enter the authority table and the side bar; say what forms and units ask of duties."""
        from nhip.kit.design import menu
        from nhip.kit.tasks import schedule
        from nhip.organisation.journal.registry import was_called
        from nhip.organisation.people.registry import allow
        from nhip.organisation.periods.registry import register_follower
        from nhip.organisation.units.registry import (
            register_check,
            register_ending,
            register_opening,
            register_outlook,
        )
        from nhip.work.forms.registry import register_asker

        from . import receivers  # noqa: F401
        from .access import ALLOWED
        from .actions import DeadlinesFollow, end_obligations, follow_units
        from .queries import RegimesAsk, in_the_way, open_at, outlook

        allow(ALLOWED)
        for model in self.get_models():
            was_called(model, f"reports.{model._meta.model_name}")
        register_asker(RegimesAsk())
        register_check(in_the_way)
        register_ending(end_obligations)
        register_opening(open_at)
        register_outlook(outlook)
        register_ending(follow_units)
        register_follower(DeadlinesFollow())
        schedule.every(60 * 60, "nhip.work.duties.actions.generate_all")
        menu.register(
            area="staff",
            order=22,
            label=_("Regimes"),
            url_name="duties:regimes",
            permission="duties.see",
        )
