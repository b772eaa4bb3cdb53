"""Accounts: a new password ends every session, closing locks out, nobody is the last to go."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from nhip.organisation.accounts.models import User
from nhip.organisation.journal.models import Entry
from nhip.organisation.journal.queries import history
from nhip.organisation.people import actions
from nhip.organisation.people.choices import Role
from nhip.organisation.people.models import Appointment
from nhip.organisation.periods.rules import today
from tests.cast import PASSWORD, START
from tests.queries import Measured

AT = datetime(2022, 7, 28, 3, 0, tzinfo=UTC)
LIST = "/lam-viec/tai-khoan/tat-ca/"


@pytest.fixture
def admin(cast, client):
    client.force_login(cast.administrator)
    return client


def signed_in(user: User) -> Client:
    person = Client()
    person.force_login(user)
    return person


def lets_in(client: Client) -> bool:
    return client.get("/lam-viec/").status_code == 200


def verbs(user: User) -> list[str]:
    rows = Entry.objects.filter(about="accounts.user", about_id=user.pk, verb__startswith="people.")
    return list(rows.order_by("pk").values_list("verb", flat=True))[1:]


def test_a_new_password_is_shown_once_and_ends_what_was_open(cast, admin):
    person = signed_in(cast.reporter)
    assert lets_in(person)
    page = f"{LIST}{cast.reporter.pk}/"
    answer = admin.post(f"{page}mat-khau-moi/")
    [given] = answer.context["given"]
    assert given.password in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert not lets_in(person)
    cast.reporter.refresh_from_db()
    assert cast.reporter.check_password(given.password)
    assert cast.reporter.has_given_password
    shown = admin.get(page).content.decode()
    assert given.password not in shown
    assert "Cấp mật khẩu mới" in shown
    assert verbs(cast.reporter) == ["people.password_given"]


def test_a_new_password_takes_a_lost_second_factor_with_it(cast, admin):
    Authenticator.objects.create(user=cast.reporter, type=Authenticator.Type.TOTP, data={})
    admin.post(f"{LIST}{cast.reporter.pk}/mat-khau-moi/")
    assert not cast.reporter.authenticator_set.exists()
    given = [line for line in history(cast.reporter) if line.verb == "people.password_given"]
    assert [line.said for line in given] == [{"second_factors_removed": 1}]


def test_an_account_is_closed_with_a_reason_and_opened_with_a_new_password(cast, admin):
    person, page = signed_in(cast.reporter), f"{LIST}{cast.reporter.pk}/"
    answer = admin.post(page, {"do": "close", "reason": "  "})
    assert answer.status_code == 422
    assert lets_in(person)
    assert admin.post(page, {"do": "close", "reason": "chuyển công tác"})["Location"] == page
    assert not lets_in(person)
    typed = {"login": "reporter", "password": PASSWORD}
    assert Client().post("/tai-khoan/login/", typed).status_code == 200
    assert "chuyển công tác" in admin.get(page).content.decode()
    answer = admin.post(page, {"do": "open", "reason": "trở lại"})
    [given] = answer.context["given"]
    assert not lets_in(person)  # what was open before stays ended
    typed["password"] = given.password
    assert Client().post("/tai-khoan/login/", typed).status_code == 302
    assert verbs(cast.reporter) == ["people.account_closed", "people.account_reopened"]


def test_what_does_not_fit_is_told_and_changes_nothing(cast, admin):
    own, other = f"{LIST}{cast.administrator.pk}/", f"{LIST}{cast.reporter.pk}/"
    assert "không ai tự khóa" in admin.post(own, {"do": "close", "reason": "x"}).content.decode()
    assert admin.post(f"{own}mat-khau-moi/")["Location"] == own
    answer = admin.post(other, {"do": "open", "reason": "nhầm"})
    assert (answer.status_code, "đang mở" in answer.content.decode()) == (422, True)
    actions.close_account(cast.reporter, "nghỉ", by=cast.administrator, at=AT)
    assert admin.post(other, {"do": "close", "reason": "nữa"}).status_code == 422
    assert admin.post(f"{other}mat-khau-moi/")["Location"] == other
    cast.administrator.refresh_from_db()
    assert cast.administrator.is_active
    assert cast.administrator.check_password(PASSWORD)
    assert verbs(cast.reporter) == ["people.account_closed"]


def test_the_last_administrator_stays(cast):
    setup = User.objects.get(username="setup")
    held = Appointment.objects.get(user=cast.administrator)
    actions.close_account(setup, "xong việc", by=cast.administrator, at=AT)
    with pytest.raises(actions.LastAdministrator):
        actions.end_appointment(held, on=AT.date(), by=cast.administrator, at=AT)
    with pytest.raises(actions.LastAdministrator):  # closed by another meanwhile
        actions.close_account(cast.reporter, "x", by=setup, at=AT)
    actions.appoint(
        cast.planner,
        cast.root,
        held.post,
        Role.ADMINISTRATOR,
        on=START,
        by=cast.administrator,
        at=AT,
    )
    actions.end_appointment(held, on=AT.date(), by=cast.administrator, at=AT)


def test_administrators_whose_last_day_is_said_beforehand_leave_somebody_behind(cast):
    told = {"by": cast.administrator, "at": timezone.now()}
    held = Appointment.objects.get(user=cast.administrator)
    other = actions.appoint(
        cast.planner, cast.root, held.post, Role.ADMINISTRATOR, on=START, **told
    )
    actions.close_account(User.objects.get(username="setup"), "xong việc", **told)
    later = today(told["at"]) + timedelta(days=30)
    held = actions.end_appointment(held, on=later, **told)
    with pytest.raises(actions.LastAdministrator):
        actions.end_appointment(other, on=later, **told)
    with pytest.raises(actions.LastAdministrator):
        actions.close_account(cast.planner, "x", **told)
    actions.end_appointment(held, on=later + timedelta(days=30), **told)  # later is no harm


def test_people_are_found_by_any_words_and_state(cast, admin):
    def found(**asked) -> list[str]:
        return [row.user.username for row in admin.get(LIST, asked).context["rows"]]

    assert len(found()) == User.objects.count()
    assert found(tim="DON VI 07", muc="") == ["reporter", "unit_chief"]
    assert found(tim="bao cao 08") == ["stranger"]
    assert found(tim="reporter@") == ["reporter"]
    actions.close_account(cast.reporter, "nghỉ", by=cast.administrator, at=AT)
    assert found(muc="closed") == ["reporter"]
    actions.give_password(cast.planner, by=cast.administrator, at=AT)
    assert found(muc="waiting") == ["planner"]
    assert "Không tìm thấy" in admin.get(LIST, {"tim": "khôngai"}).content.decode()


def test_the_list_asks_as_often_for_many_as_for_few(cast, admin, same_queries: Measured):
    admin.get(LIST)
    with same_queries():
        admin.get(LIST)
    rows = [actions.NewAccount(f"u{n}", "", f"Người {n}", "x") for n in range(30)]
    actions.take_in_accounts(rows, by=cast.administrator, at=AT)
    with same_queries():
        admin.get(LIST)


def test_whoever_changes_the_own_password_stands_in_the_journal(cast):
    person = signed_in(cast.reporter)
    typed = {
        "oldpassword": PASSWORD,
        "password1": "mot-cau-khac-du-dai",
        "password2": "mot-cau-khac-du-dai",
    }
    assert person.post("/tai-khoan/password/change/", typed).status_code == 302
    assert verbs(cast.reporter) == ["people.password_chosen"]
    assert Entry.objects.latest("pk").by_id == cast.reporter.pk
