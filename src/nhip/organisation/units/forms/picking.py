"""Several units to tick: under the unit above, a whole level or branch at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from nhip.kit.design.forms import Bundle, PickMany

from ..models import Unit
from ..queries import level_names, level_words, tree


class PickUnits(PickMany):
    """Units of any branch, each under the one above; those that do not stand today come last."""

    by_level = True

    def bundles(self, groups: Mapping[str, list[str]]) -> list[Bundle]:
        offered = {int(value): value for values in groups.values() for value in values}
        standing = tree(timezone.localdate())
        units = [standing.node(unit_id) for unit_id in standing.ids if unit_id in offered]
        found = []
        levels = sorted({node.level for node in units})
        if self.by_level and len(levels) > 1:
            names = level_names()
            for level in levels:
                values = [offered[node.id] for node in units if node.level == level]
                found.append(Bundle(level_words(level, names), values, []))
        for above in dict.fromkeys(node.parent_id for node in units):
            below = standing.ids if above is None else standing.subtree(above)[1:]
            values = [offered[unit_id] for unit_id in below if unit_id in offered]
            directly = [offered[node.id] for node in units if node.parent_id == above]
            words = _("under %(unit)s") % {"unit": standing.node(above).name} if above else ""
            found.append(Bundle(words, values, directly))
        rest = [value for unit_id, value in offered.items() if unit_id not in standing]
        return [*found, Bundle(_("outside today's tree"), rest, rest)] if rest else found


class PickByName(PickUnits):
    """Units by name where levels are chosen beside: ticking a level here would follow no new unit."""

    by_level = False


class UnitsField(forms.ModelMultipleChoiceField[Unit]):
    """Units by code and name; a number no database holds is no unit."""

    widget = PickUnits

    def label_from_instance(self, obj: Unit) -> str:
        return f"{obj.code} · {obj.name}"

    def _check_values(self, value: Any) -> Any:
        try:
            return super()._check_values(value)  # type: ignore[misc]
        except OverflowError as fault:
            message = self.error_messages["invalid_pk_value"] % {"pk": "…"}
            raise ValidationError(message) from fault
