"""Units of a regime come and go, lists follow merges and splits, past periods are asked for on request."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from nhip.office.notices.models import Notice
from nhip.organisation.journal.queries import history
from nhip.organisation.people.actions import NewAppointment, take_in_appointments
from nhip.organisation.people.choices import Role
from nhip.organisation.people.models import Appointment
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.periods.rules import today
from nhip.organisation.units.actions import (
    NewUnit,
    close_unit,
    create_unit,
    merge_units,
    open_organ,
    split_unit,
)
from nhip.organisation.units.choices import Layout, OrganKind
from nhip.organisation.units.models import Unit
from nhip.organisation.units.rules import UnitDecision
from nhip.work.duties import actions, queries
from nhip.work.duties.actions import (
    change_units,
    end_regime,
    owe_past,
    publish_regime,
    save_regime,
)
from nhip.work.duties.forms import RegimeForm
from nhip.work.duties.models import Obligation
from nhip.work.duties.tests.makers import AT, draft
from nhip.work.reports import actions as reports
from tests.cast import START

JULY, AUGUST, SEPTEMBER = date(2022, 7, 1), date(2022, 8, 1), date(2022, 9, 1)
WHY = "Theo công văn 12/KH."
NEXT_WEEK = datetime(2022, 7, 11, 2, 0, tzinfo=UTC)
AUTUMN = datetime(2022, 10, 3, 2, 0, tzinfo=UTC)
DECISION = UnitDecision("15/QĐ-ĐV", date(2022, 7, 20))


@pytest.fixture
def monthly(desk):
    """A regime in force since July: two units owe July and August."""
    return publish_regime(draft(desk), by=desk.cast.planner, at=AT)


@pytest.fixture
def named(desk):
    """A regime that names two units, both on the second level."""
    units = [desk.cast.unit, desk.cast.sibling]
    return publish_regime(draft(desk, levels=[], units=units), by=desk.cast.planner, at=AT)


def owed(regime):
    rows = Obligation.objects.owed().filter(regime=regime).select_related("period", "unit")
    return {(each.period.start_on.month, each.unit.code) for each in rows}


def told(desk, at=NEXT_WEEK):
    return {"by": desk.cast.planner, "at": at}


def decided(desk):
    return {"decision": DECISION, "by": desk.cast.administrator, "at": NEXT_WEEK}


def owing(regime, on):
    codes = Unit.objects.filter(pk__in=queries.owing_units(regime, on))
    return set(codes.values_list("code", flat=True))


def test_who_goes_owes_nothing_more_and_who_comes_owes_what_is_asked_by_now(desk, monthly):
    cast = desk.cast
    change_units(
        monthly, add=[cast.leaf], leave=[cast.unit], from_on=AUGUST, reason=WHY, **told(desk)
    )
    assert owed(monthly) == {(7, "G.07"), (7, "G.08"), (8, "G.08"), (8, "G.07.1")}
    assert owing(monthly, date(2022, 7, 31)) == {"G.07", "G.08"}
    assert owing(monthly, AUGUST) == {"G.08", "G.07.1"}
    assert WHY in Notice.objects.get(user=cast.reporter).text
    assert history(monthly)[-2].said["left"] == ["G.07"]


def test_who_comes_back_owes_again_what_had_fallen_away(desk, monthly):
    change_units(monthly, leave=[desk.cast.unit], from_on=AUGUST, reason=WHY, **told(desk))
    change_units(monthly, add=[desk.cast.unit], from_on=AUGUST, reason=WHY, **told(desk))
    assert owed(monthly) == {(7, "G.07"), (7, "G.08"), (8, "G.07"), (8, "G.08")}
    assert not monthly.listed.exists(), "its level reports"
    one = monthly.obligations.get(unit=desk.cast.unit, period__start_on=AUGUST)
    reports.open_report(one, by=desk.cast.reporter, at=NEXT_WEEK)


def test_a_draft_of_who_goes_is_kept_where_it_was_chosen(desk, monthly):
    one = monthly.obligations.get(unit=desk.cast.unit, period__start_on=AUGUST)
    reports.open_report(one, by=desk.cast.reporter, at=NEXT_WEEK)
    leaving = {"leave": [desk.cast.unit], "from_on": AUGUST, "reason": WHY}
    change_units(monthly, **leaving, **told(desk))
    assert (8, "G.07") in owed(monthly)


@pytest.mark.parametrize("wrong", ["comes", "goes", "nobody", "ended"])
def test_a_change_of_nothing_is_told(desk, monthly, wrong):
    cast, refusal = desk.cast, actions.NothingToDo
    moves = {"comes": {"add": [cast.unit]}, "goes": {"leave": [cast.leaf]}, "nobody": {}}
    if wrong == "ended":
        end_regime(monthly, AUGUST, WHY, **told(desk))
        refusal = actions.AlreadyEnded
    with pytest.raises(refusal):
        change_units(
            monthly,
            **moves.get(wrong, {"add": [cast.leaf]}),
            from_on=AUGUST,
            reason=WHY,
            **told(desk),
        )
    assert not monthly.listed.exists()


def test_a_unit_that_has_merged_into_another_is_not_offered(desk, monthly, client):
    cast = desk.cast
    client.force_login(cast.planner)
    page = reverse("duties:decide", args=[monthly.pk, "don-vi"])
    assert cast.leaf in client.get(page).context["form"].fields["add"].queryset
    decision = decided(desk) | {"on": date(2022, 7, 1)}
    merge_units([cast.leaf], cast.unit, **decision)
    assert cast.leaf not in client.get(page).context["form"].fields["add"].queryset


# Lists follow the tree


def test_the_heir_of_a_merge_takes_the_place_on_the_list(desk, named):
    cast = desk.cast
    new = NewUnit("G.09", "Đơn vị 09", cast.root)
    merge_units([cast.unit, cast.sibling], new, on=AUGUST, **decided(desk))
    assert owing(named, AUGUST) == {"G.09"}
    assert owing(named, date(2022, 7, 31)) == {"G.07", "G.08"}
    assert owed(named) == {(7, "G.07"), (7, "G.08"), (8, "G.09")}
    assert [each.kind for each in named.changes.all()] == ["followed"]
    assert history(named)[-2].said["added"] == ["G.09"]


def test_the_parts_of_a_split_take_the_place_and_a_part_that_reports_is_not_listed_twice(desk):
    cast = desk.cast
    regime = publish_regime(
        draft(desk, levels=[], units=[cast.unit, cast.sibling]), by=cast.planner, at=AT
    )
    parts = [(NewUnit("G.09", "Đơn vị 09", cast.root), 6000), (cast.sibling, 4000)]
    split_unit(cast.unit, parts, below={cast.leaf.pk: 0}, on=AUGUST, **decided(desk))
    assert owing(regime, AUGUST) == {"G.08", "G.09"}
    rows = regime.listed.on(AUGUST).values_list("unit__code", flat=True)
    assert sorted(rows) == ["G.08", "G.09"]


def test_levels_say_by_themselves_who_follows(desk, monthly):
    new = NewUnit("G.09", "Đơn vị 09", desk.cast.root)
    merge_units([desk.cast.unit, desk.cast.sibling], new, on=AUGUST, **decided(desk))
    actions.generate_all(at=NEXT_WEEK)
    assert owed(monthly) == {(7, "G.07"), (7, "G.08"), (8, "G.09")}
    assert not monthly.listed.exists()


def test_a_unit_that_closes_leaves_its_list_and_the_one_above_does_not_take_its_place(desk, named):
    cast = desk.cast
    close_unit(cast.unit, below=cast.sibling, on=AUGUST, **decided(desk))
    assert owing(named, AUGUST) == {"G.08"}


# Past periods


@pytest.fixture
def late_comer(desk, monthly):
    """A unit that stood all the time, and was written down in October only."""
    actions.generate_all(at=datetime(2022, 8, 8, 2, 0, tzinfo=UTC))
    actions.generate_all(at=AUTUMN)
    told = {"on": START, "by": desk.cast.administrator, "at": AUTUMN}
    unit = create_unit("G.10", "Đơn vị 10", desk.cast.root, decision=DECISION, **told)
    actions.generate_all(at=AUTUMN)
    return unit


def test_a_unit_written_down_late_owes_past_periods_on_request_and_is_not_late_at_once(
    desk, monthly, late_comer
):
    assert owed(monthly) & {(7, "G.10"), (8, "G.10")} == set()
    assert queries.late_comers(monthly, AUTUMN) == [late_comer]
    due_on = date(2022, 10, 10)
    foreseen = queries.owing_past(monthly, [late_comer], [JULY, AUGUST], due_on, AUTUMN)
    assert (len(foreseen.made), foreseen.late) == (2, 0)
    by_term = queries.owing_past(monthly, [late_comer], [JULY, AUGUST], None, AUTUMN)
    assert by_term.late == 2
    asked = {"due_on": due_on, "seen": foreseen.digest, **told(desk, AUTUMN)}
    made = owe_past(monthly, [late_comer], [JULY, AUGUST], **asked)
    assert {(each.period.start_on, each.due_on) for each in made} == {
        (JULY, due_on),
        (AUGUST, due_on),
    }
    with pytest.raises(actions.NothingToDo):
        owe_past(monthly, [late_comer], [JULY, AUGUST], **told(desk, AUTUMN))


def test_a_period_in_which_the_unit_did_not_stand_is_not_asked_for(desk, monthly):
    actions.generate_all(at=AUTUMN)
    told_by = {"on": SEPTEMBER, "by": desk.cast.administrator, "at": AUTUMN}
    unit = create_unit("G.10", "Đơn vị 10", desk.cast.root, decision=DECISION, **told_by)
    with pytest.raises(actions.NothingToDo, match="chưa có"):
        owe_past(monthly, [unit], [JULY], **told(desk, AUTUMN))


def test_units_of_another_branch_are_named_by_nobody(desk):
    cast = desk.cast
    post = Appointment.objects.get(user=cast.planner).post
    branch = NewAppointment(cast.reader, cast.unit, post, Role.PLANNER, START)
    take_in_appointments([branch], by=cast.administrator, at=AT)
    named = (OrganKind.STAFF, "Ban Kế hoạch", Layout.MILITARY)
    organ = open_organ(cast.unit, *named, on=START, by=cast.administrator, at=AT)
    told = {"by": cast.reader, "at": AT}
    regime = draft(desk, by=cast.reader, organ=organ, levels=[], units=[cast.sibling])
    with pytest.raises(PermissionDenied):
        publish_regime(regime, **told)
    regime = save_regime(regime, {"units": [cast.leaf]}, **told)
    own = unit_ids(cast.reader, "duties.regulate", today(AT))
    assert list(RegimeForm(instance=regime, own=own).fields["units"].queryset) == [cast.leaf]
    regime = publish_regime(regime, **told)
    with pytest.raises(PermissionDenied):
        change_units(regime, add=[cast.sibling], from_on=AUGUST, reason="Thêm.", **told)
    assert not Obligation.objects.filter(regime=regime, unit=cast.sibling).exists()
