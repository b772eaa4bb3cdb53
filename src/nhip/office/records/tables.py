"""A list of records somebody filled in: what each row would become, before anything is written.

A room derives from `RecordList`; `views.take_list` answers for the page.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import IO, Any, ClassVar, Generic, TypeVar

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from nhip.kit.guard.rules import find_mark
from nhip.kit.sheets.cells import Unread, bare_numbers, written
from nhip.kit.sheets.reading import Fault, SheetRow, Table, Value, read_table
from nhip.kit.sheets.writing import write_table
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import WrongRow
from nhip.organisation.units.models import Unit
from nhip.organisation.units.rules import UnitNames

T = TypeVar("T")
MAX_AGE = 24 * 60 * 60
TRIES = 12  # rows a verb refuses that are told at once


@dataclass(frozen=True)
class ListColumn:
    """One column: its headings as officers write them (the first stands in the template), its reader.

    A column that `may_lack` need not stand in the file at all; one that `is_code` is text, so that
    zeros in front stay.
    """

    key: str
    headings: tuple[str, ...]
    read: Callable[[Value], Any]
    example: str = ""
    is_needed: bool = True
    hint: str | Promise = ""
    may_lack: bool = False
    is_code: bool = False


class WrongCell(ValueError):
    """What a cell says is readable and cannot be taken; `key` names its column."""

    def __init__(self, key: str, why: str) -> None:
        self.key, self.why = key, why
        super().__init__(why)


@dataclass
class ListLine(Generic[T]):
    """One row: the words of its cells, what was read, and the record it would become."""

    row: SheetRow
    words: list[str]
    said: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    record: T | None = None

    @property
    def state(self) -> str:
        """Return what happens to it: "wrong", "new", or "same" where it stands already."""
        if self.faults:
            return "wrong"
        return "same" if self.record is None else "new"

    def fault(self, key: str, why: str) -> None:
        """Note what is wrong in a cell."""
        self.faults.append(Fault(self.row.cells[key], why))


@dataclass
class ListLook(Generic[T]):
    """What a list would do; nothing while there are faults."""

    lines: list[ListLine[T]]
    faults: list[Fault]

    @property
    def new(self) -> list[T]:
        """Return the records that would come, in the list's order."""
        return [line.record for line in self.lines if line.record is not None]

    @property
    def same(self) -> int:
        """Return how many rows stand already."""
        return sum(line.state == "same" for line in self.lines)

    @property
    def digest(self) -> str:
        """Return what binds the press to the look: every word shown, and what happens to each row."""
        shown = [[*line.words, line.state] for line in self.lines]
        return sha256(json.dumps(shown, ensure_ascii=False).encode()).hexdigest()


class NotAsShown(Exception):
    """What would be taken is no longer what was shown; `look` is how it is now."""

    def __init__(self, look: ListLook[Any]) -> None:
        self.look = look
        super().__init__()


class _Undone(Exception):
    """Ends a trial."""


