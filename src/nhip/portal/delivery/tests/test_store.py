"""The baked pages of a node: kept, found, dropped by what they show, and never older than a purge."""

import os
import sqlite3
import subprocess
import sys
import threading

import pytest

from nhip.portal.delivery import store as module
from nhip.portal.delivery.baked import BRIEFLY, Baked
from nhip.portal.delivery.pagefile import Full
from nhip.portal.delivery.store import Store

NOW = 1_659_000_000.0


def page(key: str = "a.vn/tin/ ", body: bytes = b"<p>Tin</p>", **facts: object) -> Baked:
    given = {"key": key, "etag": "1", "baked_at": NOW, "headers": [("content-type", "text/html")]}
    return Baked(body=body, **given | facts)


@pytest.fixture
def pages(tmp_path):
    return Store(tmp_path)


def keep(pages, key="a.vn/tin/ ", *tags, **facts):
    return pages.put(page(key, **facts), {"menu", *tags}, since=pages.generation())


def test_a_page_is_found_as_it_was_kept(pages, tmp_path):
    kept = page(encoded={"br": b"b", "gzip": b"g"}, until=NOW + 1)
    assert pages.put(kept, {"page:1"}, since=pages.generation())
    assert pages.get(kept.key) == kept
    assert Store(tmp_path).get(kept.key) == kept
    assert pages.get("a.vn/khac/ ") is None


def test_only_what_showed_the_thing_is_dropped(pages):
    keep(pages, "a.vn/1/ ", "pin:1", "page:1")
    keep(pages, "a.vn/2/ ", "pin:2")
    assert pages.purge(["pin:1"], at=NOW) == ["a.vn/1/ "]
    assert pages.get("a.vn/1/ ") is None
    assert pages.get("a.vn/2/ ")
    assert pages.purge(["pin:1", "page:1"], at=NOW) == []
    assert pages.purge(["*"], at=NOW) == ["a.vn/2/ "]


def test_a_render_that_began_before_a_purge_is_not_kept(pages):
    since = pages.generation()
    pages.purge(["pin:1"], at=NOW)
    assert not pages.put(page(), {"pin:1"}, since=since)
    assert pages.put(page(), {"pin:2"}, since=since)
    pages.purge(["*"], at=NOW)
    assert not pages.put(page(), {"pin:3"}, since=since)


def test_a_list_may_be_shown_for_a_moment_while_it_is_made_anew(pages):
    keep(pages, "a.vn/ ", "list:latest")
    keep(pages, "a.vn/bai/ ", "page:7")
    pages.purge(["list:latest", "page:7"], brief=["list:latest"], at=NOW)
    stale = pages.get("a.vn/ ")
    assert not stale.is_fresh(NOW)
    assert stale.is_briefly_good(NOW + BRIEFLY - 0.01)
    assert not stale.is_briefly_good(NOW + BRIEFLY + 0.01)
    assert pages.get("a.vn/bai/ ") is None


def test_a_second_purge_does_not_lengthen_the_moment(pages):
    keep(pages, "a.vn/ ", "list:latest")
    for after in (0, 0.7):
        pages.purge(["list:latest"], brief=["list:latest"], at=NOW + after)
    assert not pages.get("a.vn/ ").is_briefly_good(NOW + BRIEFLY + 0.01)


def test_a_page_is_good_until_it_stops_being_true(pages):
    keep(pages, until=NOW + 10)
    assert pages.get("a.vn/tin/ ").is_fresh(NOW + 9)
    assert not pages.get("a.vn/tin/ ").is_fresh(NOW + 10)


def test_every_process_sees_that_something_was_dropped(pages, tmp_path):
    front = Store(tmp_path)
    keep(pages, "a.vn/1/ ", "pin:1")
    seen, known = front.counter[0], front.generation()
    other = "from nhip.portal.delivery.store import Store; from pathlib import Path; import sys;"
    other += "Store(Path(sys.argv[1])).purge(['pin:1'], at=0)"
    subprocess.run([sys.executable, "-c", other, str(tmp_path)], check=True)
    assert front.counter[0] != seen
    assert front.dropped_since(known) == (known + 1, ["a.vn/1/ "])


def test_a_purge_that_could_not_tell_is_told_later(pages, tmp_path):
    front = Store(tmp_path)
    seen = front.counter[0]
    keep(pages, "a.vn/1/ ", "pin:1")
    pages.counter = memoryview(bytearray(8)).cast("Q")  # it died before it could
    pages.purge(["pin:1"], at=NOW)
    assert front.counter[0] == seen
    front.settle(caught_up_at=NOW)
    assert front.counter[0] != seen


