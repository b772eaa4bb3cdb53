"""Kinds of paper: an office adds its own, and writes the name of one otherwise."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from nhip.office.records import actions
from nhip.office.records.access import check_name_kinds
from nhip.organisation.accounts.models import User

from ..access import NAME_KINDS
from ..models import PaperKind


@transaction.atomic
def name_kind(name: str, *, holds: bool, by: User, at: datetime) -> PaperKind:
    """Add a kind of paper. Raises what records' `name_kind` raises, or PermissionDenied."""
    check_name_kinds(by, NAME_KINDS, at)
    return actions.name_kind(PaperKind, "document.kind_named", name, holds=holds, by=by, at=at)


@transaction.atomic
def rename_kind(kind: PaperKind, name: str, *, by: User, at: datetime) -> PaperKind:
    """Call a kind of paper otherwise; its code stays, and what is counted.

    Raises what records' `rename_kind` raises, or PermissionDenied.
    """
    check_name_kinds(by, NAME_KINDS, at)
    return actions.rename_kind(kind, "document.kind_renamed", name, by=by, at=at)
