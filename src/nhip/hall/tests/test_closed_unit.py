"""Whoever was of a unit that has closed is told so at the desk, and wherever no page is left."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from nhip.organisation.people.actions import appoint
from nhip.organisation.people.choices import Role
from nhip.organisation.units.actions import merge_units
from nhip.organisation.units.rules import UnitDecision
from tests.cast import PASSWORD

DAY = date(2022, 10, 1)
AT = datetime(2022, 9, 25, 2, 0, tzinfo=UTC)
DESK = "/lam-viec/"


@pytest.fixture
def merged(cast):
    decision = UnitDecision("15/QĐ-ĐV", date(2022, 9, 20))
    merge_units([cast.unit], cast.sibling, decision=decision, on=DAY, by=cast.administrator, at=AT)
    return cast


def told(answer):
    shown = answer.content.decode()
    return all(
        words in shown
        for words in (
            "Đơn vị 07",
            "1/10/2022",
            "15/QĐ-ĐV",
            "Đơn vị 08",
            "Không còn báo cáo nào của đơn vị dở dang.",
            "quản trị hệ thống",
        )
    )


def test_signing_in_leads_to_a_page_that_says_which_unit_closed_and_whom_to_turn_to(merged, client):
    said = {"login": "reporter", "password": PASSWORD}
    answer = client.post(reverse("account_login"), said)
    assert answer.url == DESK
    assert told(client.get(DESK))


@pytest.mark.parametrize(
    ("address", "status"),
    [("/lam-viec/bao-cao/999/", 404), ("/lam-viec/tom-tat/", 403)],
)
def test_no_bare_refusal_in_the_working_rooms(merged, client, address, status):
    client.force_login(merged.reporter)
    answer = client.get(address)
    assert answer.status_code == status
    assert told(answer)


def test_whoever_has_a_new_post_a_neighbour_and_a_reader_see_none_of_it(merged, client):
    post = merged.stranger.appointments.get().post
    told_by = {"by": merged.administrator, "at": AT}
    appoint(merged.unit_chief, merged.sibling, post, Role.CHIEF, on=DAY, **told_by)
    for person in (merged.unit_chief, merged.stranger, merged.planner, merged.reader):
        client.force_login(person)
        for address in (DESK, "/lam-viec/bao-cao/999/"):
            assert "15/QĐ-ĐV" not in client.get(address).content.decode()
