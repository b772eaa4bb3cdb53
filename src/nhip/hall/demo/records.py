"""The certificates of five years: the list of one decision.

No figure is typed here: the counts follow from the records.
"""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone

from nhip.office.documents.actions import NewPaper, take_in_papers
from nhip.office.documents.choices import Kind as PaperKind
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import record
from nhip.organisation.units.actions import NewSeries, take_in_series
from nhip.organisation.units.choices import OrganKind, Restart
from nhip.organisation.units.models import Organ, Unit
from nhip.work.commendations.choices import Recipient
from nhip.work.commendations.models import Certificate

YEARS = range(2017, 2022)
CONFERENCE_ON = date(2022, 7, 28)


def build_commendations(
    units: dict[str, Unit], organs: dict[str, Organ], *, opened_by: User, by: User
) -> None:
    """Register the decision of the conference's day and its list."""
    command = organs[OrganKind.COMMAND.value]
    code, name, sign = "quyet-dinh-khen-thuong", "Quyết định khen thưởng", "QĐ-BTL"
    kind, restarts, since = PaperKind.DECISION, Restart.YEAR.value, date(2017, 1, 1)
    (series,) = take_in_series(
        [NewSeries(command, code, name, kind, sign, restarts, since)],
        by=opened_by,
        at=timezone.now(),
    )
    new = NewPaper(
        series,
        CONFERENCE_ON,
        "Tặng Bằng khen cho tập thể, cá nhân trong năm năm thực hiện quy chế,"
        " quy định công tác kế hoạch tổng hợp",
        number=41,
        is_sample=True,
        at=_morning(CONFERENCE_ON),
    )
    (decision,) = take_in_papers([new], by=by, at=timezone.now())
    merit = (
        "Thành tích xuất sắc trong năm năm thực hiện quy chế, quy định công tác kế hoạch tổng hợp"
    )
    honoured = [units[code] for code in ("02", "05", "07", "11", "14")]
    Certificate.objects.bulk_create(
        Certificate(
            decision=decision,
            unit=unit,
            recipient=recipient,
            written_as=written[:200],
            merit=merit,
            given_on=CONFERENCE_ON,
            review_start_on=date(YEARS.start, 1, 1),
            review_end_on=date(YEARS.stop, 1, 1),
            is_sample=True,
        )
        for recipient, written_for in (
            (Recipient.COLLECTIVE, "{}"),
            (Recipient.INDIVIDUAL, "Trợ lý kế hoạch, {}"),
        )
        for unit in honoured
        for written in [written_for.format(unit.name)]
    )


def write_journal(units: dict[str, Unit], *, by: User) -> None:
    """Write down who entered each record and when, as the actions do: lineage ends at a post."""
    for given in Certificate.objects.select_related("unit"):
        record(
            "certificate.awarded", about=given, by=by, at=_morning(given.given_on), unit=given.unit
        )


def _morning(day: date | None) -> datetime:
    return timezone.make_aware(datetime.combine(day or CONFERENCE_ON, time(9)))
