"""What each verb of this room does, and who may: the administrator, of whatever unit."""

from collections.abc import Callable
from datetime import date
from typing import Any

from nhip.office.documents.tests.makers import AT
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import one_row
from nhip.organisation.units import actions
from nhip.organisation.units.actions import NewUnit
from nhip.organisation.units.choices import Layout, OrganKind
from nhip.organisation.units.models import Line, NumberSeries, Organ, Signer, Unit
from nhip.organisation.units.rules import ListedUnit, UnitDecision
from tests.cast import START
from tests.doors import Stage
from tests.verbs import Verb

ADMINISTRATOR = frozenset({"administrator"})
ORGAN, SERIES = frozenset({"units_organ"}), frozenset({"units_numberseries"})
SIGNER = frozenset({"units_signer"})
EVENT = frozenset({"units_unitevent"})
UNIT, SPAN = frozenset({"units_unit"}), frozenset({"units_unitspan"})
LEFT = SPAN | EVENT | ORGAN | SERIES | {"units_linespan", "units_succession"}
DAY = date(2030, 1, 1)  # beyond what anybody has reported
CELLS = dict.fromkeys(("code", "name", "parent", "order", "start_on"), "")
NEW = ListedUnit("G.09", "Đơn vị 09", "G", None, START, CELLS)
DECIDED = UnitDecision("12/QĐ")


def lone(stage: Stage) -> Unit:
    """A unit without people, duties and units below; it has an organ, and a place on a line beside others."""
    cast, told = stage.cast, {"by": stage.cast.administrator, "at": AT}
    unit = actions.create_unit("G.09", "Đơn vị 09", cast.root, on=START, **told)
    its = actions.open_organ(unit, OrganKind.STAFF, "Phòng", Layout.MILITARY, on=START, **told)
    actions.open_series(its, "kh", "Kế hoạch", "plan", "KH-P", "year", on=START, **told)
    places = ((unit, cast.root), (cast.leaf, unit), (cast.sibling, cast.root))
    rows = [actions.LinePlace(placed, above, START) for placed, above in places]
    actions.take_in_line_places(line(stage), rows, **told)
    return unit


def organ(stage: Stage) -> Organ:
    cast = stage.cast
    return actions.open_organ(
        cast.root, OrganKind.STAFF, "Phòng Khác", Layout.MILITARY, on=START,
        by=cast.administrator, at=AT,
    )  # fmt: skip


def whole(stage: Stage) -> Organ:
    """An organ with a series and a signer, beside another one."""
    found, told = organ(stage), {"on": START, "by": stage.cast.administrator, "at": AT}
    beside = actions.open_organ(
        stage.cast.root, OrganKind.STAFF, "Phòng bên", Layout.MILITARY, **told
    )
    for each in (found, beside):
        actions.open_series(each, "kh", "Kế hoạch", "plan", "KH-P", "year", **told)
        actions.name_signer(each, "Trưởng phòng", **told)
    return found


def series(stage: Stage) -> NumberSeries:
    return actions.open_series(
        organ(stage), "kh", "Kế hoạch", "plan", "KH-P", "year", on=START,
        by=stage.cast.administrator, at=AT,
    )  # fmt: skip


def signer(stage: Stage) -> Signer:
    return actions.name_signer(
        organ(stage), "Trưởng phòng", on=START, by=stage.cast.administrator, at=AT
    )


def line(stage: Stage) -> Line:
    return actions.open_line("doan", "Đoàn thanh niên", by=stage.cast.administrator, at=AT)


def place(on: Line, unit: Unit, by: User) -> None:
    """A bulk verb names the row: here it is the only one."""
    with one_row():
        actions.take_in_line_places(on, [actions.LinePlace(unit, None, START)], by=by, at=AT)


def decided(by: User) -> dict[str, Any]:
    return {"decision": DECIDED, "on": DAY, "by": by, "at": AT}


def now(by: User) -> dict[str, Any]:
    return {"by": by, "at": AT}


def verb(
    name: str,
    do: Callable[[Any, User], object],
    writes: frozenset[str],
    *journals: str,
    given: Callable[[Stage], Any] = lambda stage: stage,
    anywhere: bool = False,
) -> Verb:
    return Verb(
        name,
        do,
        ADMINISTRATOR,
        given=given,
        anywhere=anywhere,
        writes=writes,
        journals=tuple(f"units.{each}" for each in journals),
    )


