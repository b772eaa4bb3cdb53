"""What a list of units would change, and all that is wrong with it, by cell."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from nhip.kit.sheets.cells import Unread, bare_numbers
from nhip.kit.sheets.reading import Fault
from nhip.kit.text.rules import write_day

from .lists import Known, ListedUnit, Plan
from .names import UnitNames

MAX_LEVEL = 12


def check_list(
    rows: Sequence[ListedUnit], known: Mapping[str, Known], since: date | None = None
) -> Plan:
    """Return what a list would change, given all units that are kept, with everything wrong in it.

    A list sets units up and orders them; names and places of units that stand change by decisions.
    `since` is the day of new units that have none of their own. A cell that cannot be read (see
    `listed`) says nothing here.
    """
    plan, by_code = Plan(), dict[str, ListedUnit]()
    turned = bare_numbers([(row.cells["code"], row.code) for row in rows], known)
    plan.faults += turned
    lost = {fault.cell for fault in turned}
    rows = _settled(rows, known, lost, plan)
    alike = {code.casefold(): code for code in known}
    for row in rows:
        like = alike.setdefault(row.code.casefold(), row.code)
        if row.code and row.code not in known and like != row.code:
            words = _(
                "“%(code)s” differs from “%(like)s” by capital letters only. Choose another code."
            )
            plan.faults.append(Fault(row.cells["code"], words % {"code": row.code, "like": like}))
        elif row.code in by_code:
            words = _("“%(code)s” stands in cell %(cell)s already.")
            said = {"code": row.code, "cell": by_code[row.code].cells["code"]}
            plan.faults.append(Fault(row.cells["code"], words % said))
        elif row.code and row.cells["code"] not in lost:
            by_code[row.code] = row
    plan.faults += _zeros_lost(by_code.values(), {*known, *by_code})
    root = next((code for code, unit in known.items() if _on_top(unit)), "")
    for row in by_code.values():
        if row.code in known:
            _compare(row, known[row.code], plan)
            continue
        plan.undated += row.start_on is None
        dated = replace(row, start_on=row.start_on or since)
        by_code[row.code] = dated
        if dated.start_on is None:
            plan.faults.append(Fault(row.cells["start_on"], _("nothing is written here.")))
        elif not row.parent and root:
            words = _("only one unit stands on top, and it is “%(code)s”. Write the unit above.")
            plan.faults.append(Fault(row.cells["parent"], words % {"code": root}))
        else:
            root = root or ("" if row.parent else row.code)
            _check_parent(dated, by_code, known, plan)
    _order(plan, by_code, known)
    return plan


def top_since(known: Mapping[str, Known]) -> date | None:
    """Return since when the unit on top stands: the day most units of a first list have."""
    return next((unit.spans[0].start_on for unit in known.values() if _on_top(unit)), None)


def _settled(
    rows: Sequence[ListedUnit], known: Mapping[str, Known], lost: Collection[str], plan: Plan
) -> list[ListedUnit]:
    """Return the rows with the code of the unit above, which may be named; note which nobody is."""
    names = {code: unit.spans[-1].name for code, unit in known.items()}
    names |= {row.code: row.name for row in rows if row.code and row.cells["code"] not in lost}
    units = UnitNames(names.items())
    perhaps = {
        code.lstrip("0")
        for row in rows
        if row.cells["code"] in lost or not row.code
        for code in row.may_be
    }
    turned = bare_numbers([(row.cells["parent"], row.parent) for row in rows], names)
    plan.faults += turned
    told = {fault.cell for fault in turned}
    settled = []
    for row in rows:
        if row.parent and row.cells["parent"] not in told:
            try:
                row = replace(row, parent=units.code_of(row.parent))
            except Unread as wrong:
                if row.parent.lstrip("0") not in perhaps:
                    plan.faults.append(wrong.at(row.cells["parent"]))
        settled.append(row)
    return settled


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
    cell = row.cells["parent"]
    if not row.parent:
        pass
    elif row.parent in known:
        since = _settled_since(row.parent, known)
        if since is None:
            words = _("“%(code)s” does not stand any more.") % {"code": row.parent}
            plan.faults.append(Fault(cell, words))
        elif row.start_on and row.start_on < since:
            words = _("before %(day)s “%(code)s” did not stand, or stood elsewhere.")
            said = {"code": row.parent, "day": write_day(since)}
            plan.faults.append(Fault(row.cells["start_on"], words % said))
    elif row.parent in by_code:
        above = by_code[row.parent].start_on
        if above and row.start_on and row.start_on < above:
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
