"""An organisation that benchmarks measure on: units that report each month, and an article that cites them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TypedDict

from nhip.office.figures.models import Pin
from nhip.office.figures.registry import Reference
from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role
from nhip.organisation.units.models import Unit
from nhip.portal.news.models import ArticlePage
from nhip.work.duties.models import Obligation
from nhip.work.forms.models import Row
from nhip.work.reports.models import Report

YEAR = (date(2025, 1, 1), date(2026, 1, 1))
START = date(2020, 1, 1)
BEFORE = datetime(2024, 12, 2, 2, 0, tzinfo=UTC)
AFTER = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)
LATER = AFTER + timedelta(days=1)  # when reports are taken in: nobody is told of what is past
INDICATORS = 30  # that are cited
LEFT = 2  # months whose reports are drafts, to be handed in while it is measured
POSTS = {
    Role.PLANNER: "trợ lý kế hoạch",
    Role.PUBLISHER: "biên tập viên xuất bản",
    Role.EDITOR: "biên tập viên",
    Role.ADMINISTRATOR: "quản trị",
    Role.REPORTER: "trợ lý báo cáo",
}


class Doing(TypedDict):
    """By whom and when something is done."""

    by: User
    at: datetime


@dataclass(frozen=True)
class Monthly:
    """What every unit is asked: one form of so many indicators, in each of the months before `YEAR` ends."""

    indicators: int = INDICATORS
    months: int = 12


@dataclass(frozen=True)
class Staffed:
    """Who does what at the head; the units below, with who reports for each and who checks it, by unit id."""

    people: dict[Role, User]
    provinces: list[Unit]
    units: list[Unit]
    reporters: dict[int, User]
    checkers: dict[int, User]


@dataclass
class Reporting:
    """Who does what, which reports are drafts, and the article."""

    people: dict[Role, User]
    reporters: dict[int, User]
    drafts: list[Report]
    article: ArticlePage
    keys: list[str]

    @property
    def references(self) -> list[Reference]:
        """Return the questions the article cites: the year of the whole organisation."""
        root = Unit.objects.get(code="B")
        return [Reference(key, root.pk, *YEAR, "accepted") for key in self.keys]

    def cite(self) -> None:
        """Let the article cite them all."""
        from nhip.office.figures.actions import compare_noted, pin, release
        from nhip.portal.news.models import HOLDER

        compare_noted()
        by = self.people[Role.PUBLISHER]
        for ref in self.references:
            release(ref, by=by, at=AFTER)
            pin(ref, holder=HOLDER, holder_id=self.article.pk, by=by, at=AFTER)
        compare_noted()

    def take_out(self) -> None:
        """Let the article cite none of them."""
        from nhip.office.figures.actions import compare_noted, unpin

        for each in Pin.objects.in_text():
            unpin(each, by=self.people[Role.PUBLISHER], at=AFTER)
        compare_noted()


def found(units: int, say: Callable[[float], None]) -> Reporting:
    """Make it by the verbs that people use: all months but the last ones are reported and accepted."""
    staff = people_of(units)
    rows = ask(staff, Monthly())
    say(0.2)
    keys = [row.indicator.key for row in rows]
    months = owed_by_month()
    drafts: list[Report] = []
    for place, its in enumerate(months):
        if place < len(months) - LEFT:
            reported(its, rows, staff)
        else:
            drafts += begun(its, rows, staff)
        say(0.2 + 0.8 * (place + 1) / len(months))
    return Reporting(staff.people, staff.reporters, drafts, article(staff.people), keys)


def owed_by_month() -> list[list[Obligation]]:
    """Return what is owed, month by month, in the order of the units."""
    owed = Obligation.objects.select_related("unit", "period", "regime")
    months: dict[int, list[Obligation]] = {}
    for each in owed.order_by("period__start_on", "unit"):
        months.setdefault(each.period_id, []).append(each)
    return list(months.values())


def people_of(units: int, provinces: int = 0) -> Staffed:
    """Make an organisation with people; provinces stand between its head and the units, if there are any."""
    from nhip.organisation.people.actions import (
        NewAccount,
        NewAppointment,
        NewName,
        make_first_account,
        take_in_accounts,
        take_in_appointments,
        take_in_posts,
    )
    from nhip.organisation.units.actions import SetUp, take_in_units

    first = make_first_account("first", "", "mot-cau-du-dai-de-nho", at=BEFORE)
    told: Doing = {"by": first, "at": BEFORE}
    heads = [f"T{n:02}" for n in range(1, provinces + 1)] or ["B"]
    names = [("B", "Toàn ngành", "")]
    names += [(code, f"Tỉnh {code[1:]}", "B") for code in heads if code != "B"]
    names += [
        (f"B.{n:04}", f"Đơn vị {n}", heads[n * len(heads) // (units + 1)])
        for n in range(1, units + 1)
    ]
    made = take_in_units(
        [SetUp(code, name, above, START, is_sample=True) for code, name, above in names], **told
    )
    root, below = made[0], made[1 + provinces :]
    posts = dict(zip(POSTS, take_in_posts(map(NewName, POSTS.values()), **told), strict=True))
    roles: list[tuple[Role, Unit]] = [(role, root) for role in POSTS if role != Role.REPORTER]
    roles += [(Role.PLANNER, unit) for unit in made[1 : 1 + provinces]]
    roles += [(Role.REPORTER, unit) for unit in below]
    accounts = take_in_accounts(
        [NewAccount(f"u{n}", "", f"Người {n}", first.password) for n in range(len(roles))], **told
    )
    held = list(zip(accounts, roles, strict=True))
    take_in_appointments(
        [NewAppointment(user, unit, posts[role], role, START) for user, (role, unit) in held],
        **told,
    )
    checks = {unit.code: user for user, (role, unit) in held if role == Role.PLANNER}
    return Staffed(
        people={role: user for user, (role, unit) in held if unit == root},
        provinces=made[1 : 1 + provinces],
        units=below,
        reporters={unit.pk: user for user, (role, unit) in held if role == Role.REPORTER},
        checkers={
            unit.pk: checks[above]
            for unit, (_code, _name, above) in zip(below, names[1 + provinces :], strict=True)
        },
    )


def ask(staff: Staffed, what: Monthly) -> list[Row]:
    """Ask every unit for a form of one section each month."""
    from nhip.organisation.periods.actions import open_calendar, open_period
    from nhip.organisation.units.actions import open_organ
    from nhip.organisation.units.choices import Layout, OrganKind
    from nhip.work.duties.actions import oblige, save_regime
    from nhip.work.duties.models import Regime
    from nhip.work.forms.actions import add_rows, add_section, publish_form, write_form
    from nhip.work.indicators.actions import NewIndicator, define_indicators
    from nhip.work.indicators.choices import Origin

    admin: Doing = {"by": User.objects.get(username="first"), "at": BEFORE}
    told: Doing = {"by": staff.people[Role.PLANNER], "at": BEFORE}
    calendar = open_calendar("duong-lich", "Dương lịch", 1, **admin)
    root = Unit.objects.get(code="B")
    organ = open_organ(root, OrganKind.STAFF, "Phòng Kế hoạch", Layout.MILITARY, on=START, **admin)
    form = write_form("Biểu tháng", organ, code="thang", **told)
    asked = define_indicators(
        [
            NewIndicator(f"so-{n:02}", {"name": f"Số {n}", "origin": Origin.COLLECTED})
            for n in range(what.indicators)
        ],
        **told,
    )
    rows = add_rows(add_section(form, "Số liệu", **told), [(each, "") for each in asked], **told)
    form = publish_form(form, **told)
    fields: dict[str, object] = {
        "code": "thang",
        "name": "Báo cáo tháng",
        "organ": organ,
        "form": form,
    }
    fields |= {"calendar": calendar, "frequency": "month", "due_days": 5}
    regime = save_regime(Regime(), fields, **told)
    for back in reversed(range(what.months)):
        year, month = YEAR[0].year - back // 12, 12 - back % 12
        period = open_period(calendar, "month", year, month)
        oblige(regime, period, staff.units, due_on=date(2026, 1, 20), **told)
    return rows


def typed(obligation: Obligation, rows: list[Row]) -> dict[int, tuple[str, bool]]:
    """Return what a unit types in each row: "nothing to report" nowhere."""
    seed = obligation.unit_id * 7 + obligation.period_id
    return {row.pk: (str((seed + place) % 90 + 1), False) for place, row in enumerate(rows)}


def reported(owed: list[Obligation], rows: list[Row], staff: Staffed) -> None:
    """Take reports in and accept them."""
    from nhip.work.reports.actions import Acceptance, FilledReport, accept_reports, take_in_reports

    made = take_in_reports(
        [
            FilledReport(each, typed(each, rows), staff.reporters[each.unit_id], AFTER)
            for each in owed
        ],
        at=LATER,
    )
    accept_reports(
        [Acceptance(each.report, staff.checkers[each.report.unit_id], AFTER) for each in made],
        at=LATER,
    )


def begun(owed: list[Obligation], rows: list[Row], staff: Staffed) -> list[Report]:
    """Fill reports in and leave them as drafts."""
    from nhip.work.reports.actions import Opening, Writing, open_reports, write_drafts

    by = staff.reporters
    reports = open_reports([Opening(each, by[each.unit_id], AFTER) for each in owed])
    write_drafts(
        [
            Writing(report, typed(each, rows), {}, by[each.unit_id], AFTER)
            for report, each in zip(reports, owed, strict=True)
        ]
    )
    return reports


def article(people: dict[Role, User]) -> ArticlePage:
    """Write the article that cites."""
    from nhip.portal.news.actions import create_draft, set_up_site
    from nhip.portal.news.models import SectionPage

    admin = User.objects.get(username="first")
    set_up_site(name="B", is_sample=True, sections=[("tin", "Tin tức", "")], by=admin, at=BEFORE)
    return create_draft(
        SectionPage.objects.get(),
        title="Nhìn lại năm 2025",
        kicker="",
        lead="Kết quả cả năm.",
        body=[("paragraph", "<p>Kết quả.</p>")],
        figures={},
        is_sample=True,
        by=people[Role.PUBLISHER],
        at=AFTER,
    )
