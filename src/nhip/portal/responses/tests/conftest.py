import pytest
from django.core.cache import cache
from wagtail.models import Site

from nhip.portal.site.models import BasePage


@pytest.fixture
def article(db):
    """A public article of the default site, at /tin/…"""
    home = BasePage.objects.get(depth=1).add_child(instance=BasePage(title="Nhà", slug="nha"))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    return home.add_child(instance=BasePage(title="Tin hội nghị", slug="tin-hoi-nghi"))


@pytest.fixture(autouse=True)
def _nothing_refused_before():
    cache.clear()
