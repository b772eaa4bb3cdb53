"""How a cell is said in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nhip.kit.text.rules import write_figure

from ..rules import Figure, Typed


def in_words(figure: Figure | None, decimals: int) -> str:
    """Write what a cell says: a figure, nothing to report, or empty."""
    if figure is None:
        return _("empty")
    return _("nothing to report") if figure.is_nil else write_figure(figure.amount, decimals)


def in_words_typed(typed: Typed) -> str:
    """Write what another person typed in a cell."""
    if typed.raw:
        return typed.raw
    return _("nothing to report") if typed.is_nil else _("empty")


def told_clashes(theirs: Mapping[int, Typed]) -> dict[int, str | Promise]:
    """Say at every cell two people filled in what the other one wrote."""
    return {row: told_clash(in_words_typed(cell)) for row, cell in theirs.items()}


def told_clash(theirs: str) -> Promise:
    """Say that two people wrote different things at one place."""
    return format_lazy(
        gettext_lazy(
            "Somebody else wrote “{theirs}” here meanwhile. Choose which one stands, then save."
        ),
        theirs=theirs,
    )
