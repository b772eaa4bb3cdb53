"""The last net, over rows of ours and over what Wagtail keeps for us."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.utils import timezone
from wagtail import blocks
from wagtail.models import Revision, get_page_models

from nhip.kit.guard.forms import MarkedText, refuse_marked

User = get_user_model()


class Body(blocks.StreamBlock):
    heading = blocks.CharBlock()
    photos = blocks.ListBlock(blocks.StructBlock([("caption", blocks.CharBlock())]))


@pytest.mark.django_db
def test_no_row_of_ours_is_saved_with_a_mark():
    with pytest.raises(MarkedText):
        User.objects.create(username="a", first_name="MẬT")
    assert not User.objects.filter(username="a").exists()


@pytest.mark.django_db
def test_only_what_is_saved_is_looked_at():
    user = User.objects.create(username="a")
    user.first_name = "MẬT"
    user.save(update_fields=["last_name"])
    with pytest.raises(MarkedText):
        user.save(update_fields=["first_name"])


@pytest.mark.django_db
def test_a_page_is_not_made_with_a_mark_nor_drafted_with_one():
    Page = get_page_models()[0]
    page = Page.objects.get(depth=1).add_child(instance=Page(title="Giữ bí mật", slug="a"))
    page.title = "TỐI MẬT"
    with pytest.raises(MarkedText):
        page.save_revision()
    with pytest.raises(MarkedText):
        page.save()
    assert not Revision.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body", ['[{"type": "heading", "value": "M\\u1eacT"}]', [{"value": {"caption": "[MẬT]"}}]]
)
def test_a_draft_is_read_down_to_its_blocks(body):
    page = get_page_models()[0].objects.get(depth=1)
    with pytest.raises(MarkedText):
        Revision.objects.create(
            content_object=page, created_at=timezone.now(), content={"title": "x", "body": body}
        )


def test_a_stream_of_blocks_is_read_before_it_is_saved():
    body = Body().to_python([{"type": "photos", "value": [{"caption": "TUYỆT MẬT"}]}])
    with pytest.raises(MarkedText):
        refuse_marked(body)


@pytest.mark.django_db
def test_other_peoples_tables_are_left_alone():
    Session.objects.create(session_key="a", session_data="MẬT", expire_date=timezone.now())
