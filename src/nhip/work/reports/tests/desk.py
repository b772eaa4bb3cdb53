"""A small form on a desk: two sections, a ratio with a norm, a breakdown, two checks.

Section 1: 1.1 planned, 1.2 held (not above 1.1), 1.3 rate (1.2 over 1.1, norm 90 %); it may have a file.
Section 2: 2.1 items (the sum of 2.2 and 2.3), 2.2 and 2.3 its breakdown, 2.4 hours (optional, 1 decimal).
"""

import io
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from nhip.organisation.accounts.models import User
from nhip.organisation.periods.actions import open_calendar, open_period
from nhip.organisation.periods.models import Period
from nhip.organisation.units.actions import open_organ
from nhip.organisation.units.choices import Layout, OrganKind
from nhip.organisation.units.models import Organ, Unit
from nhip.work.duties.actions import oblige, save_regime
from nhip.work.duties.models import Obligation, Regime
from nhip.work.forms.actions import (
    CheckTerms,
    add_check,
    add_rows,
    add_section,
    change_section,
    next_version,
    publish_form,
    write_form,
)
from nhip.work.forms.choices import Asks, Check, Severity
from nhip.work.forms.models import Form, Row, Section
from nhip.work.forms.rules import Asking
from nhip.work.indicators.actions import NewIndicator, define_indicators
from nhip.work.indicators.choices import NormSide, Origin
from nhip.work.reports.actions import attach, open_report, save_draft, submit_report
from nhip.work.reports.models import Attachment, Report
from tests.cast import START, Cast

# The form was written, and the report asked for, before the first half of 2022, which ends on 30/6;
# units of the second level hand in by 15/7.
BEFORE = datetime(2021, 12, 20, 2, 0, tzinfo=UTC)
IN_TIME = datetime(2022, 7, 10, 2, 0, tzinfo=UTC)
LATER = datetime(2022, 7, 12, 2, 0, tzinfo=UTC)
DUE_ON = date(2022, 7, 15)
TOO_LATE = datetime(2022, 7, 20, 2, 0, tzinfo=UTC)

GOOD = {
    "planned": ("10", False),
    "held": ("9", False),
    "items": ("7", False),
    "tin": ("3", False),
    "bai": ("4", False),
    "hours": ("1,5", False),
}


ROWS = ("planned", "held", "rate", "items", "tin", "bai", "hours")  # as they stand in the form
FILES = Asking(Asks.MAY, ("pdf", "docx"), 1)
COLLECTED = {"measure": "buổi", "origin": Origin.COLLECTED}
RATE = {"decimals": 1, "norm": 900, "norm_side": NormSide.AT_LEAST, "measure": "buổi"}
INDICATORS = [
    NewIndicator("planned", COLLECTED | {"name": "Buổi theo kế hoạch"}),
    NewIndicator("held", COLLECTED | {"name": "Buổi đã tổ chức"}),
    NewIndicator(
        "rate",
        RATE | {"name": "Tỷ lệ thực hiện", "origin": Origin.RATIO},
        ratio=("held", "planned"),
    ),
    NewIndicator(
        "items", COLLECTED | {"name": "Sản phẩm tự làm"}, items=(("tin", "Tin"), ("bai", "Bài"))
    ),
    NewIndicator("hours", COLLECTED | {"name": "Giờ phát thanh", "decimals": 1}),
]


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
        period = period or self.period
        asked = {"due_on": DUE_ON, "by": self.cast.planner, "at": BEFORE}
        oblige(self.regime, period, [unit], **asked)
        return Obligation.objects.get(regime=self.regime, unit=unit, period=period)

    def needs_files(self) -> Section:
        """Return the first section, which must have a file from now on.

        What is published never changes, so a second version of the form says so, in force before the period.
        """
        told = {"by": self.cast.planner, "at": BEFORE}
        form = next_version(self.form, **told)
        section = form.sections.get(number=1)
        must = replace(FILES, asks=Asks.MUST)
        change_section(section, section.title, section.guidance, {}, asking=must, **told)
        self.form = publish_form(form, **told)
        self.regime.refresh_from_db()
        self.obligation.refresh_from_db()
        self.read_form()
        return section

    def read_form(self) -> None:
        """Look up rows and sections of the form in force."""
        asked = Row.objects.filter(section__form=self.form).order_by("section__number", "number")
        self.rows = dict(zip(ROWS, asked.values_list("pk", flat=True), strict=True))
        self.sections = list(self.form.sections.values_list("pk", flat=True))

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
    """Make the form and let the unit owe it for the first half of 2022; the regime is still a draft."""
    told = {"by": cast.administrator, "at": BEFORE}
    calendar = open_calendar("duong-lich", "Dương lịch", 1, **told)
    named = (OrganKind.STAFF, "Phòng Kế hoạch", Layout.MILITARY)
    organ = open_organ(cast.root, *named, on=START, **told)
    form = _written(organ, cast.planner)
    fields = {
        "code": "nua-nam",
        "name": "Báo cáo nửa năm",
        "organ": organ,
        "form": form,
        "calendar": calendar,
        "frequency": "half",
        "due_days": 15,
        "days_less_a_level": 3,
    }
    regime = save_regime(Regime(), fields, by=cast.planner, at=BEFORE)
    period = open_period(calendar, "half", 2022, 1)
    asked = {"due_on": DUE_ON, "by": cast.planner, "at": BEFORE}
    [obligation] = oblige(regime, period, [cast.unit], **asked)
    desk = Desk(cast, form, regime, period, obligation)
    desk.read_form()
    return desk


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def attached(desk: Desk) -> Attachment:
    """Return a file of section 1 that was handed in with the unit's report."""
    report, section = desk.filled(), Section.objects.get(pk=desk.sections[0])
    kept = attach(
        report, section, "Biên bản.pdf", io.BytesIO(PDF), by=desk.cast.reporter, at=IN_TIME
    )
    submit_report(report, by=desk.cast.reporter, at=IN_TIME)
    return kept


def _written(organ: Organ, by: User) -> Form:
    """Write the form and publish it."""
    told = {"by": by, "at": BEFORE}
    form = write_form("Biểu nửa năm", organ, code="nua-nam", **told)
    planned, held, rate, items, hours = define_indicators(INDICATORS, **told)
    one, two = [add_section(form, title, **told) for title in ("Học tập", "Thông tin")]
    change_section(one, one.title, "Nêu gọn.", {}, asking=FILES, **told)
    most, below, _rate = add_rows(one, [(each, "") for each in (planned, held, rate)], **told)
    split = [(items, ""), (items, "tin"), (items, "bai"), (hours, "")]
    whole, *_items, optional = add_rows(two, split, **told)
    change_section(two, two.title, "", {optional.pk: ("", False)}, **told)
    add_check(below, CheckTerms(Check.NOT_ABOVE, Severity.ERROR, others=(most.pk,)), **told)
    add_check(whole, CheckTerms(Check.SUM_OF, Severity.ERROR), **told)
    return publish_form(form, **told)
