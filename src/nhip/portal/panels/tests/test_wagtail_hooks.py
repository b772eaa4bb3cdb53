"""The editor's screens for feeds and link panels."""

import pytest
from django.urls import reverse

from nhip.organisation.journal.models import Entry
from nhip.portal.panels.models import LinkPanel, Snapshot

EDIT = reverse("wagtailsnippets_panels_snapshot:edit", args=["rates"])
CHANGED = {"is_on": "on", "address": "https://example.org/rates", "age_limit_hours": "12"}


def test_an_editor_switches_a_feed_to_no_calls(client, cast):
    client.force_login(cast.editor)
    assert "Lấy từ nguồn" in client.get(EDIT).content.decode()
    client.post(EDIT, CHANGED)
    kept = Snapshot.objects.get(feed="rates")
    assert (kept.is_on, kept.is_live, kept.age_limit_hours) == (True, False, 12)
    assert Entry.objects.get(verb="panels.feed_switched").by_id == cast.editor.pk


@pytest.mark.parametrize("who", ["planner", "reader", "reporter"])
def test_others_cannot(client, cast, who):
    client.force_login(getattr(cast, who))
    client.post(EDIT, CHANGED)
    assert Snapshot.objects.get(feed="rates").is_live


def test_feeds_are_neither_made_nor_thrown_away(client, cast):
    client.force_login(cast.administrator)
    client.post(reverse("wagtailsnippets_panels_snapshot:delete", args=["rates"]))
    client.post(reverse("wagtailsnippets_panels_snapshot:add"), CHANGED | {"feed": "rates"})
    assert Snapshot.objects.count() == 2


def add_link(client, address):
    return client.post(
        reverse("wagtailsnippets_panels_linkpanel:add"),
        {
            "title": "Liên kết Website",
            "slug": "lien-ket",
            "sort_order": "0",
            "links-TOTAL_FORMS": "1",
            "links-INITIAL_FORMS": "0",
            "links-MIN_NUM_FORMS": "0",
            "links-MAX_NUM_FORMS": "1000",
            "links-0-text": "Công báo",
            "links-0-address": address,
            "links-0-ORDER": "1",
        },
    )


@pytest.mark.parametrize("address", ["https://example.org/", "/huong-dan/"])
def test_an_editor_adds_a_link_panel(client, cast, address):
    client.force_login(cast.editor)
    add_link(client, address)
    link = LinkPanel.objects.get().links.get()
    assert (link.text, link.address) == ("Công báo", address)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "//example.org/", "/\\example.org", "tin"]
)
def test_a_link_leads_to_a_site_or_a_page_of_this_one(client, cast, address):
    client.force_login(cast.editor)
    answer = add_link(client, address)
    assert "Nhập một URL hợp lệ" in answer.content.decode()
    assert not LinkPanel.objects.exists()
