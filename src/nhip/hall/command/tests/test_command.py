"""The command as a person types it: what it says, and with which exit code."""

import errno
import socket

import pytest

from nhip.hall.command import main
from tests.product import free_port


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


@pytest.mark.parametrize("port", ["0", "65536", "-1", "abc"])
def test_what_is_no_port_is_refused_in_words(capsys, port):
    with pytest.raises(SystemExit):
        main(["demo", f"--port={port}"])
    assert "a port is a number from 1 to 65535" in capsys.readouterr().err


def test_a_port_kept_for_the_administrator_is_not_said_to_be_taken(capsys, monkeypatch):
    def refuse(*args):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", refuse)
    assert main(["demo", "--port", "80"]) == 1
    said = capsys.readouterr().err
    assert "Permission denied" in said
    assert "--port 8000" in said


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


def test_no_command_touches_a_folder_of_another_purpose(capsys, tmp_path):
    kept = {"nhip.lock": "", "nhip.json": '{"prepared": "x"}', "nhip.sqlite3": "people's work"}
    for name, words in kept.items():
        (tmp_path / name).write_text(words)
    for words in (["demo"], ["demo", "--fresh"], ["demo", "--fresh", "--no-serve"]):
        assert main([*words, "--data", str(tmp_path), "--port", str(free_port())]) == 2
        assert "holds an installation, not a demonstration" in capsys.readouterr().err
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == kept
    (tmp_path / "nhip.json").write_text('{"demo": {}}')
    for words in (["serve", "--port", str(free_port())], ["migrate"]):
        assert main([*words, "--data", str(tmp_path)]) == 2
        assert "holds a demonstration, not an installation" in capsys.readouterr().err
    assert (tmp_path / "nhip.json").read_text() == '{"demo": {}}'
