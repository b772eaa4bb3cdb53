"""What an organisation says of itself first: who stands on top, what its levels are called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record

from ..access import CHANGE, CREATE
from ..models import LevelName, Unit, UnitSpan
from ..rules import AlreadyBuiltOn, UnitCodeTaken
from .setting_up import create_unit
from .writing import lock


@transaction.atomic
def set_up_root(code: str, name: str, *, on: date, by: User, at: datetime) -> Unit:
    """Set up the unit on top, or correct it: afterwards a decision renames it.

    Its code and first day may be corrected only while nothing stands below. Raises AlreadyBuiltOn,
    UnitCodeTaken or PermissionDenied.
    """
    lock()
    span = UnitSpan.objects.select_related("unit").filter(parent=None, end_on=None).first()
    if span is None:
        return create_unit(code, name, None, on=on, by=by, at=at)
    root = span.unit
    require(by, CHANGE, root)
    said = {"from": [root.code, root.name, str(span.start_on)], "to": [code, name, str(on)]}
    if said["from"] == said["to"]:
        return root
    if (code, on) != (root.code, span.start_on) and UnitSpan.objects.exclude(unit=root).exists():
        raise AlreadyBuiltOn(_("Units stand below it already: its code and first day stay."))
    if Unit.objects.filter(code=code).exclude(pk=root.pk).exists():
        raise UnitCodeTaken(_("Another unit has the code %(code)s.") % {"code": code})
    root.code, root.name, span.name, span.start_on = code, name, name, on
    root.save(update_fields=["code", "name"])
    span.save(update_fields=["name", "start_on"])
    root.events.filter(kind="created").update(on=on)
    record("units.corrected", about=root, unit=root, by=by, at=at, said=said)
    return root


@transaction.atomic
def name_levels(names: Sequence[str], *, by: User, at: datetime) -> list[LevelName]:
    """Say what the levels are called, from the top down; what was said before goes.

    Raises PermissionDenied.
    """
    require(by, CREATE)
    lock()
    before = list(LevelName.objects.values_list("name", flat=True))
    if before != list(names):
        LevelName.objects.all().delete()
        made = LevelName.objects.bulk_create(
            LevelName(number=number, name=name) for number, name in enumerate(names, start=1)
        )
        said = {"from": before, "to": list(names)}
        record("units.levels_named", about=made[0], by=by, at=at, said=said)
    return list(LevelName.objects.all())
