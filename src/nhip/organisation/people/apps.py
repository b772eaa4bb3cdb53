from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from nhip.kit.tasks import schedule


class PeopleConfig(AppConfig):
    name = "nhip.organisation.people"
    verbose_name = _("Posts and appointments")

    def ready(self) -> None:
        from nhip.kit.design import menu
        from nhip.organisation.units.models import UnitSpan
        from nhip.organisation.units.registry import register_ending, register_opening
        from nhip.organisation.units.signals import placed

        from . import receivers  # noqa: F401
        from .access import TABLE
        from .actions import end_with_units
        from .models import Appointment, Post
        from .queries import posts_at, written_as
        from .registry import allow
        from .signals import move_on

        allow(TABLE)
        register_ending(end_with_units)
        register_opening(posts_at)
        menu.sign_with(lambda user: written_as(user, localdate()))
        for model in (Appointment, Post, UnitSpan):
            for signal in (post_save, post_delete):
                signal.connect(move_on, sender=model, dispatch_uid=f"people.{model.__name__}")
        menu.register(
            area="staff",
            order=85,
            label=_("Table of authority"),
            url_name="people:authority",
            permission="people.work",
        )
        menu.register(
            area="staff",
            order=84,
            label=_("Accounts"),
            url_name="people:accounts",
            permission="accounts.change_user",
        )
        menu.register(area="own", order=10, label=_("My account"), url_name="people:mine")
        placed.connect(move_on, dispatch_uid="people.placed")
        schedule.every(3600, "nhip.organisation.people.actions.regroup")
