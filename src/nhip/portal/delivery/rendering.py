"""Asking Django for a page as the front does, without a server between: by the worker and by commands."""

from functools import lru_cache
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

from .rules import BAKE_HEADER


@lru_cache(1)
def _handler() -> WSGIHandler:
    return WSGIHandler()


def render(host: str, path: str) -> int:
    """Have a page rendered, and kept where it may be; return the status (204 when it is kept)."""
    environment: dict[str, object] = {
        "HTTP_HOST": host,
        "PATH_INFO": path.encode().decode("latin-1"),  # as PEP 3333 has it
        "QUERY_STRING": "",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_X_FORWARDED_PROTO": "https" if settings.IS_HTTPS else "http",
        f"HTTP_{BAKE_HEADER.replace('-', '_').upper()}": "1",
    }
    setup_testing_defaults(environment)
    # Without the signals of a request, which close the connection its caller is working on.
    return _handler().get_response(WSGIRequest(environment)).status_code


def render_key(key: str) -> int:
    """Have the page under a key of the store rendered."""
    host, _slash, path = key.removesuffix(" ").partition("/")
    return render(host, f"/{path}")