class RecordList(Generic[T]):
    """A kind of list. A room says its columns, judges a line, and takes rows in by its bulk verb."""

    title: ClassVar[str | Promise]
    sheet: ClassVar[str]
    file_name: ClassVar[str]
    columns: Sequence[ListColumn]
    refused_at: ClassVar[Mapping[type[Exception], str]] = {}
    """The column at which a refusal of the verb is told; else its own `field`; else the first one."""

    def __init__(self, by: User, on: date) -> None:
        self.by, self.on = by, on
        self.unread: Sequence[ListLine[T]] = ()

    def prepare(self, lines: Sequence[ListLine[T]]) -> None:
        """Ask once for all what `judge` compares with."""

    def judge(self, line: ListLine[T]) -> T | None:
        """Return what a readable line becomes, None where it stands already.

        Raises WrongCell, or what the verb would raise of those that `refused_at` names.
        """
        raise NotImplementedError

    def same_as(self, line: ListLine[T]) -> tuple[str, Hashable] | None:
        """Return a column and what no two rows of one list may share, None where all may come twice."""
        return None

    def take_in(self, rows: Sequence[T], *, by: User, at: datetime) -> None:
        """Write the rows: the room's bulk verb. Raises WrongRow."""
        raise NotImplementedError

    def look(self, rows: Sequence[SheetRow], *, at: datetime) -> ListLook[T]:
        """Return every row as it would be taken, and all that is wrong; the verb is tried and undone."""
        lines = [self._read(row) for row in rows]
        self._find_bare(lines)
        self._find_twins(lines)
        sound = [line for line in lines if not line.faults]
        self.unread = [line for line in lines if line.faults]
        self.prepare(sound)
        for line in sound:
            try:
                line.record = self.judge(line)
            except WrongCell as wrong:
                line.fault(wrong.key, wrong.why)
            except tuple(self.refused_at) as why:
                line.fault(self._told_at(why), _words(why))
        faults = [fault for line in lines for fault in line.faults]
        if not lines:
            faults.append(Fault("", _("The list is empty: no row stands under the headings.")))
        look = ListLook(lines, faults)
        if not faults and look.new:
            look.faults += self._try(look, at)
        return look

    @transaction.atomic
    def take(self, rows: Sequence[SheetRow], digest: str, *, at: datetime) -> int:
        """Take in what a look showed, and return how many records came. Raises NotAsShown."""
        look = self.look(rows, at=at)
        if look.faults or look.digest != digest:
            raise NotAsShown(look)
        try:
            with transaction.atomic():
                self.take_in(look.new, by=self.by, at=at)
        except WrongRow as wrong:  # somebody entered the same between the look and now
            raise NotAsShown(self.look(rows, at=at)) from wrong
        return len(look.new)

    def template(self) -> bytes:
        """Return a workbook to fill in: the headings, an example that is told as a fault, what may stand."""
        headings = [column.headings[0] for column in self.columns]
        example = [column.example for column in self.columns]
        hints = [f"{c.headings[0]}: {c.hint}" for c in self.columns if c.hint]
        beside = [*hints] or [""]
        rows = [[*example, "", beside[0]], *([""] * (len(headings) + 1) + [x] for x in beside[1:])]
        return write_table(self.sheet, [*headings, "", _("What may be written")], rows)

    def headings(self) -> dict[str, tuple[str, ...]]:
        """Return the headings by column, as the reader of tables wants them."""
        return {column.key: column.headings for column in self.columns}

    def read(self, name: str, file: IO[bytes]) -> Table:
        """Read a file that holds such a list. Raises BadFile."""
        may_lack = [column.key for column in self.columns if column.may_lack]
        filled = [column.key for column in self.columns if column.is_needed]
        return read_table(name, file, self.headings(), may_lack, filled)

    def _read(self, row: SheetRow) -> ListLine[T]:
        line = ListLine[T](row, [written(row.values[column.key]) for column in self.columns])
        for column, words in zip(self.columns, line.words, strict=True):
            line.said[column.key] = None
            if not words:
                if column.is_needed:
                    line.fault(column.key, _("nothing is written here."))
            elif mark := find_mark(words):
                why = _("carries the mark %(level)s. Classified content may not be put here.")
                line.fault(column.key, why % {"level": mark.level})
            else:
                try:
                    line.said[column.key] = column.read(row.values[column.key])
                except Unread as wrong:
                    line.faults.append(wrong.at(row.cells[column.key]))
        return line

    def _find_bare(self, lines: Sequence[ListLine[T]]) -> None:
        """Note the numbers in columns of codes whose other cells are text."""
        for key in (column.key for column in self.columns if column.is_code):
            by_cell = {line.row.cells[key]: line for line in lines}
            for fault in bare_numbers([(c, by_cell[c].row.values[key]) for c in by_cell]):
                by_cell[fault.cell].faults.append(fault)

    def _find_twins(self, lines: Sequence[ListLine[T]]) -> None:
        first: dict[Hashable, ListLine[T]] = {}
        for line in lines:
            if line.faults or (found := self.same_as(line)) is None:
                continue
            key, value = found
            if (other := first.setdefault(value, line)) is not line:
                words = _("the same stands in cell %(cell)s already.")
                line.fault(key, words % {"cell": other.row.cells[key]})

    def refusals(self, rows: Sequence[T], *, at: datetime) -> list[WrongRow]:
        """Return what the verb would refuse: it is tried again without each row it refused, so often.

        A room that can tell all at once does.
        """
        left, found = list(enumerate(rows)), list[WrongRow]()
        while left and len(found) < TRIES:
            try:
                with transaction.atomic():
                    self.take_in([row for _place, row in left], by=self.by, at=at)
                    raise _Undone
            except _Undone:
                break
            except WrongRow as wrong:
                place, _row = left.pop(wrong.index)
                found.append(WrongRow(place, wrong.why))
        return found

    def _told_at(self, why: Exception) -> str:
        places = (key for kind, key in self.refused_at.items() if isinstance(why, kind))
        return next(places, self.columns[0].key)

    def _try(self, look: ListLook[T], at: datetime) -> list[Fault]:
        coming = [line for line in look.lines if line.record is not None]
        try:
            refused = self.refusals(look.new, at=at)
        except ValidationError as wrong:
            return [Fault("", _words(wrong))]
        for each in refused:
            kinds = (key for kind, key in self.refused_at.items() if isinstance(each.why, kind))
            key = getattr(each.why, "field", "")
            named = key if key in coming[each.index].said else self.columns[0].key
            coming[each.index].fault(next(kinds, named), _words(each.why))
        return [fault for line in coming for fault in line.faults]


def _words(why: Exception) -> str:
    return " ".join(why.messages) if isinstance(why, ValidationError) else str(why)


class UnitCell:
    """Reads a unit by its code, or by its name of today where only one is called so."""

    def __init__(self) -> None:
        self.units = {unit.code: unit for unit in Unit.objects.all()}
        self.names = UnitNames((unit.code, unit.name) for unit in self.units.values())

    def __call__(self, value: Value) -> Unit:
        """Return the unit a cell names. Raises Unread."""
        return self.units[self.names.code_of(value)]


def pack(kind: RecordList[Any], rows: Sequence[SheetRow], look: ListLook[Any]) -> str:
    """Write a list that was shown as one signed word: good for one person, one kind and one day."""
    plain = [
        [{key: written(value) for key, value in row.values.items()}, dict(row.cells)]
        for row in rows
    ]
    return signing.dumps([kind.by.pk, look.digest, plain], salt=_salt(kind), compress=True)


def unpack(kind: RecordList[Any], packed: str) -> tuple[list[SheetRow], str] | None:
    """Return the list and its digest, or None if it is not one that was shown to this person."""
    try:
        owner, digest, plain = signing.loads(packed, salt=_salt(kind), max_age=MAX_AGE)
    except (signing.BadSignature, ValueError):
        return None
    if owner != kind.by.pk:
        return None
    return [SheetRow(values, cells) for values, cells in plain], digest


def _salt(kind: RecordList[Any]) -> str:
    return f"records.list.{type(kind).__module__}.{type(kind).__qualname__}"
