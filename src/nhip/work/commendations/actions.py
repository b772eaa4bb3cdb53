"""Every change of certificates, and what a struck decision means for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.office.documents.models import Document
from nhip.office.records.actions import check_fields, correct_record, restore_record, strike_record
from nhip.office.records.rules import cause_of, cause_of_correcting, cause_of_restoring
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record_all
from nhip.organisation.journal.rules import row
from nhip.organisation.people.queries import authority
from nhip.organisation.periods.rules import Span
from nhip.organisation.units.models import Unit
from nhip.work.indicators.actions import RecordChange, records_changed

from .access import check_award, check_correct, check_restore, check_strike
from .models import Certificate
from .queries import KEYS, places
from .rules import AlreadyAwarded, NotBelow, refuse_backwards


@dataclass(frozen=True)
class Award:
    """One line of a decision; `by` and `at` where it was entered by others, at other times."""

    decision: Document
    unit: Unit
    recipient: str
    written_as: str
    merit: str
    given_on: date
    reviewed: Span
    is_sample: bool = False
    by: User | None = None
    at: datetime | None = None

    @property
    def line(self) -> Certificate:
        """Return it as it would be written."""
        return Certificate(
            decision=self.decision,
            unit=self.unit,
            recipient=self.recipient,
            written_as=self.written_as,
            merit=self.merit,
            given_on=self.given_on,
            review_start_on=self.reviewed.start_on,
            review_end_on=self.reviewed.end_on,
            is_sample=self.is_sample,
        )


@transaction.atomic
def take_in_certificates(rows: Sequence[Award], *, by: User, at: datetime) -> list[Certificate]:
    """Enter lines of commendation decisions, all of them or none.

    Raises WrongRow, whose reason is NoDecision, AlreadyAwarded, SpanBackwards, BeyondAuthority or
    PermissionDenied.
    """
    decisions = _locked_decisions({new.decision.pk for new in rows})
    standing = Certificate.objects.filter(struck_at=None, decision__in=decisions)
    taken = {each.key for each in standing}
    below = {pk: places(decision) for pk, decision in decisions.items()}
    made: list[Certificate] = []
    for place, new in enumerate(rows):
        line = new.line
        line.decision = decisions[new.decision.pk]
        with row(place):
            check_award(new.by or by, line.decision)
            _check(line, taken, below[line.decision_id])
        taken.add(line.key)
        made.append(line)
    Certificate.objects.bulk_create(made)
    record_all(
        Act("certificate.awarded", each, new.by or by, new.at or at, new.unit)
        for each, new in zip(made, rows, strict=True)
    )
    with office_words():
        changes = [
            _change(
                each,
                capfirst(_("%(what)s was entered.") % {"what": _words(each)}),
                _link(each),
                new.by or by,
                new.at or at,
            )
            for each, new in zip(made, rows, strict=True)
        ]
    records_changed(changes)
    return made


@transaction.atomic
def correct_certificate(
    certificate: Certificate, fields: Mapping[str, Any], *, reason: str, by: User, at: datetime
) -> Certificate:
    """Write a line otherwise than it was entered; figures that counted it, or now do, are told.

    `fields` are the model's. Raises AlreadyAwarded, SpanBackwards, AlreadyStruck, NoReason,
    NothingChanged, BeyondAuthority or PermissionDenied.
    """
    kept = _locked(certificate)
    check_correct(by, kept)
    wanted = copy(kept)
    for name, value in fields.items():
        setattr(wanted, name, value)
    _check(wanted, _others(kept), places(kept.decision))
    unit = wanted.unit
    verb = "certificate.corrected"
    before = correct_record(kept, verb, fields, unit=unit, reason=reason, by=by, at=at)
    with office_words():
        cause = cause_of_correcting(_words(kept), reason)
    if _counted(before) != _counted(kept):
        link = _link(kept)
        records_changed([_change(each, cause, link, by, at) for each in (before, kept)])
    return kept


@transaction.atomic
def strike_certificate(
    certificate: Certificate, *, reason: str, by: User, at: datetime
) -> Certificate:
    """Strike one line of a decision. Raises AlreadyStruck, NoReason or PermissionDenied."""
    kept = _locked(certificate)
    check_strike(by, kept)
    strike_record(kept, "certificate.struck", unit=kept.unit, reason=reason, by=by, at=at)
    with office_words():
        cause = cause_of(_words(kept), kept.strike_reason)
    records_changed([_change(kept, cause, _link(kept), by, at)])
    return kept


@transaction.atomic
def restore_certificate(
    certificate: Certificate, *, reason: str, by: User, at: datetime
) -> Certificate:
    """Take a strike back. Raises NotStruck, AlreadyAwarded, NoReason or PermissionDenied."""
    kept = _locked(certificate)
    check_restore(by, kept)
    _refuse_double(kept, _others(kept))
    verb = "certificate.restored"
    why = restore_record(kept, verb, unit=kept.unit, reason=reason, by=by, at=at)
    with office_words():
        cause = cause_of_restoring(_words(kept), why)
    records_changed([_change(kept, cause, _link(kept), by, at)])
    return kept


def tell_figures(
    sender: object, *, document: Document, cause: str, by: User, at: datetime, **rest: object
) -> None:
    """Tell the figures over a decision's certificates that the decision itself was struck."""
    link = reverse("documents:document", args=[document.pk])
    lines = document.certificates.filter(struck_at=None)
    records_changed([_change(each, cause, link, by, at) for each in lines])


