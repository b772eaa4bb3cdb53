"""Every change of the register."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.office.records.rules import cause_of, reason_to_strike
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.people.queries import authority
from nhip.organisation.periods.rules import Span
from nhip.organisation.units.models import NumberSeries

from .models import Document
from .rules import SeriesClosed, number_year, symbol
from .signals import register_changed


@transaction.atomic
def register_document(
    series: NumberSeries,
    *,
    issued_on: date,
    subject: str,
    about: Span | None,
    by: User,
    at: datetime,
    is_sample: bool = False,
) -> Document:
    """Enter a paper under the next number of its series; numbers of struck papers stay taken.

    The series is locked, so two papers never get one number. Raises SeriesClosed,
    BeyondAuthority or PermissionDenied.
    """
    require(by, "documents.register", series.organ)
    series = (
        NumberSeries.objects.select_for_update(of=("self",))
        .select_related("organ__unit")
        .get(pk=series.pk)
    )
    if issued_on < series.start_on or (series.end_on and issued_on >= series.end_on):
        raise SeriesClosed(_("The series gives no number on that day."))
    authority.require("issue", series.kind, series.organ.unit_id, series.organ, issued_on)
    year = number_year(series.restarts, issued_on, series.start_on)
    last = series.documents.filter(year=year).aggregate(last=Max("number"))["last"] or 0
    document = Document.objects.create(
        organ=series.organ,
        kind=series.kind,
        series=series,
        number=last + 1,
        year=year,
        symbol=symbol(last + 1, series.sign),
        issued_on=issued_on,
        subject=subject,
        about_start_on=about.start_on if about else None,
        about_end_on=about.end_on if about else None,
        is_sample=is_sample,
    )
    record("document.registered", about=document, by=by, at=at, unit=series.organ.unit)
    with office_words():
        cause = _("Paper %(symbol)s was entered in the register.") % {"symbol": document.symbol}
    register_changed.send(Document, document=document, cause=cause, by=by, at=at)
    return document


@transaction.atomic
def strike_document(document: Document, *, reason: str, by: User, at: datetime) -> Document:
    """Strike a line of the register. Raises AlreadyStruck, NoReason or PermissionDenied."""
    require(by, "documents.strike", document.organ)
    document = (
        Document.objects.select_for_update(of=("self",))
        .select_related("organ__unit")
        .get(pk=document.pk)
    )
    document.strike_reason = reason_to_strike(document.struck_at, reason)
    document.struck_at = at
    document.save(update_fields=["struck_at", "strike_reason"])
    said = {"reason": document.strike_reason}
    record("document.struck", about=document, by=by, at=at, unit=document.organ.unit, said=said)
    with office_words():
        what = _("paper %(symbol)s") % {"symbol": document.symbol}
        cause = cause_of(what, document.strike_reason)
    register_changed.send(Document, document=document, cause=cause, by=by, at=at)
    return document
