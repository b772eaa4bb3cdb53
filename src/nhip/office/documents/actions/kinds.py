"""Kinds of paper: an office adds its own, and writes the name of one otherwise."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from nhip.kit.text.rules import fold
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.periods.rules import today

from ..access import may_name_kinds
from ..models import PaperKind
from ..rules import KindTaken, kind_code


@transaction.atomic
def name_kind(name: str, *, holds: bool, by: User, at: datetime) -> PaperKind:
    """Add a kind of paper; its code is made from its name. Raises KindTaken or PermissionDenied."""
    _ask(by, at)
    kinds = list(PaperKind.objects.select_for_update())
    if fold(name) in {fold(kind.name) for kind in kinds}:
        raise KindTaken(_("A kind of this name exists already."))
    code = kind_code(name, {kind.code for kind in kinds})
    order = max((kind.sort_order for kind in kinds), default=0) + 1
    kind = PaperKind.objects.create(code=code, name=name, holds=holds, sort_order=order)
    record("document.kind_named", about=kind, by=by, at=at, said={"name": name, "holds": holds})
    return kind


@transaction.atomic
def rename_kind(kind: PaperKind, name: str, *, by: User, at: datetime) -> PaperKind:
    """Call a kind of paper otherwise; its code stays, and what is counted.

    Raises KindTaken or PermissionDenied.
    """
    _ask(by, at)
    kinds = {each.pk: each for each in PaperKind.objects.select_for_update()}
    kept = kinds.pop(kind.pk)
    if fold(name) in {fold(each.name) for each in kinds.values()}:
        raise KindTaken(_("A kind of this name exists already."))
    said = {"from": kept.name, "to": name}
    if kept.name != name:
        kept.name = name
        kept.save(update_fields=["name"])
        record("document.kind_renamed", about=kept, by=by, at=at, said=said)
    return kept


def _ask(by: User, at: datetime) -> None:
    if not may_name_kinds(by, today(at)):
        raise PermissionDenied(
            _("Kinds are those of the whole organisation: its top unit names them.")
        )
