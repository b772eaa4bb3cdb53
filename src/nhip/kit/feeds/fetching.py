"""One call to another machine, bounded in every way; for tasks, never within a reader's request."""

import time
from enum import StrEnum
from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

SCHEMES = ("http://", "https://")
CHUNK = 16 * 1024
HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; Nhip)", "Accept-Encoding": "identity"}


class Reason(StrEnum):
    """Why a call gave nothing."""

    ADDRESS = "address"
    UNREACHABLE = "unreachable"
    TOO_SLOW = "too_slow"
    REFUSED = "refused"
    MOVED = "moved"
    TOO_LARGE = "too_large"
    RUBBISH = "rubbish"


class FeedFailure(Exception):
    """The feed gave nothing that can be used."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class _SameHost(HTTPRedirectHandler):
    """Follows a redirect on the same host, and never from https back to http."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        old, new = urlsplit(req.full_url), urlsplit(newurl)
        if old.netloc != new.netloc or new.scheme not in (old.scheme, "https"):
            raise FeedFailure(Reason.MOVED)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(address: str, *, limit: int = 500_000, seconds: float = 10) -> bytes:
    """Return what stands at an address: at most `limit` bytes in at most about `seconds`.

    Raises FeedFailure.
    """
    if not address.startswith(SCHEMES):
        raise FeedFailure(Reason.ADDRESS)
    until = time.monotonic() + seconds
    content = bytearray()
    try:
        request = Request(address, headers=HEADERS)  # noqa: S310
        with build_opener(_SameHost).open(request, timeout=seconds) as answer:
            while chunk := answer.read1(CHUNK):
                content += chunk
                if len(content) > limit:
                    raise FeedFailure(Reason.TOO_LARGE)
                if time.monotonic() > until:
                    raise FeedFailure(Reason.TOO_SLOW)
    except HTTPError as error:
        error.close()
        raise FeedFailure(Reason.REFUSED) from error
    except TimeoutError as error:
        raise FeedFailure(Reason.TOO_SLOW) from error
    except (OSError, HTTPException, ValueError) as error:
        slow = isinstance(getattr(error, "reason", None), TimeoutError)
        raise FeedFailure(Reason.TOO_SLOW if slow else Reason.UNREACHABLE) from error
    return bytes(content)
