"""Whatever is edited: a baked page is what a fresh render would be, and only changed pages are thrown away."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from wagtail.models import Site

from nhip.office.figures.actions import accept_change, compare_noted, keep_value, note_moves
from nhip.office.figures.models import Pin
from nhip.office.figures.registry import Event, Move
from nhip.portal.delivery.actions import add_views, catch_up
from nhip.portal.delivery.queries import store
from nhip.portal.delivery.rules import BAKE_HEADER, BAKED_HEADER, key_of
from nhip.portal.news.actions import (
    NotReady,
    create_draft,
    publish_article,
    withdraw_article,
)
from nhip.portal.news.choices import FilingRole
from nhip.portal.news.models import (
    ArticlePage,
    ChosenArticle,
    HomeFigure,
    HomePage,
    SectionPage,
)
from nhip.portal.news.queries import archive_pages, filings, public_shelves
from nhip.portal.panels.actions import load_samples, rank_pages, switch_feed
from nhip.portal.panels.choices import Feed
from nhip.portal.panels.models import LinkPanel, Snapshot
from nhip.portal.pictures.models import Picture
from nhip.portal.responses.actions import decide_comment, rate_page, send_comment
from nhip.portal.responses.choices import CommentStanding
from nhip.portal.shelves.actions import set_shelf
from nhip.portal.shelves.models import Shelf
from nhip.portal.site.models import SiteSettings
from tests.cast import Cast

from .conftest import AT, Numbers, photos, picture

HOST = "localhost"


@dataclass
class Newsroom:
    """A site of two sections and three articles, and the number of what was edited so far."""

    cast: Cast
    numbers: Numbers
    edits: int = 0

    @property
    def at(self):
        return AT + timedelta(minutes=self.edits)

    def article(self, place: int) -> ArticlePage | None:
        found = list(ArticlePage.objects.order_by("pk"))
        return found[place % len(found)] if found else None


def change(room: Newsroom, key: str, by: int) -> list[Pin]:
    """A record behind a figure changes."""
    room.numbers.amounts[key] = (room.numbers.amounts[key] or 0) + by
    why = Event("Một bản ghi đã đổi", room.at, by=room.cast.planner)
    days = date(2017, 1, 1), date(2022, 1, 1)
    note_moves([Move([key], room.cast.root.pk, *days, why)])
    return compare_noted()


def publish(room: Newsroom, page: ArticlePage) -> None:
    """Publish, unless a figure waits for a decision."""
    with suppress(NotReady):
        publish_article(page, is_open_seen=True, by=room.cast.publisher, at=room.at)


def retitle(room: Newsroom, place: int) -> None:
    if page := room.article(place):
        page = page.get_latest_revision_as_object()
        page.title = f"Tên thứ {room.edits}"
        page.save_revision(user=room.cast.editor)
        publish(room, page)


def draft_only(room: Newsroom, place: int) -> None:
    if page := room.article(place):
        page = page.get_latest_revision_as_object()
        page.title = f"Chưa ai thấy {room.edits}"
        page.save_revision(user=room.cast.editor)


def withdraw(room: Newsroom, place: int) -> None:
    if (page := room.article(place)) and page.live:
        withdraw_article(page, reason="Ghi nhầm ngày.", by=room.cast.publisher, at=room.at)


def move(room: Newsroom, place: int) -> None:
    page = room.article(place)
    if page:
        others = SectionPage.objects.exclude(pk=page.get_parent().pk)
        page.move(others[place % len(others)], "last-child")


def rename_section(room: Newsroom, place: int) -> None:
    section = SectionPage.objects.order_by("pk")[place % 2]
    section.title = f"Mục {room.edits}"
    section.slug = f"muc-{room.edits}"
    section.save_revision().publish()


def change_address(room: Newsroom, place: int) -> None:
    if page := room.article(place):
        page = page.get_latest_revision_as_object()
        page.slug = f"bai-{room.edits}"
        page.save_revision(user=room.cast.editor)
        publish(room, page)


def choose_lead(room: Newsroom, place: int) -> None:
    home = HomePage.objects.get()
    home.lead_article = room.article(place)
    home.save_revision().publish()


def show_figure_on_home(room: Newsroom, place: int) -> None:
    home = HomePage.objects.get()
    pins = list(Pin.objects.order_by("pk"))
    if pins:
        home.figures = [HomeFigure(pin=pins[place % len(pins)])]
        home.save_revision().publish()


def file_anew(room: Newsroom, place: int) -> None:
    """An article comes under a topic or a tag, is shown in the other section, names a related one."""
    if page := room.article(place):
        other = room.article(place + 1)
        page = page.get_latest_revision_as_object()
        roles = [FilingRole.NEWS, FilingRole.TOPIC, FilingRole.TAG]
        page.filings = filings({roles[room.edits % 3]: [f"Tên {'ab'[place % 2]}"]})
        page.also_in = SectionPage.objects.exclude(pk=page.get_parent().pk)[: room.edits % 2]
        page.chosen = [ChosenArticle(article=other)] if other != page and place % 2 else []
        page.save_revision(user=room.cast.editor)
        publish(room, page)


def date_anew(room: Newsroom, place: int) -> None:
    """An article goes to another month, of this year or the one before."""
    if page := room.article(place):
        page = page.get_latest_revision_as_object()
        page.shown_at = AT - timedelta(days=40 * (1 + place))
        page.save_revision(user=room.cast.editor)
        publish(room, page)


def rename_shelf(room: Newsroom, place: int) -> None:
    shelves = Shelf.objects.order_by("pk")
    if shelves:
        shelf = shelves[place % len(shelves)]
        named = f"{shelf.name} {room.edits}"
        set_shelf(shelf, name=named, about="", is_used=True, by=room.cast.editor, at=room.at)


def accept_figure(room: Newsroom, place: int) -> None:
    for pin in change(room, "classes", 1):
        accept_change(pin, by=room.cast.publisher, at=room.at)


def keep_figure(room: Newsroom, place: int) -> None:
    for pin in change(room, "orders", 1):
        keep_value(pin, "Bản ghi sai.", by=room.cast.publisher, at=room.at)


def record_changes(room: Newsroom, place: int) -> None:
    change(room, "people", 100)


def rate(room: Newsroom, place: int) -> None:
    if page := room.article(place):
        said = {"token": f"t{room.edits}", "origin": "o", "points": 1 + place % 5}
        rate_page(page, **said, at=room.at)


def comment(room: Newsroom, place: int) -> None:
    if page := room.article(place):
        said = send_comment(page, f"Góp ý {room.edits}", by=room.cast.reader, at=room.at)
        if place % 2:
            decide_comment(said, CommentStanding.SHOWN, by=room.cast.editor, at=room.at)


def erase_reader(room: Newsroom, place: int) -> None:
    room.cast.reader.comments.all().delete()


def edit_links(room: Newsroom, place: int) -> None:
    panel = LinkPanel.objects.order_by("pk")[place % 2]
    panel.title = f"Liên kết {room.edits}"
    panel.save()


def switch_panel(room: Newsroom, place: int) -> None:
    snapshot = Snapshot.objects.order_by("pk")[place % 2]
    switch_feed(
        Feed(snapshot.feed),
        is_on=not snapshot.is_on,
        is_live=False,
        address=snapshot.address,
        age_limit_hours=snapshot.age_limit_hours,
        by=room.cast.publisher,
        at=room.at,
    )


def readers_come(room: Newsroom, place: int) -> None:
    if page := room.article(place):
        add_views(page.pk, room.at.date(), 10)
        rank_pages(room.at)


def rename_site(room: Newsroom, place: int) -> None:
    said = SiteSettings.for_site(Site.objects.get())
    said.tagline = f"Dòng {room.edits}"
    said.save()


def reorder_sections(room: Newsroom, place: int) -> None:
    first, *_others, last = SectionPage.objects.order_by("path")
    last.move(first, "left")


def change_code_of_links(room: Newsroom, place: int) -> None:
    panel = LinkPanel.objects.order_by("pk")[place % 2]
    panel.slug = f"ma-{room.edits}"
    panel.save()


def change_picture(room: Newsroom, place: int) -> None:
    pictures = list(Picture.objects.order_by("pk"))
    if pictures:
        shown = pictures[place % len(pictures)]
        shown.file = picture(f"Khác {room.edits}").file
        shown.save()
        shown.renditions.all().delete()


EDITS: list[Callable[[Newsroom, int], None]] = [
    retitle, draft_only, withdraw, move, rename_section, change_address, choose_lead,
    show_figure_on_home, accept_figure, keep_figure, record_changes, rate, comment, erase_reader,
    edit_links, switch_panel, readers_come, rename_site, change_picture, reorder_sections,
    change_code_of_links, file_anew, rename_shelf, date_anew,
]  # fmt: skip


NO_NEWS = (
    draft_only, keep_figure, record_changes, rate, comment, erase_reader, edit_links, switch_panel,
    readers_come, change_picture, change_code_of_links,
)  # fmt: skip
"""What throws no feed away; names go by the tag of the menu, and a moment may be the same second."""


def addresses() -> list[str]:
    pages = [*HomePage.objects.live(), *SectionPage.objects.live(), *ArticlePage.objects.live()]
    return [*(page.url for page in pages), *public_shelves(), *archive_pages(), *feeds()]


def feeds() -> list[str]:
    sections = [section.slug for section in SectionPage.objects.live()]
    return ["/rss/", "/atom/", *(f"/rss/{slug}/" for slug in sections), "/sitemap.xml"]


def bake(client: Client, path: str) -> None:
    answer = client.get(path, headers={BAKE_HEADER: "1"})
    assert (answer.status_code, BAKED_HEADER in answer.headers) == (204, True), path


def baked(path: str) -> bytes | None:
    page = store().get(key_of(HOST, path, ""))
    return page.body if page and page.stale_at is None else None


@pytest.fixture
def newsroom(cast: Cast, home: HomePage, draft: ArticlePage, released: Numbers) -> Newsroom:
    load_samples(by=cast.publisher, at=AT)
    home.add_child(instance=SectionPage(title="Hội nghị", slug="hoi-nghi", show_in_menus=True))
    publish_article(draft, is_open_seen=True, by=cast.publisher, at=AT)
    for place, section in enumerate(SectionPage.objects.order_by("pk")):
        page = create_draft(
            section,
            title=f"Tin {'ab'[place]}",
            lead="Một tin ngắn.",
            body=[("paragraph", "<p>Chữ.</p>"), ("gallery", photos(2))],
            byline="Tổ biên tập",
            by=cast.editor,
            at=AT,
        )
        publish_article(page, is_open_seen=True, by=cast.publisher, at=AT)
    return Newsroom(cast, released)


@settings(
    max_examples=6,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # a failing example is short as it is
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example([(change_code_of_links, 0), (edit_links, 0), (edit_links, 1)])
@example([(file_anew, 0), (file_anew, 1), (file_anew, 2), (rename_shelf, 0), (withdraw, 1)])
@example([(retitle, 0), (file_anew, 0), (file_anew, 1), (rename_shelf, 1), (retitle, 1)])
@example([(date_anew, 1), (date_anew, 2), (date_anew, 5), (withdraw, 0)])
@example([(comment, 0), (erase_reader, 0)])  # it waited, so no page showed it
@given(st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 11)), min_size=3, max_size=6))
def test_a_baked_page_is_what_a_fresh_render_would_be(
    newsroom: Newsroom, django_capture_on_commit_callbacks, edits
) -> None:
    client = Client(headers={"host": HOST})
    amounts = dict(newsroom.numbers.amounts)
    with transaction.atomic():
        store().purge(["*"], at=0)
        catch_up(at=timezone.now())  # what the fixtures purged
        newsroom.edits = 0
        for path in addresses():
            bake(client, path)
        for edit, place in edits:
            before = {path: baked(path) for path in addresses()}
            newsroom.edits += 1
            with django_capture_on_commit_callbacks(execute=True):
                edit(newsroom, place)
            for path in addresses():
                fresh = client.get(path).content
                kept = baked(path)
                assert kept in (None, fresh), f"{edit.__name__}: {path} is stale"
                is_itself = (path == "/" and edit in (choose_lead, show_figure_on_home)) or (
                    path in feeds() and edit not in NO_NEWS
                )
                is_named = edit is file_anew  # by another article, which cannot tell what is new
                is_counted = path == reverse("news:archive")  # all that is public, anew with each
                if before.get(path) == fresh and not (is_itself or is_named or is_counted):
                    assert kept, f"{edit.__name__}: {path} was thrown away for nothing"
                bake(client, path)
            gone = set(before) - set(addresses())
            assert not any(map(baked, gone)), f"{edit.__name__}: {gone} can still be read"
        transaction.set_rollback(True)
    newsroom.numbers.amounts = amounts
