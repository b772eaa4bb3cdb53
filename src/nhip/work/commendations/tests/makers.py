"""Decisions and certificates for tests, in this room and those above."""

from datetime import date

from nhip.office.documents.models import Document
from nhip.office.documents.tests.makers import AT, paper, series
from nhip.organisation.accounts.models import User
from nhip.organisation.periods.rules import Span
from nhip.organisation.units.models import Organ, Unit
from nhip.work.commendations.actions import award_certificate
from nhip.work.commendations.models import Certificate

FIVE_YEARS = Span(date(2017, 1, 1), date(2022, 1, 1))


def decision(organ: Organ, *, by: User) -> Document:
    """A commendation decision in the register."""
    of = organ.series.filter(code="decision").first() or series(organ, "decision", sign="QĐ-BTL")
    return paper(of, date(2022, 7, 25), by=by, subject="Quyết định khen thưởng")


def awarded(
    of: Document, unit: Unit, recipient: str, *, by: User, reviewed: Span = FIVE_YEARS
) -> Certificate:
    """One line of a decision."""
    written = unit.name if recipient == "collective" else f"Trợ lý kế hoạch, {unit.name}"
    return award_certificate(
        of,
        unit=unit,
        recipient=recipient,
        written_as=written,
        merit="Thành tích 5 năm thực hiện quy chế",
        given_on=date(2022, 7, 28),
        reviewed=reviewed,
        by=by,
        at=AT,
        is_sample=True,
    )
