"""Every change of certificates, and what a struck decision means for them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.office.documents.models import Document
from nhip.office.records.rules import cause_of, reason_to_strike
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.people.queries import authority
from nhip.organisation.periods.rules import Span
from nhip.organisation.units.models import Unit
from nhip.work.indicators.actions import records_changed

from .models import Certificate
from .queries import KEYS


@transaction.atomic
def award_certificate(
    decision: Document,
    *,
    unit: Unit,
    recipient: str,
    written_as: str,
    merit: str,
    given_on: date,
    reviewed: Span,
    by: User,
    at: datetime,
    is_sample: bool = False,
) -> Certificate:
    """Enter one line of a commendation decision. Raises BeyondAuthority or PermissionDenied."""
    require(by, "commendations.keep", decision.organ)
    organ = decision.organ
    authority.require("commend", recipient, organ.unit_id, organ, decision.issued_on)
    certificate = Certificate.objects.create(
        decision=decision,
        unit=unit,
        recipient=recipient,
        written_as=written_as,
        merit=merit,
        given_on=given_on,
        review_start_on=reviewed.start_on,
        review_end_on=reviewed.end_on,
        is_sample=is_sample,
    )
    record("certificate.awarded", about=certificate, by=by, at=at, unit=unit)
    with office_words():
        cause = capfirst(_("%(what)s was entered.") % {"what": _words(certificate)})
    _tell(certificate, cause, _link(certificate), by, at)
    return certificate


@transaction.atomic
def strike_certificate(
    certificate: Certificate, *, reason: str, by: User, at: datetime
) -> Certificate:
    """Strike one line of a decision. Raises AlreadyStruck, NoReason or PermissionDenied."""
    require(by, "commendations.keep", certificate.decision.organ)
    struck = (
        Certificate.objects.select_for_update(of=("self",))
        .select_related("decision", "unit")
        .get(pk=certificate.pk)
    )
    struck.strike_reason = reason_to_strike(struck.struck_at, reason)
    struck.struck_at = at
    struck.save(update_fields=["struck_at", "strike_reason"])
    said = {"reason": struck.strike_reason}
    record("certificate.struck", about=struck, by=by, at=at, unit=struck.unit, said=said)
    with office_words():
        cause = cause_of(_words(struck), struck.strike_reason)
    _tell(struck, cause, _link(struck), by, at)
    return struck


def tell_figures(
    sender: object, *, document: Document, cause: str, by: User, at: datetime, **rest: object
) -> None:
    """Tell the figures over a decision's certificates that the decision itself was struck."""
    link = reverse("documents:document", args=[document.pk])
    for certificate in document.certificates.filter(struck_at=None):
        _tell(certificate, cause, link, by, at)


def _words(certificate: Certificate) -> str:
    """Name a certificate by its decision and its unit."""
    words = {"symbol": certificate.decision.symbol, "unit": certificate.unit.name}
    return _("a certificate of %(symbol)s for %(unit)s") % words


def _link(certificate: Certificate) -> str:
    return reverse("commendations:certificate", args=[certificate.pk])


def _tell(certificate: Certificate, cause: str, link: str, by: User, at: datetime) -> None:
    """Tell the figure that counts this certificate; its place in time is the end of what it reviews."""
    records_changed(
        [KEYS[certificate.recipient]],
        unit_id=certificate.unit_id,
        on=certificate.review_end_on - timedelta(days=1),
        cause=cause,
        link=link,
        by=by,
        at=at,
    )
