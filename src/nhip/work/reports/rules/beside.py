"""A figure that two reports of a unit say for the same period."""

from collections.abc import Iterable, Mapping

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from nhip.kit.text.rules import write_figure
from nhip.work.forms.choices import Severity
from nhip.work.forms.rules import Figure, Problem, RowAsked


def contradictions(
    asked: Iterable[RowAsked],
    figures: Mapping[int, Figure],
    beside: Mapping[tuple[str, str], tuple[Figure, str]],
) -> list[Problem]:
    """Return a warning at each cell that says another figure than a report beside this one.

    `beside` holds what these say, by indicator and breakdown item, with the regime's name.
    """
    found = []
    for row in asked:
        figure, (other, regime) = (
            figures.get(row.row_id),
            beside.get((row.key, row.item), (None, "")),
        )
        if not figure or not other or row.quotient or figure.amount == other.amount:
            continue
        message = format_lazy(
            _("“{regime}” says {figure} for the same period. What comes in last counts."),
            regime=regime,
            figure=write_figure(other.amount, row.decimals),
        )
        found.append(Problem(row.row_id, message, Severity.WARNING))
    return found
