"""A country for `nhip bench totals`: communes in provinces under one head, and their reports of every month."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from nhip.hall.tools.bench.building import Size
from nhip.hall.tools.bench.organisation import (
    AFTER,
    BEFORE,
    INDICATORS,
    START,
    YEAR,
    Doing,
    Monthly,
    Reporting,
    article,
    ask,
    begun,
    owed_by_month,
    people_of,
    reported,
    typed,
)
from nhip.office.figures.actions import compare_noted
from nhip.organisation.accounts.models import User
from nhip.organisation.people.actions import (
    NewAccount,
    NewAppointment,
    NewName,
    take_in_accounts,
    take_in_appointments,
    take_in_posts,
)
from nhip.organisation.people.choices import Role
from nhip.organisation.periods.rules import Span
from nhip.organisation.units.models import Organ, Unit
from nhip.work.duties.actions import publish_regime, save_regime
from nhip.work.duties.models import Obligation, Regime
from nhip.work.indicators.models import Indicator
from nhip.work.reports.actions import accept_report, reopen_report, save_draft, submit_report
from nhip.work.reports.models import Report
from nhip.work.reviews.actions import add_review, approve_review, hold_conference, set_figures
from nhip.work.reviews.models import Review
from nhip.work.reviews.rules import FigureAsked

MOVED_BY = 9  # more than any correction before it


class Country:
    """What grows: a month of reports at a time, handed in and accepted, but for some drafts."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self.staff = people_of(size.communes, size.provinces)
        self.planner = self.staff.people[Role.PLANNER]
        self.rows = ask(self.staff, Monthly(size.indicators, size.months))
        self.months = owed_by_month()
        self.root = Unit.objects.get(code="B")
        self.indicators = list(Indicator.objects.filter(pk__in=[r.indicator_id for r in self.rows]))
        keys = [each.key for each in self.indicators][:INDICATORS]
        people = self.staff.people
        self.cited = Reporting(people, self.staff.reporters, [], article(people), keys)

    def month(self, place: int) -> tuple[date, date]:
        """Return the days of a month."""
        period = self.months[place][0].period
        return period.start_on, period.end_on

    def take_in(self, place: int, left: int = 0) -> list[Report]:
        """Take a month's reports in and accept them, but for some that are left as drafts and returned.

        Those are spread over the country.
        """
        owed = self.months[place]
        step = max(1, len(owed) // left) if left else len(owed) + 1
        kept = [each for at, each in enumerate(owed, 1) if at % step == 0][:left]
        ids = {each.pk for each in kept}
        reported([each for each in owed if each.pk not in ids], self.rows, self.staff)
        compare_noted()
        return begun(kept, self.rows, self.staff)

    def finish(self, drafts: list[Report]) -> None:
        """Hand in and accept what was left."""
        for report in drafts:
            report.refresh_from_db()
            if report.is_with_unit:
                submit_report(report, by=self.reporter(report), at=AFTER)
                report.refresh_from_db()
            if not report.is_accepted:
                accept_report(report, by=self.checker(report), at=AFTER)

    def reporter(self, report: Report) -> User:
        return self.staff.reporters[report.unit_id]

    def checker(self, report: Report) -> User:
        return self.staff.checkers[report.unit_id]

    def typed(self, report: Report) -> dict[int, tuple[str, bool]]:
        """Return what its unit types in each row."""
        return typed(report.obligation, self.rows)

    def correct(self, report: Report, number: int) -> None:
        """Let every figure of an accepted report be so much more than it was first."""
        at = AFTER + timedelta(days=1, seconds=number)
        reporter, checker = self.reporter(report), self.checker(report)
        more = {
            row: (str(int(raw) + number), nil) for row, (raw, nil) in self.typed(report).items()
        }
        reopen_report(report, "Đếm lại.", by=checker, at=at)
        report.refresh_from_db()
        save_draft(report, figures=more, narratives={}, by=reporter, at=at)
        submit_report(report, by=reporter, at=at)
        report.refresh_from_db()
        accept_report(report, by=checker, at=at)

    def approve(self, review: Review, report: Report) -> None:
        """Let the chief approve a review, and a correction move every figure of it."""
        told: Doing = {"by": User.objects.get(username="first"), "at": BEFORE}
        [post] = take_in_posts([NewName("thủ trưởng")], **told)
        new = NewAccount("chief", "", "Thủ trưởng", told["by"].password)
        [chief] = take_in_accounts([new], **told)
        take_in_appointments([NewAppointment(chief, self.root, post, Role.CHIEF, START)], **told)
        approve_review(review, by=chief, at=AFTER)
        report.refresh_from_db()
        self.correct(report, MOVED_BY)
        compare_noted()

    def publish(self) -> Regime:
        """Put the regime into force as people know it, and what it asks for now."""
        regime = Regime.objects.select_related("organ", "form", "calendar").get()
        names = ("code", "name", "organ", "form", "calendar", "frequency", "due_days")
        fields: dict[str, object] = {name: getattr(regime, name) for name in names}
        fields |= {"content": "Số liệu tháng", "recipient": "Phòng Kế hoạch", "levels": [3]}
        by = self.planner
        return publish_regime(save_regime(regime, fields, by=by, at=AFTER), by=by, at=AFTER)

    def review(self) -> Review:
        """Hold a conference that looks back on the cited figures of the year."""
        by = self.planner
        held = hold_conference(
            Organ.objects.get(), title="Tổng kết năm 2025", held_at=AFTER, by=by, at=AFTER
        )
        kept = add_review(held, title="Năm 2025", window=Span(*YEAR), by=by, at=AFTER)
        return set_figures(kept, [FigureAsked(key) for key in self.cited.keys], by=by, at=AFTER)


def found(
    size: Size, first: Callable[[Country, list[Report]], None], say: Callable[[float], None]
) -> tuple[Country, list[Report]]:
    """Make a country, measure it once it has one month, and return it with all of them and the last drafts."""
    country = Country(size)
    say(0.05)
    drafts = country.take_in(0, size.first_drafts)
    first(country, drafts)
    country.finish(drafts)
    for place in range(1, size.months):
        say(0.05 + 0.95 * place / size.months)
        drafts = country.take_in(place, size.drafts if place == size.months - 1 else 0)
    country.publish()
    return country, drafts


def amounts(owed: list[Obligation], country: Country) -> list[list[int]]:
    """Return what units report, by obligation and row."""
    return [[int(raw) for raw, _nil in typed(each, country.rows).values()] for each in owed]
