"""Decisions and certificates for tests, in this room and those above."""

from datetime import date

from nhip.office.documents.models import Document
from nhip.office.documents.tests.makers import AT, paper, series
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import one_row
from nhip.organisation.periods.rules import Span
from nhip.organisation.units.models import Organ, Unit
from nhip.work.commendations.actions import Award, take_in_certificates
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
    merit, given_on = "Thành tích 5 năm thực hiện quy chế", date(2022, 7, 28)
    new = Award(of, unit, recipient, written, merit, given_on, reviewed, is_sample=True)
    with one_row():
        return take_in_certificates([new], by=by, at=AT)[0]
