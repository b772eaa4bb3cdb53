"""A row of the journal leads to its record only whoever finds it there."""

import re

from django.test import Client
from django.urls import reverse

from nhip.organisation.journal.models import Entry
from nhip.work.duties.models import Regime


def test_every_record_the_journal_links_opens_for_an_administrator(stage):
    browser = Client()
    browser.force_login(stage.cast.administrator)
    assert {"duties.regime", "forms.form"} <= set(Entry.objects.values_list("about", flat=True))
    addresses: set[str] = set()
    for number in range(1, 1 + -(-Entry.objects.count() // 20)):
        page = browser.get(f"{reverse('journal:entries')}?trang={number}").content.decode()
        addresses |= set(re.findall(r'href="(/lam-viec/[^"?#]+)"', page[page.index("<main") :]))
    assert len(addresses) > 3
    for address in addresses:
        assert browser.get(address).status_code < 400, address


def test_the_name_of_a_record_stays_where_its_page_is_not_for_the_reader(stage):
    browser = Client()
    browser.force_login(stage.cast.administrator)
    regime = Regime.objects.earliest("pk")
    shown = browser.get(reverse("journal:entries"), {"tim": regime.name}).content.decode()
    assert regime.name in shown
    assert reverse("duties:regime", args=[regime.pk]) not in shown
