"""Mail: nothing without a server, no page waits for one, a bad one is tried again and shown."""

import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.conf import settings as kept_settings
from django.test import Client

from nhip.kit.mail.keeping import kept_server
from nhip.kit.mail.rules import parse_server
from nhip.kit.mail.tests.sink import Sink, sinking
from nhip.office.notices.actions import (
    deliver_letters,
    forget_letters,
    hold_back_letters,
    notify,
    read,
)
from nhip.office.notices.choices import LetterState
from nhip.office.notices.models import Letter
from nhip.office.notices.rules import seal, unseal
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.models import Detail, Entry
from tests.cast import PASSWORD

AT = datetime(2022, 7, 28, 3, 0, tzinfo=UTC)
PAGE = "/lam-viec/thu/"
RESET = "/tai-khoan/password/reset/"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def outbox(settings):
    settings.EMAIL_BACKEND = "nhip.office.notices.backends.Outbox"
    settings.WAGTAILADMIN_BASE_URL = settings.SERVED_AT = "https://nhip.example.vn"
    return settings


@pytest.fixture
def served(outbox):
    """Name a server of this manner for a while."""

    @contextmanager
    def named(manner: str = ""):
        with sinking(manner) as sink:
            outbox.MAIL_SERVER = sink.server()
            yield sink

    return named


def words_of(sink: Sink, number: int = -1):
    return message_from_bytes(sink.letters[number][2], policy=policy.default)


def one() -> Letter:
    return Letter.objects.get()


def test_what_keeps_somebody_goes_to_the_mailbox_with_the_way_to_its_page(cast, served):
    User.objects.filter(pk=cast.planner.pk).update(email="")
    people = [cast.reporter, User.objects.get(pk=cast.planner.pk)]
    with served() as sink:
        notify(people, "Trả lại: báo cáo tháng 7.\nThiếu mục 3.", "/lam-viec/x/", AT, by_mail=True)
        notify(people, "Đã nhận.", "/lam-viec/x/", AT)
        assert not sink.tried  # nothing waits for the server
        deliver_letters(AT)
        deliver_letters(AT + MINUTE)
        [(sender, to, _raw)] = sink.letters
        mail = words_of(sink)
    assert (sender, to) == ("nhip@example.vn", "reporter@example.vn")
    assert mail["Subject"].strip() == "Nhịp: Trả lại: báo cáo tháng 7"
    assert "https://nhip.example.vn/lam-viec/x/" in mail.get_content()
    letter = one()
    assert (letter.state, letter.said) == (LetterState.SENT, "250 2.0.0 queued as 1")
    assert letter.sealed == ""


def test_what_was_read_or_is_of_a_day_long_past_does_not_go_out(cast, served):
    with served() as sink:
        [seen] = notify([cast.reporter], "Trả lại.", "/", AT, by_mail=True)
        read([seen], by=cast.reporter, at=AT)
        notify([cast.stranger], "Trả lại.", "/", AT - timedelta(days=2), by_mail=True)
        deliver_letters(AT)
        assert not sink.tried
    assert {letter.state for letter in Letter.objects.all()} == {LetterState.OVER}


@pytest.mark.parametrize("manner", ["closing", "busy"])
def test_a_server_in_trouble_is_tried_again_ever_later_and_given_up_after_a_day(
    cast, served, manner
):
    with served(manner) as sink:
        for person in (cast.reporter, cast.stranger):
            notify([person], "Trả lại.", "/", AT, by_mail=True)
        deliver_letters(AT)
        assert sink.tried == 1  # the turn ends: the next letter would wait as long
        first = Letter.objects.earliest("pk")
        assert (first.state, first.due_at) == (LetterState.WAITING, AT + MINUTE)
        for later in range(1, 40):
            deliver_letters(AT + later * MINUTE)
        assert 5 < sink.tried < 20
        sink.manner = ""
        deliver_letters(AT + timedelta(hours=2))
        assert len(sink.letters) == 2
        notify([cast.planner], "Trả lại.", "/", AT, by_mail=True)
        sink.manner = manner
        deliver_letters(AT + timedelta(hours=25))
    assert Letter.objects.latest("pk").state == LetterState.OVER


