"""One page for people: posts given and ended, words corrected, devices and second steps ended, each told."""

from datetime import UTC, date, datetime

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client

from nhip.office.notices.models import Notice
from nhip.organisation.accounts.models import User
from nhip.organisation.accounts.queries import sessions_of
from nhip.organisation.journal.models import Detail, Entry
from nhip.organisation.journal.queries import history
from nhip.organisation.journal.rules import RecordOvertaken
from nhip.organisation.people import actions
from nhip.organisation.people.choices import Role
from nhip.organisation.people.models import Appointment, Post
from tests.cast import PASSWORD, START
from tests.queries import Measured

AT = datetime(2022, 7, 28, 3, 0, tzinfo=UTC)
LIST = "/lam-viec/tai-khoan/tat-ca/"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1"


@pytest.fixture
def admin(cast, client):
    client.force_login(cast.administrator)
    return client


@pytest.fixture
def person(cast):
    """The reporter, signed in by password at a desk: from now on told what is done with the account."""
    return sign_in("reporter", WINDOWS)


def sign_in(name: str, agent: str) -> Client:
    somebody = Client(headers={"User-Agent": agent})
    answer = somebody.post("/tai-khoan/login/", {"login": name, "password": PASSWORD})
    assert answer.status_code == 302
    return somebody


def page_of(user: User) -> str:
    return f"{LIST}{user.pk}/"


def told(person: Client) -> str:
    return person.get("/lam-viec/thong-bao/").content.decode()


def seen(page) -> str:
    return page.context["form"].initial["seen"]


def test_the_list_says_posts_days_roles_telephone_and_who_was_here(cast, admin, person):
    User.objects.filter(pk=cast.reporter.pk).update(phone="0912 345 678")
    shown = admin.get(LIST, {"tim": "don vi 07 0912"})
    assert [row.user.username for row in shown.context["rows"]] == ["reporter"]
    words = " ".join(shown.content.decode().split())
    for said in ("Đơn vị 07", "người báo cáo", "từ 1/1/2015", "0912 345 678", "tel:0912345678"):
        assert said in words, said
    cast.reporter.refresh_from_db()
    assert f"{cast.reporter.last_login:%Y}" in words


def test_people_stand_by_given_name_and_are_found_by_role(cast, admin):
    names = ["Trần Văn Ân", "Lê Thị Ánh", "Đỗ Bình", "Nguyễn Đức", "Phạm Dũng", "Võ An"]
    rows = [actions.NewAccount(f"ng{n}", "", name, "x") for n, name in enumerate(names)]
    actions.take_in_accounts(rows, by=cast.administrator, at=AT)
    shown = admin.get(LIST, {"tim": "ng"}).context["rows"]
    found = [str(row.user) for row in shown if str(row.user) in names]
    assert found == ["Võ An", "Lê Thị Ánh", "Trần Văn Ân", "Đỗ Bình", "Phạm Dũng", "Nguyễn Đức"]
    shown = admin.get(LIST, {"vai": Role.PLANNER}).context["rows"]
    assert [row.user.username for row in shown] == ["planner"]


