"""Many things ticked in a long list: by name, by group, without a keyboard or a script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms


@dataclass(frozen=True)
class Bundle:
    """Choices that one box ticks together, and those of them that stand under it; none under one on top."""

    label: str
    values: list[str]
    shown: list[str]


class PickMany(forms.CheckboxSelectMultiple):
    """Boxes in groups; before each group a box whose value names all of it, for pages without a script.

    Values hold no blank.
    """

    template_name = "design/pick.html"

    def bundles(self, groups: Mapping[str, list[str]]) -> list[Bundle]:
        """Return what is ticked together: the groups the choices come in."""
        return [Bundle(label, values, values) for label, values in groups.items()]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        groups: dict[str, list[str]] = {}
        options: dict[str, dict[str, Any]] = {}
        for group, offered, _number in context["widget"]["optgroups"]:
            options |= {str(each["value"]): each for each in offered}
            groups.setdefault(group or "", []).extend(str(each["value"]) for each in offered)
        context["widget"] |= {
            "bundles": [
                (each, [options[key] for key in each.shown]) for each in self.bundles(groups)
            ],
            "total": len(options),
        }
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return what was ticked, one by one or in a bundle."""
        ticked = super().value_from_datadict(data, files, name)
        bundles = super().value_from_datadict(data, files, f"{name}-all")
        if not bundles:
            return ticked
        return list(dict.fromkeys([*(ticked or ()), *" ".join(bundles).split()]))