def test_what_was_dropped_long_ago_is_not_known(pages, monkeypatch):
    monkeypatch.setattr(module, "REMEMBERED", 3)
    since = pages.generation()
    for _ in range(5):
        pages.purge(["pin:1"], at=NOW)
    assert pages.dropped_since(since) == (since + 5, None)
    assert not pages.put(page(), {"pin:2"}, since=since)


@pytest.mark.parametrize(
    "rubbish", [b"not a database at all, but long enough to be read" * 99, b""]
)
def test_a_broken_file_is_thrown_away_and_begun_anew(pages, tmp_path, rubbish):
    keep(pages)
    since, seen = pages.generation(), pages.counter[0]
    pages._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    other = Store(tmp_path)
    born = other.born
    pages.path.write_bytes(rubbish)
    assert other.get("a.vn/tin/ ") is None
    assert pages.counter[0] != seen
    assert other.born != born  # a front that had pages at hand knows nothing of what was dropped
    pages.follow_file()
    assert pages.born == other.born
    assert pages.get("a.vn/tin/ ") is None
    assert not pages.put(page(), {"page:1"}, since=since)  # what was purged before is not known
    assert keep(pages)
    assert other.get("a.vn/tin/ ")


def test_a_file_of_an_earlier_version_is_begun_anew(pages, tmp_path):
    keep(pages)
    pages._db.execute("DELETE FROM note WHERE name = 'born'")
    assert Store(tmp_path).get("a.vn/tin/ ") is None


def test_a_full_disk_is_said_and_harms_no_kept_page(pages):
    keep(pages)
    count = pages._db.execute("PRAGMA page_count").fetchone()[0]
    pages._db.execute(f"PRAGMA max_page_count = {count}")
    with pytest.raises(Full, match="full"):
        keep(pages, "a.vn/lon/ ", body=os.urandom(1 << 20))
    assert pages.get("a.vn/tin/ ")
    assert pages.get("a.vn/lon/ ") is None


def test_what_cannot_be_marked_as_gone_is_not_shown_again(pages, tmp_path):
    keep(pages, "a.vn/tin/ ", "pin:1")
    front = Store(tmp_path)
    seen = front.counter[0]
    pages._db.execute(
        f"PRAGMA max_page_count = {pages._db.execute('PRAGMA page_count').fetchone()[0]}"
    )
    with pytest.raises(Full):
        pages.purge([f"pin:{number}" for number in range(20_000)], at=NOW)
    assert front.counter[0] != seen
    front.follow_file()
    assert front.get("a.vn/tin/ ") is None


def test_the_store_has_an_end(pages, monkeypatch):
    monkeypatch.setattr(module, "SIZE_LIMIT", 2 << 20)
    for number in range(60):
        keep(pages, f"a.vn/{number}/ ", baked_at=NOW + number, body=os.urandom(100_000))
    assert pages.get("a.vn/59/ ")
    assert pages.get("a.vn/0/ ") is None
    assert pages.path.stat().st_size < 4 << 20


def test_one_process_at_a_time_renders_a_page(pages, tmp_path):
    other = "from nhip.portal.delivery.store import Store; from pathlib import Path; import sys\n"
    other += "with Store(Path(sys.argv[1])).flight('a.vn/ '): print('in', flush=True); input()"
    line = [sys.executable, "-c", other, str(tmp_path)]
    with subprocess.Popen(
        line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "in\n"
        entered = threading.Event()

        def render() -> None:
            with pages.flight("a.vn/ "):
                entered.set()

        thread = threading.Thread(target=render)
        thread.start()
        with pages.flight("a.vn/khac/ "):  # another page need not wait
            assert not entered.wait(0.2)
        process.kill()
        assert entered.wait(10)
        thread.join()


def test_views_are_added_up_and_taken_once(pages):
    pages.add_views({(1, "2022-07-28"): 2})
    pages.add_views({(1, "2022-07-28"): 3, (2, "2022-07-28"): 1})
    assert pages.take_views() == {(1, "2022-07-28"): 5, (2, "2022-07-28"): 1}
    assert pages.take_views() == {}


def test_the_store_knows_nothing_of_django():
    line = "import sys, nhip.hall.command.front; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", line], check=False).returncode == 0


def test_an_unreadable_folder_is_an_error_at_once(tmp_path):
    (tmp_path / "pages.sqlite3").mkdir()
    with pytest.raises(sqlite3.OperationalError):
        Store(tmp_path)