def test_a_person_gets_one_more_post_and_one_is_ended(cast, admin, person):
    address = f"{page_of(cast.reporter)}chuc-vu/"
    typed = {"unit": cast.leaf.pk, "post": "Tổ trưởng", "role": Role.CHIEF, "on": "1/7/2022"}
    assert admin.post(address, typed)["Location"] == page_of(cast.reporter)
    held = cast.reporter.appointments.get(role=Role.CHIEF)
    assert (held.unit, held.post.name, held.start_on) == (cast.leaf, "Tổ trưởng", date(2022, 7, 1))
    assert "Bạn giữ chức vụ từ 1/7/2022: Tổ trưởng" in told(person)
    assert [line.verb for line in history(held)] == ["people.appointed"]
    twice = admin.post(address, typed)
    assert (twice.status_code, "đã có vai trò này" in twice.content.decode()) == (422, True)
    assert 'value="Tổ trưởng"' in twice.content.decode()
    high = admin.post(address, typed | {"role": Role.EDITOR})
    assert high.context["form"].errors["role"]

    address = f"/lam-viec/tai-khoan/chuc-vu/{held.pk}/"
    page = admin.get(address)
    assert "Không ai khác ở đơn vị này giữ vai trò ấy" in page.content.decode()
    assert "chức vụ duy nhất" not in page.content.decode()
    early = admin.post(address, {"on": "1/6/2022", "seen": seen(page)})
    assert early.context["form"].errors["on"]
    assert admin.post(address, {"on": "1/8/2022", "seen": seen(page)}).status_code == 302
    held.refresh_from_db()
    assert held.end_on == date(2022, 8, 1)
    assert "của bạn có ngày kết thúc: 1/8/2022" in told(person)
    late = admin.post(address, {"on": "1/9/2022", "seen": seen(page)})  # of the page from before
    assert (late.status_code, "đã thay đổi" in late.content.decode()) == (422, True)
    held.refresh_from_db()
    assert held.end_on == date(2022, 8, 1)


def test_an_end_does_not_reach_into_the_next_post_of_its_kind(cast, admin):
    by, held = cast.administrator, cast.reporter.appointments.get()
    stale = Appointment.objects.get(pk=held.pk)
    ended = actions.end_appointment(held, on=date(2022, 3, 1), by=by, at=AT)
    new = actions.appoint(
        cast.reporter, held.unit, held.post, held.role, on=date(2022, 5, 1), by=by, at=AT
    )
    with pytest.raises(actions.AlreadyAppointed):
        actions.end_appointment(ended, on=date(2022, 6, 1), by=by, at=AT)
    with pytest.raises(RecordOvertaken):
        actions.end_appointment(stale, on=date(2022, 4, 1), by=by, at=AT)
    actions.end_appointment(new, on=new.start_on, by=by, at=AT)  # within the day
    assert "1/5/2022, đã kết thúc" in admin.get(page_of(cast.reporter)).content.decode()


def test_words_of_an_account_are_corrected_and_nothing_is_demanded(cast, admin, person):
    EmailAddress.objects.create(user=cast.reporter, email="reporter@example.vn", verified=True)
    address = f"{page_of(cast.reporter)}sua/"
    page = admin.get(address)
    typed = {"username": "nguyen.bay", "name": "", "email": "", "phone": "912345678"}
    for wrong in ({"username": "có dấu cách"}, {"username": "PLANNER"}, {"username": ""},
                  {"email": "khong@"}, {"email": "Planner@example.vn"}, {"phone": "gọi sau"}):  # fmt: skip
        answer = admin.post(address, typed | wrong | {"seen": seen(page)})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, list(wrong))
    assert admin.post(address, typed | {"seen": seen(page)}).status_code == 302
    user = User.objects.get(pk=cast.reporter.pk)
    assert (user.username, user.email, user.phone) == ("nguyen.bay", "", "0912345678")
    assert not EmailAddress.objects.filter(user=user).exists()  # opens the account no more
    assert person.get("/lam-viec/").status_code == 200
    assert "đã sửa thông tin" in told(person)
    [line] = [line for line in history(user) if line.verb == "people.account_corrected"]
    assert line.said["from"] == {
        "username": "reporter",
        "email": "reporter@example.vn",
        "phone": "",
    }
    late = admin.post(address, typed | {"phone": "1234", "seen": seen(page)})
    assert (late.status_code, 'value="1234"' in late.content.decode()) == (422, True)
    count = Entry.objects.count()
    again = admin.post(address, typed | {"seen": seen(admin.get(address))})  # nothing new
    assert (again.status_code, Entry.objects.count()) == (302, count)


def test_somebody_elses_correction_in_between_is_not_overwritten(cast):
    shown = User.objects.get(pk=cast.reporter.pk)
    User.objects.filter(pk=shown.pk).update(phone="069 123")
    with pytest.raises(RecordOvertaken):
        actions.correct_account(
            shown, username="x", name="", email="", phone="", by=cast.administrator, at=AT
        )


