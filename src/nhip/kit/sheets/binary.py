"""Looks through an .xls before it is read: where its cells lie, how much they say, what is no value.

The container is the compound file of Microsoft's MS-CFB, the records are those of MS-XLS (BIFF).
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterator
from typing import IO

from .scanning import (
    MAX_COLUMNS,
    MAX_MERGED,
    MAX_ROWS,
    MAX_UNPACKED,
    Marks,
    address_of,
    damaged,
    too_large,
    too_many_cells,
    too_many_columns,
    too_many_rows,
)

MAX_BINARY = 20 * 1024 * 1024
SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
END = 0xFFFFFFFA  # sector numbers from here on mark an end, not a place
SMALL = 4096
BOF, BOUNDSHEET, CONTINUE, FORMULA, SST, LABELSST = 0x809, 0x85, 0x3C, 0x06, 0xFC, 0xFD
BOOLERR, MERGED, DIMENSIONS, XF, FORMAT = 0x205, 0xE5, 0x200, 0xE0, 0x41E
CELLS = {FORMULA, LABELSST, BOOLERR, 0x203, 0x204, 0x27E, 0xBD, 0xD6}  # those with a value
LOCKED = 0x2F
WORDS = {0x14: 0, 0x15: 0, 0x204: 6, 0x207: 0}
"""Records that hold a text, and where: head, foot, a cell's own text, what a formula says."""
NUMBERS = {0x203, 0x27E}
MOST_ROWS, MOST_COLUMNS = 65_536, 256
OLD_DIMENSIONS = 10  # bytes of that record before 1997
PERCENTS = {9, 10}


def scan_xls(file: IO[bytes]) -> list[Marks]:
    """Return the marks of every sheet, in the workbook's order. Raises BadFile."""
    raw = file.read(MAX_BINARY + 1)
    file.seek(0)
    if len(raw) > MAX_BINARY:
        raise too_large(MAX_BINARY)
    try:
        return _marks(_workbook(raw))
    except (struct.error, LookupError, ValueError) as error:
        raise damaged() from error


def words_of_xls(raw: bytes) -> str:
    """Return all that a workbook says, however large: a line for every text, heads and feet included.

    Raises ValueError where it is damaged or locked.
    """
    try:
        stream = _workbook(raw)
        shared: list[bytes] = []
        said: list[str] = []
        before = 0
        for _at, kind, body in _records(stream):
            if kind == LOCKED:
                raise ValueError("locked")
            if kind == SST or (kind == CONTINUE and before == SST):
                shared.append(body)
                kind = SST
            elif kind in WORDS and len(body) > WORDS[kind] + 2:
                said.append(_words(body[WORDS[kind] :]))
            before = kind
        return "\n".join([*said, *(_SharedWords(shared).all() if shared else [])])
    except (struct.error, LookupError) as error:
        raise ValueError("damaged") from error


def _words(body: bytes) -> str:
    """Return a text of its own record; before 1997 it was written without a mark of how wide it is."""
    letters, flags = struct.unpack_from("<HB", body)
    if flags > 1:
        return body[2:].decode("cp1258", "replace")
    return _decoded(body[3 : 3 + letters * (1 + flags)], flags)


def _decoded(letters: bytes, is_wide: int) -> str:
    return letters.decode("utf-16-le" if is_wide else "latin-1", "replace")


def _workbook(raw: bytes) -> bytes:
    """Return the stream a workbook lies in."""
    size, small = 1 << min(raw[30], 12), 1 << min(raw[32], 12)
    fats, directory, _, cutoff, mini_fat, _, difat, _ = struct.unpack_from("<8I", raw, 44)

    def sector(number: int) -> bytes:
        return raw[(number + 1) * size : (number + 2) * size]

    places = list(struct.unpack_from("<109I", raw, 76))
    seen = 0
    if fats > len(raw) // size:
        raise ValueError("more sectors than the file has")
    while difat < END and seen <= len(raw) // size:
        *more, difat = struct.unpack(f"<{size // 4}I", sector(difat))
        places += more
        seen += 1
    fat = _numbers(b"".join(sector(place) for place in places[:fats] if place < END))
    whole = _Chain(raw[size:], size, fat)
    entries = whole.read(directory)
    streams = {}
    for at in range(0, len(entries) - 127, 128):
        long = struct.unpack_from("<H", entries, at + 64)[0]
        name = entries[at : at + max(long - 2, 0)].decode("utf-16-le", "replace")
        streams[name] = struct.unpack_from("<II", entries, at + 116)
    start, length = streams["Workbook" if "Workbook" in streams else "Book"]
    if length >= min(cutoff, SMALL):
        return whole.read(start)[:length]
    inner = whole.read(streams["Root Entry"][0])
    return _Chain(inner, small, _numbers(whole.read(mini_fat))).read(start)[:length]


class _Chain:
    """Sectors, and which follows which."""

    def __init__(self, raw: bytes, size: int, following: list[int]) -> None:
        self.raw, self.size, self.following = raw, size, following

    def read(self, at: int) -> bytes:
        """Return what lies along a chain. Raises ValueError where it never ends."""
        parts: list[bytes] = []
        while at < END:
            if len(parts) > len(self.following):
                raise ValueError("a chain without an end")
            parts.append(self.raw[at * self.size : (at + 1) * self.size])
            at = self.following[at]
        return b"".join(parts)


