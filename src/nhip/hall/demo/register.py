"""The register of five years and the first months of the sixth: a paper a month, a quarter, a year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from nhip.office.documents.actions import NewPaper, take_in_papers
from nhip.office.documents.choices import CountedKind
from nhip.organisation.accounts.models import User
from nhip.organisation.periods.rules import Span
from nhip.organisation.units.actions import NewSeries, take_in_series
from nhip.organisation.units.choices import OrganKind, Restart
from nhip.organisation.units.models import NumberSeries, Organ

from .organisation import AT

YEARS = range(2017, 2022)
LAST_DAY = date(2022, 6, 30)


@dataclass(frozen=True)
class DemoSeries:
    """A series and how many papers it numbers a year, since when."""

    code: str
    name: str
    organ: OrganKind
    kind: str
    sign: str
    a_year: int
    since: int = YEARS.start


COMMITTEE, POLITICAL, STAFF = OrganKind.COMMITTEE, OrganKind.POLITICAL, OrganKind.STAFF
DIRECTIVE, PLAN, PROGRAMME = CountedKind.DIRECTIVE, CountedKind.PLAN, CountedKind.PROGRAMME
REPORT, NOTICE = CountedKind.REPORT, CountedKind.NOTICE
# fmt: off
RUNS = [
    DemoSeries("chi-thi-nam", "Chỉ thị năm", COMMITTEE, DIRECTIVE, "CT-ĐU", 1),
    DemoSeries("ke-hoach-nam", "Kế hoạch công tác năm", POLITICAL, PLAN, "KH-CCT", 1),
    DemoSeries("chuong-trinh-cap-uy", "Chương trình tháng của cấp ủy", COMMITTEE, PROGRAMME, "CTr-ĐU", 12),
    DemoSeries("chuong-trinh-chinh-tri", "Chương trình tháng của cơ quan chính trị",
        POLITICAL, PROGRAMME, "CTr-CCT", 12),
    DemoSeries("chuong-trinh-phoi-hop", "Chương trình tháng phối hợp liên cơ quan",
        STAFF, PROGRAMME, "CTr-PKH", 12, since=2020),
    DemoSeries("bao-cao-thang-cap-uy", "Báo cáo tháng của cấp ủy", COMMITTEE, REPORT, "BC-ĐU", 12),
    DemoSeries("bao-cao-thang", "Báo cáo tháng của cơ quan chính trị", POLITICAL, REPORT, "BC-CCT", 12),
    DemoSeries("thong-bao-thang", "Thông báo tháng của cơ quan chính trị", POLITICAL, NOTICE, "TB-CCT", 12),
    DemoSeries("thong-bao-tong-hop", "Thông báo tổng hợp tháng", STAFF, NOTICE, "TB-PKH", 12),
    DemoSeries("bao-cao-quy-cap-uy", "Báo cáo quý của cấp ủy", COMMITTEE, REPORT, "BCQ-ĐU", 4),
    DemoSeries("bao-cao-quy", "Báo cáo quý của cơ quan chính trị", POLITICAL, REPORT, "BCQ-CCT", 4),
    DemoSeries("thong-bao-quy", "Thông báo quý", STAFF, NOTICE, "TBQ-PKH", 4),
    DemoSeries("bao-cao-nam-cap-uy", "Báo cáo năm của cấp ủy", COMMITTEE, REPORT, "BCN-ĐU", 1),
    DemoSeries("bao-cao-nam", "Báo cáo năm của cơ quan chính trị", POLITICAL, REPORT, "BCN-CCT", 1),
    DemoSeries("thong-bao-nam", "Thông báo kết quả năm", STAFF, NOTICE, "TBN-PKH", 1),
]
# Papers that hold for a span: (code, name, organ, kind, sign, subject, issued, the day after the last).
HOLDING = [
    ("quy-che", "Quy chế", COMMITTEE, "regulation", "QC-ĐU",
     "Quy chế công tác kế hoạch tổng hợp", date(2017, 1, 16), None),
    ("quy-dinh", "Quy định", POLITICAL, "rule", "QyĐ-CCT",
     "Quy định chế độ báo cáo, thống kê công tác kế hoạch tổng hợp", date(2017, 2, 10), None),
    ("nghi-quyet", "Nghị quyết", COMMITTEE, "resolution", "NQ-ĐU",
     "Nghị quyết lãnh đạo công tác kế hoạch tổng hợp giai đoạn 2017–2021",
     date(2017, 1, 9), date(2022, 1, 1)),
]
# fmt: on
LOOKS_AHEAD = {DIRECTIVE, PLAN, PROGRAMME}
SPAN_NAMES = {12: "tháng {index}/{year}", 4: "quý {roman}/{year}", 1: "năm {year}"}
ROMAN = ["", "I", "II", "III", "IV"]
TEXT = (
    "Điều 1. Phạm vi: công tác kế hoạch tổng hợp của các cơ quan, đơn vị.\n\n"
    "Điều 2. Mỗi cơ quan, đơn vị lập kế hoạch, báo cáo theo thời hạn đã định.\n\n"
    "(Nội dung hư cấu để trình diễn.)"
)


def build_register(organs: Mapping[str, Organ], *, opened_by: User, by: User) -> None:
    """Open the series, then enter each paper on the morning it was issued."""
    lines = [(run.code, run.name, run.organ, run.kind, run.sign, run.since) for run in RUNS]
    lines += [(*line[:5], YEARS.start) for line in HOLDING]
    new = [
        NewSeries(
            organs[organ.value], code, name, kind, sign, Restart.YEAR.value, date(since, 1, 1)
        )
        for code, name, organ, kind, sign, since in lines
    ]
    series = take_in_series(new, by=opened_by, at=AT)
    papers = [paper for run, its in zip(RUNS, series, strict=False) for paper in _papers(run, its)]
    papers += map(_holding, HOLDING, series[len(RUNS) :])
    take_in_papers(papers, by=by, at=timezone.now())


def _papers(run: DemoSeries, series: NumberSeries) -> Iterator[NewPaper]:
    months = 12 // run.a_year
    for year in range(run.since, YEARS.stop + 1):
        for index in range(1, run.a_year + 1):
            first = date(year, (index - 1) * months + 1, 1)
            after = date(year + (index * months) // 12, (index * months) % 12 + 1, 1)
            ahead = run.kind in LOOKS_AHEAD
            issued = first + timedelta(days=1) if ahead else after - timedelta(days=2)
            if issued > LAST_DAY:
                continue
            span = SPAN_NAMES[run.a_year].format(index=index, roman=ROMAN[index % 5], year=year)
            yield NewPaper(
                series,
                issued,
                f"{run.name}: {span}",
                about=Span(first, after),
                number=index,
                is_sample=True,
                at=_morning(issued),
            )


def _holding(
    line: tuple[str, str, OrganKind, str, str, str, date, date | None], series: NumberSeries
) -> NewPaper:
    *_series, subject, issued, end_on = line
    return NewPaper(
        series,
        issued,
        subject,
        holds_start_on=issued,
        holds_end_on=end_on,
        text=TEXT,
        is_sample=True,
        at=_morning(issued),
    )


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))