def test_one_account_is_made_on_a_page(cast, admin):
    address = "/lam-viec/tai-khoan/moi/"
    typed = {"username": "moi", "unit": cast.unit.pk, "post": "trợ lý mới", "role": Role.REPORTER,
             "on": "1/7/2022", "phone": "069 555 123", "name": "", "email": ""}  # fmt: skip
    taken = admin.post(address, typed | {"username": "Reporter"})
    assert taken.context["form"].errors["username"]
    assert 'value="trợ lý mới"' in taken.content.decode()
    high = admin.post(address, typed | {"role": Role.INSPECTOR})
    assert high.context["form"].errors["role"]
    assert not Post.objects.filter(name="trợ lý mới").exists()
    [given] = admin.post(address, typed).context["given"]
    user = User.objects.get(username="moi")
    assert (user.phone, user.has_given_password) == ("069 555 123", True)
    assert user.check_password(given.password)
    assert user.appointments.get().start_on == date(2022, 7, 1)
    assert given.password not in str(list(Detail.objects.values_list("said", flat=True)))
    assert not Notice.objects.filter(user=user).exists()  # finds it all at the first sign-in


def test_devices_are_shown_and_ended_one_by_one_and_all(cast, admin, person):
    phone = sign_in("reporter", PHONE)
    shown = admin.get(page_of(cast.reporter))
    for words in ("Chrome, Windows", "Safari, iPhone", "127.0.0.1"):
        assert words in shown.content.decode()
    for session in Session.objects.all():  # whoever has a key is that person
        assert session.session_key not in shown.content.decode()
    [mobile] = [each for each in shown.context["sessions"] if "iPhone" in each.device]
    address = f"{page_of(cast.reporter)}dang-xuat/"
    assert admin.post(address, {"phien": mobile.name}).status_code == 302
    assert phone.get("/lam-viec/").status_code == 302
    assert person.get("/lam-viec/").status_code == 200
    assert "đã đăng xuất tài khoản của bạn" in told(person)
    assert admin.post(address, {"phien": ""}).status_code == 302
    assert person.get("/lam-viec/").status_code == 302
    assert admin.get("/lam-viec/").status_code == 200
    ended = [line for line in history(cast.reporter) if line.verb == "people.sessions_ended"]
    assert [line.said["devices"] for line in ended] == [["Safari, iPhone"], ["Chrome, Windows"]]
    again = admin.post(address, {"phien": mobile.name}, follow=True)
    assert "không còn ai đăng nhập" in again.content.decode()


def test_everybody_sees_the_own_devices_and_ends_them(cast, person):
    phone = sign_in("reporter", PHONE)
    shown = person.get("/lam-viec/tai-khoan/cua-toi/")
    assert "Chrome, Windows (thiết bị này)" in shown.content.decode()
    [mobile] = [each for each in shown.context["sessions"] if "iPhone" in each.device]
    address = f"{page_of(cast.reporter)}dang-xuat/"
    answer = person.post(address, {"phien": mobile.name, "tu": "minh"})
    assert answer["Location"] == "/lam-viec/tai-khoan/cua-toi/"
    assert phone.get("/lam-viec/").status_code == 302
    assert person.post(f"{page_of(cast.planner)}dang-xuat/").status_code == 403


def test_a_session_of_an_earlier_password_is_none(cast, person):
    assert len(sessions_of(User.objects.get(pk=cast.reporter.pk), datetime.now(UTC))) == 1
    actions.give_password(cast.reporter, by=cast.administrator, at=AT)
    assert not sessions_of(User.objects.get(pk=cast.reporter.pk), datetime.now(UTC))


