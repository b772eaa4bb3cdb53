"""The command as a person types it: what it says, and with which exit code."""

import socket

import pytest

from nhip.hall.command import main


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setenv("NHIP_LANG", "en")


def test_the_demonstration_keeps_to_this_machine(capsys):
    assert main(["demo", "--address", "0.0.0.0"]) == 1
    assert "this machine only" in capsys.readouterr().err


def test_a_taken_port_offers_another(capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert main(["demo", "--port", str(port)]) == 1
    said = capsys.readouterr()
    assert f"--port {port + 1}" in said.err
    assert said.out == ""


def test_the_reader_is_answered_in_vietnamese_unless_asked_otherwise(capsys, monkeypatch):
    monkeypatch.setenv("NHIP_LANG", "vi")
    main(["demo", "--address", "10.0.0.1"])
    assert "chỉ chạy trên chính máy này" in capsys.readouterr().err


def test_words_nobody_knows_are_refused(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["demo", "--nonsense"])
    assert ended.value.code == 2
    assert "--nonsense" in capsys.readouterr().err


def test_a_folder_that_is_none_of_ours_has_no_journal(capsys, tmp_path):
    assert main(["verify-journal", "--data", str(tmp_path)]) == 1
    assert "not a data folder" in capsys.readouterr().err
