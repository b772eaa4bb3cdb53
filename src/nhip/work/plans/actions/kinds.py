"""Kinds of plan an office adds to those of every installation."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from nhip.kit.guard.forms import refuse_marked
from nhip.kit.text.rules import fold
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.periods.rules import today

from ..access import may_keep_kinds
from ..models import PlanKind
from ..rules import KindExists, NoSuchKind


@transaction.atomic
def add_kind(name: str, *, by: User, at: datetime) -> PlanKind:
    """Let units hand up plans of a new kind. Raises KindExists, NoSuchKind or PermissionDenied."""
    if not may_keep_kinds(by, today(at)):
        raise PermissionDenied
    refuse_marked(name)
    name = " ".join(name.split())
    code = slugify(fold(name))[:24].strip("-")
    if not code:
        raise NoSuchKind(_("Write a name with letters or digits."))
    kinds = list(PlanKind.objects.select_for_update())
    if any(fold(kind.name) == fold(name) or kind.code == code for kind in kinds):
        raise KindExists(_("There is a kind of this name already."))
    kind = PlanKind.objects.create(code=code, name=name, sort_order=len(kinds))
    record("plan.kind_added", about=kind, by=by, at=at, said={"name": name})
    return kind


@transaction.atomic
def rename_kind(kind: PlanKind, name: str, *, by: User, at: datetime) -> PlanKind:
    """Call a kind of plan otherwise; its code and its plans stay. Raises KindExists or PermissionDenied."""
    if not may_keep_kinds(by, today(at)):
        raise PermissionDenied
    refuse_marked(name)
    name = " ".join(name.split())
    kinds = {each.pk: each for each in PlanKind.objects.select_for_update()}
    kept = kinds.pop(kind.pk)
    if any(fold(each.name) == fold(name) for each in kinds.values()):
        raise KindExists(_("There is a kind of this name already."))
    said = {"from": kept.name, "to": name}
    if kept.name != name:
        kept.name = name
        kept.save(update_fields=["name"])
        record("plan.kind_renamed", about=kept, by=by, at=at, said=said)
    return kept
