"""Feeds against a server of our own on this machine, and switching them."""

import threading
from datetime import UTC, date, datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.exceptions import PermissionDenied
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import timezone

from nhip.organisation.journal.queries import history
from nhip.portal.delivery.models import Purge
from nhip.portal.panels.actions import load_samples, refresh_feed, refresh_feeds, switch_feed
from nhip.portal.panels.choices import Failure, Feed
from nhip.portal.panels.models import LinkPanel, Snapshot
from nhip.portal.panels.rates import SAMPLE
from nhip.portal.panels.weather.rules import Weather

pytestmark = pytest.mark.django_db

XML = SAMPLE.read_bytes()
AT = datetime(2022, 12, 21, 8, 0, tzinfo=UTC)


class Bank(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked += 1
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.server.answer)

    def log_message(self, *args):
        pass


@pytest.fixture
def bank():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Bank)
    server.answer, server.asked = XML, 0
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}/"
    Snapshot.objects.update(address=address, is_on=True)
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def rates():
    return Snapshot.objects.get(feed=Feed.RATES)


def test_a_good_answer_is_kept(bank):
    refresh_feed(Feed.RATES, AT)
    kept = rates()
    assert kept.content["rates"][-1]["buy"] == 2355000
    assert kept.source_at == datetime(2022, 12, 21, 7, 36, 27, tzinfo=UTC)
    assert (kept.fetched_at, kept.is_sample, kept.failed_at) == (AT, False, None)


def test_pages_are_made_anew_where_an_answer_changes_what_they_show(bank):
    refresh_feed(Feed.RATES, AT)
    assert [purge.tags for purge in Purge.objects.all()] == [["panel:rates"]]
    refresh_feed(Feed.RATES, AT + timedelta(hours=1))
    assert Purge.objects.count() == 1, "the same answer shows the same"
    bank.answer = XML.replace(b"23,550", b"23,555")
    refresh_feed(Feed.RATES, AT + timedelta(hours=2))
    assert Purge.objects.count() == 2


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        (b"", Failure.RUBBISH),
        (b"<html>Bao tri he thong</html>", Failure.RUBBISH),
        (b"x" * 300_000, Failure.TOO_LARGE),
        (XML.replace(b"12/21/2022", b"12/21/2052"), Failure.RUBBISH),
        (XML.replace(b"12/21/2022", b"1/1/0001"), Failure.RUBBISH),
    ],
)
def test_rubbish_leaves_the_last_good_value_and_is_noted(bank, answer, failure):
    refresh_feed(Feed.RATES, AT)
    good = rates()
    bank.answer = answer
    later = AT + timedelta(hours=1)
    refresh_feed(Feed.RATES, later)
    kept = rates()
    assert (kept.content, kept.source_at, kept.fetched_at) == (good.content, good.source_at, AT)
    assert (kept.failed_at, kept.failure) == (later, failure)


def test_nobody_answering_is_noted_and_the_next_good_answer_clears_it(bank):
    Snapshot.objects.filter(feed=Feed.RATES).update(address="http://127.0.0.1:1/")
    refresh_feed(Feed.RATES, AT)
    assert rates().failure == Failure.UNREACHABLE
    Snapshot.objects.filter(feed=Feed.RATES).update(address=f"http://127.0.0.1:{bank.server_port}/")
    refresh_feed(Feed.RATES, AT)
    assert (rates().failure, rates().failed_at) == ("", None)


@pytest.mark.parametrize("off", [{"is_on": False}, {"is_live": False}])
def test_what_is_switched_off_is_not_called(bank, off):
    Snapshot.objects.update(**off)
    refresh_feeds(AT)
    assert bank.asked == 0


def test_the_scheduler_calls_every_feed(bank):
    refresh_feeds(AT)
    assert bank.asked == 2
    assert rates().content
    assert Snapshot.objects.get(feed=Feed.WEATHER).failure == Failure.RUBBISH


def switch(by, **changes):
    asked = {
        "is_on": True,
        "is_live": False,
        "address": "https://example.org/",
        "age_limit_hours": 5,
    }
    return switch_feed(Feed.RATES, **(asked | changes), by=by, at=AT)


def test_an_editor_switches_a_feed_and_it_is_written_down(cast):
    snapshot = switch(cast.editor, is_on=False)
    kept = rates()
    assert (kept.is_on, kept.is_live, kept.age_limit_hours) == (False, False, 5)
    (doing,) = history(snapshot)
    assert (doing.verb, doing.by_id) == ("panels.feed_switched", cast.editor.pk)


@pytest.mark.parametrize("who", ["reporter", "planner", "reader"])
def test_others_do_not(cast, who):
    with pytest.raises(PermissionDenied):
        switch(getattr(cast, who))
    assert rates().is_live


def test_a_demonstration_begins_with_samples_and_calls_nobody(bank, cast):
    load_samples(by=cast.publisher, at=AT)
    load_samples(by=cast.publisher, at=AT)
    refresh_feeds(AT)
    assert bank.asked == 0
    assert all(snapshot.is_sample and snapshot.content for snapshot in Snapshot.objects.all())
    assert [panel.links.count() for panel in LinkPanel.objects.all()] == [3, 3]
    for panel in LinkPanel.objects.all():
        page = render_to_string("panels/link_panel.html", {"links": list(panel.links.all())})
        assert page.count("Số liệu minh họa") == 1
        assert page.count('href="/"') == 3
        assert "external" not in page


@pytest.mark.parametrize("day", [date(2027, 1, 2), date(2028, 2, 29), date(2026, 9, 30)])
def test_samples_are_of_the_day_they_are_loaded_on(bank, cast, day):
    at = datetime.combine(day, time(1, 30), tzinfo=UTC)  # half past eight there
    load_samples(by=cast.publisher, at=at)
    assert {snapshot.said_at for snapshot in Snapshot.objects.all()} == {at}
    kept = Snapshot.objects.get(pk=Feed.WEATHER)
    forecast = Weather.kept(kept.content, timezone.localtime(kept.source_at))
    assert [each.on for each in forecast.next_days] == [day + timedelta(days=n) for n in (1, 2, 3)]


def test_the_forecast_bears_the_place_an_editor_named_or_none(cast, client):
    load_samples(by=cast.editor, at=timezone.now())
    for place in ("Vinh", ""):
        kept = {"is_on": True, "is_live": False, "address": "https://a.vn/", "age_limit_hours": 6}
        switch_feed(Feed.WEATHER, **kept, place=place, by=cast.editor, at=AT)
        shown = Template("{% load panels %}{% beside as beside %}{% weather beside %}")
        words = shown.render(Context())
        assert ("Thời tiết Vinh" in words) is bool(place)
        assert "Hà Nội" not in words
