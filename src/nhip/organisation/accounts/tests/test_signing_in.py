"""Signing in and up, as people meet it."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.people.actions import end_appointment
from tests.cast import AT, PASSWORD, START

SIGN_IN = "/tai-khoan/login/"


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    cache.clear()


def sign_in(client, username, password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": username, "password": password, **more})


def test_staff_come_to_their_desk(cast, client):
    assert reverse("account_login") == SIGN_IN
    assert sign_in(client, "reporter").headers["location"] == "/lam-viec/"


def test_readers_go_back_to_the_page_they_came_from(cast, client):
    assert sign_in(client, "reader", next="/tin/bai-viet/").headers["location"] == "/tin/bai-viet/"
    client.logout()
    assert sign_in(client, "reader").headers["location"] == "/"
    client.logout()
    assert sign_in(client, "reader", next="https://example.com/").headers["location"] == "/"


def test_a_reader_with_a_given_password_chooses_one_and_goes_where_readers_go(cast, client):
    User.objects.filter(username__in=["reader", "reporter"]).update(has_given_password=True)
    page = "/tin/bai-viet/"
    assert sign_in(client, "reader", next=page).headers["location"] == page
    client.logout()
    first = sign_in(client, "reader")
    assert first.headers["location"] == "/tai-khoan/password/change/?next=%2F"
    own = {"oldpassword": PASSWORD, "password1": "mot-cau-rieng", "password2": "mot-cau-rieng"}
    assert "Hãy đặt mật khẩu riêng" in client.get(first.headers["location"]).content.decode()
    assert client.post(first.headers["location"], {**own, "next": "/"}).headers["location"] == "/"
    client.logout()
    assert sign_in(client, "reporter").headers["location"] == "/lam-viec/"


def test_what_is_wrong_with_a_new_account_is_said_in_vietnamese(cast, client):
    sent = {"email": "a", "username": "reader", "password1": "1", "password2": "1"}
    wrong = client.post(reverse("account_signup"), sent).context["form"].errors
    assert "đã có người dùng" in wrong["username"][0]
    assert "ít nhất 8 ký tự" in wrong["password1"][0]


def test_the_address_of_the_mailbox_signs_in_too(cast, client):
    assert sign_in(client, "planner@example.vn").headers["location"] == "/lam-viec/"


def test_who_has_no_appointment_any_more_is_a_reader(cast, client):
    end_appointment(cast.reporter.appointments.get(), on=START, by=cast.administrator, at=AT)
    assert sign_in(client, "reporter").headers["location"] == "/"


def test_a_new_account_may_do_nothing_in_the_working_rooms(cast, client):
    answer = client.post(
        reverse("account_signup"),
        {
            "email": "moi@example.vn",
            "username": "moi",
            "password1": PASSWORD,
            "password2": PASSWORD,
            "next": "/tin/bai-viet/",
        },
    )
    assert answer.headers["location"] == "/tin/bai-viet/"
    user = User.objects.get(username="moi")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert not user.has_perm("people.work")
    assert not user.appointments.exists()
    with pytest.raises(PermissionDenied):
        require(user, "people.work")


def test_attempts_are_counted_before_anything_is_hashed(cast, client, monkeypatch):
    hashed = []
    encode = MD5PasswordHasher.encode

    def counted(self, password, salt):
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    for _ in range(5):
        assert sign_in(client, "reporter", "sai mật khẩu").status_code == 200
    tried = len(hashed)
    assert tried == 5  # one hash a try
    assert sign_in(client, "reporter").status_code == 200
    assert len(hashed) == tried
    assert "_auth_user_id" not in client.session
    assert sign_in(client, "planner").headers["location"] == "/lam-viec/"


def test_wrong_names_and_wrong_passwords_get_the_same_answer(cast, client):
    def said(username):
        return sign_in(client, username, "sai mật khẩu").context["form"].errors.as_text()

    assert said("reporter") == said("nobody")


def test_only_those_who_edit_or_administer_come_into_the_editor(cast, client):
    may = {}
    for name in ("editor", "publisher", "administrator", "planner", "reporter", "reader"):
        client.force_login(getattr(cast, name))
        may[name] = client.get("/bien-tap/").status_code == 200
    assert may == {
        "editor": True,
        "publisher": True,
        "administrator": True,
        "planner": False,
        "reporter": False,
        "reader": False,
    }
