"""Many plans at once are what the single verbs make of each, and one bad one stops them all."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from nhip.kit.guard.forms import MarkedText
from nhip.office.documents.tests.makers import AT, organ
from nhip.organisation.journal.models import Detail, Entry
from nhip.organisation.journal.rules import WrongRow
from nhip.organisation.people.actions import lay_down
from nhip.organisation.people.models import Authority
from nhip.organisation.people.queries.authority import BeyondAuthority
from nhip.organisation.units.rules import NotStanding
from nhip.work.plans.actions import (
    Appraisal,
    NewPlan,
    appraise_plan,
    appraise_plans,
    faults_of_plans,
    receive_plan,
    take_in_plans,
)
from nhip.work.plans.choices import MODEL_UNIT, YEARLY
from nhip.work.plans.models import UnitPlan
from nhip.work.plans.rules import (
    AlreadyAppraised,
    ComesLater,
    NoSuchKind,
    NoSuchYear,
    NotAbove,
    PlanExists,
)

DAY = date(2020, 1, 10)


@pytest.fixture
def rows(cast):
    committee = organ(cast.root)
    return [
        NewPlan(cast.unit, YEARLY, 2020, " Kế hoạch năm ", DAY, committee),
        NewPlan(
            cast.unit, MODEL_UNIT, 2020, "Mẫu mực", DAY, committee, DAY + timedelta(5), "Đủ", True
        ),
        NewPlan(
            cast.sibling, YEARLY, 2020, "Kế hoạch năm", DAY, committee, DAY, at=AT - timedelta(9)
        ),
    ]


def outcome():
    """Every field of the plans and of the journal, but for keys and salts."""
    plans = UnitPlan.objects.order_by("unit", "kind")
    numbers = {str(plan.pk): number for number, plan in enumerate(plans)}
    entries = Entry.objects.filter(about="plans.unitplan")
    journal = [
        (numbers[entry.about_id], entry.verb, entry.unit_id, entry.unit_code, entry.by_id, entry.at,
         Detail.objects.filter(entry=entry).values_list("said", flat=True).first())
        for entry in entries
    ]  # fmt: skip
    fields = [field.attname for field in UnitPlan._meta.concrete_fields if field.name != "id"]
    return list(plans.values(*fields)), sorted(journal, key=lambda each: each[:2])


def test_many_are_what_one_after_another_would_be(cast, rows):
    with transaction.atomic():
        take_in_plans(rows, by=cast.planner, at=AT)
        many = outcome()
        transaction.set_rollback(True)
    for new in rows:
        plan = receive_plan(
            new.unit, kind=new.kind, year=new.year, title=new.title, received_on=new.received_on,
            organ=new.organ, is_sample=new.is_sample, by=cast.planner, at=new.at or AT,
        )  # fmt: skip
        if new.appraised_on:
            appraise_plan(
                plan, remarks=new.remarks, on=new.appraised_on, by=cast.planner, at=new.at or AT
            )
    assert outcome() == many
    assert len(many[0]) == 3
    assert len(many[1]) == 5


def test_many_appraisals_are_what_one_after_another_would_be(cast, rows):
    waiting = [NewPlan(new.unit, new.kind, 2020, new.title, DAY, new.organ) for new in rows]
    plans = take_in_plans(waiting, by=cast.planner, at=AT)
    said = [Appraisal(plan, DAY, "Đủ" if place else "") for place, plan in enumerate(plans)]
    with transaction.atomic():
        appraise_plans(said, by=cast.planner, at=AT)
        many = outcome()
        transaction.set_rollback(True)
    for each in said:
        appraise_plan(each.plan, remarks=each.remarks, on=each.on, by=cast.planner, at=AT)
    assert outcome() == many
    with pytest.raises(WrongRow) as wrong:
        appraise_plans([said[0]], by=cast.planner, at=AT)
    assert isinstance(wrong.value.why, AlreadyAppraised)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"kind": "khac"}, NoSuchKind),
        ({"year": 12}, NoSuchYear),
        ({"received_on": date(2014, 12, 31)}, NotStanding),
        ({"received_on": date(2022, 1, 11)}, ComesLater),
        ({"appraised_on": date(2020, 1, 9)}, ComesLater),
        ({"title": "x" * 201}, None),
        ({"title": "MẬT"}, MarkedText),
        ({}, PlanExists),
    ],
)
def test_one_bad_row_is_told_and_nothing_is_written(cast, rows, wrong, why):
    given = {"unit": cast.leaf, "kind": YEARLY, "year": 2020, "title": "Kế hoạch",
             "received_on": DAY, "organ": organ(cast.root)}  # fmt: skip
    good = [] if wrong else [NewPlan(**given)]
    bad = [*rows, *good, NewPlan(**{**given, **wrong})]
    with pytest.raises(WrongRow) as told:
        take_in_plans(bad, by=cast.planner, at=AT)
    assert told.value.index == len(bad) - 1
    assert f"Dòng {len(bad)}: " in told.value.messages[0]
    assert why is None or isinstance(told.value.why, why)
    assert not UnitPlan.objects.exists()
    assert not Entry.objects.filter(about="plans.unitplan").exists()
    assert [each.index for each in faults_of_plans(bad, by=cast.planner, at=AT)] == [len(bad) - 1]


def test_organs_of_other_branches_strangers_and_levels_without_authority_are_refused(cast, rows):
    beside = NewPlan(cast.unit, YEARLY, 2021, "Kế hoạch", DAY, organ(cast.sibling))
    [wrong] = faults_of_plans([*rows, beside], by=cast.planner, at=AT)
    assert isinstance(wrong.why, NotAbove)
    for who in (cast.reporter, cast.stranger, cast.administrator):
        assert len(faults_of_plans(rows, by=who, at=AT)) == len(rows)
        with pytest.raises(WrongRow) as told:
            take_in_plans(rows, by=who, at=AT)
        assert isinstance(told.value.why, PermissionDenied)
    line = Authority(verb="appraise", subject=YEARLY, level=3, start_on=date(2015, 1, 1), basis="x")
    lay_down(line, by=cast.administrator, at=AT)
    [wrong] = faults_of_plans(rows, by=cast.planner, at=AT)
    assert (wrong.index, type(wrong.why)) == (2, BeyondAuthority)


def test_many_ask_as_often_as_few(cast):
    committee = organ(cast.root)

    def asked(number, first):
        rows = [
            NewPlan(cast.unit, YEARLY, first + place, "Kế hoạch", DAY, committee, DAY)
            for place in range(number)
        ]
        with CaptureQueriesContext(connection) as queries:
            take_in_plans(rows, by=cast.planner, at=AT)
        return len(queries)

    asked(1, 1935)
    few = asked(5, 1940)
    assert asked(50, 1950) == few
