"""One new unit, without a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from nhip.kit.guard.forms import GuardedCharField
from nhip.kit.text.forms import DayField
from nhip.organisation.accounts.models import User

from ..actions import create_unit
from ..models import Unit
from ..queries import level_names, tree
from ..rules import UnitDecision
from .changing import Units
from .organs import Deed


class TreeDayForm(forms.Form):
    """The day whose tree is shown."""

    ngay = DayField(label=_("Day"))


class UnitsWithLevel(Units):
    """A unit above, with the level of what is set up under it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.levels: dict[int, str] = {}

    def label_from_instance(self, obj: Any) -> str:
        level = self.levels.get(obj.pk)
        return f"{super().label_from_instance(obj)}{f' → {level}' if level else ''}"


class NewUnitForm(Deed):
    """A unit under another from a day on; its level is the next below that one."""

    name = GuardedCharField(
        label=capfirst(_("name")), max_length=200, help_text=_("As papers call it, in full.")
    )
    code = GuardedCharField(
        label=_("Unit code"),
        max_length=32,
        help_text=_("It never changes. Like its neighbours: 07.3.12."),
    )
    parent = UnitsWithLevel(
        Unit.objects.none(),
        label=capfirst(_("unit above")),
        help_text=_("After the arrow: the level the new unit is on."),
    )
    on = DayField(label=_("Stands from"))
    decision_number = GuardedCharField(
        label=_("Number of the decision"), max_length=60, required=False
    )
    decision_on = DayField(label=_("Date of the decision"), required=False)

    def __init__(self, *args: Any, units: set[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing, names = tree(timezone.localdate()), level_names()
        parent: Any = self.fields["parent"]
        parent.queryset = Unit.objects.filter(pk__in=units & set(standing.ids)).order_by("code")
        below = {unit_id: standing.node(unit_id).level + 1 for unit_id in standing.ids}
        parent.levels = {
            unit_id: names.get(level, _("level %(n)d") % {"n": level})
            for unit_id, level in below.items()
        }
        self.initial.setdefault("on", timezone.localdate())

    def act(self, given: Mapping[str, Any], *, by: User, at: datetime) -> Unit:
        """Set the unit up."""
        return create_unit(
            given["code"],
            given["name"],
            given["parent"],
            on=given["on"],
            by=by,
            at=at,
            decision=UnitDecision(given["decision_number"], given["decision_on"]),
        )
