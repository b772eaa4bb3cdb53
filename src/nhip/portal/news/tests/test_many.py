"""Articles of a list: the same as one by one."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import PageLogEntry

from nhip.kit.guard.forms import MarkedText
from nhip.office.figures.models import Pin
from nhip.organisation.journal.models import Entry
from nhip.organisation.journal.queries import history
from nhip.organisation.journal.rules import WrongRow
from nhip.portal.news import actions
from nhip.portal.news.actions import NewArticle
from nhip.portal.news.models import ArticlePage

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
