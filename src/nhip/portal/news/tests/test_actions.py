"""Writing, binding, publishing; and every other way to the public, closed."""

from datetime import timedelta
from string import ascii_lowercase

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Revision, Site

from nhip.office.figures import registry
from nhip.office.figures.actions import (
    NotReleased,
    accept_change,
    compare_noted,
    keep_value,
    note_moves,
)
from nhip.office.figures.choices import Format
from nhip.office.figures.models import Pin
from nhip.office.figures.registry import Event, Move
from nhip.office.figures.rules.prose import cite
from nhip.organisation.journal.queries import history
from nhip.portal.news.actions import (
    NewArticle,
    NotReady,
    bind_figure,
    create_draft,
    publish_article,
    set_up_site,
    take_in_articles,
)
from nhip.portal.news.models import HOLDER, ArticlePage, HomePage, NotSignedOff, SectionPage
from nhip.portal.news.queries import signing
from nhip.portal.pictures.models import Picture
from nhip.portal.site.models import SiteSettings
from tests.cast import Cast

from .conftest import AT, Numbers, picture, reference

LATER = AT + timedelta(days=1)


def changed(page: ArticlePage, cast: Cast, key: str = "classes", at=LATER) -> Pin:
    pin = Pin.objects.get(holder=HOLDER, holder_id=page.pk, key=key)
    why = Event("Xóa một lớp", at, by=cast.planner)
    note_moves([Move([key], cast.root.pk, pin.start_on, pin.end_on, why)])
    compare_noted()
    pin.refresh_from_db()
    return pin


def edited(page: ArticlePage, **changes: object) -> ArticlePage:
    draft = page.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save_revision()
    return page


