"""The product as readers' browsers meet it: over HTTP, past the front, with Django behind it."""

import gzip
import http.client
import os
import signal
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest

from nhip.portal.delivery.middleware import zstd
from tests.product import Product

BROWSER = {"User-Agent": "Mozilla/5.0 Firefox/140.0", "Sec-Fetch-Site": "same-origin"}
PATIENCE = 30.0


class Reader:
    """Asks the product; `headers` go with each call."""

    def __init__(self, product: Product, **headers: str) -> None:
        self.netloc = urlsplit(product.base_url).netloc
        self.headers = headers

    def ask(self, path: str, method: str = "GET", body: str | None = None, **headers: str):
        """Return status, headers (names in small letters) and bytes."""
        with closing(http.client.HTTPConnection(self.netloc, timeout=PATIENCE)) as line:
            line.request(method, path, body, self.headers | headers)
            answer = line.getresponse()
            said = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, said, answer.read()


def until(answers, what: str):
    """Wait for something to become true."""
    end = time.monotonic() + PATIENCE
    while not (found := answers()):
        assert time.monotonic() < end, what
        time.sleep(0.02)
    return found


def kept(product: Product, statement: str = "SELECT count(*) FROM page", *values: object) -> int:
    with closing(sqlite3.connect(product.data / "pages.sqlite3", timeout=10)) as pages:
        return pages.execute(statement, values).fetchone()[0]


@pytest.fixture
def reader(product: Product) -> Reader:
    return Reader(product)


@pytest.fixture
def article(product: Product) -> str:
    return urlsplit(product.pages["article"]).path


def test_every_encoding_is_the_same_page_under_its_own_tag(reader, article):
    _status, said, plain = reader.ask(article)
    assert "content-encoding" not in said
    tags = {said["etag"]}
    for name, unpack in {"br": brotli, "gzip": gzip, "zstd": zstd}.items():
        status, said, body = reader.ask(article, **{"Accept-Encoding": name})
        assert (status, said["content-encoding"]) == (200, name)
        assert unpack.decompress(body) == plain
        assert len(body) < len(plain) / 3
        tags.add(said["etag"])
    assert len(tags) == 4
    assert said["vary"] == "Accept-Encoding, Cookie"
    assert said["cache-control"] == "public, no-cache"
    assert "set-cookie" not in said
    assert b"csrf" not in plain
    assert b"nonce=" not in plain


def test_who_has_the_page_is_told_so_and_head_is_a_page_without_its_body(reader, article):
    status, said, body = reader.ask(article, "HEAD", **{"Accept-Encoding": "br"})
    assert (status, body) == (200, b"")
    assert int(said["content-length"]) == len(reader.ask(article, **{"Accept-Encoding": "br"})[2])
    has = {"Accept-Encoding": "br", "If-None-Match": f'"other", W/{said["etag"]}'}
    status, again, body = reader.ask(article, **has)
    assert (status, again["etag"], body) == (304, said["etag"], b"")
    assert reader.ask(article, **{"If-None-Match": said["etag"]})[0] == 200  # another encoding's
    assert reader.ask(article, **{"If-Modified-Since": said["last-modified"]})[0] == 304


def test_query_strings_are_not_kept_and_tracking_is_no_question(product, reader, article):
    reader.ask(article)
    before = kept(product)
    for number in range(30):
        assert reader.ask(f"{article}?la={number}")[0] == 200
    assert kept(product) == before
    plain = reader.ask(article)[1]["etag"]
    assert reader.ask(f"{article}?utm_source=zalo&fbclid=1")[1]["etag"] == plain


def test_unknown_hosts_are_refused_and_never_kept(product, reader, article):
    assert reader.ask(article, Host="xau.example")[0] == 400
    assert kept(product, "SELECT count(*) FROM page WHERE key LIKE 'xau%'") == 0


def test_a_reader_gets_the_page_for_everybody_and_staff_the_page_as_it_is(product, reader, article):
    plain = reader.ask(article)[1]["etag"]
    assert reader.ask(article, Cookie="sessionid=abc; nhip_rieng=1")[1]["etag"] == plain
    status, said, _body = reader.ask(article, Cookie="nhip_lam_viec=1")
    assert status == 200
    assert said.get("etag") is None
    chosen = reader.ask(article, Cookie="co-chu=150; tuong-phan=high")
    assert b'data-size="150" data-contrast="high"' in chosen[2]
    assert reader.ask(article, Cookie="co-chu=999; x=1")[1]["etag"] == plain


