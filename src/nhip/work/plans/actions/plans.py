"""Plans received and appraised, one by one or many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.kit.text.rules import write_day
from nhip.office.records.actions import check_fields
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record_all
from nhip.organisation.journal.rules import WrongRow, one_row, row
from nhip.organisation.people.queries import authority
from nhip.organisation.periods.rules import today
from nhip.organisation.units.models import Organ, Unit
from nhip.organisation.units.queries import tree
from nhip.organisation.units.rules import NotStanding

from ..access import check_appraise
from ..models import PlanKind, UnitPlan
from ..rules import NoSuchKind, NotAbove, PlanExists, check_days
from .telling import AT_ONCE, ToldPlan, lockable, tell, words_of


@dataclass(frozen=True)
class NewPlan:
    """A plan a unit handed up to an organ, of a kind (its code), appraised already or not yet.

    `at` and `appraised_at`: when each was done, if not with all the others.
    """

    unit: Unit
    kind: str
    year: int
    title: str
    received_on: date
    organ: Organ
    appraised_on: date | None = None
    remarks: str = ""
    is_sample: bool = False
    at: datetime | None = None
    appraised_at: datetime | None = None


@dataclass(frozen=True)
class Appraisal:
    """A plan appraised on a day, with what was remarked."""

    plan: UnitPlan
    on: date
    remarks: str = ""
    at: datetime | None = None


def receive_plan(
    unit: Unit,
    *,
    kind: str,
    year: int,
    title: str,
    received_on: date,
    organ: Organ,
    by: User,
    at: datetime,
    is_sample: bool = False,
) -> UnitPlan:
    """Enter a plan a unit handed up to an organ. It counts once it is appraised.

    Raises NotStanding, NotAbove, NoSuchKind, NoSuchYear, ComesLater, PlanExists, ValidationError for
    a text that is too long, or PermissionDenied.
    """
    new = NewPlan(unit, kind, year, title, received_on, organ, is_sample=is_sample)
    with one_row():
        return take_in_plans([new], by=by, at=at)[0]


@transaction.atomic
def take_in_plans(rows: Sequence[NewPlan], *, by: User, at: datetime) -> list[UnitPlan]:
    """Enter many plans as `receive_plan`, and where they are, `appraise_plan` do; all or none.

    Raises WrongRow for the first that is refused; `faults_of_plans` tells all.
    """
    one_at_a_time()
    taking = _PlanTaking(rows, by, at)
    plans = [taking.take(index, new) for index, new in enumerate(rows)]
    UnitPlan.objects.bulk_create(plans, batch_size=AT_ONCE)
    pairs = list(zip(plans, rows, strict=True))
    record_all(Act("plan.received", plan, by, new.at or at, plan.unit) for plan, new in pairs)
    _tell_appraised(
        [
            (plan, new.appraised_at or new.at or at)
            for plan, new in pairs
            if plan.appraised_on is not None
        ],
        by=by,
    )
    return plans


def faults_of_plans(rows: Sequence[NewPlan], *, by: User, at: datetime) -> list[WrongRow]:
    """Return every row that `take_in_plans` would refuse, and why; nothing is written."""
    taking, faults = _PlanTaking(rows, by, at), []
    for index, new in enumerate(rows):
        try:
            taking.take(index, new)
        except WrongRow as wrong:
            faults.append(wrong)
    return faults


def appraise_plan(plan: UnitPlan, *, remarks: str, on: date, by: User, at: datetime) -> UnitPlan:
    """Appraise a plan for its organ.

    Raises AlreadyAppraised, AlreadyStruck, ComesLater, BeyondAuthority or PermissionDenied.
    """
    with one_row():
        return appraise_plans([Appraisal(plan, on, remarks)], by=by, at=at)[0]


@transaction.atomic
def appraise_plans(rows: Sequence[Appraisal], *, by: User, at: datetime) -> list[UnitPlan]:
    """Appraise many plans as `appraise_plan` appraises each, all of them or none. Raises WrongRow."""
    plans = {plan.pk: plan for plan in lockable().filter(pk__in=[each.plan.pk for each in rows])}
    done = []
    for index, each in enumerate(rows):
        plan, then = plans[each.plan.pk], each.at or at
        with row(index):
            check_appraise(by, plan)
            plan.appraised_on, plan.remarks = each.on, each.remarks.strip()
            check_plan(plan, today(then))
            authority.require("appraise", plan.kind_id, plan.organ.unit_id, plan.organ, each.on)
        done.append((plan, then))
    UnitPlan.objects.bulk_update(
        [plan for plan, _then in done], ["appraised_on", "remarks"], batch_size=AT_ONCE
    )
    _tell_appraised(done, by=by)
    return [plan for plan, _then in done]


def _tell_appraised(done: Iterable[tuple[UnitPlan, datetime]], *, by: User) -> None:
    """Write down each appraisal and tell the figures."""
    done = list(done)
    record_all(
        Act(
            "plan.appraised",
            plan,
            by,
            then,
            plan.unit,
            {"reason": plan.remarks} if plan.remarks else None,
        )
        for plan, then in done
    )
    with office_words():
        told = [
            ToldPlan(plan, capfirst(_("%(what)s was appraised.") % {"what": words_of(plan)}), then)
            for plan, then in done
        ]
    tell(told, by=by)


def check_plan(plan: UnitPlan, on: date) -> None:
    """Raise what is wrong with a plan by itself, saved or not, as it stands on a day."""
    check_fields(plan)
    check_days(plan.year, plan.received_on, plan.appraised_on, on)


def check_place(unit: Unit, organ: Organ, on: date) -> None:
    """Raise NotStanding or NotAbove unless a unit could hand a plan up to an organ on a day."""
    standing = tree(on)
    if unit.pk not in standing:
        words = _("%(unit)s did not stand on %(day)s.")
        raise NotStanding(words % {"unit": unit.name, "day": write_day(on)}, field="unit")
    if organ.unit_id not in [unit.pk, *standing.ancestors(unit.pk)]:
        words = _("%(organ)s stands over other units. Choose an organ of a unit above this one.")
        raise NotAbove(words % {"organ": organ.name})
    if organ.start_on > on or (organ.end_on is not None and organ.end_on <= on):
        words = _("%(organ)s did not stand on %(day)s.")
        raise NotAbove(words % {"organ": organ.name, "day": write_day(on)})


def one_at_a_time() -> None:
    """Let one list of plans be written at a time, so that no plan is handed up twice at once."""
    list(PlanKind.objects.select_for_update().order_by("pk"))


class _PlanTaking:
    """Looks at one row after another, and knows what stands and what those before it took."""

    def __init__(self, rows: Sequence[NewPlan], by: User, at: datetime) -> None:
        self.by, self.at = by, at
        self.kinds = {kind.code: kind for kind in PlanKind.objects.all()}
        standing = UnitPlan.objects.standing().filter(year__in={new.year for new in rows})
        places = standing.order_by().values_list("unit", "kind", "year")
        self.taken = {(unit_id, str(kind), year) for unit_id, kind, year in places}
        self.placed: set[tuple[int, int, date]] = set()
        self.given: set[tuple[str, int, date]] = set()

    def take(self, index: int, new: NewPlan) -> UnitPlan:
        """Return the plan of a row. Raises WrongRow."""
        with row(index):
            require(self.by, "plans.keep", new.unit)
            plan = self._made(new)
            check_plan(plan, today(new.appraised_at or new.at or self.at))
            self._ask_place(new.unit, new.organ, new.received_on)
            if new.appraised_on is not None:
                require(self.by, "plans.appraise", new.organ)
                self._ask_authority(new.kind, new.organ, new.appraised_on)
            check_free((new.unit.pk, new.kind, new.year), self.taken)
        self.taken.add((new.unit.pk, new.kind, new.year))
        return plan

    def _ask_place(self, unit: Unit, organ: Organ, on: date) -> None:
        """Raise NotStanding or NotAbove; what was right once is not asked again."""
        if (unit.pk, organ.pk, on) not in self.placed:
            check_place(unit, organ, on)
            self.placed.add((unit.pk, organ.pk, on))

    def _ask_authority(self, kind: str, organ: Organ, on: date) -> None:
        """Raise BeyondAuthority; what was given once is not asked again."""
        if (kind, organ.pk, on) not in self.given:
            authority.require("appraise", kind, organ.unit_id, organ, on)
            self.given.add((kind, organ.pk, on))

    def _made(self, new: NewPlan) -> UnitPlan:
        if new.kind not in self.kinds:
            raise no_such_kind(new.kind)
        return UnitPlan(
            unit=new.unit,
            kind=self.kinds[new.kind],
            year=new.year,
            title=new.title.strip(),
            received_on=new.received_on,
            organ=new.organ,
            appraised_on=new.appraised_on,
            remarks=new.remarks.strip() if new.appraised_on else "",
            is_sample=new.is_sample,
        )


def kind_of(code: str) -> PlanKind:
    """Return a kind of plan by its code. Raises NoSuchKind."""
    if (found := PlanKind.objects.filter(code=code).first()) is None:
        raise no_such_kind(code)
    return found


def no_such_kind(code: str) -> NoSuchKind:
    """Return the refusal of a code that names no kind."""
    return NoSuchKind(_("No kind of plan has the code %(code)s.") % {"code": code})


def check_free(place: tuple[int, str, int], taken: set[tuple[int, str, int]]) -> None:
    """Raise PlanExists where a unit has a standing plan of this kind for that year."""
    if place in taken:
        words = _("The unit has already handed up a plan of this kind for %(year)d.")
        raise PlanExists(words % {"year": place[2]})
