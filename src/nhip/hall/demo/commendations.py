"""The decision of the conference's day and the list that came with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from django.utils import timezone

from nhip.office.documents.actions import NewPaper, take_in_papers
from nhip.office.documents.choices import CountedKind
from nhip.organisation.accounts.models import User
from nhip.organisation.periods.rules import Span
from nhip.organisation.units.actions import open_series
from nhip.organisation.units.choices import OrganKind, Restart
from nhip.organisation.units.models import Organ, Unit
from nhip.work.commendations.actions import Award, take_in_certificates
from nhip.work.commendations.choices import Recipient

from .organisation import AT
from .register import YEARS

GIVEN_ON = date(2022, 7, 28)
NUMBER = 41
HONOURED = ("02", "05", "07", "11", "14")
SUBJECT = (
    "Tặng Bằng khen cho tập thể, cá nhân trong năm năm thực hiện quy chế, quy định công tác kế hoạch"
    " tổng hợp"
)
MERIT = "Thành tích xuất sắc trong năm năm thực hiện quy chế, quy định công tác kế hoạch tổng hợp"
WRITTEN = {Recipient.COLLECTIVE: "{}", Recipient.INDIVIDUAL: "Trợ lý kế hoạch, {}"}
REVIEWED = Span(date(YEARS.start, 1, 1), date(YEARS.stop, 1, 1))


def build_commendations(
    units: Mapping[str, Unit], organs: Mapping[str, Organ], *, opened_by: User, by: User
) -> None:
    """Register the decision of the conference's day and enter its list."""
    at = timezone.make_aware(datetime.combine(GIVEN_ON, time(9)))
    series = open_series(
        organs[OrganKind.COMMAND.value],
        "quyet-dinh-khen-thuong",
        "Quyết định khen thưởng",
        CountedKind.DECISION,
        "QĐ-BTL",
        Restart.YEAR,
        on=date(YEARS.start, 1, 1),
        by=opened_by,
        at=AT,
    )
    paper = NewPaper(series, GIVEN_ON, SUBJECT, number=NUMBER, is_sample=True)
    [decision] = take_in_papers([paper], by=by, at=at)
    awards = [
        Award(
            decision,
            units[code],
            recipient,
            written.format(units[code].name)[:200],
            MERIT,
            GIVEN_ON,
            REVIEWED,
            is_sample=True,
        )
        for recipient, written in WRITTEN.items()
        for code in HONOURED
    ]
    take_in_certificates(awards, by=by, at=at)
