"""A list of units somebody filled in: what each row says, and what is wrong with it by cell."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from nhip.kit.guard.rules import find_mark
from nhip.kit.sheets.reading import Fault, SheetRow, Value
from nhip.kit.text.rules import write_day

MAX_LEVEL = 12
MAX_ORDER = 1_000_000
LENGTHS = {"code": 32, "name": 200, "parent": 32}


@dataclass(frozen=True)
class ListedUnit:
    """What one row says of a unit; `cells` says where, by column."""

    code: str
    name: str
    parent: str
    order: int | None
    start_on: date | None
    cells: Mapping[str, str]


@dataclass(frozen=True)
class KeptPlace:
    """A name and place of a unit that is kept already, half-open."""

    name: str
    parent: str
    level: int
    start_on: date
    end_on: date | None

    def holds_on(self, day: date | None) -> bool:
        """Return whether it held on a day; without a day, whether it is the last word so far."""
        if day is None:
            return self.end_on is None
        return self.start_on <= day and (self.end_on is None or day < self.end_on)


@dataclass(frozen=True)
class Known:
    """A unit that is kept already: its order and its spans, the earliest first."""

    order: int
    spans: Sequence[KeptPlace]


@dataclass
class Plan:
    """What an import would do, parents before children; nothing while there are faults."""

    new: list[ListedUnit] = field(default_factory=list)
    reordered: list[ListedUnit] = field(default_factory=list)
    same: list[ListedUnit] = field(default_factory=list)
    levels: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def changes_nothing(self) -> bool:
        """Return whether everything the list says is so already."""
        return not (self.new or self.reordered or self.faults)

    def in_order(self) -> list[tuple[ListedUnit, int, str]]:
        """Return every row with its level and what happens to it, as it stands in the tree."""
        states = {"new": self.new, "reordered": self.reordered, "same": self.same}
        rows = {row.code: (row, state) for state, its in states.items() for row in its}
        below: dict[str, list[str]] = {}
        for code in sorted(
            rows, key=lambda code: (self.levels.get(code, 0), rows[code][0].order or 0)
        ):
            parent = rows[code][0].parent
            below.setdefault(parent if parent in rows else "", []).append(code)
        found, waiting = [], list(reversed(below.get("", [])))
        while waiting:
            code = waiting.pop()
            row, state = rows[code]
            found.append((row, self.levels.get(code, 0), state))
            waiting += reversed(below.get(code, []))
        return found


class WrongList(ValidationError):
    """A list with faults is not imported, no row of it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = list(faults)
        super().__init__([str(fault) for fault in faults])


def listed(rows: Sequence[SheetRow]) -> tuple[list[ListedUnit], list[Fault]]:
    """Return what rows of text say, and the cells that say nothing we can read."""
    found, faults = [], []
    if not rows:
        faults.append(Fault("", _("The list is empty: no row stands under the headings.")))
    for row in rows:
        wrong = len(faults)
        said = {key: _text(value) for key, value in row.values.items()}
        for key, most in LENGTHS.items():
            if not said[key] and key != "parent":
                faults.append(Fault(row.cells[key], _("nothing is written here.")))
            elif len(said[key]) > most:
                words = _("more than %(most)d letters.") % {"most": most}
                faults.append(Fault(row.cells[key], words))
            elif mark := find_mark(said[key]):
                words = _("carries the mark %(level)s. Classified content may not be put here.")
                faults.append(Fault(row.cells[key], words % {"level": mark.level}))
        order = int(said["order"]) if re.fullmatch("[0-9]{1,7}", said["order"]) else None
        if said["order"] and (order is None or order > MAX_ORDER):
            words = _("“%(value)s” is no whole number up to 1.000.000.")
            faults.append(Fault(row.cells["order"], words % {"value": said["order"][:40]}))
        start_on = _day(row.values["start_on"])
        if said["start_on"] and start_on is None:
            words = _("“%(value)s” is no day. Write it as 28/7/2022.")
            faults.append(Fault(row.cells["start_on"], words % {"value": said["start_on"][:40]}))
        if len(faults) == wrong:
            keys = (said["code"], said["name"], said["parent"])
            found.append(ListedUnit(*keys, order, start_on, row.cells))
    return found, faults


def check_list(rows: Sequence[ListedUnit], known: Mapping[str, Known]) -> Plan:
    """Return what a list would change, given all units that are kept, with everything wrong in it.

    A list sets units up and orders them; names and places of units that stand change by decisions.
    """
    plan, by_code = Plan(), dict[str, ListedUnit]()
    for row in rows:
        if row.code in by_code:
            words = _("“%(code)s” stands in cell %(cell)s already.")
            said = {"code": row.code, "cell": by_code[row.code].cells["code"]}
            plan.faults.append(Fault(row.cells["code"], words % said))
        else:
            by_code[row.code] = row
    plan.faults += _zeros_lost(by_code.values(), {*known, *by_code})
    root = next((code for code, unit in known.items() if _on_top(unit)), "")
    for row in by_code.values():
        if row.code in known:
            _compare(row, known[row.code], plan)
        elif row.start_on is None:
            plan.faults.append(Fault(row.cells["start_on"], _("nothing is written here.")))
        elif not row.parent and root:
            words = _("only one unit stands on top, and it is “%(code)s”. Write the unit above.")
            plan.faults.append(Fault(row.cells["parent"], words % {"code": root}))
        else:
            root = root or ("" if row.parent else row.code)
            _check_parent(row, by_code, known, plan)
    _order(plan, by_code, known)
    return plan


