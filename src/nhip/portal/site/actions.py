"""Saying what the site is called; writing down what was changed on the editor's side."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.files.base import ContentFile
from django.db import models, transaction
from wagtail.models import ModelLogEntry, PageLogEntry, Site

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record, record_all

from .models import BasePage, SiteSettings
from .watching import EditorsChanges, Log


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


@transaction.atomic
def note_changes(seen: EditorsChanges, address: str, *, by: User, at: datetime) -> None:
    """Write down what a request of the editor's side changed and no action of ours wrote down.

    Wagtail's own rows are told each as `editor.…`; what it wrote without one, as `editor.changed` with
    the tables and the address.
    """
    acts = list(_acts(seen, by, at))
    if seen.told and not acts and not seen.entries:
        said = {"address": address, "tables": sorted(seen.told)}
        acts = [Act("editor.changed", by, by, at, said=said)]
    if acts:
        record_all(acts)


def _acts(seen: EditorsChanges, by: User, at: datetime) -> Iterator[Act]:
    ours = {(_kind(each.about), each.about_id) for each in seen.entries}
    for log in seen.logs:
        about = _about(log)
        if (_kind(about._meta.label_lower), str(about.pk)) in ours:
            continue
        said: dict[str, Any] = {"title": log.label}
        if log.data:
            said["data"] = log.data
        yield Act(f"editor.{log.action.removeprefix('wagtail.')}", about, by, at, said=said)


def _about(log: Log) -> models.Model:
    """Return what a row of Wagtail's log is about, as the journal names it; it may be gone by now."""
    model = log.content_type.model_class() or ModelLogEntry  # a kind the code knows no more
    key = log.page_id if isinstance(log, PageLogEntry) else log.object_id
    return model(pk=key)


def _kind(label: str) -> str:
    """Name a kind of record so that a page is one, whether read as an article or as any page."""
    app, _dot, name = label.partition(".")
    try:
        model = apps.get_model(app, name)
    except LookupError:
        return label
    return "page" if issubclass(model, BasePage) else label