VERBS = [
    verb(
        "create_unit",
        lambda stage, by: actions.create_unit(
            "G.09", "Đơn vị 09", stage.cast.unit, on=START, **now(by)
        ),
        UNIT | SPAN | EVENT,
        "created",
    ),
    verb(
        "import_units",
        lambda stage, by: actions.import_units([NEW], **now(by)),
        UNIT | SPAN | EVENT,
        "created",
    ),
    verb(
        "set_up_root",
        lambda stage, by: actions.set_up_root("G", "Cơ quan mới", on=START, **now(by)),
        UNIT | SPAN | EVENT,
        "corrected",
    ),
    verb(
        "name_levels",
        lambda stage, by: actions.name_levels(["Cơ quan", "Đơn vị"], **now(by)),
        frozenset({"units_levelname"}),
        "levels_named",
    ),
    verb(
        "rename_unit",
        lambda unit, by: actions.rename_unit(unit, "Khác", **decided(by)),
        SPAN | EVENT,
        "renamed",
        given=lone,
    ),
    verb(
        "move_unit",
        lambda given, by: actions.move_unit(*given, **decided(by)),
        SPAN | EVENT,
        "moved",
        given=lambda stage: (lone(stage), stage.cast.unit),
    ),
    verb(
        "merge_units",
        lambda given, by: actions.merge_units(*given, **decided(by)),
        LEFT,
        "merged",
        given=lambda stage: ([lone(stage)], stage.cast.unit),
    ),
    verb(
        "split_unit",
        lambda unit, by: actions.split_unit(
            unit,
            [(NewUnit(f"G.1{n}", f"Đơn vị 1{n}", Unit.objects.get(code="G")), 5000) for n in "12"],
            below={},
            **decided(by),
        ),
        UNIT | LEFT | {"notices_notice"},  # nobody reports for the parts
        "split",
        given=lone,
    ),
    verb(
        "close_unit",
        lambda unit, by: actions.close_unit(unit, **decided(by)),
        LEFT,
        "closed",
        given=lone,
    ),
    Verb(  # its people go with it
        "close_unit",
        lambda unit, by: actions.close_unit(unit, **decided(by)),
        ADMINISTRATOR,
        given=lambda stage: stage.cast.sibling,
        writes=LEFT | {"people_appointment", "notices_notice"},  # what it leaves is told
        journals=(*4 * ["people.appointment_ended"], "units.closed"),
    ),
    verb(
        "abolish_level",
        lambda unit, by: actions.abolish_level([unit], **decided(by)),
        LEFT,
        "level_abolished",
        given=lone,
    ),
    verb(
        "open_line",
        lambda stage, by: actions.open_line("doan", "Đoàn thanh niên", **now(by)),
        frozenset({"units_line"}),
        "line_opened",
        anywhere=True,
    ),
    verb(
        "take_in_line_places",
        lambda given, by: place(*given, by),
        frozenset({"units_linespan"}),
        "placed_on_line",
        given=lambda stage: (line(stage), stage.cast.unit),
    ),
    verb(
        "open_organ",
        lambda stage, by: actions.open_organ(
            stage.cast.unit, OrganKind.STAFF, "Ban Kế hoạch", Layout.MILITARY, on=START, **now(by)
        ),
        ORGAN,
        "organ_opened",
    ),
    verb(
        "correct_organ",
        lambda one, by: actions.correct_organ(one, "Ban Khác", Layout.MILITARY, **now(by)),
        ORGAN,
        "organ_corrected",
        given=organ,
    ),
    verb(
        "close_organ",
        lambda one, by: actions.close_organ(one, on=DAY, **now(by)),
        ORGAN | SERIES | SIGNER,
        "organ_closed",
        given=whole,
    ),
    verb(
        "open_series",
        lambda one, by: actions.open_series(
            one, "kh", "Kế hoạch", "plan", "KH-P", "year", on=START, **now(by)
        ),
        SERIES,
        "series_opened",
        given=organ,
    ),
    verb(
        "correct_series",
        lambda one, by: actions.correct_series(one, "Kế hoạch năm", "KH-P", **now(by)),
        SERIES,
        "series_corrected",
        given=series,
    ),
    verb(
        "close_series",
        lambda one, by: actions.close_series(one, on=DAY, **now(by)),
        SERIES,
        "series_closed",
        given=series,
    ),
    verb(
        "name_signer",
        lambda one, by: actions.name_signer(one, "Trưởng phòng", on=START, **now(by)),
        SIGNER,
        "signer_named",
        given=organ,
    ),
    verb(
        "correct_signer",
        lambda one, by: actions.correct_signer(one, "Phó phòng", "", 0, **now(by)),
        SIGNER,
        "signer_corrected",
        given=signer,
    ),
    verb(
        "end_signer",
        lambda one, by: actions.end_signer(one, on=DAY, **now(by)),
        SIGNER,
        "signer_ended",
        given=signer,
    ),
]

HOUSE = (
    "take_up_names",  # the scheduler
)
