"""Small regimes around the day of the build: a monthly one, a quarterly one, and one that shares a figure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from nhip.organisation.accounts.models import User
from nhip.organisation.periods.choices import DueRule, PeriodKind
from nhip.organisation.periods.models import Calendar
from nhip.organisation.periods.rules import place_of, span_of, today
from nhip.organisation.units.choices import OrganKind
from nhip.organisation.units.models import Organ, Unit
from nhip.portal.news.models import SectionPage
from nhip.portal.pictures.models import Picture
from nhip.work.duties.actions import generate_obligations, publish_regime, save_regime
from nhip.work.duties.models import Obligation, Regime
from nhip.work.forms.models import Form

from . import designing
from .forms import DemoRow, Outline
from .organisation import REPORTING_UNIT

MONTHLY = ("01", "02", "04", "08", "12", "13", "14", "16")  # none that the reform of 2022 touches
QUARTERLY = ("02", "04", "07", "17", "19")
RESULTS = "Kết quả trong kỳ"
SHARED = "tin_bai_thang"
FIGURES = {
    key: DemoRow(key, name, "", "lượt")
    for key, name in {
        "buoi_sinh_hoat": "Buổi sinh hoạt chính trị trong tháng",
        SHARED: "Tin, bài gửi Trang tin trong tháng",
        "cong_tac_vien": "Cộng tác viên có bài trong tháng",
        "luot_kiem_tra_quy": "Lượt kiểm tra cơ sở trong quý",
        "kien_nghi_quy": "Kiến nghị sau kiểm tra trong quý",
    }.items()
}


@dataclass(frozen=True)
class DemoRegime:
    """A small regime: its form's sections with what each asks, by key, who reports, how far back."""

    code: str
    name: str
    frequency: PeriodKind
    outline: Mapping[str, tuple[str, ...]]
    units: tuple[str, ...]
    days_ago: int


MONTH = DemoRegime(
    "bao-cao-thang",
    "Báo cáo tháng",
    PeriodKind.MONTH,
    {RESULTS: ("buoi_sinh_hoat", SHARED)},
    MONTHLY,
    100,
)
NEWS = DemoRegime(
    "tuyen-truyen-thang",
    "Báo cáo tháng về tuyên truyền",
    PeriodKind.MONTH,
    {RESULTS: (SHARED, "cong_tac_vien")},
    MONTHLY[:2],
    100,
)
QUARTER = DemoRegime(
    "bao-cao-quy",
    "Báo cáo quý",
    PeriodKind.QUARTER,
    {"Kiểm tra cơ sở": ("luot_kiem_tra_quy",), "Sau kiểm tra": ("kien_nghi_quy",)},
    QUARTERLY,
    200,
)


@dataclass
class Office:
    """Who acts, for which organs, and when it is now; with the form and the public site once they are made."""

    organs: dict[str, Organ]
    calendar: Calendar
    users: dict[str, User]
    units: dict[str, Unit]
    now: datetime
    form: Form = field(init=False)
    sections: dict[str, SectionPage] = field(init=False)
    images: dict[str, Picture] = field(init=False)

    @property
    def organ(self) -> Organ:
        return self.organs[OrganKind.POLITICAL.value]

    @property
    def planner(self) -> User:
        return self.users["kehoach"]

    @property
    def yesterday(self) -> date:
        return today(self.now) - timedelta(days=1)

    def reporter(self, obligation: Obligation) -> User:
        code = obligation.unit.code
        return self.users["baocao" if code == REPORTING_UNIT else f"tonghop.{code}"]


@dataclass(frozen=True)
class InForce:
    """The small regimes, in force."""

    monthly: Regime
    news: Regime
    quarterly: Regime


def build_regimes(office: Office) -> InForce:
    """Put a monthly and a quarterly regime in force, and a third that takes a figure from the first."""
    at = written_at(begins(office, QUARTER.frequency, QUARTER.days_ago))
    indicators = designing.define(FIGURES.values(), since=900, by=office.planner, at=at)
    return InForce(
        monthly=_regime(office, MONTH, indicators),
        news=_regime(office, NEWS, indicators, reuse={indicators[SHARED].pk}),
        quarterly=_regime(office, QUARTER, indicators),
    )


def _regime(
    office: Office, duty: DemoRegime, indicators: designing.Indicators, reuse: Collection[int] = ()
) -> Regime:
    start_on = begins(office, duty.frequency, duty.days_ago)
    by, at = office.planner, written_at(start_on)
    outline = [
        Outline(title, "", "", tuple(FIGURES[key] for key in keys))
        for title, keys in duty.outline.items()
    ]
    form = designing.design(duty.code, duty.name, outline, indicators, office.organ, by=by, at=at)
    fields = {
        "code": duty.code,
        "name": duty.name,
        "content": "Kết quả chính trong kỳ và số liệu theo biểu.",
        "organ": office.organ,
        "units": [office.units[each] for each in duty.units],
        "recipient": "Phòng Kế hoạch tổng hợp",
        "form": form,
        "calendar": office.calendar,
        "frequency": duty.frequency,
        "due_rule": DueRule.MONTH_DAY,
        "due_days": 25,
        "start_on": start_on,
    }
    regime = save_regime(Regime(), fields, by=by, at=at)
    regime = publish_regime(regime, reuse=reuse, by=by, at=at)
    make_owed(regime, start_on, office.now)
    return regime


def begins(office: Office, kind: PeriodKind, days_ago: int) -> date:
    """Return the first day of the period in which it was so many days ago."""
    day = today(office.now) - timedelta(days=days_ago)
    cut = office.calendar.cut
    return span_of(cut, kind, *place_of(cut, kind, day)).start_on


def written_at(start_on: date) -> datetime:
    """Return when a regime that begins on a day was written, with its form: before anybody owes it."""
    return moment(start_on - timedelta(days=10), 8)


def make_owed(regime: Regime, start_on: date, now: datetime, every: int = 15) -> None:
    """Make what a regime asks for from its first day until now; the scheduler looks more often."""
    day = start_on
    while day < today(now):
        generate_obligations(regime, at=moment(day, 0))
        day += timedelta(days=every)
    generate_obligations(regime, at=now)


def moment(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
