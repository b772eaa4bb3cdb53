"""What kinds of records were called before: entries are never rewritten, so history asks by every name."""

from __future__ import annotations

from django.db.models import Model

_former: dict[str, list[str]] = {}


def was_called(model: type[Model], name: str) -> None:
    """Say what a model was called in entries written before it moved: `was_called(Form, "reports.form")`."""
    _former.setdefault(model._meta.label_lower, []).append(name)


def names_of(model: type[Model] | Model) -> list[str]:
    """Return what entries call records of this kind, today's name first."""
    return [model._meta.label_lower, *_former.get(model._meta.label_lower, [])]
