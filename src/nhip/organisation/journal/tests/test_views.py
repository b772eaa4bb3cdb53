"""The journal's page: rows in words, filters in the address, taken away as a file; for its readers only."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django.test import Client

from nhip.organisation.accounts.models import User
from nhip.organisation.journal.models import Detail, Entry
from nhip.organisation.people import actions
from nhip.organisation.people.choices import Role
from tests.cast import START
from tests.queries import Measured

AT = datetime(2022, 7, 28, 3, 0, tzinfo=UTC)
PAGE = "/lam-viec/nhat-ky/"


def inspect(cast) -> User:
    by = cast.administrator
    [user] = actions.take_in_accounts(
        [actions.NewAccount("inspector", "", "", by.password)], by=by, at=AT
    )
    post = actions.name_post("trợ lý kiểm tra", by=by, at=AT)
    actions.appoint(user, cast.root, post, Role.INSPECTOR, on=START, by=by, at=AT)
    return user


@pytest.fixture
def inspector(cast) -> Client:
    client = Client()
    client.force_login(inspect(cast))
    return client


def rows(answer) -> list[tuple[str, str, str]]:
    return [(line.deed, line.about.words, line.by.words) for line in answer.context["lines"]]


def test_rows_stand_in_words_newest_first(cast, inspector):
    actions.close_account(cast.stranger, "nghỉ hưu", by=cast.administrator, at=AT)
    actions.give_password(cast.reporter, by=cast.administrator, at=AT.replace(hour=4))
    answer = inspector.get(PAGE)
    by = "quản trị hệ thống, Cơ quan gốc (administrator)"
    assert rows(answer)[:2] == [
        ("Cấp mật khẩu mới", "trợ lý báo cáo, Đơn vị 07 (reporter)", by),
        ("Khóa tài khoản", "trợ lý báo cáo, Đơn vị 08 (stranger)", by),
    ]
    shown = answer.content.decode()
    assert "nghỉ hưu" in shown
    assert "10:00, 28/7/2022" in shown


def test_a_verb_nobody_named_shows_plainly(cast, inspector):
    Entry.objects.create(verb="odd.deed", about="no.kind", about_id="7", at=AT)
    assert ("odd.deed", "7", "") in rows(inspector.get(PAGE))


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("nguoi=administrator", 4),
        ("tim=stranger", 3),  # made, appointed by name of the account; closed
        ("don_vi=g.08&viec=people.account_closed", 1),
        ("viec=people.account_closed&tu=28/7/2022&den=28/7/2022", 1),
        ("viec=people.account_closed&den=27/7/2022", 0),
        ("viec=people.account_closed&tu=29/7/2022", 0),
        ("tim=khongcoai", 0),
    ],
)
def test_filters_stand_in_the_address(cast, inspector, asked, number):
    actions.close_account(cast.stranger, "nghỉ hưu", by=cast.administrator, at=AT)
    found = inspector.get(f"{PAGE}?{asked}").context["page"].paginator.count
    if asked.startswith("tim=stranger"):
        [held] = cast.stranger.appointments.all()
        theirs = [("accounts.user", cast.stranger.pk), ("people.appointment", held.pk)]
        number = sum(Entry.objects.filter(about=a, about_id=str(pk)).count() for a, pk in theirs)
    assert found == number
    assert number or "Không có dòng nào" in inspector.get(f"{PAGE}?{asked}").content.decode()


def test_one_record_is_followed_by_its_link(cast, inspector):
    actions.close_account(cast.stranger, "nghỉ hưu", by=cast.administrator, at=AT)
    own = f"?ve=accounts.user%3A{cast.stranger.pk}"
    assert own in inspector.get(PAGE).content.decode()
    assert {line.about_key for line in inspector.get(PAGE + own).context["lines"]} == {
        f"accounts.user:{cast.stranger.pk}"
    }


def test_a_wrong_day_is_told_at_its_field_and_the_words_stay(cast, inspector):
    answer = inspector.get(PAGE, {"tu": "31/31/2022", "tim": "bài"})
    assert answer.status_code == 422
    assert 'value="31/31/2022"' in answer.content.decode()


def test_rows_are_taken_away_as_asked_and_that_is_written_down(cast, inspector):
    actions.close_account(cast.stranger, "=1+1", by=cast.administrator, at=AT)
    before = Entry.objects.count()
    address = f"{PAGE}xuat/?viec=people.account_closed"
    answer = inspector.post(address, {"dang": "csv"})
    told = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[1] for row in told] == ["Việc", "Khóa tài khoản"]
    assert "=1+1" in told[1][6]
    assert inspector.post(address).content.startswith(b"PK")
    assert [each.verb for each in Entry.objects.order_by("pk")[before:]] == ["journal.exported"] * 2
    assert Detail.objects.latest("pk").said == {
        "asked": {"viec": "people.account_closed"}, "rows": 1
    }  # fmt: skip
    inspector.get(PAGE)
    assert Entry.objects.count() == before + 2


def test_only_its_readers_open_it(cast, client):
    for person in (
        cast.planner,
        cast.chief,
        cast.editor,
        cast.publisher,
        cast.reporter,
        cast.reader,
    ):
        client.force_login(person)
        assert client.get(PAGE).status_code == 403
        assert client.post(f"{PAGE}xuat/").status_code == 403
    client.force_login(cast.administrator)
    assert client.get(PAGE).status_code == 200


def test_many_rows_ask_as_often_as_few(cast, inspector, same_queries: Measured):
    inspector.get(PAGE)
    with same_queries():
        inspector.get(PAGE, {"viec": "people.account_made", "nguoi": "setup"})
    by = User.objects.get(username="setup")
    new = [actions.NewAccount(f"u{n}", "", f"Người {n}", "x") for n in range(40)]
    actions.take_in_accounts(new, by=by, at=AT)
    with same_queries():
        inspector.get(PAGE, {"viec": "people.account_made", "nguoi": "setup"})
