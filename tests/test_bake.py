"""`nhip bake` beside a running product, with nginx in front of both."""

import gzip
import http.client
import os
import subprocess
import sys
import time
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from nhip.hall.command.catalogues import PACKAGE
from nhip.hall.command.processes import is_free
from nhip.hall.tools.bench.servers import find, nginx
from nhip.portal.delivery.mirror import unavailable
from nhip.portal.delivery.snippet import nginx_snippet
from tests.product import Product, free_port, nhip

OWN = {"date", "server", "connection", "etag", "last-modified", "accept-ranges", "content-length"}
MISSING = "No nginx: the tests of the copy in files were left out (apt-get install nginx-light)"
NEW = "Tên mới, đã xuất bản"
CHANGE = """
import django, sys
django.setup()
from django.utils import timezone
from nhip.organisation.accounts.models import User
from nhip.portal.news.actions import publish_article, withdraw_article
from nhip.portal.news.models import ArticlePage
what, path = sys.argv[1:]
page = ArticlePage.objects.get(slug=path.strip("/").split("/")[-1])
publisher = User.objects.get(username="xuatban")
if what == "withdraw":
    withdraw_article(page, reason="Ghi nhầm.", by=publisher, at=timezone.now())
else:
    page = page.get_latest_revision_as_object()
    page.title = what
    page.save_revision()
    publish_article(page, is_open_seen=True, is_partial_seen=True, by=publisher, at=timezone.now())
"""


@dataclass(frozen=True)
class Both:
    """nginx, the product behind it, and the folder of files between."""

    product: Product
    port: int
    to: Path

    @property
    def path(self) -> str:
        return urlsplit(self.product.pages["article"]).path

    @property
    def file(self) -> Path:
        return self.to / "127.0.0.1" / self.path.strip("/") / "index.html"

    def ask(self, path: str, port: int | None = None, method: str = "GET", **headers: str):
        asking = http.client.HTTPConnection("127.0.0.1", port or self.port, timeout=20)
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        asking.request(method, path, headers=said)
        answer = asking.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()

    def front(self, path: str, **headers: str):
        return self.ask(path, urlsplit(self.product.base_url).port, **headers)

    def change(self, what: str) -> None:
        environment = {
            "DJANGO_SETTINGS_MODULE": "nhip.config.settings.production",
            "NHIP_DATA": str(self.product.data),
            "NHIP_DEMO": "1",
            "PYTHONPATH": str(PACKAGE.parent),
        }
        line = [sys.executable, "-c", CHANGE, what, self.path]
        subprocess.run(line, check=True, env=os.environ | environment)

    def bake(self, *words: str) -> int:
        port = str(urlsplit(self.product.base_url).port)
        data = str(self.product.data)
        return nhip("bake", "--data", data, "--port", port, *words, stderr=-1).wait(120)


@pytest.fixture(scope="module")
def with_nginx() -> None:
    """Skip where there is none, unless NHIP_REQUIRE_NGINX=1."""
    if find("nginx") is None:
        if os.environ.get("NHIP_REQUIRE_NGINX") == "1":
            pytest.fail(MISSING)
        pytest.skip(MISSING)


@pytest.fixture(scope="module")
def both(
    with_nginx: None, product: Product, tmp_path_factory: pytest.TempPathFactory
) -> Generator[Both]:
    folder = tmp_path_factory.mktemp("nginx")
    both = Both(product, free_port(), folder / "to")
    assert both.bake("--to", str(both.to)) == 0
    line = nginx(folder / "own", both.port, f"include {both.to / 'nginx.conf'};")
    process = subprocess.Popen(line)
    until(lambda: is_up(both))
    yield both
    process.terminate()
    process.wait(10)


def is_up(both: Both) -> bool:
    try:
        return both.ask("/-/live")[0] == 200
    except OSError:
        return False