def _locked_decisions(pks: Collection[int]) -> dict[int, Document]:
    """Lock the decisions, so that one line is not entered twice at once."""
    rows = Document.objects.select_for_update(of=("self",)).select_related("organ__unit")
    return {each.pk: each for each in rows.filter(pk__in=pks).order_by("pk")}


def _locked(certificate: Certificate) -> Certificate:
    rows = Certificate.objects.select_for_update(of=("self", "decision"))
    return rows.select_related("decision__organ__unit", "unit").get(pk=certificate.pk)


def _check(line: Certificate, taken: Collection[object], below: Collection[int]) -> None:
    """Raise what keeps a line from being written as it is; `below` are the units it may name."""
    check_fields(line)
    if line.unit_id not in below:
        said = {"unit": line.unit.name, "symbol": line.decision.symbol}
        raise NotBelow(_("%(unit)s stood below no organ of %(symbol)s on its day.") % said)
    refuse_backwards(line.review_start_on, line.review_end_on)
    _refuse_double(line, taken)
    organ = line.decision.organ
    on = line.decision.issued_on
    authority.require("commend", line.recipient, organ.unit_id, organ, on)


def _refuse_double(line: Certificate, taken: Collection[object]) -> None:
    if line.key in taken:
        said = {"who": line.written_as, "symbol": line.decision.symbol}
        raise AlreadyAwarded(_("“%(who)s” stands in %(symbol)s already.") % said)


def _others(line: Certificate) -> set[object]:
    """Return what the other standing lines of the decision are equal in."""
    others = Certificate.objects.filter(struck_at=None, decision=line.decision_id)
    return {other.key for other in others.exclude(pk=line.pk)}


def _counted(line: Certificate) -> tuple[object, ...]:
    """Return what decides which figures count a line."""
    return line.recipient, line.unit_id, line.review_start_on, line.review_end_on


def _words(certificate: Certificate) -> str:
    """Name a certificate by its decision and its unit."""
    words = {"symbol": certificate.decision.symbol, "unit": certificate.unit.name}
    return _("a certificate of %(symbol)s for %(unit)s") % words


def _link(certificate: Certificate) -> str:
    return reverse("commendations:certificate", args=[certificate.pk])


def _change(
    certificate: Certificate, cause: str, link: str, by: User, at: datetime
) -> RecordChange:
    """Return what the figure is told that counts it; its place in time is the end of what it reviews."""
    keys = [KEYS[certificate.recipient]]
    on = certificate.review_end_on - timedelta(days=1)
    return RecordChange(keys, certificate.unit_id, on, cause, link, by, at)
