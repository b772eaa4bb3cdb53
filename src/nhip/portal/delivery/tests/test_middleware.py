"""What may be kept for everybody, and what may not."""

import gzip
import sqlite3
from datetime import timedelta

import brotli
import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from wagtail.models import Site

from nhip.portal.delivery import middleware, notes, queries
from nhip.portal.delivery.middleware import Bake
from nhip.portal.delivery.rules import BAKE_HEADER, BAKED_HEADER, STAFF_COOKIE, key_of
from nhip.portal.delivery.store import Store
from nhip.portal.site.models import BasePage
from tests.cast import PASSWORD, Cast

ASKED = {BAKE_HEADER: "1"}


@pytest.fixture(autouse=True)
def pages(tmp_path, monkeypatch) -> Store:
    store = Store(tmp_path)
    monkeypatch.setattr(queries, "_opened", lambda process: store)
    return store


@pytest.fixture
def address(db) -> str:
    """The address of a public page."""
    home = BasePage.objects.get(depth=1).add_child(instance=BasePage(title="Nhà", slug="nha"))
    Site.objects.update(root_page=home, hostname="localhost", is_default_site=True)
    return home.add_child(instance=BasePage(title="Tin", slug="tin")).url


def ask(address: str, answer, **headers: str):
    """What the middleware makes of a view's answer."""
    request = RequestFactory().get(address, headers=ASKED | headers)
    request.user = AnonymousUser()

    def view(request):
        notes.note("page:1")
        notes.note_page(address)
        return answer() if callable(answer) else answer

    return Bake(view)(request)


def kept(pages: Store, address: str, host: str = "testserver", variant: str = ""):
    return pages.get(key_of(host, address, variant))


def test_a_public_page_is_kept_in_every_encoding(pages, address, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    answer = ask(address, HttpResponse("<p>Tin tức</p>", headers={"Content-Language": "vi"}))
    assert (answer.status_code, answer.content) == (204, b"")
    assert BAKED_HEADER in answer.headers
    page = kept(pages, address)
    assert page.body.decode() == "<p>Tin tức</p>"
    assert brotli.decompress(page.encoded["br"]) == page.body
    assert gzip.decompress(page.encoded["gzip"]) == page.body
    assert middleware.zstd.decompress(page.encoded["zstd"]) == page.body
    assert ("content-language", "vi") in page.headers


def test_who_asks_next_is_not_made_to_wait_for_a_render(pages, address):
    ask(address, HttpResponse("một"))
    ask(address, HttpResponse("hai"))
    assert kept(pages, address).body == "một".encode()


@pytest.mark.parametrize(
    "answer",
    [
        HttpResponse("hỏng", status=500),
        HttpResponse("không có", status=404),
        HttpResponse(status=302, headers={"Location": "/"}),
    ],
)
def test_errors_and_redirects_are_never_kept(pages, address, answer):
    assert ask(address, answer) is answer
    assert kept(pages, address) is None


def test_an_answer_with_a_cookie_is_never_kept(pages, address):
    answer = HttpResponse("riêng")
    answer.set_cookie("a", "b")
    assert ask(address, answer) is answer
    assert kept(pages, address) is None


def test_what_fails_half_way_is_never_kept(pages, address):
    def fails():
        raise RuntimeError

    with pytest.raises(RuntimeError):
        ask(address, fails)
    assert kept(pages, address) is None
    ask(address, HttpResponse("lành"))  # nor does it stand in the way
    assert kept(pages, address)


def test_a_page_is_answered_though_the_store_cannot_be_read(pages, address, monkeypatch):
    def refuse(key):
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(pages, "get", refuse)
    assert ask(address, HttpResponse("vẫn đọc được")).content == "vẫn đọc được".encode()


def test_what_was_purged_while_it_was_rendered_is_shown_and_not_kept(pages, address):
    def purged_meanwhile():
        pages.purge(["page:1"], at=0)
        return HttpResponse("cũ")

    assert ask(address, purged_meanwhile).content == "cũ".encode()
    assert kept(pages, address) is None


@pytest.mark.parametrize("path", ["{}?trang=2", "/lam-viec/", "/tin/tim/", "/khong/co.gi"])
def test_what_is_no_page_of_the_site_goes_through_as_it_is(pages, address, path):
    seen = []
    request = RequestFactory().get(path.format(address), headers=ASKED | {"cookie": "sessionid=1"})
    Bake(lambda request: seen.append(request.COOKIES) or HttpResponse("x"))(request)
    assert seen == [{"sessionid": "1"}]
    assert pages.hosts() == []


def test_without_the_front_nothing_is_kept(pages, address):
    Bake(lambda request: HttpResponse("x"))(RequestFactory().get(address))
    assert pages.hosts() == []


def test_a_host_that_only_a_pattern_allows_is_not_kept(pages, address, settings):
    settings.ALLOWED_HOSTS = [".example.vn", "example.vn"]
    ask(address, HttpResponse("x"), host="bat-ky.example.vn")
    assert pages.hosts() == []
    ask(address, HttpResponse("x"), host="EXAMPLE.vn:8000")
    assert pages.hosts() == ["example.vn"]


def test_whoever_asks_it_is_rendered_for_everybody_in_one_of_a_closed_set_of_copies(pages, address):
    seen = []

    def view(request):
        seen.append(request.COOKIES)
        notes.note_page(address)
        return HttpResponse("x")

    cookies = "sessionid=abc; tuong-phan=high; co-chu=150; la=1; co-chu2=9"
    Bake(view)(RequestFactory().get(address, headers=ASKED | {"cookie": cookies}))
    assert seen == [{"co-chu": "150", "tuong-phan": "high"}]
    assert kept(pages, address, variant="co-chu=150; tuong-phan=high")


def test_a_page_is_kept_until_what_it_shows_stops_being_true(pages, address):
    at = timezone.now()

    def view(request):
        notes.note_until(at + timedelta(hours=2))
        notes.note_until(at + timedelta(hours=1))
        notes.note_page(address)
        return HttpResponse("x")

    Bake(view)(RequestFactory().get(address, headers=ASKED))
    assert kept(pages, address).until == pytest.approx((at + timedelta(hours=1)).timestamp())


def sign_in(username: str) -> Client:
    client = Client()
    client.post("/tai-khoan/login/", {"login": username, "password": PASSWORD})
    return client


def test_a_browser_is_told_whether_its_person_works_here(cast: Cast):
    assert sign_in("planner").cookies[STAFF_COOKIE].value == "1"
    reader = sign_in("reader")
    assert reader.cookies[STAFF_COOKIE].value == "0"
    assert reader.cookies["nhip_rieng"].value == "1"
    reader.post("/tai-khoan/logout/")
    assert reader.cookies[STAFF_COOKIE].value == ""


def test_what_is_made_for_one_person_is_kept_by_nobody_else(cast: Cast):
    for address in ("/lam-viec/", "/khong-co/"):
        assert sign_in("planner").get(address).headers["Cache-Control"] == "private, no-cache"
