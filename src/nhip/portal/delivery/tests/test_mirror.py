"""The copy in files: there while the row is, and never a moment longer."""

import gzip
import os
from pathlib import Path

import brotli
import pytest
from backports import zstd

from nhip.portal.delivery.baked import Baked
from nhip.portal.delivery.mirror import KNOWN, PAGE, Mirror, NotOurs
from nhip.portal.delivery.pagefile import Full
from nhip.portal.delivery.store import Store

HEADERS = [("content-type", "text/html; charset=utf-8"), ("x-frame-options", "SAMEORIGIN")]
KEY = "localhost/tin/bai/ "
NOW = 1_658_978_400.0


def page(key: str = KEY, body: str = "Bài viết", **more) -> Baked:
    data = body.encode()
    facts = {
        "etag": "e",
        "baked_at": NOW,
        "headers": HEADERS,
        "encoded": {
            "br": brotli.compress(data),
            "zstd": zstd.compress(data),
            "gzip": gzip.compress(data),
        },
    }
    return Baked(key=key, body=data, **(facts | more))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "data")
    store.begin_mirror(Mirror(tmp_path / "to", HEADERS))
    return store


def keep(store: Store, baked: Baked, *tags: str) -> bool:
    return store.put(baked, tags, since=store.generation())


def files(store: Store) -> list[str]:
    return sorted(
        str(file.relative_to(store.mirror().to))
        for file in store.mirror().to.rglob("*")
        if file.is_file() and file.name != ".nhip-bake"
    )


def test_a_page_lies_there_with_twins_of_the_same_bytes(store: Store):
    keep(store, page(), "page:1")
    folder = store.mirror().to / "localhost/tin/bai"
    assert {file.name for file in folder.iterdir()} == {
        PAGE, f"{PAGE}.br", f"{PAGE}.zst", f"{PAGE}.gz",
    }  # fmt: skip
    body = (folder / PAGE).read_bytes()
    assert body.decode() == "Bài viết"
    assert brotli.decompress((folder / f"{PAGE}.br").read_bytes()) == body
    assert zstd.decompress((folder / f"{PAGE}.zst").read_bytes()) == body
    assert gzip.decompress((folder / f"{PAGE}.gz").read_bytes()) == body


@pytest.mark.parametrize(
    "baked",
    [
        page("localhost/tin/bai/ co-chu=lon"),
        page("localhost/tin/bai "),
        page("localhost/../../etc/ "),
        page(headers=[*HEADERS, ("x-other", "1")]),
    ],
)
def test_what_a_web_server_could_not_answer_as_we_do_stays_out(store: Store, baked: Baked):
    assert keep(store, baked, "menu")
    assert files(store) == []


def test_a_web_server_reads_it_whatever_the_process_keeps_to_itself(tmp_path: Path):
    mask = os.umask(0o077)
    try:
        (tmp_path / "kept-close").mkdir()
        for to in (tmp_path / "new/above/to", tmp_path / "kept-close"):
            mirror = Mirror(to, HEADERS)
            mirror.claim()
            mirror.put("nginx.conf", "…")
            mirror.write(page())
            modes = {each.stat().st_mode & 0o777 for each in to.rglob("*")}
            assert modes == {0o755, 0o644}
            assert to.stat().st_mode & 0o777 == 0o755
        assert (tmp_path / "new").stat().st_mode & 0o777 == 0o755
    finally:
        os.umask(mask)


def test_what_is_dropped_and_what_is_stale_goes_at_once(store: Store):
    keep(store, page(), "page:1")
    keep(store, page("localhost/ "), "list:latest")
    keep(store, page("localhost/khac/ "), "page:2")
    store.purge(["page:1", "list:latest"], brief=["list:latest"], at=NOW)
    assert {name.split("/index")[0] for name in files(store)} == {"localhost/khac"}
    assert set(store.to_mirror()[1]) == {KEY, "localhost/ "}


def test_a_purge_of_everything_takes_what_no_row_speaks_of_but_nothing_foreign(store: Store):
    keep(store, page(), "page:1")
    to = store.mirror().to
    (to / "localhost/cu").mkdir()
    (to / "localhost/cu" / PAGE).write_text("của một tiến trình đã chết")
    (to / "nginx.conf").touch()
    store.purge(["*"], at=NOW)
    assert files(store) == ["nginx.conf"]
    assert store.to_mirror()[1] is None


def test_a_late_render_writes_nothing(store: Store):
    since = store.generation()
    store.purge(["page:1"], at=NOW)
    assert not store.put(page(), ["page:1"], since=since)
    assert files(store) == []


def test_copies_of_one_second_and_size_bear_different_seconds(store: Store):
    seen = set()
    for _turn in range(4):
        keep(store, page(), "page:1")
        seen.add(int((store.mirror().to / "localhost/tin/bai" / PAGE).stat().st_mtime))
        store.purge(["page:1"], at=NOW)
    assert len(seen) == 4


def test_what_is_no_longer_true_by_itself_goes(store: Store):
    keep(store, page(until=NOW + 60), "page:1")
    assert store.remove_expired(NOW + 59) == []
    assert store.remove_expired(NOW + 60) == [KEY]
    assert files(store) == []


def test_what_is_written_again_is_not_asked_for_again(store: Store):
    keep(store, page(), "page:1")
    store.purge(["page:1"], at=NOW)
    store.note_mirrored(store.to_mirror()[0])
    assert store.to_mirror()[1] == []


def test_a_broken_store_leaves_no_page_behind(store: Store, tmp_path: Path):
    keep(store, page(), "page:1")
    store.path.with_name("pages.sqlite3-wal").unlink()
    store.path.write_bytes(b"broken" * 10_000)
    again = Store(tmp_path / "data")
    assert files(again) == []
    assert again.to_mirror()[1] is None


def test_a_page_that_cannot_be_taken_away_has_all_written_anew(store: Store, monkeypatch):
    keep(store, page(), "page:1")
    monkeypatch.setattr(Mirror, "remove", lambda *ignored: os.stat("/khong-co"))
    store.purge(["page:1"], at=NOW)
    assert store.get(KEY) is None
    assert store.to_mirror()[1] is None


def test_a_full_disk_leaves_no_half_page(store: Store, monkeypatch):
    def full(self, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(Full):
        keep(store, page(), "page:1")
    assert files(store) == []
    assert store.get(KEY) is not None


def test_a_folder_of_others_is_left_alone(store: Store, tmp_path: Path):
    keep(store, page(), "page:1")
    other = tmp_path / "other"
    other.mkdir()
    (other / "index.html").touch()
    with pytest.raises(NotOurs):
        store.begin_mirror(Mirror(other, HEADERS))
    assert (other / "index.html").exists()
    assert files(store)
    assert store.mirror().to == tmp_path / "to"


def test_another_folder_takes_the_place_and_the_end_leaves_nothing(store: Store, tmp_path: Path):
    keep(store, page(), "page:1")
    store.begin_mirror(Mirror(tmp_path / "other", HEADERS))
    assert not list((tmp_path / "to").rglob(PAGE))
    store.write_files(KEY)
    assert (tmp_path / "other/localhost/tin/bai" / PAGE).exists()
    store.end_mirror()
    assert not list((tmp_path / "other").rglob(PAGE))
    assert not (tmp_path / "data" / KNOWN).exists()
