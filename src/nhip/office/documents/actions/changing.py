"""Striking, restoring and correcting a line of the register; figures over it are told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.office.records.actions import check_fields, correct_record, restore_record, strike_record
from nhip.office.records.rules import cause_of, cause_of_correcting, cause_of_restoring
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import authority
from nhip.organisation.periods.rules import today

from .. import rules
from ..access import check_correct, check_restore, check_strike
from ..models import Document
from ..queries import holding_kinds
from ..signals import register_changed

Cause = Callable[[str, str], str]


@transaction.atomic
def strike_document(document: Document, *, reason: str, by: User, at: datetime) -> Document:
    """Strike a line of the register. Raises AlreadyStruck, NoReason or PermissionDenied."""
    document = _locked(document)
    check_strike(by, document)
    unit = document.organ.unit
    strike_record(document, "document.struck", unit=unit, reason=reason, by=by, at=at)
    _tell(document, cause_of, document.strike_reason, by, at)
    return document


@transaction.atomic
def restore_document(document: Document, *, reason: str, by: User, at: datetime) -> Document:
    """Let a struck line count again. Raises NotStruck, NoReason or PermissionDenied."""
    document = _locked(document)
    check_restore(by, document)
    unit = document.organ.unit
    why = restore_record(document, "document.restored", unit=unit, reason=reason, by=by, at=at)
    _tell(document, cause_of_restoring, why, by, at)
    return document


@transaction.atomic
def correct_document(
    document: Document, fields: Mapping[str, object], *, reason: str, by: User, at: datetime
) -> Document:
    """Write a line of the register as its paper has it: number, date, subject, spans, text.

    Its series, and with it organ and kind, stay: a paper in the wrong series is struck and entered
    anew. Raises what `records.correct_record` does, ComesLater, SeriesClosed, NumberTaken, HoldsForNoSpan,
    SpanBackwards, BeyondAuthority or PermissionDenied.
    """
    document = _locked(document)
    check_correct(by, document)
    said = dict(fields)
    said |= _check(document, said, today(at))
    unit = document.organ.unit
    verb = "document.corrected"
    before = correct_record(document, verb, said, unit=unit, reason=reason, by=by, at=at)
    _tell(before, cause_of_correcting, reason, by, at)
    _tell(document, cause_of_correcting, reason, by, at)
    return document


def _locked(document: Document) -> Document:
    found = Document.objects.select_for_update(of=("self",))
    return found.select_related("organ__unit", "series").get(pk=document.pk)


def _check(document: Document, said: dict[str, object], on: date) -> dict[str, object]:
    """Ask of the paper as it will stand what registering it asks; return what follows from it."""
    will = Document(**{f.attname: getattr(document, f.attname) for f in document._meta.fields})
    for name, value in said.items():
        setattr(will, name, value)
    series = document.series
    rules.check_days(will.issued_on, series.start_on, series.end_on, on)
    organ = document.organ
    authority.require("issue", document.kind, organ.unit_id, organ, will.issued_on)
    year = rules.number_year(series.restarts, will.issued_on, series.start_on)
    others = Document.objects.filter(series=series, year=year).exclude(pk=document.pk)
    rules.check_number(will.number, set(others.values_list("number", flat=True)), series.sign)
    holds = document.kind in holding_kinds()
    rules.check_holding(will.holds_start_on, will.holds_end_on, holds=holds)
    if will.about_start_on:
        rules.check_forward(will.about_start_on, will.about_end_on)
    check_fields(will, said)
    symbol = rules.symbol(will.number, series.sign)
    follows: dict[str, object] = {"year": year, "symbol": symbol}
    return follows if (year, will.number) != (document.year, document.number) else {}


def _tell(document: Document, cause_of: Cause, reason: str, by: User, at: datetime) -> None:
    with office_words():
        what = _("paper %(symbol)s") % {"symbol": document.symbol}
        cause = cause_of(what, reason.strip())
    register_changed.send(Document, document=document, cause=cause, by=by, at=at)
