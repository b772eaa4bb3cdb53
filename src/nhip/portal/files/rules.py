"""What a file is, by its content. No query, no clock."""

import re
from collections.abc import Callable

from .choices import FileUse

MEGABYTE = 1024 * 1024
LIMITS = {FileUse.PAPER: 20, FileUse.VIDEO: 200, FileUse.SOUND: 50, FileUse.CAPTIONS: 1}
"""Megabytes."""
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "vtt": "text/vtt; charset=utf-8",
}
PAPERS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}
USES = {
    **dict.fromkeys(PAPERS, FileUse.PAPER),
    **dict.fromkeys(("mp4", "webm"), FileUse.VIDEO),
    **dict.fromkeys(("mp3", "m4a", "ogg"), FileUse.SOUND),
    "vtt": FileUse.CAPTIONS,
}
HEAD = 64
"""As many bytes of a file as tell what it plays."""
_CAPTIONS = re.compile(rb"(?:\xef\xbb\xbf)?WEBVTT(?:[ \t\r\n]|$)")
_PLAYED: dict[str, Callable[[bytes], bool]] = {
    "mp4": lambda head: head[4:8] == b"ftyp" and head[8:11] != b"M4A",
    "m4a": lambda head: head[4:8] == b"ftyp",
    "webm": lambda head: head.startswith(b"\x1aE\xdf\xa3") and b"webm" in head,
    "ogg": lambda head: head.startswith(b"OggS"),
    "mp3": lambda head: head.startswith(b"ID3") or (head[:1] == b"\xff" and head[1] & 0xE6 == 0xE2),
    "vtt": lambda head: _CAPTIONS.match(head) is not None,
}
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


def suffix_of(name: str) -> str:
    """Return what a file's name says it is, "" where it says nothing."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def plays_as(suffix: str, head: bytes) -> bool:
    """Tell whether what begins so is video, sound or captions of this kind."""
    looks = _PLAYED.get(suffix)
    return bool(looks and len(head) > 1 and looks(head))


def part_asked(header: str, size: int) -> tuple[int, int] | None:
    """Return the half-open part of a file a Range header asks for, the whole where it asks none.

    None where there is no such part; RFC 9110 section 14.2.
    """
    asked = _RANGE.fullmatch(header.strip())
    if not asked or not (asked[1] or asked[2]):
        return 0, size
    if not asked[1]:
        return (max(0, size - int(asked[2])), size) if int(asked[2]) and size else None
    end = min(int(asked[2]) + 1, size) if asked[2] else size
    return (int(asked[1]), end) if int(asked[1]) < end else None
