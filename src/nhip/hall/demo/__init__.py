"""The demonstration: an invented organisation below a root that bears the retold page's name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from nhip.organisation.periods.rules import today

if TYPE_CHECKING:
    from nhip.organisation.accounts.models import User
    from nhip.portal.news.models import ArticlePage

    from .regimes import Office

Say = Callable[[float, str], None]
HELD_AT = (2022, 7, 28, 14, 0)
PUBLISHED_AT = (2022, 7, 28, 17, 20)


def build(say: Say, now: datetime | None = None) -> None:
    """Build everything as it stands at a moment, saying how far it has come (0 to 1) and what is being made."""
    from nhip.office.figures.actions import compare_noted
    from nhip.organisation.journal.actions import record, seal

    from .organisation import ROOT

    now = now or timezone.now()
    say(0.0, "Đơn vị, cơ quan, chức vụ")
    office = found(now)
    told = build_past(say, office)
    say(0.8, "Năm nay")
    build_present(office, told)
    with transaction.atomic():
        record("demo.built", about=office.units[ROOT], by=None, at=now)
    compare_noted()
    seal(at=now)
    say(1.0, "Xong")


def found(now: datetime) -> Office:
    """Make units, people and calendars, the form of the half-year, and the public site with its pictures."""
    from nhip.organisation.people.actions import regroup

    from . import calendars, half_year, organisation, portal, regimes

    at, evening = _moments()
    with transaction.atomic():
        first = organisation.found()
        units = organisation.build_units(by=first)
        organs = organisation.build_organs(units, by=first)
        users = organisation.build_people(units, by=first)
        organisation.build_authority(by=first)
        calendar = calendars.build_calendars(today(now), by=users["quantri"], at=organisation.AT)
        office = regimes.Office(organs, calendar, users, units, now)
        office.form = half_year.build_form(office.organ, by=office.planner)
        office.sections = portal.build_site(by=users["quantri"], at=organisation.AT)
        regroup(at)
        office.images = portal.build_pictures(by=users["bientap"], at=evening)
    return office


def build_past(say: Say, office: Office) -> list[ArticlePage]:
    """Build what was until the conference of July 2022; return the articles, the page re-told first."""
    from nhip.office.figures.actions import compare_noted
    from nhip.organisation.units.choices import OrganKind
    from nhip.work.indicators.actions import call_invented
    from nhip.work.indicators.registry import definitions
    from nhip.work.reviews.actions import approve_review

    from . import (
        commendations,
        conference,
        half_year,
        organisation,
        plans,
        portal,
        register,
        training,
    )

    at, evening = _moments()
    planner, users, units, organs = office.planner, office.users, office.units, office.organs
    with transaction.atomic():
        say(0.1, "Sổ văn bản, lớp, kế hoạch, khen thưởng")
        call_invented(definitions(), by=planner, at=organisation.AT)
        register.build_register(organs, opened_by=users["quantri"], by=planner)
        training.build_training(units, by=planner)
        plans.build_plans(units, organs, by=planner)
        commendations.build_commendations(units, organs, opened_by=users["quantri"], by=planner)
    with transaction.atomic():
        say(0.3, "Báo cáo nửa năm đến năm 2022")
        last = half_year.build_reports(half_year.build_regime(office), office.now)
    compare_noted()
    with transaction.atomic():
        say(0.6, "Hội nghị và trang công khai")
        command = organs[OrganKind.COMMAND.value]
        reviews = conference.build_conference(command, last, users, at)
        for review in reviews:
            approve_review(review, by=users["thutruong"], at=at)
        editor, publisher = users["bientap"], users["xuatban"]
        article = portal.build_article(
            office, reviews[-1], editor=editor, publisher=publisher, at=evening
        )
        stories = portal.build_stories(
            office.sections, editor=editor, publisher=publisher, at=evening
        )
    compare_noted()
    return [article, *stories]


def build_present(office: Office, told: list[ArticlePage]) -> None:
    """Build the reform since, and this year: what is answered, what is open, what waits for whom."""
    from nhip.office.figures.actions import compare_noted
    from nhip.portal.panels.actions import load_samples

    from . import answers, half_year, organisation, portal, reform, regimes, this_year

    administrator = office.users["quantri"]
    with transaction.atomic():
        reform.build_reform(office.units, by=administrator)
        half_year.build_reports(half_year.build_regime_now(office), office.now)
        settled = answers.build_answers(office, regimes.build_regimes(office))
    compare_noted()
    with transaction.atomic():
        quarter, _month = this_year.build_conferences(office, settled)
        newest, *_drafts = this_year.build_articles(office, quarter)
        portal.build_newsroom(
            office.sections,
            editor=office.users["bientap"],
            publisher=office.users["xuatban"],
            at=office.now,
        )
        links_to = told[-1].url if told else "/"
        portal.build_views([newest, *told[:-1]], office.now)
        load_samples(links_to=links_to, by=office.users["xuatban"], at=office.now)
    compare_noted()
    with transaction.atomic():
        answers.send_back(office, settled)
        organisation.leave_open(office.units, by=administrator, at=office.now)
    compare_noted()


def _moments() -> tuple[datetime, datetime]:
    held, published = (timezone.make_aware(datetime(*each)) for each in (HELD_AT, PUBLISHED_AT))  # noqa: DTZ001
    return held, published


def accounts(now: datetime | None = None) -> list[dict[str, Any]]:
    """Return the accounts to sign in with, by role, each with what waits on its desk and how many of it."""
    from nhip.organisation.accounts.models import User
    from nhip.organisation.units.models import Unit

    from .organisation import ACCOUNTS, PASSWORD

    names = dict(Unit.objects.values_list("code", "name"))
    users = User.objects.in_bulk([each.username for each in ACCOUNTS], field_name="username")
    return [
        {
            "role": account.role.value,
            "username": account.username,
            "password": PASSWORD,
            "unit": names[account.unit_code],
            "waits": _waits(users[account.username], now or timezone.now()),
        }
        for account in ACCOUNTS
    ]


def _waits(user: User, now: datetime) -> dict[str, int]:
    """Count what waits on a desk, by its part; parts without anything are left out."""
    from nhip.hall.queries import desk
    from nhip.organisation.people.choices import Role
    from nhip.organisation.people.queries import principal
    from nhip.work.duties.choices import ObligationState

    here = desk(user, now)
    parts = ("owed", "to_sign", "to_check", "time_requests", "late", "changed", "reviews", "drafts")
    counted = {part: len(getattr(here, part)) for part in parts}
    counted["returned"] = sum(each.state == ObligationState.RETURNED for each in here.owed)
    held = principal(user, today(now))
    if held and held.role == Role.ADMINISTRATOR:
        counted["unposted"] = type(user).objects.filter(is_active=True, appointments=None).count()
    return {part: n for part, n in counted.items() if n}


def pages() -> dict[str, str]:
    """Return the addresses a newcomer opens first, as paths."""
    from nhip.portal.news.models import ArticlePage
    from nhip.work.forms.models import Form
    from nhip.work.reviews.models import Review

    from .conference import TITLE as CONFERENCE
    from .words import TITLE

    review = Review.objects.filter(conference__title=CONFERENCE).order_by("number").last()
    return {
        "home": "/",
        "article": ArticlePage.objects.get(title=TITLE).url,
        "review": f"{reverse('reviews:conference', args=[review.conference_id])}?phan={review.number}"
        if review
        else "",
        "desk": reverse("hall:desk"),
        "units": reverse("units:tree"),
        "form": reverse("forms:form", args=[Form.objects.get(code="nua-nam", version=1).pk]),
        **_report_pages(),
    }


def _report_pages() -> dict[str, str]:
    """Return a page the demonstration's reporter fills in, and one its planner checks."""
    from nhip.organisation.units.queries import tree
    from nhip.work.duties.choices import Status
    from nhip.work.reports.models import Report

    from .half_year import CODE_NOW
    from .organisation import REPORTING_UNIT

    places = tree(timezone.localdate())
    below = [unit.id for unit in places.children(places.root.id)]
    latest = Report.objects.order_by("-obligation__period__start_on", "obligation__due_on", "pk")
    open_to_unit = latest.filter(
        obligation__regime__code=CODE_NOW, unit__code=REPORTING_UNIT, status=Status.DRAFT
    )
    waiting = latest.filter(unit_id__in=below, status=Status.SUBMITTED)
    return {
        name: reverse(address, args=[report.pk]) if report else ""
        for name, address, report in (
            ("report", "reports:entry", open_to_unit.first()),
            ("check", "reports:check", waiting.first()),
        )
    }
