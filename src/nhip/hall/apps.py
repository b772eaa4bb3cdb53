from django.apps import AppConfig
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class HallConfig(AppConfig):
    name = "nhip.hall"
    verbose_name = _("Front hall")

    def ready(self) -> None:
        """Put the desk into the menu, the article draft under every review, and hear of changed pins."""
        from django.urls import reverse

        from nhip.kit.design import menu
        from nhip.office.figures.models import Cause, Pin
        from nhip.office.figures.signals import pins_changed
        from nhip.office.notices.queries import unread
        from nhip.organisation.accounts.registry import register_landing
        from nhip.organisation.journal.registry import name_deeds
        from nhip.organisation.people.choices import DEEDS as PEOPLES_DEEDS
        from nhip.organisation.people.registry import allow, register_open_work
        from nhip.work.reviews.registry import register_act

        from .access import PERMISSIONS, may_draft_article
        from .actions import tell_deciders
        from .deeds import DEEDS
        from .journal import tell_kinds
        from .queries import closed_home
        from .queries.leaving import open_work

        def hear(sender: object, pins: list[Pin], cause: Cause, **_more: object) -> None:
            tell_deciders(pins, cause=cause)

        pins_changed.connect(hear, weak=False, dispatch_uid="hall.tell_deciders")

        def count_unread(request: HttpRequest) -> int:
            return unread(request.user).count()

        allow(PERMISSIONS)
        register_landing(lambda user: closed_home(user, timezone.now()) is not None)
        register_open_work(open_work)
        tell_kinds()
        name_deeds({**PEOPLES_DEEDS, **DEEDS})
        menu.register(
            area="staff",
            order=96,
            label=_("Journal"),
            url_name="journal:entries",
            permission="journal.read",
        )
        menu.register(
            area="staff",
            order=0,
            label=_("Desk"),
            url_name="hall:desk",
            permission="people.work",
        )
        menu.register(
            area="staff",
            order=1,
            label=pgettext_lazy("for the chief", "Brief"),
            url_name="hall:brief",
            permission="hall.see_brief",
        )
        menu.register(
            area="staff",
            order=2,
            label=_("What comes next"),
            url_name="hall:next",
            permission="hall.begin",
        )
        menu.register(
            area="staff",
            order=90,
            label=_("Articles"),
            url_name="hall:articles",
            permission="hall.follow_articles",
        )
        menu.register(
            area="staff", order=95, label=_("Inbox"), url_name="hall:inbox", count=count_unread
        )
        register_act(
            _("Draft an article from this review"),
            lambda review: reverse("hall:draft_article", args=[review.pk]),
            may_draft_article,
        )