def test_what_a_server_refuses_is_over_and_the_others_go_on(cast, served):
    with served("refusing") as sink:
        for person in (cast.reporter, cast.stranger):
            notify([person], "Trả lại.", "/", AT, by_mail=True)
        deliver_letters(AT)
        assert sink.tried == 2
    ends = {(each.state, each.said) for each in Letter.objects.all()}
    assert ends == {(LetterState.OVER, "550 5.1.1 no such box")}


def test_a_letter_somebody_else_has_under_way_is_not_sent_twice(cast, served):
    with served() as sink:
        notify([cast.reporter], "Trả lại.", "/", AT, by_mail=True)
        Letter.objects.update(due_at=AT + 2 * MINUTE)  # claimed by another process
        deliver_letters(AT)
        assert not sink.letters
        deliver_letters(AT + 2 * MINUTE)  # which died
        assert len(sink.letters) == 1


def test_a_forgotten_password_is_asked_for_and_comes_by_mail(cast, served):
    person = Client()
    with served() as sink:
        answer = person.post(RESET, {"email": "reporter@example.vn"})
        assert (answer.status_code, sink.tried) == (302, 0)
        letter = one()
        assert "password/reset/key" not in letter.sealed  # nobody reads a way in from the database
        deliver_letters(letter.made_at)
        text = words_of(sink).get_content()
        assert cast.root.name in text.splitlines()[0], "the office writes, not its host"
        way = next(word for word in text.split() if "/password/reset/key/" in word)
        page = person.get(way.removeprefix("http://testserver"), follow=True)
        path = page.redirect_chain[-1][0]
        assert "đường dẫn trong thư vẫn dùng được" in page.content.decode()
        new = "mot-mat-khau-rieng-khac"
        assert person.post(path, {"password1": new, "password2": new}).status_code == 302
        assert User.objects.get(pk=cast.reporter.pk).check_password(new)
        person.post(RESET, {"email": "nguoi.la@example.org"})  # nobody's: no letter to strangers
        assert Letter.objects.count() == 1
    assert not list(Path(kept_settings.DATA).glob("mail/*"))


def test_a_page_never_waits_for_a_server_that_hangs(cast, served):
    with served("silent") as sink:
        began = time.monotonic()
        assert Client().post(RESET, {"email": "reporter@example.vn"}).status_code == 302
        assert time.monotonic() - began < 3
        assert not sink.tried


def test_without_a_server_nothing_says_that_a_letter_was_sent(cast, outbox):
    outbox.MAIL_SERVER = None
    person = Client()
    for answer in (person.get(RESET), person.post(RESET, {"email": "reporter@example.vn"})):
        assert (answer.status_code, 'name="email"' in answer.content.decode()) == (200, False)
        assert "quản trị viên" in answer.content.decode()
    new = {"username": "ban.doc", "email": "b@example.vn", "password1": "mot-cau-du-dai-de-doi",
           "password2": "mot-cau-du-dai-de-doi"}  # fmt: skip
    assert person.post("/tai-khoan/signup/", new).status_code == 302
    person.post("/tai-khoan/email/", {"action_send": "", "email": "b@example.vn"})
    page = person.get("/tai-khoan/email/").content.decode()
    assert "b@example.vn" in page
    assert "Đã gửi" not in page
    notify([cast.reporter], "Trả lại.", "/", AT, by_mail=True)
    assert not Letter.objects.exists()
    deliver_letters(AT)
    shown = admin_of(cast).get(PAGE).content.decode()
    assert "Chưa khai máy chủ thư" in shown
    assert 'name="to"' not in shown


def admin_of(cast) -> Client:
    client = Client()
    client.force_login(cast.administrator)
    return client


def test_a_test_tells_what_the_server_said(cast, served):
    admin = admin_of(cast)
    with served("refusing") as sink:
        wrong = admin.post(PAGE, {"to": "khong"})
        assert (wrong.status_code, 'value="khong"' in wrong.content.decode()) == (422, True)
        assert admin.post(PAGE, {"to": "thu@example.vn"}).status_code == 302
        waiting = admin.get(PAGE)
        assert waiting["Refresh"] == "2"  # looks again by itself
        deliver_letters(one().made_at)
        shown = admin.get(PAGE)
        assert "Refresh" not in shown
        assert "550 5.1.1 no such box" in shown.content.decode()
        assert "từ chối" in shown.content.decode()
        assert sink.tried == 1
    outbox_words = admin.get(PAGE).content.decode()
    assert "127.0.0.1" in outbox_words


