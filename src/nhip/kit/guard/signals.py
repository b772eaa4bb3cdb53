"""The last net: no row of ours, and no draft or upload of the editor, is saved with a mark."""

import json
from typing import Any

from django.db.models import Model

from .forms import refuse_marked

TEXT_FIELDS = {"CharField", "TextField", "JSONField"}
WATCHED = ("nhip.", "wagtail.images", "wagtail.documents")


def refuse_marked_row(
    sender: type[Model], instance: Model, update_fields: Any = None, **_: object
) -> None:
    """Raise MarkedText before a row is saved whose text carries a mark.

    Drafts of pages lie in Wagtail's revisions as JSON, some of it JSON within JSON.
    """
    app = sender._meta.app_config
    if app is None or not (app.name.startswith(WATCHED) or app.name == "wagtail"):
        return
    for field in sender._meta.concrete_fields:
        if field.get_internal_type() in TEXT_FIELDS and (
            update_fields is None or field.name in update_fields
        ):
            refuse_marked(_unpacked(instance.__dict__.get(field.attname)))


def _unpacked(value: object) -> object:
    """Open JSON kept as text."""
    if isinstance(value, dict):
        return [_unpacked(part) for part in value.values()]
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