def _zeros_lost(rows: Iterable[ListedUnit], codes: Collection[str]) -> list[Fault]:
    """Return the codes that differ from another one only by zeros in front: spreadsheets drop them."""
    by_number: dict[str, list[str]] = {}
    for code in codes:
        if code.isdecimal():
            by_number.setdefault(code.lstrip("0"), []).append(code)
    words = _("is this “%(code)s”? Codes are text: type '%(code)s, so that zeros in front stay.")
    return [
        Fault(row.cells["code"], words % {"code": max(alike, key=len)})
        for row in rows
        if len(alike := by_number.get(row.code.lstrip("0"), [])) > 1
        and row.code != max(alike, key=len)
    ]


def _compare(row: ListedUnit, unit: Known, plan: Plan) -> None:
    kept = next((span for span in unit.spans if span.holds_on(row.start_on)), None)
    if kept is None and row.start_on is None:
        kept = unit.spans[-1]
    if kept is None:
        words = _("“%(code)s” is kept since %(day)s and did not stand on this day.")
        said = {"code": row.code, "day": write_day(unit.spans[0].start_on)}
        plan.faults.append(Fault(row.cells["start_on"], words % said))
        return
    for key, is_now, says in (("name", kept.name, row.name), ("parent", kept.parent, row.parent)):
        if is_now != says:
            words = _("is “%(now)s” already. Names and places change by a decision, not by a list.")
            plan.faults.append(Fault(row.cells[key], words % {"now": is_now or "–"}))
    same = row.order is None or row.order == unit.order
    (plan.same if same else plan.reordered).append(row)


def _check_parent(
    row: ListedUnit, by_code: Mapping[str, ListedUnit], known: Mapping[str, Known], plan: Plan
) -> None:
    """Note why a new unit cannot stand under its parent from its day on."""
    assert row.start_on
    cell = row.cells["parent"]
    if not row.parent:
        pass
    elif row.parent in known:
        since = _settled_since(row.parent, known)
        if since is None:
            words = _("“%(code)s” does not stand any more.") % {"code": row.parent}
            plan.faults.append(Fault(cell, words))
        elif row.start_on < since:
            words = _("before %(day)s “%(code)s” did not stand, or stood elsewhere.")
            said = {"code": row.parent, "day": write_day(since)}
            plan.faults.append(Fault(row.cells["start_on"], words % said))
    elif row.parent not in by_code:
        words = _("no unit has the code “%(code)s”, in the list or outside it.")
        plan.faults.append(Fault(cell, words % {"code": row.parent}))
    else:
        above = by_code[row.parent].start_on
        if above and row.start_on < above:
            words = _("before %(day)s, the first day of the unit above, “%(code)s”.")
            said = {"code": row.parent, "day": write_day(above)}
            plan.faults.append(Fault(row.cells["start_on"], words % said))
    plan.new.append(row)


def _order(plan: Plan, by_code: Mapping[str, ListedUnit], known: Mapping[str, Known]) -> None:
    """Give every row its level, parents first; note circles and what stands too deep."""
    new = {row.code: row for row in plan.new}
    told: set[str] = set()
    for row in plan.new:
        way: list[ListedUnit] = []
        code = row.code
        while code in new and code not in plan.levels and code not in {each.code for each in way}:
            way.append(new[code])
            code = new[code].parent
            if len(way) > MAX_LEVEL:
                break
        circle = [each.code for each in way]
        if code in circle:
            if not told & set(circle):
                words = _("the units stand in a circle: %(way)s.")
                path = " → ".join([*circle[circle.index(code) :], code])
                plan.faults.append(Fault(new[code].cells["parent"], words % {"way": path}))
            told |= set(circle)
            continue
        level = plan.levels.get(code) or (known[code].spans[-1].level if code in known else 0)
        if level + len(way) > MAX_LEVEL:
            words = _("stands deeper than level %(most)d.") % {"most": MAX_LEVEL}
            plan.faults.append(Fault(row.cells["parent"], words))
            continue
        for each in reversed(way):
            level += 1
            plan.levels[each.code] = level
    for row in [*plan.same, *plan.reordered]:
        plan.levels[row.code] = known[row.code].spans[-1].level
    plan.new.sort(key=lambda row: plan.levels.get(row.code, 0))


def _on_top(unit: Known) -> bool:
    return any(not span.parent and span.end_on is None for span in unit.spans)


def _settled_since(code: str, known: Mapping[str, Known]) -> date | None:
    """Return from when on a unit and all above it stand as they do now; None if it has closed."""
    since = date.min
    while code:
        last = known[code].spans[-1]
        if last.end_on is not None:
            return None
        since, code = max(since, last.start_on), last.parent
    return since


def _text(value: Value) -> str:
    return value if isinstance(value, str) else write_day(value)


def _day(value: Value) -> date | None:
    if isinstance(value, str):
        found = re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", value)
        if not found:
            return None
        try:
            value = date(int(found[3]), int(found[2]), int(found[1]))
        except ValueError:
            return None
    return value if 1900 < value.year < 9000 else None