def test_the_password_of_the_server_is_shown_nowhere(cast, outbox):
    outbox.MAIL_SERVER = parse_server("smtps://nhip:mat-khau-rieng@mail.example.vn")
    shown = admin_of(cast).get(PAGE).content.decode()
    assert "mail.example.vn:465" in shown
    assert "mat-khau-rieng" not in shown
    assert PASSWORD not in shown


def test_an_administrator_names_the_server_and_nobody_reads_its_password(cast, outbox, tmp_path):
    outbox.DATA, outbox.MAIL_SERVER = tmp_path, None
    admin = admin_of(cast)
    with sinking() as sink:
        said = {"host": "127.0.0.1", "port": sink.port, "security": "none", "user": "nhip",
                "password": "dung", "sender": "so@example.vn"}  # fmt: skip
        wrong = admin.post(PAGE, said | {"host": "smtp://x", "port": "99999"})
        assert (wrong.status_code, set(wrong.context["naming"].errors)) == (422, {"host", "port"})
        assert 'value="dung"' not in wrong.content.decode()
        unsaid = admin.post(PAGE, said | {"sender": ""})
        assert set(unsaid.context["naming"].errors) == {"sender"}
        assert admin.post(PAGE, said)["Location"] == PAGE
        assert kept_server(tmp_path).password == "dung"
        admin.post(PAGE, said | {"password": "", "sender": "moi@example.vn"})  # the kept one stays
        admin.post(PAGE, {"to": "thu@example.vn"})
        deliver_letters(one().made_at)
        [(sender, to, _raw)] = sink.letters
        assert (sender, to) == ("moi@example.vn", "thu@example.vn")
        assert words_of(sink)["From"] == "moi@example.vn"
    for elsewhere in ({"host": "khac.example.vn"}, {"user": "ai"}, {"security": "tls"}):
        answer = admin.post(PAGE, said | {"password": ""} | elsewhere)
        assert set(answer.context["naming"].errors) == {"password"}, elsewhere
    shown = admin.get(PAGE).content.decode()
    assert 'value="moi@example.vn"' in shown
    assert "queued as 1" in shown
    kept = str(list(Detail.objects.values_list("said", flat=True)))
    assert ("127.0.0.1" in kept, "dung" in kept, 'value="dung"' in shown) == (True, False, False)
    admin.post(PAGE, {"forget": ""})
    assert kept_server(tmp_path) is None
    assert "Chưa khai máy chủ thư" in admin.get(PAGE).content.decode()


def test_the_environment_goes_before_the_page_and_the_page_says_so(cast, outbox, tmp_path):
    outbox.DATA, outbox.MAIL_SERVER = tmp_path, parse_server("smtp://mail.example.vn")
    admin = admin_of(cast)
    shown = admin.get(PAGE).content.decode()
    assert ("NHIP_EMAIL_URL" in shown, 'name="host"' in shown) == (True, False)
    assert admin.post(PAGE, {"host": "x.example.vn", "security": "tls"}).status_code == 422
    assert admin.post(PAGE, {"forget": ""}).status_code == 422
    assert not list(tmp_path.iterdir())


def test_letters_that_waited_in_a_backup_do_not_go_out_once_more(cast, served):
    with served() as sink:
        notify([cast.reporter, cast.stranger], "Trả lại.", "/", AT, by_mail=True)
        assert hold_back_letters(at=AT) == 2
        assert hold_back_letters(at=AT) == 0
        deliver_letters(AT)
        assert not sink.tried
        shown = admin_of(cast).get(PAGE).content.decode()
    assert shown.count("có thể đã được gửi trước đó") == 2
    assert {(each.state, each.sealed) for each in Letter.objects.all()} == {(LetterState.OVER, "")}
    assert Entry.objects.filter(verb="mail.held_back").count() == 1


def test_a_seal_opens_with_its_own_key_alone():
    sealed = seal(b"https://nhip/khoa", "mot")
    assert "nhip" not in sealed
    assert (unseal(sealed, "mot"), unseal(sealed, "hai")) == (b"https://nhip/khoa", None)


def test_letters_are_forgotten_after_a_month(cast, served):
    with served() as sink:
        notify([cast.reporter], "Trả lại.", "/", AT, by_mail=True)
        deliver_letters(AT)
        forget_letters(AT + timedelta(days=29))
        assert Letter.objects.count() == 1
        forget_letters(AT + timedelta(days=31))
        assert not Letter.objects.exists()
        assert len(sink.letters) == 1
