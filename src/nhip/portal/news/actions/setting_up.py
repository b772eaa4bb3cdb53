"""Making the public site: its front page, its sections, the editors' rights."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Site

from nhip.office.figures.models import Pin
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.people.choices import Role
from nhip.portal.site.models import BasePage, SiteSettings

from ..access import PUBLISH
from ..models import HomeFigure, HomePage, SectionPage


@transaction.atomic
def set_up_site(
    *,
    name: str,
    sections: Iterable[tuple[str, str, str]],
    tagline: str = "",
    address: str = "",
    is_sample: bool = False,
    hostname: str = "localhost",
    by: User,
    at: datetime,
) -> HomePage:
    """Make the front page, the sections (address, title, introduction) and the editors' rights.

    What Wagtail put there on its first day makes way. Done once, when an installation is made.
    Raises PermissionDenied.
    """
    require(by, "site.name")
    root = BasePage.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title=_("Home"), slug="trang-chu", show_in_menus=True))
    site, _made = Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": hostname, "site_name": name, "root_page": home},
    )
    for page in root.get_children().exclude(pk=home.pk):
        page.delete()
    for slug, title, intro in sections:
        section = SectionPage(title=title, slug=slug, intro=intro, show_in_menus=True)
        home.add_child(instance=section)
    said = {"name": name, "tagline": tagline, "address": address, "is_sample": is_sample}
    settings, _made = SiteSettings.objects.update_or_create(site=site, defaults=said)
    _give_rights(home)
    record("site.set_up", about=settings, by=by, at=at, said={"name": name})
    return home


@transaction.atomic
def show_figures(pins: Iterable[Pin], *, by: User, at: datetime) -> None:
    """Let these stand on the front page, whatever leads there. Raises PermissionDenied."""
    require(by, PUBLISH)
    home = HomePage.objects.select_for_update().get()
    home.figures = [HomeFigure(pin=pin) for pin in pins]
    home.save_revision(user=by)
    publish_home(home, by=by, at=at)


@transaction.atomic
def publish_home(home: HomePage, *, by: User, at: datetime) -> None:
    """Put the latest draft of the front page before the public: its story, its figures.

    Raises PermissionDenied.
    """
    require(by, PUBLISH)
    home = HomePage.objects.select_for_update().get(pk=home.pk)
    home.get_latest_revision().publish(user=by)
    home.refresh_from_db()
    said = {
        "lead": home.lead_article.title if home.lead_article else "",
        "figures": [str(figure) for figure in home.figures.select_related("pin__unit")],
    }
    record("home.published", about=home, by=by, at=at, said=said)


PAGE_RIGHTS = {
    Role.EDITOR: ("add", "change"),
    Role.PUBLISHER: ("add", "change", "publish", "lock", "unlock"),
}
LIBRARY_RIGHTS = (
    *("add_image", "change_image", "choose_image"),
    *("add_document", "change_document", "choose_document"),
)


def _give_rights(home: HomePage) -> None:
    """Let the groups the room of people fills edit pages and pictures; publishing editors also its settings."""
    pictures = Collection.get_first_root_node()
    for role, rights in PAGE_RIGHTS.items():
        group, _made = Group.objects.get_or_create(name=role)
        for right in rights:
            GroupPagePermission.objects.create(group=group, page=home, permission_type=right)
        GroupCollectionPermission.objects.bulk_create(
            GroupCollectionPermission(group=group, collection=pictures, permission=permission)
            for permission in Permission.objects.filter(codename__in=LIBRARY_RIGHTS)
        )
        if role == Role.PUBLISHER:
            group.permissions.add(Permission.objects.get(codename="change_sitesettings"))
