"""The demonstration: an invented organisation below a root that bears the retold page's name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from nhip.organisation.periods.rules import today

Say = Callable[[float, str], None]
HELD_AT = (2022, 7, 28, 14, 0)
PUBLISHED_AT = (2022, 7, 28, 17, 20)


def build(say: Say, now: datetime | None = None) -> None:
    """Build everything as it stands at a moment, saying how far it has come (0 to 1) and what is being made."""
    from nhip.office.figures.actions import compare_noted
    from nhip.organisation.journal.actions import record, seal
    from nhip.organisation.people.actions import regroup
    from nhip.organisation.units.choices import OrganKind
    from nhip.portal.panels.actions import load_samples
    from nhip.work.indicators.actions import call_invented
    from nhip.work.indicators.registry import definitions
    from nhip.work.reviews.actions import approve_review

    from . import (
        answers,
        calendars,
        commendations,
        conference,
        half_year,
        organisation,
        plans,
        portal,
        reform,
        regimes,
        register,
        this_year,
        training,
    )

    now = now or timezone.now()
    at, evening = (timezone.make_aware(datetime(*moment)) for moment in (HELD_AT, PUBLISHED_AT))  # noqa: DTZ001
    with transaction.atomic():
        say(0.0, "Đơn vị, cơ quan, chức vụ")
        first = organisation.found()
        units = organisation.build_units(by=first)
        organs = organisation.build_organs(units, by=first)
        users = organisation.build_people(units, by=first)
        organisation.build_authority(by=first)
    planner, command = users["kehoach"], organs[OrganKind.COMMAND.value]
    with transaction.atomic():
        say(0.1, "Sổ văn bản, lớp, kế hoạch, khen thưởng")
        call_invented(definitions(), by=planner, at=organisation.AT)
        register.build_register(organs, opened_by=users["quantri"], by=planner)
        training.build_training(units, by=planner)
        plans.build_plans(units, organs, by=planner)
        commendations.build_commendations(units, organs, opened_by=users["quantri"], by=planner)
    with transaction.atomic():
        say(0.3, "Báo cáo nửa năm đến năm 2022")
        calendar = calendars.build_calendars(today(now), by=users["quantri"], at=organisation.AT)
        organ = organs[OrganKind.POLITICAL.value]
        office = regimes.Office(organ, calendar, users, units, now)
        form = half_year.build_form(organ, by=planner)
        last = half_year.build_reports(half_year.build_regime(form, office), now)
    compare_noted()
    with transaction.atomic():
        say(0.6, "Hội nghị và trang công khai")
        reviews = conference.build_conference(command, last, users, at)
        for review in reviews:
            approve_review(review, by=users["thutruong"], at=at)
        sections = portal.build_site(by=users["quantri"], at=organisation.AT)
        editor, publisher = users["bientap"], users["xuatban"]
        regroup(at)
        article = portal.build_article(
            sections, reviews[-1], editor=editor, publisher=publisher, at=evening
        )
        stories = portal.build_stories(sections, editor=editor, publisher=publisher, at=evening)
        reform.build_reform(units, by=users["quantri"])
    compare_noted()
    with transaction.atomic():
        say(0.8, "Năm nay")
        half_year.build_reports(half_year.build_regime_now(form, office), now)
        settled = answers.build_answers(office, regimes.build_regimes(office))
    compare_noted()
    with transaction.atomic():
        quarter, _month = this_year.build_conferences(command, settled, users, now)
        told, *_drafts = this_year.build_articles(sections, quarter, users, now)
        portal.build_views([told, article, *stories], now)
        load_samples(by=publisher, at=now)
    compare_noted()
    with transaction.atomic():
        answers.send_back(office, settled)
        organisation.leave_open(units, by=users["quantri"], at=now)
        record("demo.built", about=units[organisation.ROOT], by=None, at=now)
    compare_noted()
    seal(at=now)
    say(1.0, "Xong")


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
    from nhip.organisation.people.queries import unposted

    here = desk(user, now)
    parts = ("owed", "to_sign", "to_check", "time_requests", "late", "changed", "reviews", "drafts")
    counted = {part: len(getattr(here, part)) for part in parts}
    counted["returned"] = sum(each.state.value == "returned" for each in here.owed)
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
