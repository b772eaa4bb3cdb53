"""The address printed at the start is one a browser can open."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from nhip.hall.command.folder import DataFolder
from nhip.hall.command.installation import _hold_back_letters, _seen_from_outside
from nhip.kit.mail.rules import parse_server
from nhip.office.notices.actions import NewLetter, take_in_letters
from nhip.office.notices.choices import LetterState
from nhip.office.notices.models import Letter
from tests.product import begun, empty_folder

LOCAL = ["localhost", "127.0.0.1", "[::1]"]


@pytest.mark.parametrize(
    ("hosts", "is_https", "address", "told"),
    [
        (LOCAL, False, "127.0.0.1", "http://127.0.0.1:8000"),
        (LOCAL, False, "0.0.0.0", "http://127.0.0.1:8000"),
        (["bao-cao.so.example.vn", *LOCAL], False, "0.0.0.0", "http://bao-cao.so.example.vn:8000"),
        (["bao-cao.so.example.vn"], True, "127.0.0.1", "https://bao-cao.so.example.vn"),
        (["*"], False, "0.0.0.0", "http://127.0.0.1:8000"),
        ([".example.vn"], False, "::", "http://127.0.0.1:8000"),
        (LOCAL, False, "192.0.2.7", "http://192.0.2.7:8000"),
    ],
)
def test_where_a_browser_finds_it(settings, hosts, is_https, address, told):
    settings.ALLOWED_HOSTS, settings.IS_HTTPS = hosts, is_https
    assert _seen_from_outside(address, 8000) == told


def test_it_starts_for_a_name_alone_and_all_its_parts_know_the_address_people_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("NHIP_BASE_URL", "https://nhip.example.vn/")
    monkeypatch.setenv("ALLOWED_HOSTS", "nhip.example.vn")  # and not this machine's own name
    monkeypatch.setenv("NHIP_HTTPS", "1")
    with begun(empty_folder(tmp_path / "data")) as told:
        assert told["base_url"] == "https://nhip.example.vn"
        assert told["begin"].startswith("https://nhip.example.vn/bat-dau/")
        knowing = {part for part in ("front", "web", "worker") if _knows(part, tmp_path / "data")}
    assert knowing == {"front", "web", "worker"}


@pytest.mark.django_db
def test_the_first_start_after_a_restore_holds_back_what_waited(settings, monkeypatch, tmp_path):
    monkeypatch.setattr("django.db.connections.close_all", lambda: None)  # the test's own goes on
    settings.MAIL_SERVER = parse_server("smtp://127.0.0.1:9")
    at, folder = datetime(2022, 7, 28, 3, 0, tzinfo=UTC), DataFolder(tmp_path)

    def waiting() -> int:
        take_in_letters([NewLetter("ai@example.vn", "Trả lại", b"")], at=at)
        _hold_back_letters(folder)
        return Letter.objects.filter(state=LetterState.WAITING).count()

    assert waiting() == 1
    folder.note(restored=True)
    assert (waiting(), waiting()) == (0, 1)  # the next start is one like any other


def _knows(part: str, folder: Path) -> bool:
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"command.{part}" in (process / "cmdline").read_text():
                around = (process / "environ").read_text().split("\0")
                if f"NHIP_DATA={folder}" in around:
                    return "NHIP_BASE_URL=https://nhip.example.vn" in around
    return False
