"""A small form on a desk: two sections, a ratio with a norm, a breakdown, two checks.

Section 1: 1.1 planned, 1.2 held (not above 1.1), 1.3 rate (1.2 over 1.1, norm 90 %).
Section 2: 2.1 items (the sum of 2.2 and 2.3), 2.2 and 2.3 its breakdown, 2.4 hours (optional, 1 decimal).
"""

import io
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from nhip.organisation.periods.actions import open_period
from nhip.organisation.periods.models import Calendar, Period
from nhip.organisation.units.choices import Layout, OrganKind
from nhip.organisation.units.models import Organ, Unit
from nhip.work.duties.models import Obligation, Regime
from nhip.work.forms.choices import Asks, Check, Severity
from nhip.work.forms.models import Form, Row, RowCheck, Section
from nhip.work.indicators.choices import NormSide, Origin
from nhip.work.indicators.models import Breakdown, Indicator
from nhip.work.reports.actions import attach, open_report, save_draft, submit_report
from nhip.work.reports.models import Attachment, Report
from tests.cast import Cast

# The first half of 2022 ends on 30/6; units of the second level hand in by 15/7.
IN_TIME = datetime(2022, 7, 10, 2, 0, tzinfo=UTC)
LATER = datetime(2022, 7, 12, 2, 0, tzinfo=UTC)
TOO_LATE = datetime(2022, 7, 20, 2, 0, tzinfo=UTC)

GOOD = {
    "planned": ("10", False),
    "held": ("9", False),
    "items": ("7", False),
    "tin": ("3", False),
    "bai": ("4", False),
    "hours": ("1,5", False),
}


@dataclass
class Desk:
    """The form, who owes it, and its rows by name."""

    cast: Cast
    form: Form
    regime: Regime
    period: Period
    obligation: Obligation
    rows: dict[str, int] = field(default_factory=dict)
    sections: list[int] = field(default_factory=list)

    def typed(self, **cells: tuple[str, bool] | str) -> dict[int, tuple[str, bool]]:
        """Return cells by row id: `typed(held="9")`."""
        return {
            self.rows[name]: (cell, False) if isinstance(cell, str) else cell
            for name, cell in cells.items()
        }

    def owes(self, unit: Unit, period: Period | None = None) -> Obligation:
        """Let another unit, or another period, owe the report too."""
        return Obligation.objects.create(
            regime=self.regime,
            unit=unit,
            period=period or self.period,
            due_on=date(2022, 7, 15),
        )

    def draft(self) -> Report:
        """Return the unit's report, begun and empty."""
        return open_report(self.obligation, by=self.cast.reporter, at=IN_TIME)

    def filled(self, **changed: tuple[str, bool] | str) -> Report:
        """Return the unit's report with every cell filled in, some otherwise."""
        report = self.draft()
        save_draft(
            report,
            figures=self.typed(**(GOOD | changed)),
            narratives={self.sections[0]: "Học tập theo lịch."},
            by=self.cast.reporter,
            at=IN_TIME,
        )
        return report

    def submitted(self, **changed: tuple[str, bool] | str) -> Report:
        """Return the unit's report, handed in."""
        report = self.filled(**changed)
        submit_report(report, by=self.cast.reporter, at=IN_TIME)
        report.refresh_from_db()
        return report


def lay_out(cast: Cast) -> Desk:
    """Make the form and let the unit owe it for the first half of 2022."""
    calendar = Calendar.objects.create(code="duong-lich", name="Dương lịch", first_day=1)
    organ = Organ.objects.create(
        unit=cast.root,
        kind=OrganKind.STAFF,
        name="Phòng Kế hoạch",
        layout=Layout.MILITARY,
        start_on=date(2015, 1, 1),
    )
    form = Form.objects.create(
        code="nua-nam", name="Biểu nửa năm", organ=organ, published_at=IN_TIME
    )
    regime = Regime.objects.create(
        code="nua-nam",
        name="Báo cáo nửa năm",
        organ=organ,
        form=form,
        calendar=calendar,
        frequency="half",
        due_days=15,
        days_less_a_level=3,
    )
    period = open_period(calendar, "half", 2022, 1)
    obligation = Obligation.objects.create(
        regime=regime, unit=cast.unit, period=period, due_on=date(2022, 7, 15)
    )
    desk = Desk(cast, form, regime, period, obligation)
    _write_form(desk)
    return desk


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def attached(desk: Desk) -> Attachment:
    """Let section 1 take files; return one that was handed in with the unit's report."""
    Section.objects.filter(pk=desk.sections[0]).update(
        asks_files=Asks.MAY, file_kinds=["pdf", "docx"], most_megabytes=1
    )
    report, section = desk.filled(), Section.objects.get(pk=desk.sections[0])
    kept = attach(
        report, section, "Biên bản.pdf", io.BytesIO(PDF), by=desk.cast.reporter, at=IN_TIME
    )
    submit_report(report, by=desk.cast.reporter, at=IN_TIME)
    return kept


def _write_form(desk: Desk) -> None:
    def indicator(key: str, name: str, **more: object) -> Indicator:
        return Indicator.objects.create(
            key=key, name=name, measure="buổi", **({"origin": Origin.COLLECTED} | more)
        )

    planned = indicator("planned", "Buổi theo kế hoạch")
    held = indicator("held", "Buổi đã tổ chức")
    rate = indicator(
        "rate",
        "Tỷ lệ thực hiện",
        origin=Origin.RATIO,
        numerator=held,
        denominator=planned,
        decimals=1,
        norm=900,
        norm_side=NormSide.AT_LEAST,
    )
    items = indicator("items", "Sản phẩm tự làm")
    hours = indicator("hours", "Giờ phát thanh", decimals=1)
    for code, name in (("tin", "Tin"), ("bai", "Bài")):
        Breakdown.objects.create(indicator=items, code=code, name=name)
    one = Section.objects.create(form=desk.form, number=1, title="Học tập", guidance="Nêu gọn.")
    two = Section.objects.create(form=desk.form, number=2, title="Thông tin")
    desk.sections = [one.pk, two.pk]
    for section, number, name, of, item, is_required in (
        (one, 1, "planned", planned, "", True),
        (one, 2, "held", held, "", True),
        (one, 3, "rate", rate, "", True),
        (two, 1, "items", items, "", True),
        (two, 2, "tin", items, "tin", True),
        (two, 3, "bai", items, "bai", True),
        (two, 4, "hours", hours, "", False),
    ):
        desk.rows[name] = Row.objects.create(
            section=section, number=number, indicator=of, item=item, is_required=is_required
        ).pk
    RowCheck.objects.create(
        row_id=desk.rows["held"],
        rule=Check.NOT_ABOVE,
        other_id=desk.rows["planned"],
        severity=Severity.ERROR,
    )
    RowCheck.objects.create(row_id=desk.rows["items"], rule=Check.SUM_OF, severity=Severity.ERROR)
