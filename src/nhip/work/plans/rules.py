"""What may be entered of a plan, and which issued papers an indicator counts: pure, over plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from nhip.kit.text.rules import write_day, write_figure
from nhip.office.documents.choices import CountedKind
from nhip.office.documents.rules import whole_months
from nhip.office.records.rules import ComesLater, refuse_ahead
from nhip.organisation.journal.rules import FieldRefused

MONTH, QUARTER, YEAR = 1, 3, 12
# Prose writes small numbers in words: "60 + 60 + 24, three series".
NUMBERS = (
    pgettext_lazy("number", "one"),
    pgettext_lazy("number", "two"),
    pgettext_lazy("number", "three"),
    pgettext_lazy("number", "four"),
    pgettext_lazy("number", "five"),
    pgettext_lazy("number", "six"),
    pgettext_lazy("number", "seven"),
    pgettext_lazy("number", "eight"),
    pgettext_lazy("number", "nine"),
    pgettext_lazy("number", "ten"),
)


class NotAbove(FieldRefused):
    """The organ stands over another branch, or did not stand on that day."""

    field = "organ"


class NoSuchKind(FieldRefused):
    """No kind of plan has this code."""

    field = "kind"


class PlanExists(FieldRefused):
    """The unit has handed up a plan of this kind for that year."""

    field = "kind"


class NoSuchYear(FieldRefused):
    """Nobody plans for that year."""

    field = "year"


class AlreadyAppraised(FieldRefused):
    """The plan was appraised before."""

    field = "appraised_on"


def refuse_appraised(appraised_on: date | None) -> None:
    """Raise AlreadyAppraised for a plan that no longer waits."""
    if appraised_on is not None:
        raise AlreadyAppraised(_("This plan has already been appraised."))


YEARS = range(1930, 2101)


def check_days(year: int, received_on: date, appraised_on: date | None, today: date) -> None:
    """Raise NoSuchYear or ComesLater where a plan's days cannot be."""
    if year not in YEARS:
        words = _("Write a year between %(first)d and %(last)d.")
        raise NoSuchYear(words % {"first": YEARS[0], "last": YEARS[-1]})
    refuse_ahead(received_on, today, "received_on")
    if appraised_on is None:
        return
    refuse_ahead(appraised_on, today, "appraised_on")
    if appraised_on < received_on:
        words = _("A plan is appraised after it came: on %(day)s or later.")
        raise ComesLater(words % {"day": write_day(received_on)}, "appraised_on")


@dataclass(frozen=True)
class Papers:
    """Kinds of paper, and how many months they may be about; no months: whatever they are about."""

    kinds: tuple[str, ...]
    months: tuple[int, ...] = ()

    @property
    def are_yearly(self) -> bool:
        """Return whether one is expected in each year."""
        return self.months in ((), (YEAR,))

    def takes(self, kind: str, about_start_on: date | None, about_end_on: date | None) -> bool:
        """Return whether a paper is one of these."""
        is_span = not self.months or whole_months(about_start_on, about_end_on) in self.months
        return kind in self.kinds and is_span


PAPERS = {
    "directives": Papers((CountedKind.DIRECTIVE,)),
    "plans_yearly": Papers((CountedKind.PLAN,), (YEAR,)),
    "programmes": Papers((CountedKind.PROGRAMME,), (MONTH,)),
    "reports_notices": Papers((CountedKind.REPORT, CountedKind.NOTICE), (MONTH, QUARTER, YEAR)),
}


def counted_under(kind: str, about_start_on: date | None, about_end_on: date | None) -> list[str]:
    """Return the indicators that count a paper of this kind about this span."""
    return [
        key for key, papers in PAPERS.items() if papers.takes(kind, about_start_on, about_end_on)
    ]


def in_words(months: int) -> str:
    """Name what a paper is about by its length: "month", "quarter", "year"."""
    names = {MONTH: _("month"), QUARTER: _("quarter"), YEAR: _("year")}
    return names.get(months) or ngettext("%(n)d month", "%(n)d months", months) % {"n": months}


def length_words(numbers: dict[int, int]) -> str:
    """Say how many papers are about a month, a quarter, a year: "240 month, 60 quarter, 15 year"."""
    return ", ".join(
        f"{write_figure(number, 0)} {in_words(months)}" for months, number in numbers.items()
    )


def sum_words(numbers: list[int]) -> str:
    """Say a sum over series: "60 + 60 + 24, three series"."""
    written = NUMBERS[len(numbers) - 1] if len(numbers) <= len(NUMBERS) else len(numbers)
    return _("%(sum)s, %(count)s series") % {
        "sum": " + ".join(write_figure(number, 0) for number in numbers),
        "count": written,
    }