def until(condition, seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def without_own(headers: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name not in OWN}


def is_file(headers: dict[str, str]) -> bool:
    """Did nginx answer by itself? Its entity tags are a second and a size."""
    return "-" in headers.get("etag", "") and len(headers["etag"]) < 22


def test_with_nobody_behind_it_nginx_says_so_in_our_words(with_nginx: None, tmp_path: Path):
    tmp_path.chmod(0o755)
    port, nobody = free_port(), free_port()
    kind = [("content-type", "text/html; charset=utf-8")]
    written = nginx_snippet(tmp_path, kind, front=f"http://127.0.0.1:{nobody}")
    (tmp_path / "nginx.conf").write_text(written)
    (tmp_path / "unavailable.html").write_text(unavailable())
    line = nginx(tmp_path / "own", port, f"include {tmp_path / 'nginx.conf'};")
    with subprocess.Popen(line) as process:
        asking = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        until(lambda: not is_free("127.0.0.1", port))
        asking.request("GET", "/lam-viec/")
        answer = asking.getresponse()
        words = answer.read().decode()
        process.terminate()
    assert answer.status == 503
    assert answer.getheader("Retry-After") == "5"
    assert words == unavailable()
    assert "Máy chủ đang bận" in words
    assert "The server is busy" in words


def test_nginx_answers_what_the_front_answers(both: Both):
    for path in ("/", both.path):
        _status, front, body = both.front(path)
        status, headers, same = both.ask(path)
        assert (status, same) == (200, body)
        assert is_file(headers)
        assert without_own(headers) == without_own(front)


def test_nginx_sends_the_compressed_twin_and_304(both: Both):
    _status, plain, body = both.ask(both.path)
    status, headers, packed = both.ask(both.path, accept_encoding="gzip")
    assert headers["content-encoding"] == "gzip"
    assert headers["vary"] == plain["vary"]
    assert gzip.decompress(packed) == body
    status, headers, nothing = both.ask(both.path, if_none_match=plain["etag"])
    assert (status, nothing) == (304, b"")
    assert headers["cache-control"] == "public, no-cache"


@pytest.mark.parametrize(
    "cookie", ["nhip_lam_viec=1", "a=b; co-chu=1", "tuong-phan=dam", "x=1; django_language=en"]
)
def test_who_has_an_answer_of_their_own_gets_it_from_the_front(both: Both, cookie: str):
    status, headers, body = both.ask(both.path, cookie=cookie)
    assert status == 200
    assert not is_file(headers)
    assert body == both.front(both.path, cookie=cookie)[2]


def test_other_cookies_do_not_keep_a_reader_from_the_files(both: Both):
    assert is_file(both.ask(both.path, cookie="nhip_lam_viec=0; xco-chu=1; nhip_rieng=1")[1])


def test_the_front_answers_questions_and_what_is_not_baked(both: Both):
    assert not is_file(both.ask(both.path + "?utm_source=thu")[1])
    assert both.ask(both.path, method="POST")[0] in (403, 405)
    assert both.ask("/khong-co/")[0] == 404
    assert both.ask(both.path.rstrip("/"))[0] in (301, 302)
    assert both.ask(both.path + "index.html")[0] == 404
    assert both.ask("/", host="khong-quen.example")[0] == 400


def test_files_last_as_long_as_at_the_front(both: Both):
    page = both.ask("/")[2].decode()
    style = next(part for part in page.split('"') if part.startswith("/static/") and ".css" in part)
    _status, front, body = both.front(style)
    status, headers, same = both.ask(style)
    assert (status, same) == (200, body)
    assert "immutable" in headers["cache-control"]
    for name in ("cache-control", "x-content-type-options", "referrer-policy"):
        assert headers[name] == front[name]
    picture = next(part for part in page.split('"') if part.startswith("/media/")).split()[0]
    _status, front, body = both.front(picture)
    status, headers, same = both.ask(picture)
    assert (status, same) == (200, body)
    for name in ("cache-control", "content-security-policy", "x-content-type-options"):
        assert headers[name] == front[name]


def test_nginx_needs_nothing_of_the_data_folder_which_is_its_owners_alone(both: Both):
    said = (both.to / "nginx.conf").read_text()
    assert str(both.product.data) not in said
    assert not [each for each in both.product.data.rglob("*") if each.stat().st_mode & 0o077]
    for each in (both.to, *both.to.rglob("*")):
        assert each.stat().st_mode & 0o777 == (0o755 if each.is_dir() else 0o644), each
    private = {"attachments", "papers", "media", "mail"} & {each.name for each in both.to.iterdir()}
    assert not private


def test_what_is_published_is_written_again_and_what_is_withdrawn_is_gone(both: Both):
    both.change(NEW)
    status, _headers, body = both.ask(both.path)
    assert status == 200
    assert NEW in body.decode()
    until(lambda: both.file.exists() and NEW in both.file.read_text())
    home = both.to / "127.0.0.1" / "index.html"
    until(lambda: home.exists() and NEW in home.read_text())
    assert is_file(both.ask(both.path)[1])
    both.change("withdraw")
    assert not both.file.exists()
    assert both.ask(both.path)[0] == 410
    until(lambda: home.exists() and NEW not in home.read_text())


def test_a_folder_of_others_is_refused(both: Both, tmp_path: Path):
    (tmp_path / "mine").touch()
    assert both.bake("--to", str(tmp_path)) == 1
    for data in (both.product.data.parent, both.product.data, both.product.data / "pages"):
        assert both.bake("--to", str(data)) == 1
    assert (both.to / "127.0.0.1" / "index.html").exists()


def test_it_can_be_ended(both: Both):
    assert both.bake("--stop") == 0
    assert not list(both.to.rglob("index.html*"))
    assert both.ask("/")[0] == 200