def test_a_client_cannot_say_what_only_the_front_may_say(product, reader):
    """Sign-in attempts are counted by address: no header makes up another one."""
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for number in range(12):
        claimed = dict.fromkeys(("X-Forwarded-For", "X_Forwarded_For"), f"10.9.8.{number}")
        _status, said, page = reader.ask("/tai-khoan/login/")
        token = page.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        cookie = said["set-cookie"].split(";")[0]
        body = f"csrfmiddlewaretoken={token}&login=kehoach{number}&password=sai"
        _status, _said, page = reader.ask(
            "/tai-khoan/login/", "POST", body, Cookie=cookie, **form, **claimed
        )
    assert "Đăng nhập sai quá nhiều lần" in page.decode()


def test_views_are_counted_without_a_write_for_each(product, reader):
    with closing(sqlite3.connect(product.data / "nhip.sqlite3")) as database:
        (page,) = database.execute("SELECT basepage_ptr_id FROM news_articlepage").fetchone()
        count = "SELECT coalesce(sum(views), 0) FROM delivery_viewday WHERE page_id = ?"
        (before,) = database.execute(count, [page]).fetchone()
        for _ in range(7):
            assert reader.ask(f"/-/xem/{page}/", "POST", **BROWSER)[0] == 204
        robot = BROWSER | {"User-Agent": "Googlebot/2.1"}
        assert reader.ask(f"/-/xem/{page}/", "POST", **robot)[0] == 204
        other = BROWSER | {"Sec-Fetch-Site": "cross-site"}
        assert reader.ask(f"/-/xem/{page}/", "POST", **other)[0] == 403
        assert reader.ask("/-/xem/x/", "POST", **BROWSER)[0] == 404
        until(
            lambda: database.execute(count, [page]).fetchone()[0] == before + 7,
            "seven readers, seven views",
        )


def test_files_are_sent_whole_in_part_or_not_at_all(product, reader):
    static = next((product.data / "static" / "design").glob("style.*.css"))
    status, said, body = reader.ask(f"/static/design/{static.name}", **{"Accept-Encoding": "br"})
    assert (status, said["content-encoding"]) == (200, "br")
    assert said["cache-control"] == "public, max-age=31536000, immutable"
    assert brotli.decompress(body) == static.read_bytes()
    picture = next((product.data / "media").rglob("*.webp"))
    address = f"/media/{picture.relative_to(product.data / 'media')}"
    status, said, body = reader.ask(address)
    assert (status, body, said["content-type"]) == (200, picture.read_bytes(), "image/webp")
    assert said["x-content-type-options"] == "nosniff"
    status, said, body = reader.ask(address, Range="bytes=10-19")
    assert (status, body) == (206, picture.read_bytes()[10:20])
    assert said["content-range"] == f"bytes 10-19/{picture.stat().st_size}"
    assert reader.ask(address, Range="bytes=99999999-")[0] == 416
    for odd in (f"bytes={'9' * 5000}-", f"bytes=-{'9' * 5000}", "bytes=0-1,3-4", "bytes=-"):
        assert reader.ask(address, Range=odd)[0] in (200, 416), odd[:20]
    for bad in (
        "../nhip.sqlite3",
        "%2e%2e/nhip.sqlite3",
        "..%2fnhip.sqlite3",
        "khong.webp",
        "a%00",
    ):
        assert reader.ask(f"/media/{bad}")[0] == 404, bad
    name = f"design/{static.name}"
    for other in (f"/{name}", f"./{name}", f"{name}/", f"design/../{name}"):
        assert reader.ask(f"/static/{other}")[0] == 404, other


def test_a_burst_for_a_page_that_is_not_there_yet_renders_it_once(product, reader, article):
    with closing(sqlite3.connect(product.data / "pages.sqlite3", timeout=10)) as pages:
        pages.execute("DELETE FROM page")
        pages.commit()
    wanted = {"Cookie": "co-chu=200"}  # a copy nobody has in memory
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda _: reader.ask(article, **wanted), range(24)))
    assert {status for status, _said, _body in answers} == {200}
    assert len({(said["etag"], said["last-modified"]) for _status, said, _body in answers}) == 1


