"""Inboxes."""

from datetime import UTC, datetime

from nhip.office.notices.actions import mark_seen, notify, read
from nhip.office.notices.queries import unread

AT = datetime(2022, 7, 21, 7, 5, tzinfo=UTC)
LATER = datetime(2022, 7, 22, 7, 5, tzinfo=UTC)


def test_everybody_named_is_told_once(cast, django_assert_num_queries):
    with django_assert_num_queries(3):  # savepoint, one insert, release
        notify([cast.planner, cast.chief, cast.planner], "Có báo cáo mới.", "/lam-viec/", AT)
    assert [notice.text for notice in unread(cast.planner)] == ["Có báo cáo mới."]
    assert unread(cast.chief).count() == 1
    assert unread(cast.reporter).count() == 0
    assert notify([], "Không ai nghe.", "", AT) == []


def test_the_newest_comes_first(cast):
    notify([cast.planner], "cũ", "", AT)
    notify([cast.planner], "mới", "", LATER)
    assert [notice.text for notice in unread(cast.planner)] == ["mới", "cũ"]


def test_nobody_reads_anothers_inbox(cast):
    notices = notify([cast.planner, cast.chief], "Có báo cáo mới.", "", AT)
    assert read(notices, by=cast.planner, at=LATER) == 1
    assert read(notices, by=cast.planner, at=LATER) == 0
    assert unread(cast.planner).count() == 0
    assert unread(cast.chief).count() == 1
    assert cast.planner.notices.get().read_at == LATER


def test_what_one_has_seen_the_other_has_not(cast):
    mine = mark_seen(AT, by=cast.planner, at=AT)
    other = mark_seen(AT, by=cast.chief, at=AT)
    mark_seen(LATER, by=cast.planner, at=LATER)
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.seen_until, mine.before) == (LATER, AT)
    assert (other.seen_until, other.before) == (AT, None)
