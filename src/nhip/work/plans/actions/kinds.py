"""Kinds of plan an office adds to those of every installation."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from nhip.office.records import actions
from nhip.office.records.access import check_name_kinds
from nhip.organisation.accounts.models import User

from ..access import KEEP_KINDS
from ..models import PlanKind


@transaction.atomic
def add_kind(name: str, *, by: User, at: datetime) -> PlanKind:
    """Let units hand up plans of a new kind.

    Raises what records' `name_kind` raises, or PermissionDenied.
    """
    check_name_kinds(by, KEEP_KINDS, at)
    return actions.name_kind(PlanKind, "plan.kind_added", name, by=by, at=at)


@transaction.atomic
def rename_kind(kind: PlanKind, name: str, *, by: User, at: datetime) -> PlanKind:
    """Call a kind of plan otherwise; its code and its plans stay.

    Raises what records' `rename_kind` raises, or PermissionDenied.
    """
    check_name_kinds(by, KEEP_KINDS, at)
    return actions.rename_kind(kind, "plan.kind_renamed", name, by=by, at=at)
