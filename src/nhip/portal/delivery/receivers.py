"""Which changes of pages and settings drop which baked pages; upper rooms add what they show."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from wagtail.models import Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from nhip.kit.tasks import later
from nhip.portal.site.models import BasePage, SiteSettings

from .actions import purge

LOWEST_IN_MENU = 3
"""The depth of a home page's children: the main menu, which stands on every page, goes no deeper."""
IN_MENU = ("title", "slug", "url_path", "show_in_menus", "live")


@receiver(pre_save)
def menu_changed(sender: Any, instance: Any, **ignored: Any) -> None:
    """Make every page anew when the main menu says something else, or crumbs do."""
    if not issubclass(sender, BasePage) or (instance.depth or 0) > LOWEST_IN_MENU:
        return
    stored = BasePage.objects.filter(pk=instance.pk).values_list(*IN_MENU).first()
    was_live = bool(stored) and stored[-1]
    if (was_live or instance.live) and stored != tuple(getattr(instance, name) for name in IN_MENU):
        purge("menu")


@receiver(page_published)
def published(instance: BasePage, **ignored: Any) -> None:
    """Show the new version, and have it lie ready."""
    purge(f"page:{instance.pk}", "sitemap")
    later("nhip.portal.delivery.tasks.warm", page_id=instance.pk)


@receiver([page_unpublished, page_slug_changed])
def taken_away(instance: BasePage, **ignored: Any) -> None:
    """Answer no more at the old address."""
    purge(f"page:{instance.pk}", "sitemap")


@receiver(post_page_move)
def moved(instance: BasePage, parent_page_before: BasePage, **ignored: Any) -> None:
    """Answer no more at the old address; the menu has the order of the tree, which no save tells of."""
    depth = min(instance.depth, parent_page_before.depth + 1)
    is_in_menu = instance.live and depth <= LOWEST_IN_MENU
    found = ["sitemap"] if instance.live else []
    purge(f"page:{instance.pk}", *found, *(["menu"] if is_in_menu else []))


@receiver(post_delete)
def deleted(sender: Any, instance: Any, **ignored: Any) -> None:
    """Drop what showed a page that is gone."""
    if sender is BasePage:
        was_in_menu = instance.live and instance.depth <= LOWEST_IN_MENU
        found = ["sitemap"] if instance.live else []
        purge(f"page:{instance.pk}", *found, *(["menu"] if was_in_menu else []))


@receiver([post_save, post_delete], sender=SiteSettings)
@receiver([post_save, post_delete], sender=Site)
def site_changed(**ignored: Any) -> None:
    """Name, address and root stand on every page."""
    purge("menu")
