"""The words that remind units of their reports, for the messenger an office uses: plain text, short lines."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nhip.kit.text.rules import write_figure
from nhip.organisation.periods.rules import Due


@dataclass(frozen=True)
class Missing:
    """A report that is not there: of which regime and period, whose, due when (extensions counted).

    `days` are those past the due day; 0 or less, with the sign turned, those that are left.
    """

    regime: str
    period: str
    unit: str
    due: Due
    days: int
    is_late: bool


def remind(missing: Iterable[Missing], sender: str) -> str:
    """Return a text that names each unit once for each report it owes; "" when nothing is missing.

    What belongs to one regime and period must follow one another; their order, and that of the
    units, is kept. A deadline of its own stands beside the unit.
    """
    groups = [
        _group(regime, period, list(asked))
        for (regime, period), asked in groupby(missing, lambda each: (each.regime, each.period))
    ]
    if not groups:
        return ""
    opening = _("%(sender)s reminds of these reports:") % {"sender": _line(sender)}
    closing = _("Whoever meets a difficulty, please tell us. Thank you.")
    return "\n\n".join([opening, *groups, closing])


def _group(regime: str, period: str, asked: list[Missing]) -> str:
    common = Counter(each.due for each in asked).most_common(1)[0][0]
    deadline = _("Deadline: %(day)s") % {"day": common.words}
    lines = [
        f"{number}. {_line(each.unit)}: {_how_far(each)}"
        + ("" if each.due == common else _(", deadline %(day)s") % {"day": each.due})
        for number, each in enumerate(asked, start=1)
    ]
    return "\n".join([f"{_line(regime)}, {_line(period)}", deadline, *lines])


def _how_far(missing: Missing) -> str:
    days = missing.days
    if days > 0:
        return ngettext("%(n)s day late", "%(n)s days late", days) % {"n": write_figure(days, 0)}
    if days == 0:
        return _("late since today") if missing.is_late else _("due today")
    return ngettext("%(n)s day left", "%(n)s days left", -days) % {"n": write_figure(-days, 0)}


def _line(words: str) -> str:
    return " ".join(words.split())
