"""The calendar: what went out and will, what ends, by when a step is to be done, each on its day."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from nhip.portal.news.actions import NewArticle, publish_article, take_in_articles
from nhip.portal.news.models import SectionPage
from nhip.portal.news.tests.conftest import AT
from nhip.portal.newsroom.actions import hand_in_article
from nhip.portal.newsroom.choices import CalendarSpan
from nhip.portal.newsroom.queries import calendar
from nhip.portal.newsroom.rules import shown_days
from tests.cast import Cast

CALENDAR = "/lam-viec/toa-soan/lich/"
NIGHT = AT.replace(hour=17, minute=30)  # half past midnight of the next day here


def days(client: Client, **asked: str) -> dict[str, str]:
    """Return what each day says that says something."""
    html = " ".join(client.get(CALENDAR, asked).content.decode().split())
    told = {}
    for part in html.partition("</ol>")[0].split('<li class="calendar-day')[1:]:
        day = re.search(r'<span class="whole">([^<]+)<', part)
        told[day[1]] = " ".join(re.sub(r"<[^>]+>", " ", part.partition("</h2>")[2]).split())
    return {day: said for day, said in told.items() if said}


@pytest.fixture
def events(section: SectionPage, cast: Cast, numbers: object) -> None:
    """One article of each kind, on four days in a row."""
    new = NewArticle(section, "", "Sáng nay.", [("paragraph", "<p>Đông.</p>")], byline="Tổ tin")
    titles = ("Đã đăng", "Ra đêm nay", "Sắp hết hạn", "Chờ ký")
    rows = [NewArticle(**{**vars(new), "title": title}) for title in titles]
    out, ahead, ending, waiting = take_in_articles(rows, by=cast.editor, at=AT)
    publish_article(out, is_open_seen=True, by=cast.publisher, at=AT)
    for page, name, moment in (
        (ahead, "go_live_at", NIGHT),
        (ending, "expire_at", AT + timedelta(days=2)),
    ):
        draft = page.get_latest_revision_as_object()
        setattr(draft, name, moment)
        draft.save_revision()
        publish_article(page, is_open_seen=True, by=cast.publisher, at=AT)
    hand_in_article(waiting, by=cast.editor, at=AT + timedelta(days=2))


def test_each_event_stands_on_its_day_of_this_office(
    client: Client, events: None, cast: Cast
) -> None:
    client.force_login(cast.editor)
    for span in ("thang", "tuan"):
        said = days(client, khoang=span, ngay="27/7/2022")
        assert re.search("đã đăng 17:20 Đã đăng", said["thứ Năm, 28/7/2022"])
        assert "sẽ đăng 00:30 Ra đêm nay" in said["thứ Sáu, 29/7/2022"]
        assert "hết hạn 17:20 Sắp hết hạn" in said["thứ Bảy, 30/7/2022"]
        assert "hạn của bước 17:20 Chờ ký" in said["Chủ nhật, 31/7/2022"]
        assert len(said) == 4
    html = client.get(CALENDAR, {"khoang": "tuan", "ngay": "27/7/2022"}).content.decode()
    assert "ngay=24/7/2022" in html.replace("%2F", "/")
    assert "ngay=1/8/2022" in html.replace("%2F", "/")
    assert days(client, khoang="xyz", ngay="99/99/9999") == {}
    assert f'href="{CALENDAR}"' in client.get("/lam-viec/toa-soan/").content.decode()


def test_a_full_day_shows_its_first_and_leads_to_its_week(
    client: Client, section: SectionPage, cast: Cast, numbers: object
) -> None:
    new = NewArticle(
        section,
        "Tin",
        "Sáng nay.",
        [("paragraph", "<p>Đông.</p>")],
        byline="Tổ tin",
        published_by=cast.publisher,
        is_open_seen=True,
    )
    client.force_login(cast.editor)

    def statements(count: int) -> int:
        take_in_articles([new] * count, by=cast.editor, at=AT)
        with CaptureQueriesContext(connection) as asked:
            calendar(CalendarSpan.MONTH, date(2022, 7, 1), date(2022, 7, 1))
        return len(asked)

    assert statements(1) == statements(7) == 4
    said = days(client, ngay="1/7/2022")["thứ Năm, 28/7/2022"]
    assert said.count("17:20 Tin") == 6
    assert said.endswith("và 2 bài nữa")
    assert days(client, khoang="tuan", ngay="28/7/2022")["thứ Năm, 28/7/2022"].count("Tin") == 8


@pytest.mark.parametrize(
    ("span", "on", "first", "last"),
    [
        (CalendarSpan.WEEK, date(2022, 7, 31), date(2022, 7, 25), date(2022, 7, 31)),
        (CalendarSpan.MONTH, date(2022, 7, 31), date(2022, 6, 27), date(2022, 7, 31)),
        (CalendarSpan.MONTH, date(2023, 1, 1), date(2022, 12, 26), date(2023, 2, 5)),
    ],
)
def test_whole_weeks_are_shown(span: CalendarSpan, on: date, first: date, last: date) -> None:
    shown = shown_days(span, on)
    assert (shown[0], shown[-1]) == (first, last)
    assert len(shown) % 7 == 0