def test_the_administrator_sets_the_site_up_and_it_is_written_down(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        set_up_site(name="G", sections=[], by=cast.publisher, at=AT)
    set_up_site(name="G", sections=[], by=cast.administrator, at=AT)
    [told] = history(SiteSettings.objects.get())
    assert (told.verb, told.by_id, told.said) == (
        "site.set_up", cast.administrator.pk, {"name": "G"},
    )  # fmt: skip


def test_a_draft_holds_its_figures_as_they_are_written(draft: ArticlePage) -> None:
    assert not draft.live
    pins = {pin.key: pin for pin in Pin.objects.held_by(HOLDER, draft.pk)}
    assert f'pin="{pins["people"].pk}">{pins["people"].written}</a>' in draft.html()
    assert f'pin="{pins["orders"].pk}">04</a>' in draft.html()
    assert "{" not in draft.html()


def test_a_draft_is_written_down(draft: ArticlePage, cast: Cast) -> None:
    assert [(doing.verb, doing.by_id) for doing in history(draft)] == [
        ("article.drafted", cast.planner.pk)
    ]


def test_strangers_write_no_drafts(section: SectionPage, cast: Cast) -> None:
    for person in (cast.stranger, cast.reader, cast.chief):
        with pytest.raises(PermissionDenied):
            create_draft(section, title="Bài", lead="Dẫn.", body=[], by=person, at=AT)


def test_an_unreleased_figure_is_not_bound(
    section: SectionPage, cast: Cast, numbers: Numbers
) -> None:
    with pytest.raises(NotReleased):
        create_draft(
            section,
            title="Bài",
            lead="Dẫn.",
            body=[("paragraph", "<p>{classes}</p>")],
            figures={"classes": (reference("classes", cast.root.pk), Format.PLAIN)},
            by=cast.editor,
            at=AT,
        )
    assert not ArticlePage.objects.exists()


def test_only_editors_bind_figures_to_an_article(draft: ArticlePage, cast: Cast) -> None:
    ref = reference("classes", cast.root.pk)
    with pytest.raises(PermissionDenied):
        bind_figure(draft, ref, format=Format.PLAIN, by=cast.planner, at=AT)
    assert bind_figure(draft, ref, format=Format.PLAIN, by=cast.editor, at=AT).amount == 17


def test_publishing_shows_the_latest_version_and_its_moment(draft: ArticlePage, cast: Cast) -> None:
    edited(draft, title="Tựa mới")
    page = publish_article(draft, is_open_seen=True, by=cast.publisher, at=AT)
    assert page.live
    assert page.title == "Tựa mới"
    assert (page.shown_at, page.first_published_at, page.last_published_at) == (AT, AT, AT)
    assert "article.published" in {doing.verb for doing in history(page)}


def test_publishing_again_keeps_the_first_moment(draft: ArticlePage, cast: Cast) -> None:
    publish_article(draft, is_open_seen=True, by=cast.publisher, at=AT)
    edited(draft, kicker="Sửa", shown_at=None)
    page = publish_article(draft, is_open_seen=True, by=cast.publisher, at=LATER)
    assert (page.shown_at, page.first_published_at, page.last_published_at) == (AT, AT, LATER)
    assert page.kicker == "Sửa"


STATES = [("waiting", "đang được"), ("failed", "Không xử lý"), ("stopped", "bị ngắt")]


@pytest.mark.parametrize(("state", "words"), STATES)
def test_an_article_waits_for_its_photos(
    draft: ArticlePage, cast: Cast, state: str, words: str
) -> None:
    image = draft.photos()[0]["image"]
    Picture.objects.filter(pk=image.pk).update(state=state)
    with pytest.raises(NotReady, match=f"{words}.*{image.title}|{image.title}.*{words}"):
        publish_article(draft, is_open_seen=True, by=cast.publisher, at=AT)


def test_only_the_publisher_publishes(draft: ArticlePage, cast: Cast) -> None:
    for person in (cast.editor, cast.planner, cast.chief, cast.administrator, cast.stranger):
        with pytest.raises(PermissionDenied):
            publish_article(draft, is_open_seen=True, by=person, at=AT)
    draft.refresh_from_db()
    assert not draft.live


def test_a_byline_is_asked_for(draft: ArticlePage, cast: Cast) -> None:
    edited(draft, byline="")
    with pytest.raises(NotReady) as lacks:
        publish_article(draft, is_open_seen=True, by=cast.publisher, at=AT)
    assert len(lacks.value.missing) == 1
    assert "Chưa ghi ai viết tin" in str(lacks.value)


def test_a_photo_without_description_is_asked_for(draft: ArticlePage, cast: Cast) -> None:
    photo = {"image": picture(), "caption": "Chú thích", "alt": " "}
    edited(draft, body=[("paragraph", "<p>Lời.</p>"), ("gallery", [photo])])
    page = ArticlePage.objects.get()
    proof = signing(page, page.get_latest_revision_as_object(), cast.publisher, at=AT)
    assert len(proof.missing) == 1


def test_a_changed_figure_waits_for_a_decision(
    draft: ArticlePage, cast: Cast, released: Numbers
) -> None:
    released.amounts["classes"] = 16
    pin = changed(draft, cast)
    with pytest.raises(NotReady, match="Lớp tập huấn"):
        publish_article(draft, is_open_seen=True, by=cast.publisher, at=LATER)
    keep_value(pin, "Lớp ấy đã dạy.", by=cast.editor, at=LATER)
    assert publish_article(draft, is_open_seen=True, by=cast.publisher, at=LATER).live


def test_a_withheld_figure_is_not_published(
    draft: ArticlePage, cast: Cast, released: Numbers
) -> None:
    released.withheld.add("orders")
    with pytest.raises(NotReady, match="Chỉ thị năm"):
        publish_article(draft, is_open_seen=True, by=cast.publisher, at=AT)


def test_a_figure_pasted_from_another_article_is_not_published(
    draft: ArticlePage, section: SectionPage, cast: Cast
) -> None:
    thief = create_draft(
        section,
        title="Bài khác",
        lead="Dẫn.",
        body=[("paragraph", draft.html())],
        byline="Tổ biên tập",
        by=cast.editor,
        at=AT,
    )
    with pytest.raises(NotReady) as lacks:
        publish_article(thief, is_open_seen=True, by=cast.publisher, at=AT)
    assert len(lacks.value.missing) == 3
    assert "“04”" in str(lacks.value)


def test_a_lost_pin_blocks(draft: ArticlePage, cast: Cast) -> None:
    edited(draft, body=[("paragraph", '<p><a linktype="figure" pin="999999">17</a> lớp</p>')])
    with pytest.raises(NotReady, match="17"):
        publish_article(draft, is_open_seen=True, by=cast.publisher, at=AT)


def test_figures_no_longer_in_the_text_are_let_go(draft: ArticlePage, cast: Cast) -> None:
    orders = Pin.objects.get(key="orders")
    edited(draft, body=[("paragraph", f'<p><a linktype="figure" pin="{orders.pk}">04</a></p>')])
    fresh = bind_figure(
        draft,
        reference("people", cast.root.pk),
        format=Format.PLAIN,
        by=cast.editor,
        at=timezone.now() + timedelta(minutes=1),
    )
    publish_article(draft, is_open_seen=True, by=cast.publisher, at=AT)
    held = Pin.objects.held_by(HOLDER, draft.pk)
    assert set(held.in_text()) == {orders}
    brought = cite(fresh.pk, fresh.written)
    edited(draft, body=[("paragraph", f"<p>{brought}</p>")])
    publish_article(
        draft, is_open_seen=True, by=cast.publisher, at=timezone.now() + timedelta(minutes=2)
    )
    assert set(held.in_text()) == {fresh}


def test_a_post_of_today_publishes_before_the_night_brings_wagtails_groups_in_step(
    draft: ArticlePage, cast: Cast
) -> None:
    cast.publisher.groups.clear()
    assert publish_article(draft, is_open_seen=True, by=cast.publisher, at=AT).live


def test_wagtails_own_publishing_is_closed(draft: ArticlePage, cast: Cast) -> None:
    for by in (cast.publisher, None):
        with pytest.raises(NotSignedOff):
            draft.get_latest_revision().publish(user=by, skip_permission_checks=True)
    draft.refresh_from_db()
    assert not draft.live


def test_a_new_version_does_not_go_live_by_itself(draft: ArticlePage, cast: Cast) -> None:
    page = publish_article(draft, is_open_seen=True, by=cast.publisher, at=AT)
    edited(page, title="Tựa mới")
    with pytest.raises(NotSignedOff):
        page.get_latest_revision().publish()
    assert ArticlePage.objects.get().title == "Nhìn lại mấy năm làm kế hoạch"


def test_nothing_goes_live_by_the_clock(draft: ArticlePage) -> None:
    revision = draft.get_latest_revision()
    revision.approved_go_live_at = AT
    revision.save()
    with pytest.raises(NotSignedOff):
        call_command("publish_scheduled")
    assert not ArticlePage.objects.live().exists()


def test_an_article_is_born_a_draft(section: SectionPage) -> None:
    page = section.add_child(instance=ArticlePage(title="Bài", slug="bai", lead="Dẫn."))
    page.refresh_from_db()
    assert not page.live


def test_a_live_article_can_be_saved_and_moved_as_it_is(
    draft: ArticlePage, cast: Cast, home: HomePage
) -> None:
    page = publish_article(draft, is_open_seen=True, by=cast.publisher, at=AT)
    other = home.add_child(instance=SectionPage(title="Khác", slug="khac"))
    page.move(other, pos="last-child")
    page = ArticlePage.objects.get()
    page.save()
    assert page.live
    assert page.url == "/khac/nhin-lai-may-nam-lam-ke-hoach/"


def test_an_accepted_change_reaches_text_draft_and_moment(
    draft: ArticlePage, cast: Cast, released: Numbers
) -> None:
    page = publish_article(draft, is_open_seen=True, by=cast.publisher, at=AT)
    released.amounts["classes"] = 16
    accept_change(changed(page, cast), by=cast.publisher, at=LATER)
    page = ArticlePage.objects.get()
    assert ">16</a> lớp" in page.html()
    kept = Revision.objects.get(pk=page.latest_revision_id)  # what the editor opens next
    assert ">16</a> lớp" in kept.as_object().html()
    assert page.live
    assert page.last_published_at == LATER
    assert len(page.photos()) == 7


def test_staff_are_told_where_a_figure_stands(draft: ArticlePage, cast: Cast) -> None:
    articles = registry.holder(HOLDER)
    held = articles.describe([draft.pk])[draft.pk]
    assert (held.title, held.is_public, held.unit_id) == (draft.title, False, cast.root.pk)
    assert held.url.startswith("/bien-tap/")
    publish_article(draft, is_open_seen=True, by=cast.publisher, at=AT)
    held = articles.describe([draft.pk])[draft.pk]
    assert (held.url, held.is_public) == ("/tin-tuc/nhin-lai-may-nam-lam-ke-hoach/", True)


def test_many_articles_are_described_for_the_price_of_two(
    draft: ArticlePage, section: SectionPage, cast: Cast, same_queries
) -> None:
    publish_article(draft, is_open_seen=True, by=cast.publisher, at=AT)
    new = {"section": section, "lead": "Mở đầu.", "body": [("paragraph", "<p>Một.</p>")]}
    made = take_in_articles(
        [NewArticle(title=f"Bài {word}", **new) for word in ascii_lowercase[:19]],
        by=cast.planner,
        at=AT,
    )
    held, ids = registry.holder(HOLDER), [draft.pk, *(page.pk for page in made)]
    assert held.describe(ids)[draft.pk].url.startswith("/tin-tuc/")
    for some in (ids[:2], ids):
        with same_queries():
            assert list(held.describe(some)) == some
    assert held.describe([0]) == {}


def test_setting_up_clears_wagtails_welcome(home: HomePage) -> None:
    assert [page.pk for page in home.get_siblings()] == [home.pk]
    site = Site.objects.get()
    assert site.root_page_id == home.pk
    settings = SiteSettings.objects.get()
    assert (settings.name, settings.is_sample) == ("Quân khu 4", True)
    assert [section.slug for section in SectionPage.objects.all()] == ["tin-tuc"]


def test_editors_may_edit_and_publishers_publish(draft: ArticlePage, cast: Cast) -> None:
    page = draft.specific
    editor, publisher = (page.permissions_for_user(user) for user in (cast.editor, cast.publisher))
    assert editor.can_edit()
    assert not editor.can_publish()
    assert publisher.can_publish()
    assert not page.permissions_for_user(cast.planner).can_edit()
