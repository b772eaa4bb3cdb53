"""Asking Django for a page as the front does, without a server between: by the worker and by commands."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from .rules import BAKE_HEADER


@lru_cache(1)
def _handler() -> WSGIHandler:
    return WSGIHandler()


def render(host: str, path: str, *, bakes: bool = True) -> int:
    """Have a page rendered, and kept where it may be; return the status (204 when it is kept)."""
    environment: dict[str, object] = {
        "HTTP_HOST": host,
        "PATH_INFO": path.encode().decode("latin-1"),  # as PEP 3333 has it
        "QUERY_STRING": "",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_X_FORWARDED_PROTO": "https" if settings.IS_HTTPS else "http",
    }
    if bakes:
        environment[f"HTTP_{BAKE_HEADER.replace('-', '_').upper()}"] = "1"
    setup_testing_defaults(environment)
    return _send(environment)


def render_key(key: str) -> int:
    """Have the page under a key of the store rendered."""
    host, _slash, path = key.removesuffix(" ").partition("/")
    return render(host, f"/{path}")


def _send(environment: dict[str, object]) -> int:
    said: list[str] = []

    def start(status: str, *ignored: Any) -> Callable[[bytes], object]:
        said.append(status)
        return bytes  # Django writes nothing this way

    answer = _handler()(environment, start)
    try:
        for _part in answer:
            pass
    finally:
        answer.close()
    return int(said[0].split()[0])
