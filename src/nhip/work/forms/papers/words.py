"""How a cell is said in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

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
