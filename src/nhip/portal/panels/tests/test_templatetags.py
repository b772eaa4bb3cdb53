"""What a reader sees beside a page."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone
from django.utils.html import strip_tags

from nhip.portal.panels.actions import load_samples
from nhip.portal.panels.choices import Feed
from nhip.portal.panels.models import Snapshot

pytestmark = pytest.mark.django_db
ALL = (
    '{% most_viewed %}{% link_panel beside "lien-ket" %}{% rates beside %}'
    '{% link_panel beside "quan-khu-quan-chung" %}{% weather beside %}'
)


def shown(tags):
    return Template("{% load panels %}{% beside as beside %}" + tags).render(Context())


def words(html):
    return " ".join(strip_tags(html).replace("\u00a0", " ").split())


@pytest.fixture
def sample(cast):
    load_samples(by=cast.publisher, at=datetime(2026, 11, 22, 1, tzinfo=UTC))


def test_every_panel_has_its_label_in_the_pages_order(sample):
    headings = re.findall(r"<h[23]>(.*?)</h[23]>", shown(ALL))
    assert headings == [
        "Liên kết Website",
        "Tỷ giá",
        "Quân khu - Quân chủng",
        "Dự báo thời tiết",
        "Thời tiết Hà Nội",
    ]


def test_rates_are_shown_with_source_moment_and_age(sample):
    html = shown("{% rates beside %}")
    said = words(html)
    assert "USD 23.550 23.860" in said.replace("</td>", " ") or "23.55023.860" in said
    assert re.search(r"Vietcombank, 08:00, 22/11/2026 \([\d.]+ ngày trước\)\.", said)
    assert "Số liệu minh họa." in said
    assert "Chỉ để tham khảo." in said


def test_past_its_age_limit_a_panel_says_so(sample):
    assert "Số cũ, quá 3 ngày" in words(shown("{% rates beside %}"))
    Snapshot.objects.filter(feed=Feed.RATES).update(source_at=timezone.now() - timedelta(hours=71))
    said = words(shown("{% rates beside %}"))
    assert "Số cũ" not in said
    assert "ngày trước" in said or "giờ trước" in said


def test_weather_shows_now_and_three_days(sample):
    said = words(shown("{% weather beside %}"))
    assert "21,4°" in said
    assert "Nhiều mây" in said
    assert "Độ ẩm 83%, gió 7,9 km/h" in said
    for day in ("Thứ Hai", "Thứ Ba", "Thứ Tư"):
        assert day in said
    assert "mưa nhỏ" in said
    assert "Open-Meteo.com, 08:00, 22/11/2026" in said


@pytest.mark.parametrize("tag", ["{% rates beside %}", "{% weather beside %}"])
def test_a_feed_that_is_switched_off_shows_nothing(sample, tag):
    Snapshot.objects.update(is_on=False)
    assert words(shown(tag)) == ""


def test_a_new_office_shows_no_empty_panel_and_no_weather_nobody_chose(cast):
    assert words(shown(ALL)) == ""
    feeds = {each.feed: each.is_on for each in Snapshot.objects.all()}
    assert feeds == {Feed.RATES: True, Feed.WEATHER: False}
    load_samples(by=cast.publisher, at=datetime(2026, 11, 22, 1, tzinfo=UTC))
    assert "Thời tiết Hà Nội" in words(shown(ALL))


def test_links_are_listed_and_an_unknown_panel_shows_nothing(sample):
    assert shown('{% link_panel beside "lien-ket" %}').count("<li>") == 3
    assert words(shown('{% link_panel beside "khong-co" %}')) == ""


def test_nothing_is_styled_or_scripted_inline(sample):
    assert not re.search(r"style=|<script|\son\w+=", shown(ALL))


def test_all_panels_take_three_queries(sample, django_assert_num_queries):
    with django_assert_num_queries(3):
        shown(ALL)
