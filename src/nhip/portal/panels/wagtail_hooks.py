"""Link panels and feeds among the editor's snippets."""

from typing import Any

from django.template.defaultfilters import yesno
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from nhip.organisation.accounts.models import User

from .access import may_edit
from .actions import switch_feed
from .choices import Feed
from .models import LinkPanel, Snapshot


class ByAppointment(BasePermissionPolicy):
    """Who holds `panels.edit` may do everything; feeds are neither made nor thrown away."""

    def user_has_permission(self, user: User, action: str) -> bool:
        if self.model is Snapshot and action not in ("change", "view"):
            return False
        return may_edit(user)

    def user_has_permission_for_instance(self, user: User, action: str, instance: Any) -> bool:
        return self.user_has_permission(user, action)

    def user_has_any_permission(self, user: User, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions: Any) -> Any:
        return User.objects.none()


FEED_WORDS = ("is_on", "is_live", "address", "place", "age_limit_hours")


class FeedEditView(EditView):
    """Saves through the action, so that the journal knows."""

    def save_instance(self) -> Snapshot:
        said = self.form.cleaned_data
        return switch_feed(
            Feed(self.object.feed),
            **{name: said[name] for name in FEED_WORDS},
            by=self.request.user,
            at=timezone.now(),
        )


def yes_or_no(name: str, label: Any) -> Column:
    """Say it in words: Wagtail's own column would show "True"."""
    return Column(
        name,
        capfirst(label),
        lambda item: capfirst(str(yesno(getattr(item, name)))),
        sort_key=name,
    )


class LinkPanels(SnippetViewSet):
    model = LinkPanel
    icon = "link"
    list_display = ["title", "slug"]


class Said(FieldPanel):
    """A value nobody may change; a dash where Wagtail would write "None"."""

    def format_value_for_display(self, value: Any) -> Any:
        return "–" if value in (None, "") else super().format_value_for_display(value)


class Feeds(SnippetViewSet):
    model = Snapshot
    icon = "rss"
    copy_view_enabled = False
    edit_view_class = FeedEditView
    list_display = [
        "__str__",
        yes_or_no("is_on", _("shown on the site")),
        yes_or_no("is_live", _("fetched from the source")),
        "source_at",
        "failed_at",
        Column("failure", capfirst(_("last failure")), lambda feed: feed.get_failure_display()),
    ]
    panels = [
        FieldPanel("is_on"),
        FieldPanel("is_live"),
        FieldPanel("address"),
        FieldPanel("place"),
        FieldPanel("age_limit_hours"),
        Said("source_at", read_only=True),
        Said("failed_at", read_only=True),
        Said("failure", read_only=True),
    ]


register_permission_policy(LinkPanel, ByAppointment(LinkPanel))
register_permission_policy(Snapshot, ByAppointment(Snapshot))
register_snippet(LinkPanels)
register_snippet(Feeds)
