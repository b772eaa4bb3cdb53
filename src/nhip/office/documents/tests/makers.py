"""Organs, series and papers for tests, in this room and those above."""

import io
from datetime import UTC, date, datetime

from nhip.office.documents.actions import add_file, register_document
from nhip.office.documents.models import Document, PaperFile
from nhip.organisation.accounts.models import User
from nhip.organisation.periods.rules import Span
from nhip.organisation.units.actions import open_organ, open_series
from nhip.organisation.units.choices import Layout, OrganKind, Restart
from nhip.organisation.units.models import NumberSeries, Organ, Unit

START = date(2015, 1, 1)
AT = datetime(2022, 1, 10, 2, 0, tzinfo=UTC)


def year(number: int) -> Span:
    """The calendar year."""
    return Span(date(number, 1, 1), date(number + 1, 1, 1))


def month(year: int, number: int) -> Span:
    """The calendar month."""
    first = date(year, number, 1)
    return Span(first, date(year + number // 12, number % 12 + 1, 1))


def quarter(year: int, number: int) -> Span:
    """The calendar quarter."""
    return Span(month(year, number * 3 - 2).start_on, month(year, number * 3).end_on)


def administrator() -> User:
    """Who opens organs and series, whatever a test is about."""
    return User.objects.get(username="administrator")


def organ(unit: Unit, name: str = "Ban Chấp hành") -> Organ:
    """A committee of the unit."""
    found = Organ.objects.filter(unit=unit, kind=OrganKind.COMMITTEE, name=name).first()
    return found or open_organ(
        unit, OrganKind.COMMITTEE, name, Layout.PARTY, on=START, by=administrator(), at=AT
    )


def series(
    of: Organ, kind: str, code: str = "", *, sign: str = "CTr-BCH", restarts: str = Restart.YEAR
) -> NumberSeries:
    """A number series of the organ."""
    code = code or kind
    named = (code, f"Loạt {code}", kind, sign, restarts)
    return open_series(of, *named, on=START, by=administrator(), at=AT)


def paper(
    of: NumberSeries,
    issued_on: date,
    *,
    by: User,
    about: Span | None = None,
    subject: str = "Chương trình công tác tháng",
) -> Document:
    """A registered paper, entered on its day where that came after all else."""
    at = max(AT, datetime.combine(issued_on, AT.timetz()))
    return register_document(
        of, issued_on=issued_on, subject=subject, about=about, by=by, at=at, is_sample=True
    )


PNG = b"\x89PNG\r\n\x1a\n"


def filed(of: Document, by: User, name: str = "trang-1.png", said: bytes = b"1") -> PaperFile:
    """A scanned page beside a paper. Its caller sets ATTACHMENTS_ROOT aside."""
    return add_file(of, name, io.BytesIO(PNG + said), by=by, at=AT)
