"""What is purged, when, and on which node; views counted in batches."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction

from nhip.portal.delivery import actions, queries
from nhip.portal.delivery.actions import (
    BRIEF,
    LOOKED_BACK,
    add_views,
    catch_up,
    collect_views,
    forget_purges,
    keep,
    purge,
)
from nhip.portal.delivery.baked import Baked
from nhip.portal.delivery.following import follow
from nhip.portal.delivery.models import Purge, ViewDay
from nhip.portal.delivery.pagefile import Full
from nhip.portal.delivery.store import Store
from nhip.portal.site.models import BasePage

DAY = date(2022, 7, 28)


def baked(key: str) -> Baked:
    return Baked(key=key, etag="1", baked_at=0, headers=[], body=b"")


@pytest.fixture
def node(tmp_path, monkeypatch) -> Store:
    """The store of this node, a new one."""
    pages = Store(tmp_path)
    monkeypatch.setattr(queries, "_opened", lambda process: pages)
    return pages


def show(pages: Store, *tags: str) -> str:
    key = f"a.vn/{tags[0]}/ "
    assert pages.put(baked(key), tags, since=pages.generation())
    return key


@pytest.mark.django_db(transaction=True)
def test_a_change_drops_its_pages_when_it_is_committed_not_before(node):
    key = show(node, "pin:1")
    with transaction.atomic():
        purge("pin:1")
        assert node.get(key)
    assert node.get(key) is None


@pytest.mark.django_db(transaction=True)
def test_what_a_savepoint_rolls_back_purges_nothing(node):
    key = show(node, "pin:1")
    with transaction.atomic():
        with transaction.atomic():
            purge("pin:1")
            transaction.set_rollback(True)
        purge("pin:2")
    assert node.get(key)


@pytest.mark.django_db(transaction=True)
def test_what_one_transaction_purges_is_carried_out_once_and_the_next_again(node, monkeypatch):
    caught: list[object] = []
    monkeypatch.setattr(actions, "catch_up", lambda at: caught.append(at))
    for times in (1, 2):
        with transaction.atomic():
            purge("pin:1")
            purge("pin:2")
        assert len(caught) == times


@pytest.mark.django_db(transaction=True)
def test_a_change_whose_process_died_after_the_commit_is_carried_out_by_the_next(node):
    key = show(node, "pin:1")
    Purge.objects.create(tags=["pin:1"])  # committed, and nobody came to carry it out
    follow()
    assert node.get(key) is None


@pytest.mark.django_db(transaction=True)
def test_another_node_hears_of_it_and_drops_its_pages_too(node, tmp_path, monkeypatch):
    other = Store(tmp_path / "other")
    key = show(other, "pin:1")
    untouched = show(other, "pin:2")
    here = threading.get_ident()
    monkeypatch.setattr(
        queries, "_opened", lambda process: node if threading.get_ident() == here else other
    )
    listening = threading.Event()

    def run() -> None:
        while other.get(key):
            listening.set()
            follow()
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    listening.wait(10)
    purge("pin:1")
    thread.join(20)
    assert other.get(key) is None
    assert other.get(untouched)


@pytest.mark.django_db
def test_a_node_out_of_touch_for_long_drops_everything_once_it_is_back(node):
    at = datetime(2022, 7, 28, 10, 0, tzinfo=UTC)
    catch_up(at=at)
    key = show(node, "pin:1")
    catch_up(at=at + timedelta(seconds=2))
    assert node.get(key)
    catch_up(at=at + LOOKED_BACK)
    assert node.get(key) is None


@pytest.mark.django_db
def test_lists_alone_may_be_shown_for_a_moment_more(node, django_capture_on_commit_callbacks):
    keys = {tag: show(node, tag) for tag in ("list:latest", "section:4", "page:4", "menu")}
    with django_capture_on_commit_callbacks(execute=True):
        purge(*keys)
    assert {tag for tag, key in keys.items() if node.get(key)} == {"list:latest", "section:4"}
    assert all(tag.startswith(BRIEF) for tag in ("list:latest", "section:4"))


@pytest.mark.django_db
def test_the_log_is_shortened(node):
    purge("pin:1")
    forget_purges(datetime.now(UTC) + timedelta(hours=23))
    assert Purge.objects.exists()
    forget_purges(datetime.now(UTC) + timedelta(hours=25))
    assert not Purge.objects.exists()


def test_a_full_disk_is_said_once_and_pages_go_on_without_the_store(node, monkeypatch):
    said = []
    monkeypatch.setattr(actions.log, "error", lambda event, **facts: said.append((event, facts)))
    monkeypatch.setattr(actions, "_complained_at", float("-inf"))
    monkeypatch.setattr(node, "put", lambda *a, **k: (_ for _ in ()).throw(Full("disk is full")))
    assert not keep(baked("a.vn/1/ "), ["page:1"], since=0)
    assert not keep(baked("a.vn/2/ "), ["page:2"], since=0)
    assert len(said) == 1
    assert said[0][1]["reason"] == "disk is full"


@pytest.mark.django_db
def test_views_are_added_to_their_day(node):
    page = BasePage.objects.get(depth=1)
    node.add_views(
        {(page.pk, "2022-07-28"): 2, (page.pk, "2022-07-29"): 1, (999_999, "2022-07-28"): 5}
    )
    collect_views(datetime.now(UTC))
    node.add_views({(page.pk, "2022-07-28"): 3})
    collect_views(datetime.now(UTC))
    collect_views(datetime.now(UTC))
    assert dict(ViewDay.objects.values_list("day", "views")) == {DAY: 5, date(2022, 7, 29): 1}


@pytest.mark.django_db
def test_what_is_not_public_is_not_counted(node):
    page = BasePage.objects.get(depth=1).add_child(instance=BasePage(title="Nháp", live=False))
    node.add_views({(page.pk, "2022-07-28"): 2})
    collect_views(datetime.now(UTC))
    assert not ViewDay.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_views_side_by_side_are_all_counted():
    page = BasePage.objects.get(depth=1)

    def add_five_times() -> None:
        for _ in range(5):
            add_views(page.pk, DAY, 2)
        connection.close()

    threads = [threading.Thread(target=add_five_times) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ViewDay.objects.get().views == 40