def _numbers(raw: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4]))


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, long = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + long]
        at += 4 + long


def _marks(stream: bytes) -> list[Marks]:
    book = _Book()
    for at, kind, body in _records(stream):
        book.take(at, kind, body)
    book.count_letters()
    return list(book.sheets.values())


class _Book:
    """Walks over the records of a workbook and notes what matters, sheet by sheet."""

    def __init__(self) -> None:
        self.sheets: dict[int, Marks] = {}
        self.here = Marks()
        self.strings: list[bytes] = []
        self.before = 0
        self.used: Counter[int] = Counter()
        self.formats: list[int] = []
        self.percents = set(PERCENTS)

    def take(self, at: int, kind: int, body: bytes) -> None:
        """Note what one record says; `at` is where it stands."""
        if kind == BOUNDSHEET:
            self.sheets[struct.unpack_from("<I", body)[0]] = Marks()
        elif kind == BOF:
            self.here = self.sheets.get(at, Marks())
        elif kind == SST or (kind == CONTINUE and self.before == SST):
            self.strings.append(body)
            kind = SST
        elif kind == XF:
            self.formats.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == FORMAT and b"%" in body[2:]:
            self.percents.add(struct.unpack_from("<H", body)[0])
        elif kind == DIMENSIONS:
            shape = "<4H" if len(body) == OLD_DIMENSIONS else "<IIHH"
            first, last, left, right = struct.unpack_from(shape, body)
            if not (first <= last <= MOST_ROWS and left <= right <= MOST_COLUMNS):
                raise ValueError("larger than a sheet can be")
        elif kind in CELLS:
            self._cell(kind, body)
        elif kind == MERGED:
            self._merged(body)
        self.before = kind

    def _cell(self, kind: int, body: bytes) -> None:
        row, column, style = struct.unpack_from("<HHH", body)
        if row >= MAX_ROWS:
            raise too_many_rows(row + 1)
        if column >= MAX_COLUMNS:
            raise too_many_columns()
        address = address_of(row + 1, column + 1)
        if kind == FORMULA:
            self.here.formulas.append(address)
            if body[12:14] == b"\xff\xff" and body[6] == 2:
                self.here.errors.append(address)
        elif kind == BOOLERR and body[7]:
            self.here.errors.append(address)
        elif kind == LABELSST:
            self.used[struct.unpack_from("<I", body, 6)[0]] += 1
        if kind in NUMBERS and style < len(self.formats) and self.formats[style] in self.percents:
            self.here.percents.append(address)

    def _merged(self, body: bytes) -> None:
        for n in range(struct.unpack_from("<H", body)[0]):
            top, bottom, left, right = struct.unpack_from("<4H", body, 2 + 8 * n)
            first, last = address_of(top + 1, left + 1), address_of(bottom + 1, right + 1)
            self.here.merged.append(f"{first}:{last}")
        if len(self.here.merged) > MAX_MERGED:
            raise too_many_cells()

    def count_letters(self) -> None:
        """Refuse the same long text in very many cells."""
        words = _SharedWords(self.strings).all() if self.strings else []
        if sum(len(words[place]) * times for place, times in self.used.items()) > MAX_UNPACKED:
            raise ValueError("the same long text in many cells")


class _SharedWords:
    """The texts that cells share. A part that goes on with letters says anew how wide they are."""

    def __init__(self, parts: list[bytes]) -> None:
        self.parts, self.part, self.at = parts, 0, 0

    def all(self) -> list[str]:
        """Return every text, in the order by which cells name them."""
        number = struct.unpack("<II", self.take(8))[1]
        return [self.string() for _n in range(number)]

    def take(self, number: int) -> bytes:
        found = b""
        while len(found) < number:
            more = self.parts[self.part][self.at : self.at + number - len(found)]
            found, self.at = found + more, self.at + len(more)
            if self.at >= len(self.parts[self.part]) and len(found) < number:
                self.part, self.at = self.part + 1, 0
        return found

    def string(self) -> str:
        left, flags = struct.unpack("<HB", self.take(3))
        runs = struct.unpack("<H", self.take(2))[0] if flags & 8 else 0
        extra = struct.unpack("<I", self.take(4))[0] if flags & 4 else 0
        is_wide, said = flags & 1, ""
        while left:
            if self.at >= len(self.parts[self.part]):
                self.part, self.at = self.part + 1, 1
                is_wide = self.parts[self.part][0] & 1
            here = min(left, (len(self.parts[self.part]) - self.at) // (1 + is_wide))
            if here == 0:
                raise ValueError("half a letter")
            end = self.at + here * (1 + is_wide)
            said += _decoded(self.parts[self.part][self.at : end], is_wide)
            left, self.at = left - here, end
        if extra > MAX_UNPACKED:
            raise ValueError("larger than a workbook can be")
        self.take(4 * runs + extra)
        return said
