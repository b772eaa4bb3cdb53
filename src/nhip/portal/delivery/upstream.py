"""Asking Django, over its Unix socket."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import IO, Any
from urllib.parse import quote

import aiohttp
from multidict import CIMultiDictProxy
from yarl import URL

from .mirror import unavailable
from .rules import BAKE_HEADER, BAKED_HEADER

LARGEST_BODY = 64 << 20  # bytes a client may send
IN_MEMORY = 1 << 20  # bytes of it that need no file
PATIENCE = aiohttp.ClientTimeout(total=None, connect=30, sock_connect=5, sock_read=120)
CONNECTIONS = 64
# RFC 9110 section 7.6.1, and what only we say to Django.
NOT_PASSED = {
    "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer",
    "transfer-encoding", "upgrade", "content-length", "expect",
    "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "forwarded", "x-real-ip",
    BAKE_HEADER, BAKED_HEADER,
}  # fmt: skip
SAFE = "/:@!$&'()*+,;=~-._"


@dataclass(frozen=True)
class UpstreamAnswer:
    """What Django said."""

    status: int
    headers: "CIMultiDictProxy[str] | dict[str, str]"
    body: bytes


class TooLarge(Exception):
    """The client sends more than we take."""


class Upstream:
    """Django's side of the front. One object a process."""

    def __init__(self, socket: str, trusted_proxies: int) -> None:
        self.socket = socket
        self.trusted_proxies = trusted_proxies
        self.unavailable = unavailable().encode()

    @cached_property
    def session(self) -> aiohttp.ClientSession:
        """Connections to Django; made once the loop runs."""
        return aiohttp.ClientSession(
            connector=aiohttp.UnixConnector(path=self.socket, limit=CONNECTIONS),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            skip_auto_headers=["User-Agent", "Accept", "Accept-Encoding", "Content-Type"],
            timeout=PATIENCE,
        )

    async def close(self) -> None:
        await self.session.close()

    def is_https(self, scope: Any) -> bool:
        """Did the client reach us, or the proxies we trust, over HTTPS?"""
        return self._scheme(scope) == "https"

    async def pass_on(self, scope: Any, proto: Any) -> None:
        """Ask Django what the client asks us, and answer what it says."""
        try:
            with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as body:
                has_body = await self._take_body(scope, proto, body)
                answer = await self.ask(scope, {}, body=body if has_body else None)
        except TooLarge:
            proto.response_empty(413, [("connection", "close")])
            return
        await self.send(answer, scope, proto)

    async def ask(
        self,
        scope: Any,
        extra: Mapping[str, str],
        *,
        method: str | None = None,
        body: "IO[bytes] | None" = None,
    ) -> UpstreamAnswer:
        """Return Django's answer to a request, with further headers; 503 when there is none."""
        headers = [
            (name, value)
            for name, value in scope.headers.items()
            if name not in NOT_PASSED and "_" not in name  # to Django "_" and "-" are the same
        ]
        headers += [*self._forwarded(scope), *extra.items()]
        if scope.authority and "host" not in scope.headers:
            headers.append(("host", scope.authority))
        query = "" if BAKE_HEADER in extra else scope.query_string
        url = f"http://django{quote(scope.path, safe=SAFE)}{f'?{query}' if query else ''}"
        return await self._ask(method or scope.method, url, headers, body)

    async def render(self, host: str, path: str, extra: Mapping[str, str]) -> UpstreamAnswer:
        """Have Django render a page for the store."""
        headers = [("host", host), ("x-forwarded-for", "127.0.0.1"), *extra.items()]
        return await self._ask("GET", f"http://django{quote(path, safe=SAFE)}", headers, None)

    async def _ask(
        self, method: str, url: str, headers: list[tuple[str, str]], body: "IO[bytes] | None"
    ) -> UpstreamAnswer:
        try:
            async with self.session.request(
                method,
                URL(url, encoded=True),
                headers=headers,
                data=body,
                allow_redirects=False,
            ) as response:
                return UpstreamAnswer(response.status, response.headers, await response.read())
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
            headers_503 = {
                "content-type": "text/html; charset=utf-8",
                "cache-control": "no-store",
                "retry-after": "5",
            }
            return UpstreamAnswer(503, headers_503, self.unavailable)

    async def send(self, answer: UpstreamAnswer, scope: Any, proto: Any) -> None:
        """Answer the client what Django said."""
        headers = [
            (name, value)
            for name, value in ((name.lower(), value) for name, value in answer.headers.items())
            if name not in NOT_PASSED or (name == "content-length" and scope.method == "HEAD")
        ]
        if scope.method == "HEAD" or not answer.body:
            proto.response_empty(answer.status, headers)
        else:
            proto.response_bytes(answer.status, headers, answer.body)

    async def _take_body(self, scope: Any, proto: Any, body: "IO[bytes]") -> bool:
        """Take all the client sends before Django is asked: a slow line holds up nobody else."""
        if "content-length" not in scope.headers and "transfer-encoding" not in scope.headers:
            return False
        size = 0
        async for chunk in proto:
            size += len(chunk)
            if size > LARGEST_BODY:
                raise TooLarge
            body.write(chunk)
        body.seek(0)
        return size > 0

    def _scheme(self, scope: Any) -> str:
        if self.trusted_proxies:
            said: str = scope.headers.get("x-forwarded-proto") or ""
            return "https" if said.split(",")[-1].strip() == "https" else "http"
        return str(scope.scheme)

    def _forwarded(self, scope: Any) -> list[tuple[str, str]]:
        client = scope.client.rpartition(":")[0]
        before = scope.headers.get("x-forwarded-for") if self.trusted_proxies else None
        chain = f"{before}, {client}" if before else client
        return [("x-forwarded-for", chain), ("x-forwarded-proto", self._scheme(scope))]
