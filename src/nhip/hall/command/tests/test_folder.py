"""A data folder is served by one process, and nothing in it is thrown away that is not ours."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from nhip.hall.command import main
from nhip.hall.command.folder import CommandRefused, DataFolder, OtherPurpose, Purpose
from nhip.hall.command.state import version
from tests.product import empty_folder, free_port, nhip

ENTER = """
import sys
from pathlib import Path
from nhip.hall.command.entering import enter
from nhip.hall.command.folder import CommandRefused, DataFolder, Purpose
folder = DataFolder(Path(sys.argv[1]))
try:
    enter(folder, Purpose.DEMONSTRATION)
except CommandRefused as refused:
    sys.exit(str(refused))
print("in", flush=True)
if sys.stdin.readline() == "serve\\n":
    folder.say_served()
    print("serves", flush=True)
    sys.stdin.readline()
folder.note(demo={})
"""
KEEPS_TWO_KEYS = """
import sys
from pathlib import Path
from nhip.config.keys import kept
print(kept(Path(sys.argv[1]), "cookies"), kept(Path(sys.argv[1]), "journal"))
"""


@contextmanager
def python(lines: str, *words: str) -> Iterator[subprocess.Popen[str]]:
    """A process of its own, which ends with the block."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "NHIP_LANG": "en"}
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", lines, *words],
        stdin=pipe, stdout=pipe, stderr=pipe, text=True, env=environment,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()


def open_to_others(folder: Path) -> list[str]:
    """Return what somebody else than its owner could read or write."""
    return [str(each) for each in (folder, *folder.rglob("*")) if each.stat().st_mode & 0o077]


def test_a_second_server_is_refused(tmp_path):
    first = DataFolder(tmp_path / "data")
    first.take(Purpose.DEMONSTRATION)
    first.say_served()
    with pytest.raises(CommandRefused, match=rf"{os.getpid()}.*--data"):
        DataFolder(tmp_path / "data").take(Purpose.DEMONSTRATION)


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(CommandRefused):
        DataFolder(tmp_path).take(Purpose.DEMONSTRATION)
    assert [entry.name for entry in tmp_path.iterdir()] == ["letter.txt"]


def test_a_folder_that_cannot_be_written_says_why():
    with pytest.raises(CommandRefused, match="/proc/nhip"):
        DataFolder(Path("/proc/nhip")).take(Purpose.DEMONSTRATION)


def test_clearing_keeps_the_mark_and_the_lock(tmp_path):
    folder = DataFolder(tmp_path)
    folder.take(Purpose.DEMONSTRATION)
    folder.note(prepared="x", demo={})
    folder.say_served()
    (tmp_path / "media").mkdir()
    folder.clear()
    assert {entry.name for entry in tmp_path.iterdir()} == {"nhip.lock", "nhip.json"}
    assert folder.read() == {"purpose": "demonstration", "version": version()}
    with pytest.raises(CommandRefused):
        DataFolder(tmp_path).take(Purpose.DEMONSTRATION)


def test_what_is_noted_is_read_again(tmp_path):
    folder = DataFolder(tmp_path)
    folder.take(Purpose.DEMONSTRATION)
    folder.note(prepared="x")
    folder.note(demo={"pages": {}})
    kept = {"purpose": "demonstration", "version": version(), "prepared": "x"}
    assert folder.read() == kept | {"demo": {"pages": {}}}


