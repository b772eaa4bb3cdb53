"""A data folder is served by one process, and nothing in it is thrown away that is not ours."""

from pathlib import Path

import pytest

from nhip.hall.command.folder import CommandRefused, DataFolder


def test_a_second_server_is_refused(tmp_path):
    first = DataFolder(tmp_path / "data")
    first.take()
    with pytest.raises(CommandRefused, match="--data"):
        DataFolder(tmp_path / "data").take()


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(CommandRefused):
        DataFolder(tmp_path).take()
    assert [entry.name for entry in tmp_path.iterdir()] == ["letter.txt"]


def test_a_folder_that_cannot_be_written_says_why():
    with pytest.raises(CommandRefused, match="/proc/nhip"):
        DataFolder(Path("/proc/nhip")).take()


def test_clearing_keeps_the_mark_and_the_lock(tmp_path):
    folder = DataFolder(tmp_path)
    folder.take()
    folder.note(prepared="x")
    (tmp_path / "media").mkdir()
    folder.clear()
    assert [entry.name for entry in tmp_path.iterdir()] == ["nhip.lock"]
    with pytest.raises(CommandRefused):
        DataFolder(tmp_path).take()


def test_what_is_noted_is_read_again(tmp_path):
    folder = DataFolder(tmp_path)
    folder.take()
    folder.note(prepared="x")
    folder.note(demo={"pages": {}})
    assert folder.read() == {"prepared": "x", "demo": {"pages": {}}}
