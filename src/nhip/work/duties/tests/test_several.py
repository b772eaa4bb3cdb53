"""One press gives several units more time, or excuses them: all that are ticked, or none."""

from datetime import date, time

import pytest
from django.urls import reverse

from nhip.organisation.journal.models import Entry
from nhip.organisation.periods.rules import Due
from nhip.work.duties.models import Extension, Obligation
from nhip.work.reports.tests.desk import Desk

HERE = reverse("duties:several")
MORE = {"until": "20/1/2099", "reason": "Bão số 4", "do": "extend"}


@pytest.fixture
def owed(client, desk: Desk):
    """What two units owe; the planner above both has signed in."""
    found = [desk.obligation, desk.owes(desk.cast.sibling)]
    Obligation.objects.update(due_on=date(2099, 1, 5))
    client.force_login(desk.cast.planner)
    return found


def told(answer):
    return " ".join(answer.content.decode().split())


def box(page, obligation):
    """The tag of an obligation's box."""
    start = page.index(f'name="owed" value="{obligation.pk}"')
    return page[start : page.index(">", start)]


def test_all_that_are_ticked_are_due_later_and_each_is_journalled(client, owed, desk):
    ids = [each.pk for each in owed]
    answer = client.post(HERE, MORE | {"owed": [*ids, ids[0]], "hour": "16h30"}, follow=True)
    assert "Đã gia hạn 2 báo cáo" in told(answer)
    for each in owed:
        each.refresh_from_db()
        assert each.due == Due(date(2099, 1, 20), time(16, 30))
        assert each.extensions.get().reason == "Bão số 4"
    done = Entry.objects.filter(verb="obligation.extended")
    assert {(entry.about_id, entry.by_id) for entry in done} == {
        (str(each.pk), desk.cast.planner.pk) for each in owed
    }


def test_all_that_are_ticked_are_excused_and_leave_the_list(client, owed):
    answer = client.post(
        HERE, {"owed": [owed[0].pk], "reason": "Bão số 4", "do": "excuse"}, follow=True
    )
    page = told(answer)
    assert "Đã miễn 1 báo cáo" in page
    assert f'name="owed" value="{owed[0].pk}"' not in page
    assert "checked" not in box(page, owed[1])
    owed[0].refresh_from_db()
    assert owed[0].excuse == "Bão số 4"
    assert Entry.objects.filter(verb="obligation.excused").get().about_id == str(owed[0].pk)


def test_a_refusal_names_every_unit_and_keeps_ticks_and_words(client, owed, desk):
    Obligation.objects.filter(pk=owed[1].pk).update(due_on=date(2099, 2, 1))
    answer = client.post(HERE, MORE | {"owed": [each.pk for each in owed]})
    page = told(answer)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["until"]
    assert desk.cast.sibling.name in answer.context["form"].errors["until"][0]
    assert "1/2/2099" in answer.context["form"].errors["until"][0]
    assert all("checked" in box(page, each) for each in owed)
    assert 'value="20/1/2099"' in page
    assert "Bão số 4</textarea>" in page
    assert not Extension.objects.exists()
    assert not Entry.objects.filter(verb="obligation.extended").exists()


def test_what_came_in_meanwhile_is_told_by_unit_and_stays_ticked(client, owed, desk):
    desk.submitted()
    answer = client.post(
        HERE, {"owed": [each.pk for each in owed], "reason": "Bão", "do": "excuse"}
    )
    [wrong] = answer.context["form"].errors["owed"]
    assert desk.cast.unit.name in wrong
    assert "checked" in box(told(answer), owed[0])
    assert not Obligation.objects.exclude(excused_at=None).exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"owed": []}, "owed"),
        ({"owed": ["999999999999999999999"]}, "owed"),
        ({"until": ""}, "until"),
        ({"until": "hôm nào"}, "until"),
        ({"reason": " "}, "reason"),
        ({"reason": "TUYỆT MẬT"}, "reason"),
    ],
)
def test_what_is_missing_is_told_at_its_field(client, owed, changed, field):
    answer = client.post(HERE, MORE | {"owed": [owed[0].pk]} | changed)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Extension.objects.exists()


def test_only_what_is_directly_below_is_listed_and_can_be_ticked(client, owed, desk):
    leaf = desk.owes(desk.cast.leaf)
    assert f'name="owed" value="{leaf.pk}"' not in told(client.get(HERE))
    answer = client.post(HERE, MORE | {"owed": [owed[0].pk, leaf.pk]})
    assert list(answer.context["form"].errors) == ["owed"]
    assert not Extension.objects.exists()
    client.force_login(desk.cast.unit_chief)
    page = told(client.get(HERE))
    assert f'name="owed" value="{leaf.pk}"' in page
    assert f'name="owed" value="{owed[0].pk}"' not in page


def test_one_regime_is_shown_and_all_of_it_can_be_ticked(client, owed, desk):
    page = told(client.get(HERE, {"che-do": desk.regime.pk, "chon": "het"}))
    assert all("checked" in box(page, each) for each in owed)
    assert f'<option value="{desk.regime.pk}" selected' in page
    assert 'name="owed"' not in told(client.get(HERE, {"che-do": 999}))


def test_many_lines_ask_no_more_questions(client, owed, desk, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    owed[1].delete()
    client.get(HERE)
    with CaptureQueriesContext(connection) as one:
        client.get(HERE)
    desk.owes(desk.cast.sibling)
    with django_assert_num_queries(len(one)):
        client.get(HERE)


def test_the_desk_leads_here(client, owed):
    assert f'href="{HERE}"' in told(client.get(reverse("reports:list")))
    shown = told(client.get(reverse("duties:obligation", args=[owed[0].pk])))
    assert f'href="{HERE}?che-do=' in shown
