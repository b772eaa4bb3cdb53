"""Over random histories of every verb, the sets of units that owe figures are what obligations say."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms.models import model_to_dict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nhip.organisation.journal.rules import FieldRefused, Refused, WrongRow
from nhip.organisation.periods.choices import PeriodKind
from nhip.organisation.periods.models import Period
from nhip.organisation.periods.rules import Due, Span
from nhip.organisation.units.actions import close_unit, create_unit, merge_units
from nhip.organisation.units.models import Unit
from nhip.organisation.units.rules import UnitDecision
from nhip.work.duties import actions, queries
from nhip.work.duties.models import Obligation, Regime
from nhip.work.duties.tests.makers import AT, draft
from nhip.work.duties.tests.sets import kept, owed_by_obligations
from nhip.work.forms.actions import add_rows, next_version, publish_form
from nhip.work.forms.models import Form, Row
from nhip.work.indicators.actions import NewIndicator, define_indicators
from nhip.work.indicators.choices import Origin
from nhip.work.indicators.models import Indicator
from nhip.work.indicators.tests.bench import owed_figures
from nhip.work.reports.tests.desk import Desk

pytestmark = pytest.mark.engine
WHY = "Theo công văn 12/KH."
DECISION = UnitDecision("15/QĐ-ĐV", date(2022, 6, 20))


def agree() -> None:
    """Let what is kept be what obligations say, and what is read of it be counted by hand."""
    said = owed_by_obligations()
    assert kept() == said
    units, periods = list(Unit.objects.all()), list(Period.objects.all())
    for indicator_id in Indicator.objects.filter(origin=Origin.COLLECTED).values_list(
        "pk", flat=True
    ):
        pairs = {
            (unit_id, period_id)
            for (_regime_id, period_id, places), its in said.items()
            for unit_id in its
            if indicator_id in dict(places)
        }
        found = owed_figures(indicator_id, units, *periods)
        assert found.reports == len(pairs)
        assert found.units == len({unit_id for unit_id, _period_id in pairs})
        assert found.periods == {period_id for _unit_id, period_id in pairs}


class History:
    """What may happen on a desk with four regimes, each step some days after the last."""

    def __init__(self, desk: Desk, second: Regime) -> None:
        self.desk, self.cast, self.at, self.number = desk, desk.cast, AT, 0
        told = self.told
        actions.publish_regime(second, reuse=[self.held], **told)
        actions.publish_regime(draft(desk), **told)
        actions.publish_regime(draft(desk, code="lan", frequency="adhoc"), **told)
        outward = draft(desk, code="len-bo", levels=[1], frequency="half", due_days=20)
        actions.publish_regime(outward, **told)

    @property
    def held(self) -> int:
        return Row.objects.get(pk=self.desk.rows["held"]).indicator_id

    @property
    def told(self) -> dict[str, Any]:
        return {"by": self.cast.planner, "at": self.at}

    def take(self, verb: Callable[["History", int, int], object], one: int, other: int) -> None:
        """Take a step; one that is refused leaves nothing."""
        self.number += 1
        self.at += timedelta(days=other % 20)
        try:
            with transaction.atomic():
                verb(self, one, other)
        except (FieldRefused, Refused, WrongRow, PermissionDenied):
            pass

    def regime(self, place: int) -> Regime:
        found = list(Regime.objects.exclude(published_at=None).order_by("pk"))
        return found[place % len(found)]

    def unit(self, place: int) -> Unit:
        found = list(Unit.objects.exclude(pk=self.cast.root.pk).order_by("pk"))
        return found[place % len(found)]

    def obligation(self, place: int, **which: Any) -> Obligation:
        found = list(Obligation.objects.filter(**which).order_by("pk")) or list(
            Obligation.objects.order_by("pk")
        )
        return found[place % len(found)]

    def day(self, regime: Regime, place: int) -> date:
        """Return a day on which one of its periods begins."""
        is_half = regime.frequency == PeriodKind.HALF
        return date(2023, 1, 1) if is_half else date(2022, 7 + place % 6, 1)

    # The verbs

    def oblige(self, one: int, other: int) -> None:
        regime = self.regime(one)
        fitting = Period.objects.filter(calendar=regime.calendar_id, kind=regime.frequency)
        periods = list(fitting.order_by("pk")) or [self.desk.period]
        actions.oblige(
            regime, periods[other % len(periods)], [self.unit(other)],
            due_on=date(2023, 1, 10), **self.told,
        )  # fmt: skip

    def ask_once(self, one: int, other: int) -> None:
        asked = Regime.objects.get(code="lan")
        start_on = self.at.date() - timedelta(days=3 + one % 3)
        span = Span(start_on, start_on + timedelta(days=2))
        due = Due(self.at.date() + timedelta(days=5))
        actions.ask_once(asked, span, due, [self.unit(one), self.unit(other)], **self.told)

    def excuse(self, one: int, other: int) -> None:
        actions.excuse_unit(self.obligation(one, excused_at=None), WHY, **self.told)

    def lift(self, one: int, other: int) -> None:
        excused = self.obligation(one, excused_at__isnull=False, fell_with=None)
        actions.lift_excuse(excused, WHY, **self.told)

    def end(self, one: int, other: int) -> None:
        regime = self.regime(one)
        actions.end_regime(regime, self.day(regime, other), WHY, **self.told)

    def withdraw(self, one: int, other: int) -> None:
        actions.withdraw_regime(self.regime(one), WHY, **self.told)

    def replace(self, one: int, other: int) -> None:
        regime = self.regime(one)
        left_out = ["id", "code", "replaces", "published_at"]
        fields: dict[str, object] = model_to_dict(regime, exclude=left_out)
        fields |= {name: getattr(regime, name) for name in ("organ", "form", "calendar", "line")}
        fields["code"] = f"moi-{self.number}"
        actions.replace_regime(regime, fields, self.day(regime, other), **self.told)

    def relist(self, one: int, other: int) -> None:
        regime, unit = self.regime(one), self.unit(other)
        is_listed = unit.pk in queries.owing_units(regime, self.at.date())
        units = {"leave" if is_listed else "add": [unit]}
        day = self.day(regime, other)
        actions.change_units(regime, **units, from_on=day, reason=WHY, **self.told)

    def owe_past(self, one: int, other: int) -> None:
        regime = Regime.objects.get(code="thang")
        days = [self.day(regime, other), self.day(regime, other + 1)]
        actions.owe_past(regime, [self.unit(one)], days, **self.told)

    def add_row(self, one: int, other: int) -> None:
        form = Form.objects.in_force().order_by("pk")[one % 2]
        fields = {"origin": Origin.COLLECTED, "name": f"Số {self.number}"}
        [new] = define_indicators([NewIndicator(f"so_{self.number}", fields)], **self.told)
        version = next_version(form, **self.told)
        add_rows(version.sections.get(number=1), [(new, "")], **self.told)
        publish_form(version, **self.told)

    def close(self, one: int, other: int) -> None:
        self.change(close_unit, self.unit(one), is_branch=True)

    def merge(self, one: int, other: int) -> None:
        self.change(merge_units, [self.unit(one)], self.unit(other))

    def create(self, one: int, other: int) -> None:
        words = f"G.2{self.number}", f"Đơn vị 2{self.number}"
        day = self.at.date()
        create_unit(*words, self.cast.root, on=day, by=self.cast.administrator, at=self.at)

    def change(self, verb: Callable[..., object], *units: object, **more: object) -> None:
        who = {"by": self.cast.administrator, "at": self.at}
        verb(*units, decision=DECISION, on=self.at.date(), **who, **more)

    def wait(self, one: int, other: int) -> None:
        actions.generate_all(at=self.at + timedelta(days=10 * (one % 3)))


VERBS = [
    History.oblige, History.ask_once, History.excuse, History.lift, History.end, History.withdraw,
    History.replace, History.relist, History.owe_past, History.add_row, History.close,
    History.merge, History.create, History.wait,
]  # fmt: skip
steps = st.tuples(st.sampled_from(VERBS), st.integers(0, 99), st.integers(0, 99))


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(steps, min_size=1, max_size=10))
def test_sets_of_units_are_what_obligations_say_after_each_step(desk, second, taken):
    with transaction.atomic():
        history = History(desk, second)
        agree()
        for step in taken:
            history.take(*step)
            agree()
        transaction.set_rollback(True)
