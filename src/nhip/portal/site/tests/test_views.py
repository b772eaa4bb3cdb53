"""The frame around every page, the reading tools without JavaScript, robots.txt."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from nhip.portal.site.models import SiteSettings
from tests.cast import Cast


@pytest.fixture
def settings_of_site(db: None) -> SiteSettings:
    return SiteSettings.objects.create(
        site=Site.objects.get(), name="Cơ quan mẫu", tagline="Trang thông tin", is_sample=True
    )


def test_sets_what_is_on_offer_and_goes_back(client: Client, db: None) -> None:
    response = client.get(
        "/hien-thi/", {"co-chu": "125", "tuong-phan": "high", "next": "/tin-tuc/?a=1"}
    )
    assert response.status_code == 302
    assert response["Location"] == "/tin-tuc/?a=1"
    assert response.cookies["co-chu"].value == "125"
    assert response.cookies["tuong-phan"].value == "high"
    html = client.get("/tin/tim/").content.decode()
    assert 'data-size="125"' in html
    assert 'data-contrast="high"' in html


@pytest.mark.parametrize("asked", ["", "0", "9999", "125; Path=/", "<b>"])
def test_anything_else_sets_nothing(client: Client, db: None, asked: str) -> None:
    response = client.get("/hien-thi/", {"co-chu": asked, "tuong-phan": asked})
    assert response.status_code == 302
    assert not response.cookies


@pytest.mark.parametrize(
    "where", ["https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)", ""]
)
def test_never_leads_elsewhere(client: Client, db: None, where: str) -> None:
    assert client.get("/hien-thi/", {"co-chu": "112", "next": where})["Location"] == "/"


def test_only_reads(client: Client, db: None) -> None:
    assert client.post("/hien-thi/", {"co-chu": "112"}).status_code == 405


def test_the_frame_bears_the_sites_name(client: Client, settings_of_site: SiteSettings) -> None:
    html = client.get("/tin/tim/").content.decode()
    assert "<strong>Cơ quan mẫu</strong>" in html
    assert "<small>Trang thông tin</small>" in html
    assert "noindex" in html


def test_a_demonstration_is_kept_from_search_engines(
    client: Client, settings_of_site: SiteSettings
) -> None:
    assert client.get("/robots.txt").content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /",
    ]


def test_a_real_site_closes_its_back_rooms_only(
    client: Client, settings_of_site: SiteSettings
) -> None:
    SiteSettings.objects.update(is_sample=False)
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /" not in lines
    assert {"Disallow: /bien-tap/", "Disallow: /lam-viec/"} < set(lines)


@pytest.mark.parametrize("name", ["wagtailadmin_home", "wagtailadmin_pages:search"])
def test_the_editors_side_leads_to_no_other_host(cast: Cast, client: Client, name: str) -> None:
    client.force_login(cast.editor)
    html = client.get(reverse(name)).content.decode()
    assert not re.findall(r"https?://(?:[\w-]+\.)*wagtail\.\w+", html)
