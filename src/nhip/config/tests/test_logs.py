"""Each request's lines carry its name, and so does the answer."""

import io
import json
import logging
import logging.config

import pytest
import structlog
from django.http import HttpResponse
from django.test import RequestFactory

from nhip.config.logs import RequestId, logging_to_stderr


@pytest.fixture
def lines():
    root = logging.getLogger()
    kept, level = root.handlers[:], root.level
    logging.config.dictConfig(logging_to_stderr("INFO", as_json=True))
    stream = root.handlers[0].stream = io.StringIO()
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers, root.level = kept, level
    structlog.reset_defaults()


def test_a_request_is_named_in_its_lines_and_its_answer(lines):
    def view(request):
        logging.getLogger("some.library").warning("Số liệu đã đổi")
        return HttpResponse(status=404)

    answer = RequestId(view)(RequestFactory().get("/lam-viec/?q=secret"))
    library, answered = lines()
    assert library["event"] == "Số liệu đã đổi"
    assert (answered["path"], answered["status"]) == ("/lam-viec/", 404)
    assert library["request_id"] == answered["request_id"] == answer["X-Request-ID"]
    assert "secret" not in str(answered)


def test_an_unknown_host_is_a_line_without_a_traceback(lines, client):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    (line,) = lines()
    assert "evil.example" in line["event"]
    assert "exception" not in line


@pytest.mark.parametrize(
    ("before", "key"),
    [
        ("/bat-dau/", "xj8tjoSjCseAP8qKtpOgEWLbyGNPiCx3"),
        ("/tai-khoan/password/reset/key/", "4-d1ah0q-1f5b8f9a4c7e2d6b3a9c8e7f6d5c4b3a"),
        ("/tai-khoan/confirm-email/", "Mg:1vOzzz:kQ9W_2mN0aTq8rYv6xZ3bC5dE7fG1hJ"),
    ],
)
def test_what_lets_somebody_in_stands_in_no_line(lines, before, key):
    def view(request):
        logging.getLogger("django.request").warning("Unprocessable Entity: %s", request.path)
        return HttpResponse(status=422)

    RequestId(view)(RequestFactory().post(f"{before}{key}/"))
    assert len(lines()) == 2
    assert key not in str(lines())
    assert lines()[1]["path"] == f"{before}…/"
