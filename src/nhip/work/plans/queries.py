"""Counts of appraised plans and of issued papers."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count as Number
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from nhip.office.documents.models import Document, Documents
from nhip.office.records.queries import Mapped, authors
from nhip.organisation.units.models import NumberSeries, Organ
from nhip.organisation.units.queries import tree
from nhip.organisation.units.registry import OpenThing
from nhip.work.indicators.registry import WHOLE, Count, CountedRow, Part, Share

from .models import PlanKind, UnitPlan, UnitPlans
from .rules import Papers, in_words, length_words, sum_words


def kind_names() -> dict[str, str]:
    """Return how the kinds of plan are written, by code, in their order."""
    return dict(PlanKind.objects.values_list("code", "name"))


def organs_above(unit_ids: Collection[int], on: date) -> QuerySet[Organ]:
    """Return the organs to which these units may hand plans up: their own, and those above them."""
    standing = tree(on)
    above = {each for unit_id in unit_ids for each in standing.ancestors(unit_id)}
    return Organ.objects.filter(unit__in=above | set(unit_ids)).select_related("unit")


def open_at(unit_ids: Collection[int], on: date, closes: bool) -> list[OpenThing]:
    """Return the plans nobody has appraised yet, handed up by units that close or to an organ of theirs."""
    if not closes:
        return []
    theirs = Q(unit__in=unit_ids) | Q(organ__unit__in=unit_ids)
    return [
        OpenThing(
            f"plans.plan {each.pk}",
            _("Plans waiting for an appraisal"),
            f"{each.unit.name}: {each.title}",
            reverse("plans:plan", args=[each.pk]),
        )
        for each in UnitPlan.objects.waiting().filter(theirs).select_related("unit")
    ]


class PlanCounter:
    """`plans_appraised`: by the day of the appraisal and the unit that handed the plan up."""

    sees = "plans.see"

    def found(self, unit_ids: Collection[int], start_on: date, end_on: date) -> UnitPlans:
        """Return the standing plans of the units appraised in a window."""
        return (
            UnitPlan.objects.standing()
            .appraised_between(start_on, end_on)
            .filter(unit__in=unit_ids)
        )

    def count(self, unit_ids: Collection[int], start_on: date, end_on: date) -> Count:
        found = self.found(unit_ids, start_on, end_on).order_by()
        by_kind: Tally[str] = Tally()
        years: Tally[int] = Tally()
        dated = found.annotate(in_year=ExtractYear("appraised_on")).values_list("kind", "in_year")
        for kind, year, number in dated.annotate(number=Number("pk")):
            by_kind[kind] += number
            years[year] += number
        handed_in = set(found.values_list("unit", flat=True).distinct())
        due = self._due(start_on, end_on) & set(unit_ids)
        kinds = [
            f"{by_kind[code]} {name}" for code, name in kind_names().items() if code in by_kind
        ]
        return Count(
            amount=by_kind.total(),
            n=len(handed_in),
            of_n=len(due | handed_in),
            of_what=_("units"),
            parts=", ".join(kinds),
            years=years,
        )

    def _due(self, start_on: date, end_on: date) -> set[int]:
        """Return the units directly below the organs that appraised plans in the window."""
        above = UnitPlan.objects.standing().appraised_between(start_on, end_on).order_by()
        units = tree(end_on - timedelta(days=1))
        return {
            child.id
            for unit_id in above.values_list("organ__unit", flat=True).distinct()
            for child in units.children(unit_id)
        }

    def rows(
        self, unit_ids: Collection[int], start_on: date, end_on: date, part: Part = WHOLE
    ) -> Mapped[UnitPlan, CountedRow]:
        found = self.found(unit_ids, start_on, end_on)
        if part.key:
            found = found.filter(kind__code=part.key)
        if part.year:
            found = found.filter(appraised_on__year=part.year)
        return Mapped(found.order_by("appraised_on", "pk"), _plan_rows)

    def shares(self, unit_ids: Collection[int], start_on: date, end_on: date) -> list[Share]:
        found = self.found(unit_ids, start_on, end_on).order_by()
        years = found.annotate(in_year=ExtractYear("appraised_on")).values("kind", "in_year")
        by_kind: dict[str, dict[int, int]] = {}
        for cell in years.annotate(number=Number("pk")):
            by_kind.setdefault(str(cell["kind"]), {})[cell["in_year"]] = cell["number"]
        return [
            Share(
                name=capfirst(name),
                years=by_kind[code],
                key=code,
            )
            for code, name in kind_names().items()
            if code in by_kind
        ]


@dataclass(frozen=True)
class SeriesYear:
    """How many papers of one series, about so many months, were issued in one year."""

    series_id: int
    series: str
    months: int | None
    year: int
    number: int


@dataclass(frozen=True)
class PaperCounter:
    """Counts lines of the register by the day of issue and the unit of the issuing organ.

    Papers that come once a year are due in each year of the window, others in each series that is
    open in it and has ever had such a paper.
    """

    papers: Papers
    sees: str = "documents.see"

    def found(self, unit_ids: Collection[int], start_on: date, end_on: date) -> Documents:
        """Return the standing papers counted in a window."""
        return (
            self._of_kind()
            .standing()
            .issued_between(start_on, end_on)
            .filter(organ__unit__in=unit_ids)
        )

    def _of_kind(self) -> Documents:
        found = Document.objects.filter(kind__in=self.papers.kinds)
        return found.about_months(*self.papers.months) if self.papers.months else found

    def _cells(self, unit_ids: Collection[int], start_on: date, end_on: date) -> list[SeriesYear]:
        found = self.found(unit_ids, start_on, end_on).with_months()
        cells = found.annotate(in_year=ExtractYear("issued_on")).order_by(
            "series__start_on", "series", "in_year"
        )
        columns = ("series", "series__name", "months", "in_year")
        counted = cells.values_list(*columns).annotate(number=Number("pk"))
        return [SeriesYear(*cell) for cell in counted]

    def count(self, unit_ids: Collection[int], start_on: date, end_on: date) -> Count:
        cells = self._cells(unit_ids, start_on, end_on)
        if self.papers.are_yearly:
            n, of_what = len({cell.year for cell in cells}), _("years")
            of_n = (end_on - timedelta(days=1)).year - start_on.year + 1
        else:
            series = {cell.series_id for cell in cells}
            n, of_what = len(series), _("series")
            of_n = len(series | self._open_series(unit_ids, start_on, end_on))
        years: Tally[int] = Tally()
        for cell in cells:
            years[cell.year] += cell.number
        return Count(
            amount=years.total(),
            n=n,
            of_n=of_n,
            of_what=of_what,
            parts=self._parts(cells),
            years=years,
        )

    def _open_series(self, unit_ids: Collection[int], start_on: date, end_on: date) -> set[int]:
        such = self._of_kind().filter(series=OuterRef("pk"))
        still = Q(end_on=None) | Q(end_on__gt=start_on)
        found = NumberSeries.objects.filter(still, Exists(such), start_on__lt=end_on)
        return set(found.filter(organ__unit__in=unit_ids).values_list("pk", flat=True))

    def _parts(self, cells: list[SeriesYear]) -> str:
        """Say what the amount is made of: by span, by series, or where it comes from."""
        by_length: Tally[int] = Tally()
        by_series: Tally[int] = Tally()
        for cell in cells:
            by_length[cell.months or 0] += cell.number
            by_series[cell.series_id] += cell.number
        if len(self.papers.months) > 1 and by_length:
            return length_words(dict(sorted(by_length.items())))
        if len(by_series) > 1:
            return sum_words(list(by_series.values()))
        return _("from the register of papers")

    def rows(
        self, unit_ids: Collection[int], start_on: date, end_on: date, part: Part = WHOLE
    ) -> Mapped[Document, CountedRow]:
        found = self.found(unit_ids, start_on, end_on).select_related("organ")
        if part.key:
            series, _dash, months = part.key.partition("-")
            found = found.filter(series=int(series)).about_so_many(int(months) if months else None)
        if part.year:
            found = found.filter(issued_on__year=part.year)
        return Mapped(found.order_by("issued_on", "pk"), _paper_rows)

    def shares(self, unit_ids: Collection[int], start_on: date, end_on: date) -> list[Share]:
        by_series: dict[tuple[int, int | None], list[SeriesYear]] = {}
        cells = self._cells(unit_ids, start_on, end_on)
        if are_grouped := len(self.papers.months) > 1:
            cells.sort(key=lambda cell: cell.months or 0)
        for cell in cells:
            by_series.setdefault((cell.series_id, cell.months), []).append(cell)
        return [
            Share(
                name=cells[0].series,
                years={cell.year: cell.number for cell in cells},
                key=f"{series_id}-{'' if months is None else months}",
                group=in_words(months) if are_grouped and months else "",
            )
            for (series_id, months), cells in by_series.items()
        ]


def _plan_rows(plans: list[UnitPlan]) -> list[CountedRow]:
    entered_by = authors(plans)
    return [
        CountedRow(
            text=plan.title,
            on=plan.appraised_on or plan.received_on,
            unit_id=plan.unit_id,
            url=reverse("plans:plan", args=[plan.pk]),
            by=entered_by[plan.pk],
        )
        for plan in plans
    ]


def _paper_rows(papers: list[Document]) -> list[CountedRow]:
    entered_by = authors(papers)
    return [
        CountedRow(
            text=str(paper),
            on=paper.issued_on,
            unit_id=paper.organ.unit_id,
            url=reverse("documents:document", args=[paper.pk]),
            by=entered_by[paper.pk],
        )
        for paper in papers
    ]
