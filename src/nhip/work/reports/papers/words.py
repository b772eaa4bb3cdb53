"""What two people who wrote at one place are told."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from nhip.work.forms.papers import in_words_typed
from nhip.work.forms.rules import Typed


def told_clashes(theirs: Mapping[int, Typed]) -> dict[int, str | Promise]:
    """Say at every cell two people filled in what the other one wrote."""
    return {row: told_clash(in_words_typed(cell)) for row, cell in theirs.items()}


def told_clash(theirs: str) -> Promise:
    """Say that two people wrote different things at one place."""
    return format_lazy(
        _("Somebody else wrote “{theirs}” here meanwhile. Choose which one stands, then save."),
        theirs=theirs,
    )
