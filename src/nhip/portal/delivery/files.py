"""Static files and public media, sent by the front."""

import asyncio
import gzip
import hashlib
import mimetypes
import os
import re
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path
from typing import Any

import brotli

from .rules import encodings_for, names_etag

SMALL = 512 << 10  # bytes of a static file that is kept in memory
MEMORY = 32 << 20
_HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")
_TEXT = re.compile(r"text/|application/(?:javascript|json|xml)|image/svg")
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
FOREVER = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"
# What editors upload is shown, never run.
CAGED = ("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
PLAIN = [("x-content-type-options", "nosniff"), ("referrer-policy", "same-origin")]
mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("image/avif", ".avif")
mimetypes.add_type("image/webp", ".webp")
mimetypes.add_type("text/javascript", ".js")


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A static file in memory: its tag, headers and bytes by encoding."""

    etag: str
    headers: list[tuple[str, str]]
    bodies: dict[str, bytes]


class Files:
    """Folders by the address they stand under; those said to be static keep their small files in memory."""

    def __init__(self, folders: dict[str, tuple[Path, bool]]) -> None:
        self.folders = {url: (root.resolve(), static) for url, (root, static) in folders.items()}
        self.addresses = tuple(self.folders)
        self.kept: dict[str, KeptFile] = {}
        self.size = 0

    def has(self, path: str) -> bool:
        """Is this the address of a file?"""
        return path.startswith(self.addresses)

    async def send(self, scope: Any, proto: Any) -> None:
        """Answer with the file, or that there is none."""
        url = next(url for url in self.folders if scope.path.startswith(url))
        root, is_static = self.folders[url]
        if kept := self.kept.get(scope.path):
            _send_kept(kept, scope, proto)
            return
        file = _inside(root, scope.path.removeprefix(url))
        if file is None:
            proto.response_str(404, [("content-type", "text/plain"), *PLAIN], "404")
            return
        if is_static and file.stat().st_size <= SMALL:
            kept = await asyncio.get_running_loop().run_in_executor(None, _read, file)
            if self.size + kept_size(kept) <= MEMORY:
                self.kept[scope.path] = kept
                self.size += kept_size(kept)
            _send_kept(kept, scope, proto)
        else:
            _send_file(file, is_static, scope, proto)


def kept_size(kept: KeptFile) -> int:
    return sum(map(len, kept.bodies.values()))


def _inside(root: Path, name: str) -> Path | None:
    """Return the file of this name if it lies in the folder.

    A file has one name: "a//b", "./b" and "b/" are none, or each would be kept in memory by itself.
    """
    if "\0" in name:
        return None
    try:
        file = (root / name).resolve()
        return file if str(file) == f"{root}/{name}" and file.is_file() else None
    except OSError:
        return None


def _headers(file: Path, is_static: bool) -> list[tuple[str, str]]:
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    charset = "; charset=utf-8" if kind.startswith("text/") else ""
    lasts = FOREVER if is_static and _HASHED.search(file.name) else A_DAY
    return [
        ("content-type", kind + charset),
        ("cache-control", lasts),
        ("last-modified", formatdate(file.stat().st_mtime, usegmt=True)),
        *PLAIN,
        *([] if is_static else [CAGED]),
    ]


def _read(file: Path) -> KeptFile:
    body = file.read_bytes()
    headers = _headers(file, is_static=True)
    bodies = {"": body}
    if _TEXT.match(headers[0][1]):
        bodies |= {"br": brotli.compress(body), "gzip": gzip.compress(body, 9, mtime=0)}
        headers.append(("vary", "Accept-Encoding"))
    return KeptFile(hashlib.blake2b(body, digest_size=12).hexdigest(), headers, bodies)


def _send_kept(kept: KeptFile, scope: Any, proto: Any) -> None:
    get = scope.headers.get
    taken = [name for name in encodings_for(get("accept-encoding", "")) if name in kept.bodies]
    name = taken[0] if taken else ""
    etag = f'"{kept.etag}-{name}"' if name else f'"{kept.etag}"'
    headers = [*kept.headers, ("etag", etag)] + ([("content-encoding", name)] if name else [])
    body = kept.bodies[name]
    if (wanted := get("if-none-match")) and names_etag(wanted, etag):
        proto.response_empty(304, headers)
    elif scope.method == "HEAD":
        proto.response_empty(200, [*headers, ("content-length", str(len(body)))])
    else:
        proto.response_bytes(200, headers, body)


def _send_file(file: Path, is_static: bool, scope: Any, proto: Any) -> None:
    get = scope.headers.get
    facts = os.stat(file)
    etag = f'"{facts.st_mtime_ns:x}-{facts.st_size:x}"'
    headers = [*_headers(file, is_static), ("etag", etag), ("accept-ranges", "bytes")]
    if (wanted := get("if-none-match")) and names_etag(wanted, etag):
        proto.response_empty(304, headers)
        return
    if scope.method == "HEAD":
        proto.response_empty(200, [*headers, ("content-length", str(facts.st_size))])
        return
    asked = get("range")
    if asked and get("if-range", etag) == etag and (match := _RANGE.fullmatch(asked)):
        part = _part(match[1], match[2], facts.st_size)
        if part is None:
            proto.response_empty(416, [*headers, ("content-range", f"bytes */{facts.st_size}")])
            return
        first, end = part
        said = ("content-range", f"bytes {first}-{end - 1}/{facts.st_size}")
        length = ("content-length", str(end - first))
        proto.response_file_range(206, [*headers, said, length], str(file), first, end)
        return
    proto.response_file(200, [*headers, ("content-length", str(facts.st_size))], str(file))


def _part(first: str, last: str, size: int) -> tuple[int, int] | None:
    """Return the half-open part of a file a Range header asks for; None where there is none."""
    if not first and not last:
        return None
    if not first:
        return (max(0, size - int(last)), size) if int(last) and size else None
    end = min(int(last) + 1, size) if last else size
    return (int(first), end) if int(first) < end else None
