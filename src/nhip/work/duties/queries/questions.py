"""What was asked once: of whom it can be, and how far the answers have come."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.db.models import Count, Max, Min, Q
from django.urls import reverse

from nhip.organisation.accounts.models import User
from nhip.organisation.people.choices import Role
from nhip.organisation.people.queries import unit_ids, units_holding
from nhip.organisation.periods.queries import working_days
from nhip.organisation.periods.rules import Due, today
from nhip.organisation.units.models import Unit
from nhip.organisation.units.queries import tree
from nhip.work.forms.models import Row
from nhip.work.indicators.choices import Stage
from nhip.work.indicators.queries import Window, asked_query

from .. import registry
from ..access import REGULATE, directly_below
from ..choices import Status
from ..models import Obligation, Regime
from .late import Duty, duty

SHOWN = 6  # questions on a desk


def untold(units: Collection[Unit], on: date) -> list[str]:
    """Return the names of the units that stand on a day in which nobody has an account to be told in."""
    told = units_holding([Role.REPORTER], [unit.pk for unit in units], on)
    return [unit.name for unit in units if unit.pk not in told]


@dataclass(frozen=True)
class AskedQuestion:
    """A question as whoever asked it sees it on the desk; `handed_in` of `asked`, so many accepted."""

    title: str
    due: Due
    asked: int
    handed_in: int
    accepted: int
    url: str


def whom_to_ask(
    own: Collection[int], below: Collection[int], on: date
) -> tuple[list[Unit], list[Unit]]:
    """Return the units directly below, and all one may ask, in the order of the tree."""
    units = Unit.objects.in_bulk(below)
    order = [units[unit_id] for unit_id in tree(on).ids if unit_id in units]
    direct = directly_below(own, on)
    return [unit for unit in order if unit.pk in direct], order


def questions(user: User, at: datetime, most: int | None = SHOWN) -> list[AskedQuestion]:
    """Return what a person's organs asked and is not all accepted yet, the latest first; as many as asked."""
    own = unit_ids(user, REGULATE, today(at))
    if not own:
        return []
    owed = Q(obligations__excused_at=None)
    came = owed & Q(obligations__answer__in=[Status.SUBMITTED, Status.ACCEPTED])
    accepted = owed & Q(obligations__answer=Status.ACCEPTED)
    found = (
        Regime.objects.filter(is_one_off=True, organ__unit__in=own)
        .annotate(
            asked=Count("obligations", filter=owed),
            came=Count("obligations", filter=came),
            accepted=Count("obligations", filter=accepted),
            due=Min("obligations__due_on"),
            hour=Max("obligations__due_time"),
        )
        .filter(asked__gt=0)
        .order_by("-pk")
        .values_list("name", "due", "hour", "asked", "came", "accepted", "pk")
    )
    return [
        AskedQuestion(
            name, Due(due, hour), asked, came, accepted, reverse("duties:regime", args=[pk])
        )
        for name, due, hour, asked, came, accepted, pk in found
        if accepted < asked
    ][:most]


def totals_of(regime: Regime) -> str:
    """Return where the figures of a question, and no others, are added up; "" where it asks for words alone."""
    owed = regime.obligations.select_related("period").first()
    rows = Row.objects.filter(section__form=regime.form_id)
    keys = rows.order_by("pk").values_list("indicator__key", flat=True)
    if owed is None or not keys:
        return ""
    window = Window(owed.period.start_on, owed.period.end_on, Stage.SUBMITTED)
    query = asked_query(regime.organ.unit.code, window, dict.fromkeys(keys))
    return f"{reverse('indicators:totals')}?{urlencode(query)}"


def answers_of(regime: Regime, seen: Collection[int], user: User, at: datetime) -> list[Duty]:
    """Return how each unit stands with a question, in the order of the tree, as far as one may see them."""
    places = {unit_id: place for place, unit_id in enumerate(tree(today(at)).ids)}
    owed = Obligation.objects.of(seen).filter(regime=regime)
    its = sorted(owed, key=lambda each: (places.get(each.unit_id, len(places)), each.pk))
    addresses, worked = registry.addresses(its, user, today(at)), working_days()
    return [
        duty(
            each,
            at,
            worked,
            address=addresses.get(each.pk) or reverse("duties:obligation", args=[each.pk]),
        )
        for each in its
    ]
