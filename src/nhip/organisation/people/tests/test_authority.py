"""The one table of authority, and that rooms ask it."""

from datetime import date

import pytest

from nhip.organisation.accounts.models import User
from nhip.organisation.people.actions import NewAuthority, take_in_authority
from nhip.organisation.people.queries import authority
from nhip.organisation.people.queries.authority import BeyondAuthority, may
from nhip.organisation.units.actions import open_organ
from tests.cast import AT, START

DAY = date(2022, 7, 28)


def lay_down(verb, subject, level, organ_kind="", start_on=START, end_on=None):
    line = NewAuthority(verb, subject, level, organ_kind, start_on, "Quy chế", until=end_on)
    take_in_authority([line], by=User.objects.get(username="administrator"), at=AT)


def test_where_the_table_says_nothing_nobody_is_limited(cast):
    assert may("issue", "directive", 4, "staff", DAY)
    lay_down("issue", "plan", 1)
    assert may("issue", "directive", 4, "staff", DAY)
    assert not may("issue", "plan", 4, "staff", DAY)


def test_levels_organs_and_days_are_those_of_the_table(cast):
    lay_down("issue", "directive", 1, "committee", end_on=date(2022, 1, 1))
    lay_down("issue", "", 1, "command", start_on=date(2022, 1, 1))
    assert may("issue", "directive", 1, "committee", date(2021, 12, 31))
    assert not may("issue", "directive", 1, "committee", date(2022, 1, 1))
    assert may("issue", "directive", 1, "command", DAY)
    assert not may("issue", "directive", 2, "command", DAY)


def test_a_unit_that_is_given_nothing_is_told_so(cast):
    told = {"on": START, "by": cast.administrator, "at": AT}
    organ = open_organ(cast.unit, "command", "Chỉ huy 07", "military", **told)
    lay_down("commend", "collective", 1, "command")
    authority.require("commend", "individual", cast.unit.pk, organ, DAY)
    with pytest.raises(BeyondAuthority, match="Chỉ huy 07"):
        authority.require("commend", "collective", cast.unit.pk, organ, DAY)
    lay_down("train", "", 2)
    authority.require("train", "", cast.unit.pk, None, DAY)
    with pytest.raises(BeyondAuthority):
        authority.require("train", "", cast.leaf.pk, None, DAY)


def test_the_page_shows_what_holds_and_what_held(cast, client):
    lay_down("issue", "directive", 1, "committee", end_on=date(2016, 1, 1))
    lay_down("appraise", "yearly", 1, "staff")
    client.force_login(cast.reporter)
    shown = " ".join(client.get("/lam-viec/phan-cap/").content.decode().split())
    assert "Thẩm định" in shown
    assert "chỉ thị" in shown
    assert "Quy chế" in shown


def test_nobody_edits_the_table_in_the_editors_screens(cast, client):
    client.force_login(cast.administrator)
    assert client.get("/bien-tap/to-chuc-phan-cap/").status_code == 404
