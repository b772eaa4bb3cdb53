"""The journal as it is read: rows by what they are about, unit, person, time and verb."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.text import capfirst

from ..models import Entry
from ..registry import Named, deed, kinds

USER = "accounts.user"
HIDDEN = "password"  # no row ever says one; whoever adds such a key is not shown it either


@dataclass(frozen=True)
class Asked:
    """What is looked for; what is empty is not asked. `about` is "kind:id" or "kind"."""

    words: str = ""
    about: str = ""
    unit: str = ""
    person: str = ""
    verb: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class JournalLine:
    """One row in words."""

    at: datetime
    deed: str
    verb: str
    kind: str
    about: Named
    about_key: str
    unit: str
    by: Named
    reason: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)


def found(asked: Asked) -> QuerySet[Entry]:
    """Return the rows asked for, newest first."""
    rows = Entry.objects.select_related("detail").order_by("-at", "-pk")
    if asked.words:
        rows = rows.filter(_bears(asked.words))
    if asked.about:
        kind, _colon, key = asked.about.partition(":")
        rows = rows.filter(about=kind, **({"about_id": key} if key else {}))
    if asked.unit:
        rows = rows.filter(unit_code__iexact=asked.unit)
    if asked.person:
        ids = [int(pk) for pk in kinds()[USER].find(asked.person)] if USER in kinds() else []
        rows = rows.filter(by_id__in=ids)
    if asked.verb:
        rows = rows.filter(verb=asked.verb)
    if asked.since:
        rows = rows.filter(at__gte=_midnight(asked.since))
    if asked.until:
        rows = rows.filter(at__lt=_midnight(asked.until + timedelta(days=1)))
    return rows


def lines_of(rows: Sequence[Entry]) -> list[JournalLine]:
    """Return rows in words: one question for each kind of record among them."""
    wanted: dict[str, set[str]] = {USER: {str(row.by_id) for row in rows if row.by_id}}
    for row in rows:
        wanted.setdefault(row.about, set()).add(row.about_id)
    names = {kind: _names(kind, ids) for kind, ids in wanted.items()}
    return [_line(row, names) for row in rows]


def _line(row: Entry, names: Mapping[str, Mapping[str, Named]]) -> JournalLine:
    said = _said(row)
    title = str(said.get("title") or row.about_id)
    by = names[USER].get(str(row.by_id), Named(f"#{row.by_id}")) if row.by_id else Named("")
    return JournalLine(
        at=row.at,
        deed=deed(row.verb),
        verb=row.verb,
        kind=_kind(row.about),
        about=names[row.about].get(row.about_id, Named(title)),
        about_key=f"{row.about}:{row.about_id}",
        unit=row.unit_code,
        by=by,
        reason=str(said.get("reason") or ""),
        said={key: value for key, value in said.items() if HIDDEN not in key},
    )


def _names(kind: str, ids: Iterable[str]) -> Mapping[str, Named]:
    known = kinds().get(kind)
    keys = [key for key in ids if key.isdecimal() and len(key) < 19]
    return known.names(keys) if known and keys else {}


def _bears(words: str) -> Q:
    """Return what asks for rows about any record that bears the words."""
    asks = Q(pk=None)
    for label, kind in kinds().items():
        if ids := list(kind.find(words)):
            asks |= Q(about=label, about_id__in=ids)
    return asks


def _kind(label: str) -> str:
    app, _dot, name = label.partition(".")
    try:
        return str(capfirst(apps.get_model(app, name)._meta.verbose_name))
    except LookupError:
        return label


def _said(row: Entry) -> dict[str, Any]:
    try:
        said: dict[str, Any] = row.detail.said
    except ObjectDoesNotExist:
        return {}
    return said


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, timezone.get_current_timezone())
