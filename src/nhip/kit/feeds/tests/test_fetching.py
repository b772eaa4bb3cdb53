"""Against a server of our own on this machine."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from nhip.kit.feeds.fetching import FeedFailure, Reason, fetch


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        path = self.path.lstrip("/")
        if path == "moved":
            self.send_response(302)
            self.send_header("Location", "/good")
        elif path == "elsewhere":
            self.send_response(302)
            self.send_header("Location", "http://localhost.invalid/good")
        elif path == "file":
            self.send_response(302)
            self.send_header("Location", "file:///etc/hostname")
        else:
            self.send_response(200 if path in ("good", "long", "drip") else 503)
        self.end_headers()
        if path == "good":
            self.wfile.write(b"content")
        elif path == "long":
            self.wfile.write(b"x" * 2000)
        elif path == "drip":
            try:
                while not self.server.stopping.wait(0.02):
                    self.wfile.write(b"x")
            except OSError:
                return

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def base():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.stopping = threading.Event()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.stopping.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("path", ["good", "moved"])
def test_content_arrives(base, path):
    assert fetch(f"{base}/{path}") == b"content"


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("elsewhere", Reason.MOVED),
        ("file", Reason.REFUSED),
        ("missing", Reason.REFUSED),
        ("long", Reason.TOO_LARGE),
        ("drip", Reason.TOO_SLOW),
    ],
)
def test_every_bad_answer_has_its_reason(base, path, reason):
    with pytest.raises(FeedFailure) as failure:
        fetch(f"{base}/{path}", limit=1000, seconds=0.2)
    assert failure.value.reason is reason


@pytest.mark.parametrize("address", ["file:///etc/hostname", "ftp://127.0.0.1/a", "rates.xml", ""])
def test_only_the_web_is_called(address):
    with pytest.raises(FeedFailure) as failure:
        fetch(address)
    assert failure.value.reason is Reason.ADDRESS


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/", "http://", "http://[", "http://a\nb/"])
def test_nobody_there(address):
    with pytest.raises(FeedFailure):
        fetch(address, seconds=1)
