"""nginx's part: the same answers as the front's, from the files that are baked."""

from collections.abc import Iterable
from importlib import resources
from pathlib import Path

from .front import CACHE, VARY
from .mirror import Headers
from .rules import STAFF_COOKIE, VARIANT_COOKIES


def nginx_snippet(to: Path, page: Headers, *, front: str) -> str:
    """Return what to include in the server block. `page` are the headers that all pages bear."""
    kind = "content-type"
    written = resources.files(__package__).joinpath("nginx.conf").read_text()
    return written % {
        "to": to,
        "cookies": "|".join([f"{STAFF_COOKIE}=1", *(f"{name}=" for name in VARIANT_COOKIES)]),
        "content_type": dict(page)[kind],
        "page_headers": _lines(4, [*(said for said in page if said[0] != kind), CACHE, VARY]),
        "front": front,
    }


def _lines(indent: int, headers: Iterable[tuple[str, str]]) -> str:
    return "\n".join(
        f'{" " * indent}add_header {name.title()} "{value}";' for name, value in headers
    )