def test_a_second_step_is_taken_away_and_codes_go_with_the_last(cast, admin, person):
    kinds = Authenticator.Type
    app, key, codes = (
        Authenticator.objects.create(user=cast.reporter, type=kind, data={})
        for kind in (kinds.TOTP, kinds.WEBAUTHN, kinds.RECOVERY_CODES)
    )
    shown = admin.get(page_of(cast.reporter)).content.decode()
    for words in ("Ứng dụng sinh mã", "Khóa bảo mật", "Mã dự phòng"):
        assert words in shown
    address = "/lam-viec/tai-khoan/buoc-hai/"
    admin.post(f"{address}{app.pk}/")
    assert set(cast.reporter.authenticator_set.all()) == {key, codes}
    admin.post(f"{address}{key.pk}/")
    assert not cast.reporter.authenticator_set.exists()
    assert "đã gỡ bước đăng nhập thứ hai" in told(person)
    gone = [line for line in history(cast.reporter) if line.verb == "people.second_factor_removed"]
    assert [line.said["second_factors_removed"] for line in gone] == [1, 2]
    own = Authenticator.objects.create(user=cast.administrator, type=kinds.TOTP, data={})
    answer = admin.post(f"{address}{own.pk}/", follow=True)
    assert "tự đổi" in answer.content.decode()
    assert Authenticator.objects.filter(pk=own.pk).exists()


@pytest.mark.parametrize("verified", [None, False, True])
def test_a_second_step_is_set_up_without_a_proved_address(cast, person, verified):
    User.objects.filter(pk=cast.reporter.pk).update(email="")
    if verified is not None:
        EmailAddress.objects.create(user=cast.reporter, email="r@example.vn", verified=verified)
    page = "/tai-khoan/2fa/totp/activate/"
    answer = person.post(
        "/tai-khoan/reauthenticate/", {"password": PASSWORD, "next": page}, follow=True
    )
    assert answer.redirect_chain[-1][0] == page
    assert 'name="code"' in answer.content.decode()


def test_the_last_administrator_gets_back_in_by_the_machine(cast):
    app = Authenticator.Type.TOTP
    Authenticator.objects.create(user=cast.administrator, type=app, data={})
    given = actions.reset_account("administrator", at=AT)
    user = User.objects.get(username="administrator")
    assert user.check_password(given.password)
    assert not user.authenticator_set.exists()
    [line] = [line for line in history(user) if line.verb == "people.account_reset"]
    assert (line.by_id, line.said) == (user.pk, {"second_factors_removed": 1})
    with pytest.raises(actions.NoSuchAccount):
        actions.reset_account("khong-co", at=AT)
    actions.close_account(cast.reporter, "nghỉ", by=cast.administrator, at=AT)
    with pytest.raises(actions.AccountClosed):
        actions.reset_account("reporter", at=AT)


def test_the_page_asks_as_often_for_many_posts_as_for_one(cast, admin, same_queries: Measured):
    post = Post.objects.earliest("pk")
    admin.get(page_of(cast.reporter))
    with same_queries():
        admin.get(page_of(cast.reporter))
    rows = [
        actions.NewAppointment(cast.reporter, unit, post, Role.CHIEF, START)
        for unit in (cast.unit, cast.sibling)
    ]
    actions.take_in_appointments(rows, by=cast.administrator, at=AT)
    with same_queries():
        admin.get(page_of(cast.reporter))


def test_an_account_without_a_user_name_is_proposed_a_free_one_before_it_is_made(cast, admin):
    sent = {"name": "Nguyễn Văn Mới", "unit": cast.unit.pk, "post": "Trợ lý"}
    sent |= {"role": "reporter", "on": "1/8/2022", "username": ""}
    User.objects.create_user("moinv")
    shown = admin.post("/lam-viec/tai-khoan/moi/", sent)
    assert shown.status_code == 422
    assert 'value="moinv2"' in shown.content.decode()
    assert "“moinv2”" in shown.content.decode()
    assert not User.objects.filter(username="moinv2").exists()
    made = admin.post("/lam-viec/tai-khoan/moi/", sent | {"username": "moinv2"})
    assert made.status_code == 200
    assert User.objects.get(username="moinv2").get_full_name() == "Nguyễn Văn Mới"


def test_without_name_and_user_name_nothing_is_proposed(cast, admin):
    shown = admin.post("/lam-viec/tai-khoan/moi/", {"unit": cast.unit.pk})
    assert shown.status_code == 422
    assert "username" in shown.context["form"].errors
