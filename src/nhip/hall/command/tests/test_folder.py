"""A data folder is served by one process, and nothing in it is thrown away that is not ours."""

from pathlib import Path

import pytest

from nhip.hall.command.folder import CommandRefused, DataFolder, OtherPurpose, Purpose


def test_a_second_server_is_refused(tmp_path):
    first = DataFolder(tmp_path / "data")
    first.take(Purpose.DEMONSTRATION)
    with pytest.raises(CommandRefused, match="--data"):
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
    folder.note(prepared="x")
    (tmp_path / "media").mkdir()
    folder.clear()
    assert {entry.name for entry in tmp_path.iterdir()} == {"nhip.lock", "nhip.json"}
    assert folder.purpose == Purpose.DEMONSTRATION
    with pytest.raises(CommandRefused):
        DataFolder(tmp_path).take(Purpose.DEMONSTRATION)


def test_what_is_noted_is_read_again(tmp_path):
    folder = DataFolder(tmp_path)
    folder.take(Purpose.DEMONSTRATION)
    folder.note(prepared="x")
    folder.note(demo={"pages": {}})
    assert folder.read() == {"purpose": "demonstration", "prepared": "x", "demo": {"pages": {}}}


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
