"""A list of plans, as somebody filled it in."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date, datetime
from typing import ClassVar

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhip.kit.sheets.cells import Unread, day, one_of, text, whole, written
from nhip.kit.sheets.reading import Value
from nhip.kit.text.rules import fold
from nhip.office.records.tables import ListColumn, ListLine, RecordList, UnitCell, WrongCell
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.rules import WrongRow
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.people.queries.authority import BeyondAuthority
from nhip.organisation.units.models import Organ, Unit
from nhip.organisation.units.queries import tree

from .access import KEEP
from .actions import NewPlan, faults_of_plans, take_in_plans
from .models import UnitPlan
from .queries import kind_names, organs_above
from .rules import YEARS


class OrganNames:
    """Reads an organ by its name; several may be called alike, of different units."""

    def __init__(self, known: Sequence[Organ]) -> None:
        self.known: dict[str, list[Organ]] = {}
        for organ in known:
            self.known.setdefault(fold(organ.name), []).append(organ)

    def __call__(self, value: Value) -> list[Organ]:
        said = written(value)
        if (found := self.known.get(fold(said))) is None:
            raise Unread(_("no organ is called “%(said)s”.") % {"said": said[:60]})
        return found


class PlanList(RecordList[NewPlan]):
    """Plans units handed up, appraised already or waiting."""

    title = gettext_lazy("Plans from a spreadsheet")
    sheet = "Kế hoạch"
    file_name = "ke-hoach-don-vi.xlsx"
    refused_at: ClassVar[dict[type[Exception], str]] = {
        BeyondAuthority: "organ",
        PermissionDenied: "unit",
    }

    def __init__(self, by: User, on: date) -> None:
        super().__init__(by, on)
        names = kind_names()
        codes = {name: code for code, name in names.items()}
        organs = list(organs_above(unit_ids(by, KEEP, on), on))
        self.columns = [
            ListColumn("unit", ("Đơn vị", "Mã đơn vị", "Unit"), UnitCell(), "07"),
            ListColumn("kind", ("Loại", "Loại kế hoạch"), one_of(codes), hint=", ".join(codes)),
            ListColumn("year", ("Năm",), whole(YEARS[0], YEARS[-1]), "2019"),
            ListColumn(
                "title", ("Tên kế hoạch", "Trích yếu"), text(200), "Kế hoạch công tác năm 2019"
            ),
            ListColumn("received_on", ("Ngày nhận",), day, "6/1/2019"),
            ListColumn(
                "organ",
                ("Cơ quan thẩm định",),
                OrganNames(organs),
                "xóa dòng này",
                hint=", ".join(dict.fromkeys(organ.name for organ in organs[:6])),
            ),
            ListColumn(
                "appraised_on",
                ("Ngày thẩm định",),
                day,
                "18/1/2019",
                is_needed=False,
                hint=gettext_lazy("empty where the plan still waits"),
                may_lack=True,
            ),
            ListColumn("remarks", ("Nhận xét",), text(2000), is_needed=False, may_lack=True),
        ]

    def prepare(self, lines: Sequence[ListLine[NewPlan]]) -> None:
        """Ask for the plans that stand already."""
        years = {line.said["year"] for line in lines}
        found = UnitPlan.objects.standing().filter(year__in=years)
        self.standing = {(plan.unit_id, plan.kind_id, plan.year): plan for plan in found}

    def same_as(self, line: ListLine[NewPlan]) -> tuple[str, Hashable] | None:
        """Return whose plan it is, of which kind and year: there is one."""
        said = line.said
        return "kind", (said["unit"].pk, said["kind"], said["year"])

    def judge(self, line: ListLine[NewPlan]) -> NewPlan | None:
        """Return the plan of a row, None where it stands already. Raises WrongCell."""
        said = {**line.said, "remarks": line.said["remarks"] or ""}
        new = NewPlan(
            **{**said, "organ": _organ_of(said["unit"], said["organ"], said["received_on"])}
        )
        plan = self.standing.get((new.unit.pk, new.kind, new.year))
        if plan is None:
            if new.remarks and new.appraised_on is None:
                raise WrongCell("appraised_on", _("remarks need the day of the appraisal."))
            return new
        for key in ("title", "received_on", "organ", "appraised_on", "remarks"):
            if getattr(plan, key) != getattr(new, key):
                words = _("this plan is entered and says something else here: see its page.")
                raise WrongCell(key, words)
        return None

    def take_in(self, rows: Sequence[NewPlan], *, by: User, at: datetime) -> None:
        """Receive them, and appraise those that were."""
        take_in_plans(rows, by=by, at=at)

    def refusals(self, rows: Sequence[NewPlan], *, at: datetime) -> list[WrongRow]:
        """Return every plan that would be refused."""
        return faults_of_plans(rows, by=self.by, at=at) or super().refusals(rows, at=at)


def _organ_of(unit: Unit, called: list[Organ], on: date) -> Organ:
    """Return the organ of that name that stands nearest above the unit, else any: it is refused."""
    standing = tree(on)
    chain = [unit.pk, *standing.ancestors(unit.pk)]
    above = [organ for organ in called if organ.unit_id in chain]
    return min(above, key=lambda organ: chain.index(organ.unit_id), default=called[0])
