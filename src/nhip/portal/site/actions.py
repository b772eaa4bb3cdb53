"""Saying what the site is called and which sign it bears."""

from __future__ import annotations

from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.models import Site

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record

from .models import SiteSettings


@transaction.atomic
def name_site(
    name: str, short_name: str, *, logo: bytes | None = None, by: User, at: datetime
) -> SiteSettings:
    """Write the site's names, and its logo where a new one is given: a PNG we made ourselves.

    Raises PermissionDenied.
    """
    require(by, "site.name")
    site = Site.objects.get(is_default_site=True)
    settings, _made = SiteSettings.objects.select_for_update().get_or_create(site=site)
    before = settings.name
    settings.name, settings.short_name = name, short_name
    if logo is not None:
        settings.logo.save("logo.png", ContentFile(logo), save=False)
    settings.save()
    said = {"from": before, "to": name, "logo": logo is not None}
    record("site.named", about=settings, by=by, at=at, said=said)
    return settings
