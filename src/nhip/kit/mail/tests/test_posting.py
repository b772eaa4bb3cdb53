"""A letter and a server: every kind of trouble is an answer, in seconds."""

import time

import pytest

from nhip.kit.mail.posting import PostOutcome, post
from nhip.kit.mail.rules import Security, WrongServer, parse_server

from .sink import sinking

LETTER = "Subject: x\r\n\r\nMột dòng\r\n.\r\n".encode()


def test_a_letter_arrives_whole_and_the_server_is_quoted():
    with sinking() as sink:
        answer = post(sink.server("nhip", "dung"), "a@example.vn", LETTER)
    assert (answer.outcome, answer.said) == (PostOutcome.SENT, "250 2.0.0 queued as 1")
    [(sender, to, taken)] = sink.letters
    assert (sender, to) == ("nhip@example.vn", "a@example.vn")
    assert taken == LETTER.replace(b"\r\n.\r\n", b"\r\n..\r\n")


@pytest.mark.parametrize(
    ("manner", "outcome", "said"),
    [
        ("refusing", PostOutcome.REFUSED, "550 5.1.1 no such box"),
        ("busy", PostOutcome.LATER, "451 4.3.2 too busy"),
        ("closing", PostOutcome.CLOSED, ""),
    ],
)
def test_what_a_server_does_is_an_answer(manner, outcome, said):
    with sinking(manner) as sink:
        answer = post(sink.server(), "a@example.vn", LETTER)
    assert answer.outcome == outcome
    assert said in answer.said
    assert not sink.letters


def test_a_server_that_hangs_is_left():
    with sinking("silent") as sink:
        began = time.monotonic()
        answer = post(sink.server(), "a@example.vn", LETTER, timeout=0.3)
        assert (answer.outcome, time.monotonic() - began < 3) == (PostOutcome.SILENT, True)


def test_no_server_no_login_no_way():
    with sinking() as sink:
        assert post(sink.server("nhip", "sai"), "a@x.vn", LETTER).outcome == PostOutcome.NO_LOGIN
        assert post(sink.server("nhip", "đúng"), "a@x.vn", LETTER).outcome == PostOutcome.NO_LOGIN
        plain = sink.server(security=Security.STARTTLS)
        assert post(plain, "a@x.vn", LETTER).outcome == PostOutcome.UNSAFE
        assert (
            post(sink.server(security=Security.TLS), "a@x.vn", LETTER).outcome == PostOutcome.UNSAFE
        )
        gone = sink.server()
    assert post(gone, "a@x.vn", LETTER).outcome == PostOutcome.UNREACHABLE
    assert not sink.letters


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("smtp://mail.local", ("mail.local", 25, "none", "", "", "nhip@mail.local")),
        (
            "smtp+starttls://nhip%40example.vn:p%3Aw@mail.example.vn",
            ("mail.example.vn", 587, "starttls", "nhip@example.vn", "p:w", "nhip@example.vn"),
        ),
        (
            "smtps://u:mat-khau@10.0.0.1:2465/",
            ("10.0.0.1", 2465, "tls", "u", "mat-khau", "nhip@10.0.0.1"),
        ),
    ],
)
def test_a_server_is_read_as_it_is_written(url, said):
    server = parse_server(url)
    found = (server.host, server.port, server.security, server.user, server.password, server.sender)
    assert found == said
    assert parse_server(url, "so@example.vn").sender == "so@example.vn"
    assert not server.password or server.password not in repr(server)


@pytest.mark.parametrize(
    "url", ["mail.local", "http://x", "smtp://", "smtp://x:abc", "smtp://x:99999", "smtp://x/y"]
)
def test_what_is_no_server_is_refused(url):
    with pytest.raises(WrongServer):
        parse_server(url)


def test_no_words_are_no_server():
    assert parse_server("") is None