def bytes_of(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return all that lies in a folder, with when it was last written."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    return {str(file): (file.read_bytes(), file.stat().st_mtime_ns) for file in files}


@pytest.mark.parametrize("mine", list(Purpose))
def test_a_folder_of_another_purpose_is_neither_taken_nor_cleared(tmp_path, mine):
    [other] = set(Purpose) - {mine}
    first = DataFolder(tmp_path)
    first.take(mine)
    (tmp_path / "nhip.sqlite3").write_bytes(b"kept")
    first.lock.close()
    before = bytes_of(tmp_path)
    with pytest.raises(OtherPurpose, match="--data"):
        DataFolder(tmp_path).take(other)
    if mine == Purpose.PRODUCTION:
        with pytest.raises(OtherPurpose):
            DataFolder(tmp_path).clear()
    assert bytes_of(tmp_path) == before
    DataFolder(tmp_path).take(mine)


@pytest.mark.parametrize(
    ("holds", "purpose"),
    [
        ({"nhip.json": '{"demo": {}, "prepared": "x"}', "nhip.sqlite3": ""}, Purpose.DEMONSTRATION),
        ({"nhip.json": '{"prepared": "x"}'}, Purpose.PRODUCTION),
        ({"nhip.sqlite3": ""}, Purpose.PRODUCTION),  # in doubt: people may work with it
        (
            {"journal.key": "k"},
            Purpose.PRODUCTION,
        ),  # its notes were lost, its database is a server's
        ({}, None),
    ],
)
def test_a_folder_from_before_says_by_what_it_holds(tmp_path, holds, purpose):
    (tmp_path / "nhip.lock").touch()
    for name, words in holds.items():
        (tmp_path / name).write_text(words)
    folder = DataFolder(tmp_path)
    assert folder.purpose == purpose
    folder.take(purpose or Purpose.DEMONSTRATION)
    assert folder.read()["purpose"] == (purpose or Purpose.DEMONSTRATION)


@pytest.mark.parametrize("notes", ["", '{"purpose": "prod', "[]", "\x00"])
def test_notes_that_cannot_be_read_are_not_taken_for_none(tmp_path, notes):
    for name, words in {"nhip.lock": "", "nhip.json": notes, "photo.jpg": "work"}.items():
        (tmp_path / name).write_text(words)
    before = bytes_of(tmp_path)
    for purpose in Purpose:
        with pytest.raises(CommandRefused, match=r"nhip\.json cannot be read"):
            DataFolder(tmp_path).take(purpose)
    assert bytes_of(tmp_path) == before


@pytest.mark.parametrize("noted", ["0.2.0", "1", "0.1.1", "10.0"])
def test_a_folder_of_a_newer_version_is_left_alone(tmp_path, noted):
    DataFolder(tmp_path).take(Purpose.PRODUCTION)
    state = (tmp_path / "nhip.json").read_text().replace(version(), noted)
    (tmp_path / "nhip.json").write_text(state)
    before = bytes_of(tmp_path)
    with pytest.raises(CommandRefused, match=f"Nhịp {re.escape(noted)}, which is newer"):
        DataFolder(tmp_path).take(Purpose.PRODUCTION)
    assert bytes_of(tmp_path) == before


def test_a_folder_in_which_a_restore_was_broken_off_is_not_worked_in(tmp_path, capsys):
    folder = DataFolder(tmp_path)
    folder.take(Purpose.PRODUCTION)
    folder.note(restoring=True)
    folder.lock.close()
    for words in (["migrate"], ["stats", "obligations"]):
        assert main([*words, "--data", str(tmp_path)]) == 1
        assert "restore again" in capsys.readouterr().err


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_what_stands_from_earlier_days_becomes_its_owners_alone(tmp_path, mask):
    beside = tmp_path / "beside.txt"
    beside.touch(0o644)
    folder = tmp_path / "data"
    before = os.umask(mask)
    try:
        (folder / "media" / "images").mkdir(parents=True)
        (folder / "media" / "images" / "photo.jpg").touch()
        (folder / "media" / "away").symlink_to(beside)
        for name in ("nhip.lock", "nhip.sqlite3", "nhip.sqlite3-wal", "mail"):
            (folder / name).touch()
        taken = DataFolder(folder)
        taken.take(Purpose.PRODUCTION)
        taken.note(prepared="x")
    finally:
        os.umask(before)
    (folder / "media" / "away").unlink()
    assert open_to_others(folder) == []
    assert beside.stat().st_mode & 0o777 == 0o644


def test_all_that_an_installation_writes_is_its_owners_alone(tmp_path):
    folder = empty_folder(tmp_path / "data")
    folder.chmod(0o755)
    before = os.umask(0o000)
    try:
        words = ("serve", "--json", "--data", str(folder), "--port", str(free_port()))
        served = nhip(*words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    finally:
        os.umask(before)
    try:
        assert served.stdout.readline()
        assert {"nhip.sqlite3", "static", "pages.sqlite3"} <= {
            each.name for each in folder.iterdir()
        }
        assert open_to_others(folder) == []
    finally:
        served.terminate()
        served.communicate(timeout=30)


def test_of_two_first_starts_one_waits_and_then_goes_on(tmp_path):
    folder = str(tmp_path / "demo")
    with python(ENTER, folder) as first:
        assert first.stdout.readline() == "in\n"
        with python(ENTER, folder) as second:
            said = second.stderr.readline()
            assert "Waiting" in said
            assert f"(process {first.pid})" in said
            first.stdin.close()
            assert first.wait(20) == 0
            assert second.stdout.readline() == "in\n"
            assert "keys" in DataFolder(Path(folder)).read()
            second.stdin.close()
            assert second.wait(20) == 0


def test_who_waited_for_one_that_serves_is_refused_by_its_number(tmp_path):
    folder = str(tmp_path / "demo")
    with python(ENTER, folder) as first:
        assert first.stdout.readline() == "in\n"
        with python(ENTER, folder) as second:
            assert "Waiting" in second.stderr.readline()
            first.stdin.write("serve\n")
            first.stdin.flush()
            assert first.stdout.readline() == "serves\n"
            assert second.wait(20) == 1
            assert f"already working in {folder} (process {first.pid})" in second.stderr.read()


def test_of_those_who_make_a_key_at_once_all_keep_the_same(tmp_path):
    folder = str(tmp_path / "new" / "data")
    starting = [python(KEEPS_TWO_KEYS, folder) for _number in range(6)]
    begun = [each.__enter__() for each in starting]
    said = {process.communicate(timeout=60)[0] for process in begun}
    for each in starting:
        each.__exit__(None, None, None)
    assert len(said) == 1
    assert len(said.pop().split()) == 2
    assert sorted(os.listdir(folder)) == ["cookies.secret", "journal.secret"]
    assert open_to_others(Path(folder)) == []
