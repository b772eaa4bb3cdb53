"""Lists of classes with their rolls, and of the people of one class, as somebody filled them in."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhip.kit.sheets.cells import Unread, day, refuse_turned, text, written
from nhip.kit.sheets.reading import Value
from nhip.kit.text.rules import fold
from nhip.office.records.tables import ListColumn, ListLine, RecordList, UnitCell, WrongCell
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import WrongRow
from nhip.organisation.people.queries.authority import BeyondAuthority
from nhip.organisation.units.models import Unit

from .actions import (
    NewAttendance,
    NewClass,
    faults_of_attendances,
    faults_of_classes,
    take_in_attendances,
    take_in_classes,
)
from .models import Attendance, Audience, TrainingClass
from .rules import AlreadyOnRoll, NotACode, NoUnit, OtherUnit, read_code

Roll = set[tuple[str, str]]  # class, person


def code(value: Value) -> str:
    """Read the code of a class or a person."""
    refuse_turned(value)
    try:
        return read_code(written(value))
    except NotACode as wrong:
        raise Unread(wrong.messages[0]) from wrong


def audiences(value: Value) -> tuple[str, ...]:
    """Read one or more audiences by name or code, set apart by commas."""
    known = {fold(each.name): each.code for each in Audience.objects.all()}
    known |= {fold(each): each for each in known.values()}
    found = []
    for said in re.split(r"[,;]", written(value)):
        if said.strip() and fold(said) not in known:
            raise Unread(_("“%(said)s” is no audience of the list.") % {"said": said.strip()[:40]})
        if said.strip():
            found.append(known[fold(said)])
    return tuple(dict.fromkeys(found))


def standing_on(codes: set[str]) -> Roll:
    """Return who stands on the rolls of these classes."""
    lines = Attendance.objects.filter(struck_at=None, training_class__code__in=codes)
    return set(lines.values_list("training_class__code", "trainee__code"))


class RollList(RecordList[NewAttendance]):
    """The people of one class."""

    title = gettext_lazy("People of a class from a spreadsheet")
    sheet = "Danh sách dự lớp"
    file_name = "danh-sach-du-lop.xlsx"

    def __init__(self, by: User, on: date, *, held: TrainingClass) -> None:
        super().__init__(by, on)
        self.held = held
        self.columns = [
            ListColumn("code", ("Mã người dự", "Mã", "Code"), code, "HV-0001", is_code=True),
            ListColumn(
                "unit",
                ("Đơn vị", "Mã đơn vị", "Unit"),
                UnitCell(),
                "xóa dòng này",
                is_needed=False,
                hint=gettext_lazy("the code of the unit; needed of whoever is new"),
                may_lack=True,
            ),
        ]

    def prepare(self, lines: Sequence[ListLine[NewAttendance]]) -> None:
        """Ask who stands on the roll."""
        self.roll = standing_on({self.held.code})

    def same_as(self, line: ListLine[NewAttendance]) -> tuple[str, Hashable] | None:
        """Return the person: nobody attends twice."""
        return "code", line.said["code"]

    def judge(self, line: ListLine[NewAttendance]) -> NewAttendance | None:
        """Return the attendance, None where the person is on the roll."""
        if (self.held.code, line.said["code"]) in self.roll:
            return None
        return NewAttendance(self.held, line.said["code"], line.said["unit"])

    def take_in(self, rows: Sequence[NewAttendance], *, by: User, at: datetime) -> None:
        """Put them on the roll."""
        take_in_attendances(rows, by=by, at=at)

    def refusals(self, rows: Sequence[NewAttendance], *, at: datetime) -> list[WrongRow]:
        """Return everybody who may not stand there."""
        return faults_of_attendances(rows, by=self.by) or super().refusals(rows, at=at)


@dataclass(frozen=True)
class RollEntry:
    """One row: a class, known already or to be entered, and who attended it, if anybody is named."""

    held: TrainingClass | NewClass
    person: str | None
    person_unit: Unit | None


class ClassList(RecordList[RollEntry]):
    """Classes with their rolls: a row a person; what a class is may stand in its first row alone."""

    title = gettext_lazy("Classes and their people from a spreadsheet")
    sheet = "Lớp và danh sách dự"
    file_name = "lop-tap-huan.xlsx"
    says = ("name", "unit", "opened_on", "closed_on")
    refused_at: ClassVar[dict[type[Exception], str]] = {
        AlreadyOnRoll: "person",
        NoUnit: "person_unit",
        OtherUnit: "person_unit",
        BeyondAuthority: "unit",
        PermissionDenied: "unit",
    }

    def __init__(self, by: User, on: date) -> None:
        super().__init__(by, on)
        units = UnitCell()
        later = gettext_lazy("may be left empty in further rows of the same class")
        self.columns = [
            ListColumn("code", ("Mã lớp", "Class"), code, "LTH-2019-01", is_code=True),
            ListColumn("name", ("Tên lớp",), text(200), "Tập huấn năm 2019", False, later),
            ListColumn("unit", ("Đơn vị mở lớp", "Mã đơn vị mở lớp"), units, "xóa", False, later),
            ListColumn("opened_on", ("Ngày mở", "Ngày khai giảng"), day, "4/6/2019", False, later),
            ListColumn(
                "closed_on", ("Ngày kết thúc", "Ngày bế giảng"), day, "6/6/2019", False, later
            ),
            ListColumn(
                "audiences",
                ("Đối tượng",),
                audiences,
                "cấp ủy, chính ủy",
                is_needed=False,
                hint=", ".join(each.name for each in Audience.objects.all()),
                may_lack=True,
            ),
            ListColumn("person", ("Mã người dự",), code, "HV-0001", is_needed=False, is_code=True),
            ListColumn(
                "person_unit",
                ("Đơn vị người dự", "Mã đơn vị người dự"),
                units,
                "xóa dòng này",
                is_needed=False,
                hint=gettext_lazy("the code of the unit; needed of whoever is new"),
            ),
        ]

    def prepare(self, lines: Sequence[ListLine[RollEntry]]) -> None:
        """Ask for the classes that stand already, and their rolls."""
        codes = {line.said["code"] for line in lines}
        found = TrainingClass.objects.filter(code__in=codes).select_related("unit")
        self.classes: dict[str, TrainingClass | NewClass] = {held.code: held for held in found}
        self.roll = standing_on(codes)
        self.doubtful = {line.said["code"] for line in self.unread}

    def same_as(self, line: ListLine[RollEntry]) -> tuple[str, Hashable] | None:
        """Return the class and the person: nobody attends twice."""
        place = line.said["code"], line.said["person"]
        return ("person" if line.said["person"] else "code"), place

    def judge(self, line: ListLine[RollEntry]) -> RollEntry | None:
        """Return what a row says, None where all of it stands already. Raises WrongCell."""
        said = line.said
        if said["code"] not in self.classes and said["code"] in self.doubtful:
            return None  # what the class is stands in a row that is told
        if said["code"] not in self.classes:
            self.classes[said["code"]] = self._new(said)
        held = self.classes[said["code"]]
        for key in self.says:
            if said[key] is not None and said[key] != getattr(held, key):
                words = _("class %(code)s says something else here: correct it on its page.")
                raise WrongCell(key, words % {"code": held.code})
        is_known = isinstance(held, TrainingClass)
        if is_known and (said["person"] is None or (held.code, said["person"]) in self.roll):
            return None
        return RollEntry(held, said["person"], said["person_unit"])

    def _new(self, said: dict[str, Any]) -> NewClass:
        for key in self.says:
            if said[key] is None:
                raise WrongCell(key, _("nothing is written here, and the class is not known yet."))
        given = {key: said[key] for key in ("code", *self.says)}
        return NewClass(audiences=said["audiences"] or (), **given)

    def take_in(self, rows: Sequence[RollEntry], *, by: User, at: datetime) -> None:
        """Enter the classes that are new, then everybody on their rolls."""
        new = _first_rows(rows)
        opened = self._placed(list(new.values()), take_in_classes, list(new), by=by, at=at)
        by_code = {held.code: held for held in opened}
        people = {
            index: NewAttendance(
                each.held if isinstance(each.held, TrainingClass) else by_code[each.held.code],
                each.person,
                each.person_unit,
            )
            for index, each in enumerate(rows)
            if each.person
        }
        self._placed(list(people.values()), take_in_attendances, list(people), by=by, at=at)

    def _placed(self, rows: list[Any], verb: Any, places: list[int], **how: Any) -> list[Any]:
        """Let a verb take rows in; what it refuses is told at the row of the list."""
        try:
            return list(verb(rows, **how))
        except WrongRow as wrong:
            raise WrongRow(places[wrong.index], wrong.why) from wrong

    def refusals(self, rows: Sequence[RollEntry], *, at: datetime) -> list[WrongRow]:
        """Return every class and everybody that would be refused."""
        new = _first_rows(rows)
        places = list(new)
        wrong = [
            WrongRow(places[each.index], each.why)
            for each in faults_of_classes(list(new.values()), by=self.by)
        ]
        bad = {rows[each.index].held.code for each in wrong}
        people = {
            index: NewAttendance(
                each.held if isinstance(each.held, TrainingClass) else each.held.made(),
                each.person,
                each.person_unit,
            )
            for index, each in enumerate(rows)
            if each.person and each.held.code not in bad
        }
        places = list(people)
        wrong += [
            WrongRow(places[each.index], each.why)
            for each in faults_of_attendances(list(people.values()), by=self.by)
        ]
        return wrong or super().refusals(rows, at=at)


def _first_rows(rows: Sequence[RollEntry]) -> dict[int, NewClass]:
    """Return each new class at the row that says it first."""
    first: dict[str, int] = {}
    for index, each in enumerate(rows):
        if isinstance(each.held, NewClass):
            first.setdefault(each.held.code, index)
    return {
        index: held for index in first.values() if isinstance(held := rows[index].held, NewClass)
    }
