"""What striking, restoring, correcting and naming a kind do in every room of records.

Called by a room's own action, which has asked whether the person may, has locked the row, and tells
the figures over it afterwards.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from copy import copy
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from nhip.kit.guard.forms import refuse_marked
from nhip.kit.guard.signals import refuse_marked_row
from nhip.kit.text.forms import refuse_out_of_reach
from nhip.kit.text.language import office_words
from nhip.kit.text.rules import LAST_DAY
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import UnitLike, record
from nhip.organisation.journal.rules import RecordOvertaken
from nhip.organisation.periods.rules import today

from .models import Kind, Strikable
from .queries import field_words
from .rules import (
    NothingChanged,
    WrongField,
    kind_code,
    kind_name,
    reason_to_correct,
    reason_to_restore,
    reason_to_strike,
)

K = TypeVar("K", bound=Strikable)
N = TypeVar("N", bound=Kind)


def check_fields(line: Model, names: Collection[str] | None = None) -> None:
    """Ask of a line, saved or not, what its form asks: lengths, choices, days in reach, no mark.

    `names` are the fields looked at, all where it is left out. Raises MarkedText or WrongField.
    """
    refuse_marked_row(type(line), line)
    for field in line._meta.concrete_fields:
        is_asked = names is None or field.name in names
        if field.primary_key or field.is_relation or not is_asked:
            continue
        value = getattr(line, field.attname)
        try:
            if not (field.blank and value in field.empty_values):
                field.clean(value, line)
            is_after_last = field.name.endswith("end_on") and value == LAST_DAY + timedelta(days=1)
            if isinstance(value, date) and not is_after_last:
                refuse_out_of_reach(today(value) if isinstance(value, datetime) else value)
        except ValidationError as wrong:
            raise WrongField(field.name, str(field.verbose_name), wrong) from wrong


def strike_record(
    kept: Strikable, verb: str, *, unit: UnitLike, reason: str, by: User, at: datetime
) -> None:
    """Strike a locked record and journal it. Raises AlreadyStruck or NoReason."""
    kept.strike_reason = reason_to_strike(kept.is_struck, reason)
    kept.struck_at = at
    kept.save(update_fields=["struck_at", "strike_reason"])
    record(verb, about=kept, by=by, at=at, unit=unit, said={"reason": kept.strike_reason})


def restore_record(
    kept: Strikable, verb: str, *, unit: UnitLike, reason: str, by: User, at: datetime
) -> str:
    """Let a locked record that was struck count again, and journal it; return the reason as kept.

    Raises NotStruck, NoReason, or ValidationError where another record has taken its place.
    """
    said = {"reason": reason_to_restore(kept.is_struck, reason), "struck": kept.strike_reason}
    kept.struck_at, kept.strike_reason = None, ""
    _save(kept, ["struck_at", "strike_reason"])
    record(verb, about=kept, by=by, at=at, unit=unit, said=said)
    return said["reason"]


def correct_record(
    kept: K,
    verb: str,
    fields: Mapping[str, object],
    *,
    unit: UnitLike,
    reason: str,
    by: User,
    at: datetime,
) -> K:
    """Write new values into a locked record; the journal keeps the old words beside the new ones.

    `fields` are the model's; those that say what stands already are left alone. Returns the record
    as it stood before, so that figures over its old place can be told too. Raises AlreadyStruck,
    NoReason, NothingChanged, or ValidationError where the table does not take the new values.
    """
    why = reason_to_correct(kept.is_struck, reason)
    before = copy(kept)
    changes = []
    for name, value in fields.items():
        words = _said(kept, name)
        if _put(kept, name, value):
            changes.append({"field": name, "was": words, "now": _said(kept, name)})
    if not changes:
        raise NothingChanged(_("Nothing is changed: the record says this already."))
    check_fields(kept, [change["field"] for change in changes])
    _save(kept)
    record(verb, about=kept, by=by, at=at, unit=unit, said={"reason": why, "changes": changes})
    return before


def name_kind(
    table: type[N], verb: str, name: str, *, by: User, at: datetime, **fields: object
) -> N:
    """Add a kind to a room's table and journal it; its code is made of its name.

    `fields` are what the table has beside. Raises MarkedText, NoName, KindTaken or WrongField.
    """
    refuse_marked(name)
    kinds = list(table._default_manager.select_for_update())
    kind = table(name=kind_name(name, [each.name for each in kinds]), **fields)
    kind.code = kind_code(kind.name, {each.code for each in kinds}, table.longest("code"))
    kind.sort_order = max((each.sort_order for each in kinds), default=0) + 1
    check_fields(kind)
    kind.save()
    record(verb, about=kind, by=by, at=at, said={"name": kind.name, **fields})
    return kind


def rename_kind(kind: N, verb: str, name: str, *, by: User, at: datetime) -> N:
    """Call a kind otherwise and journal it; its code and its records stay.

    Raises MarkedText, NoName, KindTaken or WrongField.
    """
    refuse_marked(name)
    kinds = {each.pk: each for each in type(kind)._default_manager.select_for_update()}
    kept = kinds.pop(kind.pk)
    was, kept.name = kept.name, kind_name(name, [each.name for each in kinds.values()])
    check_fields(kept, ["name"])
    if kept.name != was:
        kept.save(update_fields=["name"])
        record(verb, about=kept, by=by, at=at, said={"from": was, "to": kept.name})
    return kept


def _save(kept: Strikable, names: list[str] | None = None) -> None:
    """Write a record where its table takes it. Raises ValidationError, or RecordOvertaken."""
    kept.validate_constraints()
    try:
        with transaction.atomic():
            kept.save(update_fields=names)
    except IntegrityError as wrong:  # what was free a moment ago
        words = _("Another record has taken this place a moment ago. Look at it first.")
        raise RecordOvertaken(words) from wrong


def _put(kept: Strikable, name: str, value: object) -> bool:
    """Let a field say this, and tell whether it said something else before."""
    field = kept._meta.get_field(name)
    was = field.value_from_object(kept)  # type: ignore[union-attr]
    if field.many_to_many:
        getattr(kept, name).set(value)
    else:
        setattr(kept, name, value)
    return bool(field.value_from_object(kept) != was)  # type: ignore[union-attr]


def _said(kept: Strikable, name: str) -> str:
    with office_words():
        return field_words(kept, name)