def test_what_is_rated_shows_on_the_next_page_and_other_pages_stay(product, reader, article):
    other = next(
        path for (path,) in _paths(product) if path.count("/") == 3 and not path.startswith(article)
    )
    tag = reader.ask(other)[1]["etag"]
    before = reader.ask(article)[2].decode()
    assert "0 trong 0 đánh giá" in before
    page = before.split('data-view="/-/xem/')[1].split("/")[0]
    form = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": "a=b"} | BROWSER
    assert reader.ask(f"/y-kien/{page}/danh-gia/", "POST", "points=4", **form)[0] == 302
    assert "4 trong 1 đánh giá" in reader.ask(article)[2].decode()
    assert reader.ask(other)[1]["etag"] == tag
    strange = form | {"Sec-Fetch-Site": "cross-site"}
    assert reader.ask(f"/y-kien/{page}/danh-gia/", "POST", "points=1", **strange)[0] == 422


def _paths(product: Product) -> list[tuple[str]]:
    with closing(sqlite3.connect(product.data / "nhip.sqlite3")) as database:
        statement = (
            "SELECT substr(url_path, instr(substr(url_path, 2), '/') + 1) FROM site_basepage"
        )
        return database.execute(f"{statement} WHERE live AND depth = 4").fetchall()


def test_a_store_that_breaks_is_begun_anew_and_readers_see_nothing_of_it(product, reader, article):
    assert reader.ask(article)[0] == 200
    for tail in ("-wal", "-shm", ""):
        file = Path(f"{product.data / 'pages.sqlite3'}{tail}")
        if file.exists():
            file.write_bytes(os.urandom(64_000))
    for path in (article, "/", "/hoi-nghi/"):
        status, _said, body = reader.ask(path, Cookie="tuong-phan=soft")
        assert (status, b"</html>" in body) == (200, True)
    until(lambda: "etag" in reader.ask(article)[1], "pages are kept again")
    assert kept(product) >= 1


def test_pages_stay_up_while_django_is_down_and_the_rest_says_so(product, reader, article):
    body = until(lambda: _with_tag(reader, article), "the page is kept")
    django = _processes(product)["web"]
    os.kill(django, signal.SIGSTOP)
    for child in _children(django):
        os.kill(child, signal.SIGKILL)
    try:
        assert reader.ask(article)[2] == body
    finally:
        os.kill(django, signal.SIGCONT)
    until(lambda: reader.ask("/tin/tim/?q=hop")[0] == 200, "Django's workers are started again")


@pytest.mark.parametrize("part", ["web", "worker", "front"])
def test_a_part_that_dies_is_started_again_and_pages_go_on_meanwhile(
    product, reader, article, part
):
    body = until(lambda: _with_tag(reader, article), "the page is kept")
    dead = _processes(product)[part]
    os.kill(dead, signal.SIGKILL)
    if part != "front":
        assert reader.ask(article)[2] == body
    until(lambda: _processes(product).get(part, dead) != dead, f"{part} is started again")
    until(lambda: _answers(reader, "/tin/tim/?q=hop") == 200, "all is whole again")
    assert until(lambda: _with_tag(reader, article), "the page is still kept") == body
    said = (product.data.parent / "said.txt").read_text()
    assert "part_ended" in said
    assert f"{part}" in said.rpartition("part_ended")[2]


def _answers(reader: Reader, path: str) -> int:
    try:
        return reader.ask(path)[0]
    except OSError:
        return 0


def _with_tag(reader: Reader, path: str) -> bytes | None:
    _status, said, body = reader.ask(path)
    return body if "etag" in said else None


def _children(parent: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1]) == parent:
                    found.append(int(entry.name))
            except OSError:
                pass
    return found


def _processes(product: Product) -> dict[str, int]:
    """Return the processes of the product by what they are: front, web (Django) and worker."""
    found = {}
    for pid in _children(product.process.pid):
        with suppress(OSError):  # it may end between being listed and being read
            line = (Path("/proc") / str(pid) / "cmdline").read_text()
            found |= {part: pid for part in ("front", "web", "worker") if f"command.{part}" in line}
    return found
