import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from wagtail.models import Revision

from nhip.kit.guard.forms import MarkedText
from nhip.portal.news.models import ArticlePage
from nhip.portal.panels.models import LinkPanel
from nhip.portal.site.models import BasePage

pytestmark = pytest.mark.django_db


def article(**fields):
    return ArticlePage(title="Tin", slug="tin", lead="x", **fields)


def test_no_row_of_ours_is_saved_with_a_mark():
    with pytest.raises(MarkedText):
        LinkPanel.objects.create(title="MẬT", slug="a")
    assert not LinkPanel.objects.exists()


def test_a_mark_in_the_blocks_of_an_article_is_seen():
    page = article(body=[("heading", "Mở đầu"), ("paragraph", "<p>x</p><p>TỐI MẬT</p>")])
    with pytest.raises(MarkedText):
        BasePage.objects.get(depth=1).add_child(instance=page)


def test_a_mark_in_a_draft_is_seen():
    page = article(body=[("paragraph", "<p>Giữ bí mật.</p>")])
    BasePage.objects.get(depth=1).add_child(instance=page)
    page.body = [("paragraph", "<p>MẬT</p>")]
    with pytest.raises(MarkedText):
        page.save_revision()
    assert not Revision.objects.exists()


def test_only_what_is_saved_is_looked_at():
    panel = LinkPanel.objects.create(title="Liên kết", slug="a")
    panel.title = "MẬT"
    panel.save(update_fields=["sort_order"])
    with pytest.raises(MarkedText):
        panel.save(update_fields=["title"])


def test_other_peoples_tables_are_left_alone():
    Session.objects.create(session_key="a", session_data="MẬT", expire_date=timezone.now())
