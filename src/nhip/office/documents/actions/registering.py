"""Entering papers in the register, one or many: numbers are given here, under lock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nhip.kit.text.language import office_words
from nhip.office.records.actions import check_fields
from nhip.organisation.accounts.access import require
from nhip.organisation.accounts.models import User
from nhip.organisation.journal.actions import Act, record_all
from nhip.organisation.journal.rules import one_row, row
from nhip.organisation.people.queries import authority
from nhip.organisation.periods.rules import Span, today
from nhip.organisation.units.models import NumberSeries

from .. import rules
from ..models import Document
from ..queries import holding_kinds
from ..signals import papers_registered

AT_ONCE = 500


@dataclass(frozen=True)
class NewPaper:
    """A paper to enter. Without a number it gets the next of its series; papers of past years bring theirs.

    `holds_end_on` is the day after the last it holds, None while it holds until it is replaced. `by`
    and `at` say who entered it when, where that is not whoever takes the list in now.
    """

    series: NumberSeries
    issued_on: date
    subject: str
    about: Span | None = None
    number: int | None = None
    holds_start_on: date | None = None
    holds_end_on: date | None = None
    text: str = ""
    is_sample: bool = False
    by: User | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class Entered:
    """A line that has come into the register, and the sentence figures over it are told."""

    document: Document
    cause: str
    by: User
    at: datetime


@transaction.atomic
def take_in_papers(rows: Iterable[NewPaper], *, by: User, at: datetime) -> list[Document]:
    """Enter papers in their order, all of them or none; numbers of struck papers stay taken.

    Their series are locked, so that two papers never get one number. Raises WrongRow, whose reason
    is ComesLater, SeriesClosed, NumberTaken, HoldsForNoSpan, BeyondAuthority, ValidationError (what a
    field does not take, a classification mark) or PermissionDenied.
    """
    rows = list(rows)
    series = _locked({new.series.pk for new in rows})
    table, holding = authority.VerbAuthority("issue"), holding_kinds()
    taken = _taken(series, rows)
    made = []
    for index, new in enumerate(rows):
        with row(index):
            its = series[new.series.pk]
            require(new.by or by, "documents.register", its.organ)
            rules.check_days(new.issued_on, its.start_on, its.end_on, today(new.at or at))
            table.require(its.kind, its.organ.unit_id, its.organ, new.issued_on)
            made.append(_document(new, its, taken, holds=its.kind in holding))
    Document.objects.bulk_create(made, batch_size=AT_ONCE)
    with office_words():
        words = _("Paper %(symbol)s was entered in the register.")
        entered = [
            Entered(paper, words % {"symbol": paper.symbol}, new.by or by, new.at or at)
            for paper, new in zip(made, rows, strict=True)
        ]
    record_all(
        Act("document.registered", each.document, each.by, each.at, each.document.organ.unit)
        for each in entered
    )
    papers_registered.send(Document, entered=entered)
    return made


@transaction.atomic
def register_document(
    series: NumberSeries,
    *,
    issued_on: date,
    subject: str,
    about: Span | None,
    by: User,
    at: datetime,
    number: int | None = None,
    holds_start_on: date | None = None,
    holds_end_on: date | None = None,
    text: str = "",
    is_sample: bool = False,
) -> Document:
    """Enter one paper: `take_in_papers` of one row, which says what is meant and raised."""
    new = NewPaper(
        series, issued_on, subject, about, number, holds_start_on, holds_end_on, text, is_sample
    )
    with one_row():
        return take_in_papers([new], by=by, at=at)[0]


Taken = dict[tuple[int, int], set[int]]
"""Numbers given, by series and year."""


def _locked(pks: set[int]) -> dict[int, NumberSeries]:
    found = NumberSeries.objects.select_for_update(of=("self",)).select_related("organ__unit")
    return {each.pk: each for each in found.filter(pk__in=pks).order_by("pk")}


def _taken(series: Mapping[int, NumberSeries], rows: list[NewPaper]) -> Taken:
    """Return the numbers given in the series and years that new papers belong to."""
    taken: Taken = {}
    for new in rows:
        its = series[new.series.pk]
        taken[its.pk, rules.number_year(its.restarts, new.issued_on, its.start_on)] = set()
    given = Document.objects.filter(series__in=series, year__in={year for _pk, year in taken})
    for pk, year, number in given.order_by().values_list("series", "year", "number"):
        if (pk, year) in taken:
            taken[pk, year].add(number)
    return taken


def _document(new: NewPaper, series: NumberSeries, taken: Taken, *, holds: bool) -> Document:
    """Return the line of a new paper, numbered and checked, not yet written."""
    year = rules.number_year(series.restarts, new.issued_on, series.start_on)
    numbers = taken[series.pk, year]
    number = new.number or rules.next_number(numbers)
    rules.check_number(number, numbers, series.sign)
    rules.check_holding(new.holds_start_on, new.holds_end_on, holds=holds)
    if new.about:
        rules.check_forward(new.about.start_on, new.about.end_on)
    numbers.add(number)
    document = Document(
        organ=series.organ,
        kind=series.kind,
        series=series,
        number=number,
        year=year,
        symbol=rules.symbol(number, series.sign),
        issued_on=new.issued_on,
        subject=new.subject,
        about_start_on=new.about.start_on if new.about else None,
        about_end_on=new.about.end_on if new.about else None,
        holds_start_on=new.holds_start_on,
        holds_end_on=new.holds_end_on,
        text=new.text,
        is_sample=new.is_sample,
    )
    check_fields(document)
    return document
