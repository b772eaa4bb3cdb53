"""Articles of a list: the same as one by one."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import PageLogEntry

from nhip.kit.guard.forms import MarkedText
from nhip.office.figures.models import Pin
from nhip.organisation.journal.models import Detail, Entry
from nhip.organisation.journal.queries import history
from nhip.organisation.journal.rules import WrongRow
from nhip.portal.news import actions
from nhip.portal.news.actions import NewArticle
from nhip.portal.news.choices import FilingRole
from nhip.portal.news.models import ArticlePage, Filing, Findable, SectionPage, Version
from nhip.portal.site.models import BasePage

from .conftest import AT, photos, reference


def article(section, cast, **changed):
    new = NewArticle(
        section,
        "Năm năm làm kế hoạch",
        "Hội nghị chiều 28/7/2022.",
        [("paragraph", "<p>Đã mở {classes} lớp.</p>")],
        kicker="Sơ kết",
        byline="Tổ biên tập",
        sources="Theo hội nghị.",
        figures={"classes": (reference("classes", cast.root.pk), "plain")},
        is_sample=True,
    )
    return replace(new, **changed)


def plain(page):
    hidden = {"page_ptr_id": 0, "slug": "", "url_path": "", "draft_title": "", "body": ""}
    kept = ArticlePage.objects.filter(pk=page.pk).values().get()
    hidden |= {key: None for key in kept if key.endswith(("_id", "_at", "id", "path", "key"))}
    return kept | {key: value for key, value in hidden.items() if key in kept}


def test_an_article_of_a_list_is_what_a_draft_published_is(cast, section, released):
    count = Entry.objects.count(), PageLogEntry.objects.count()
    draft = actions.create_draft(
        section,
        title="Năm năm làm kế hoạch",
        lead="Hội nghị chiều 28/7/2022.",
        body=[("paragraph", "<p>Đã mở {classes} lớp.</p>")],
        kicker="Sơ kết",
        byline="Tổ biên tập",
        sources="Theo hội nghị.",
        figures={"classes": (reference("classes", cast.root.pk), "plain")},
        is_sample=True,
        by=cast.editor,
        at=AT,
    )
    alone = actions.publish_article(draft, is_open_seen=True, by=cast.publisher, at=AT)
    [other] = actions.take_in_articles(
        [article(section, cast, published_by=cast.publisher, is_open_seen=True)],
        by=cast.editor,
        at=AT,
    )
    assert plain(alone) == plain(other)
    assert alone.plain_text() == other.plain_text()
    said = [
        (each.verb, each.by_id, each.at, each.detail.said.get("title"))
        for each in Entry.objects.select_related("detail").order_by("pk")[count[0] :]
        if each.about == "news.articlepage"
    ]
    assert said[:2] == said[2:]
    log = list(PageLogEntry.objects.order_by("pk").values_list("action", "user"))[count[1] :]
    assert log[: len(log) // 2] == log[len(log) // 2 :]
    assert Pin.objects.filter(holder_id=other.pk).count() == 1


ITS_OWN = ("pk", "id", "page", "path", "slug", "key", "digest", "seal", "place", "salt", "uuid")
ITS_OWN += ("timestamp", "created_at", "revision", "basepage_ptr", "version")
TABLES = (Filing, Version, Findable, ArticlePage.also_in.through, PageLogEntry, Entry, Detail)


def said(value):
    """Return what a row says, or JSON in it, but for what is each row's own."""
    if isinstance(value, dict):
        whose = {"by_id", "user_id", "owner_id", "shelf_id", "sectionpage_id", "locale_id"}
        kept = {key for key in value if key in whose or not key.endswith(ITS_OWN)}
        return {key: said(each) for key, each in value.items() if key in kept}
    return [said(each) for each in value] if isinstance(value, list) else value


def rows_of(page, before):
    own = ArticlePage.objects.filter(pk=page.pk).values().get()
    own["body"] = list(own["body"].get_prep_value())
    is_out = own["live_revision_id"] == own["latest_revision_id"]
    content = json.loads(json.dumps(page.latest_revision.content, default=str))
    content["body"] = json.loads(content["body"])
    drafted = (page.latest_revision.user_id, page.latest_revision.object_str, content)
    added = [list(model.objects.order_by("pk").values()[count:]) for model, count in before]
    return said([own, is_out, list(drafted), *added])


@pytest.fixture
def other(home):
    return home.add_child(instance=SectionPage(title="Hội nghị", slug="hoi-nghi"))


@pytest.mark.parametrize("publisher", [None, "publisher"])
def test_what_cites_nothing_leaves_the_rows_that_wagtail_leaves(
    cast, section, other, publisher, monkeypatch
):
    """Table by table, or page by page through Wagtail's own actions."""
    new = NewArticle(
        section,
        "Trồng cây đầu xuân",
        "Sáng nay cả bản ra đồi.",
        [("paragraph", "<p>Mọi nhà đều có người.</p>")],
        byline="Tổ tin",
        filed={FilingRole.TOPIC: ["Mùa xuân"], FilingRole.NEWS: ["Lan Chi"]},
        also_in=[other],
        published_by=publisher and getattr(cast, publisher),
        is_open_seen=True,
        at=AT,
    )
    actions.take_in_articles([new], by=cast.editor, at=AT)  # from now on its names are known
    found = []
    for is_plain in (False, True):
        monkeypatch.setattr("nhip.portal.news.actions.articles.is_plain", lambda _, so=is_plain: so)
        before = [(model, model.objects.count()) for model in TABLES]
        [page] = actions.take_in_articles([new], by=cast.editor, at=AT)
        found.append(rows_of(page, before))
    assert found[0] == found[1]
    assert sum(SectionPage.objects.values_list("numchild", flat=True)) == 3
    slugs = ArticlePage.objects.order_by("path").values_list("slug", flat=True)
    assert list(slugs) == [f"trong-cay-dau-xuan{end}" for end in ("", "-2", "-3")]
    assert not any(BasePage.find_problems())


def test_what_is_taken_in_later_stands_at_its_own_moment(cast, section, released):
    before = AT - timedelta(days=6)
    new = article(
        section, cast, published_by=cast.publisher, is_open_seen=True, at=before, shown_at=before
    )
    [page] = actions.take_in_articles([new], by=cast.editor, at=AT)
    assert (page.first_published_at, page.shown_at) == (before, before)
    assert {doing.at for doing in history(page)} == {before}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"lead": "TUYỆT MẬT"}, MarkedText),
        ({"published_by": "editor"}, PermissionDenied),
        ({"body": [("gallery", "no-alt")], "published_by": "publisher"}, actions.NotReady),
    ],
)
def test_one_bad_article_is_named_and_none_is_written(cast, section, released, changed, why):
    if "published_by" in changed:
        changed = changed | {"published_by": getattr(cast, changed["published_by"])}
    if changed.get("body"):
        changed = changed | {"body": [("gallery", [photo | {"alt": ""} for photo in photos(1)])]}
    rows = [article(section, cast), article(section, cast, **changed)]
    with pytest.raises(WrongRow) as told:
        actions.take_in_articles(rows, by=cast.editor, at=AT)
    assert (told.value.index, type(told.value.why)) == (1, why)
    assert not ArticlePage.objects.exists()
    with pytest.raises(WrongRow) as told:
        actions.take_in_articles([article(section, cast)], by=cast.reporter, at=AT)
    assert isinstance(told.value.why, PermissionDenied)
