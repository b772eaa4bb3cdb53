"""One screen for whoever decides: what waits for them, and what changed since they last looked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhip.office.figures import queries as figures
from nhip.office.figures.models import Pin
from nhip.office.notices.models import Look
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import home_unit, unit_ids
from nhip.organisation.periods.rules import today
from nhip.portal.news.access import may_publish
from nhip.portal.news.queries import kept_articles
from nhip.work.duties.choices import ObligationState
from nhip.work.plans.models import UnitPlan
from nhip.work.reports import queries as reports
from nhip.work.reports.choices import Step
from nhip.work.reviews.models import Review

MARKS = {
    Step.SUBMITTED: ObligationState.ON_TIME,
    Step.RETURNED: ObligationState.RETURNED,
    Step.ACCEPTED: ObligationState.ACCEPTED,
    Step.REOPENED: ObligationState.CORRECTING,
}


@dataclass(frozen=True)
class Since:
    """A moment to look back to, as an address and as people name it."""

    key: str
    label: str
    start: datetime


@dataclass(frozen=True)
class BriefLine:
    """One thing to know, with the page where it is seen or decided; `mark` is a beat, or none."""

    words: str
    note: str
    url: str
    mark: str = ""


@dataclass(frozen=True)
class BriefPart:
    """Lines of one kind, the most important first."""

    key: str
    title: str
    lines: list[BriefLine]
    note: str = ""


def sinces(user: User, at: datetime) -> list[Since]:
    """Return what one may look back to, the usual first: the last look stays there to go back to."""
    look = Look.objects.filter(user=user).first()
    last = [
        Since(key, label, moment)
        for key, label, moment in (
            ("lan-nay", _("since the last look"), look and look.seen_until),
            ("lan-truoc", _("since the look before that"), look and look.before),
        )
        if moment
    ]
    return [
        *last,
        Since("tuan", _("in the last 7 days"), at - timedelta(days=7)),
        Since("ngay", _("in the last 24 hours"), at - timedelta(days=1)),
    ]


def brief(user: User, start: datetime, at: datetime) -> list[BriefPart]:
    """Return what waits for this person now, and what changed after `start`; empty parts left out."""
    on = today(at)
    parts = [BriefPart("cho", _("Waiting for my decision"), list(waiting(user, on, at)))]
    if unit := home_unit(user, on):
        parts += _reported(reports.changed_since(user, unit, start, at))
    parts.append(
        BriefPart("trich-dan", _("Cited figures that changed"), list(_pins(user, start, at)))
    )
    return [part for part in parts if part.lines]


def waiting(user: User, on: date, at: datetime) -> Iterator[BriefLine]:
    """Yield what only this person, or a peer, can decide."""
    yield from reviews_to_approve(user, on)
    for each in reports.to_sign(user, at):
        yield BriefLine(each.unit, each.title, reverse("reports:sign", args=[each.report_id]))
    for arrival in reports.to_check(user, at):
        yield BriefLine(arrival.unit, arrival.title, arrival.url, arrival.state.mark)
    plans = UnitPlan.objects.visible_to(user, on).waiting()
    for plan in plans.filter(organ__unit__in=unit_ids(user, "plans.appraise", on)).select_related(
        "unit"
    ):
        yield BriefLine(plan.unit.name, plan.title, reverse("plans:plan", args=[plan.pk]))
    for note in figures.changed(user):
        yield BriefLine(note.label, note.held.title, note.address)
    if may_publish(user):
        yield from drafts()


def reviews_to_approve(user: User, on: date) -> Iterator[BriefLine]:
    """Yield the standing reviews this person may approve and nobody has."""
    reviews = (
        Review.objects.standing()
        .visible_to(user, on)
        .filter(approved_at=None, conference__organ__unit__in=unit_ids(user, "reviews.approve", on))
    )
    for review in reviews.select_related("conference"):
        yield BriefLine(review.conference.title, review.title, review.get_absolute_url())


def drafts() -> Iterator[BriefLine]:
    """Yield the articles the public does not see yet, the latest touched first."""
    for page in kept_articles().filter(live=False).order_by("-latest_revision_created_at"):
        yield BriefLine(page.title, _("article"), reverse("news:sign", args=[page.pk]))


def _reported(changed: reports.WhatChanged) -> list[BriefPart]:
    done = Counter(each.step for each in changed.steps)
    return [
        BriefPart(
            "bao-cao",
            _("Reports"),
            [
                BriefLine(
                    each.unit,
                    f"{each.step.label}: {each.title}",
                    each.url,
                    MARKS[each.step].mark,
                )
                for each in changed.steps
            ],
            ", ".join(f"{n} {step.label}" for step, n in done.items()),
        ),
        BriefPart(
            "moi-cham",
            _("Newly late"),
            [
                BriefLine(each.unit, each.title, each.url, each.state.mark)
                for each in changed.newly_late
            ],
        ),
        BriefPart(
            "dinh-chinh",
            _("Corrections"),
            [BriefLine(each.unit, _moves(each.figures), each.url) for each in changed.corrected],
        ),
        BriefPart(
            "so-lieu",
            _("Totals that moved"),
            [
                BriefLine(
                    _change(each.indicator.name, each.old, each.new),
                    each.period,
                    each.url,
                )
                for each in changed.totals
            ],
        ),
    ]


def _pins(user: User, start: datetime, at: datetime) -> Iterator[BriefLine]:
    seen = unit_ids(user, "indicators.see")
    pins = Pin.objects.filter(unit__in=seen, last_cause__at__gt=start, last_cause__at__lte=at)
    for pin in pins.prefetch_related("movings__cause__by").order_by("-last_cause__at", "-pk"):
        if told := figures.described(pin):
            words = _change(pin.label, pin.written, pin.written_now)
            yield BriefLine(words, told.held.title, told.address)


def _moves(figures: list[tuple[str, str, str]]) -> str:
    """Name the first figure that was corrected, and how many more."""
    if not figures:
        return _("only remarks")
    words = _change(*figures[0])
    if more := len(figures) - 1:
        words += ngettext(", and %(n)s more figure", ", and %(n)s more figures", more) % {"n": more}
    return words


def _change(name: str, old: str, new: str) -> str:
    return _("%(name)s: %(old)s, now %(new)s") % {"name": name, "old": old, "new": new}
