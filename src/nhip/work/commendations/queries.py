"""Counts of certificates."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count as Number
from django.db.models import Q
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils.translation import gettext as _

from nhip.office.documents.choices import CountedKind
from nhip.office.documents.models import Document
from nhip.office.records.queries import Mapped, authors
from nhip.organisation.accounts.models import User
from nhip.organisation.people.queries import unit_ids
from nhip.organisation.units.queries import tree
from nhip.work.indicators.registry import WHOLE, Count, CountedRow, Part, Share

from .access import KEEP
from .choices import Recipient
from .models import Certificate, Certificates
from .rules import UnitChoice

KEYS = {
    Recipient.COLLECTIVE.value: "commended_collectives",
    Recipient.INDIVIDUAL.value: "commended_individuals",
}


@dataclass(frozen=True)
class CertificateCounter:
    """Counts certificates to one kind of recipient, by the recipient's unit: lines as they stand.

    A certificate looks back on a span and belongs to no year of it, so years are not told.
    """

    recipient: str
    sees: str = "commendations.see"

    def found(self, unit_ids: Collection[int], start_on: date, end_on: date) -> Certificates:
        """Return the standing certificates whose reviewed span lies inside the window."""
        return (
            Certificate.objects.standing()
            .reviewing_within(start_on, end_on)
            .filter(unit__in=unit_ids, recipient=self.recipient)
        )

    def count(self, unit_ids: Collection[int], start_on: date, end_on: date) -> Count:
        """Count them."""
        number = self.found(unit_ids, start_on, end_on).count()
        return Count(number, parts=_("from the lists of the decisions"))

    def rows(
        self, unit_ids: Collection[int], start_on: date, end_on: date, part: Part = WHOLE
    ) -> Mapped[Certificate, CountedRow]:
        found = self.found(unit_ids, start_on, end_on).select_related("decision")
        if part.key:
            found = found.filter(decision=int(part.key))
        if part.year:
            found = found.filter(given_on__year=part.year)
        return Mapped(found.order_by("given_on", "pk"), _rows)

    def shares(self, unit_ids: Collection[int], start_on: date, end_on: date) -> list[Share]:
        found = self.found(unit_ids, start_on, end_on)
        dated = found.annotate(in_year=ExtractYear("given_on")).order_by("decision", "in_year")
        cells = dated.values_list("decision", "decision__symbol", "in_year")
        by_decision: dict[tuple[int, str], dict[int, int]] = {}
        for pk, symbol, year, number in cells.annotate(number=Number("pk")):
            by_decision.setdefault((pk, symbol), {})[year] = number
        return [
            Share(
                name=_("Decision %(symbol)s") % {"symbol": symbol},
                years=years,
                key=str(pk),
                group=_("Certificates"),
            )
            for (pk, symbol), years in by_decision.items()
        ]


def _rows(certificates: list[Certificate]) -> list[CountedRow]:
    entered_by = authors(certificates)
    return [
        CountedRow(
            text=f"{line.written_as} ({line.decision.symbol})",
            on=line.given_on,
            unit_id=line.unit_id,
            url=reverse("commendations:certificate", args=[line.pk]),
            by=entered_by[line.pk],
        )
        for line in certificates
    ]


@dataclass(frozen=True)
class ListedDecision:
    """A decision of the register, with how many lines of its list stand."""

    paper: Document
    lines: int


def decisions(user: User, on: date) -> Mapped[Document, ListedDecision]:
    """Return the standing decisions whose lists this person keeps, the latest first."""
    kept = Document.objects.standing().filter(
        kind=CountedKind.DECISION, organ__unit__in=unit_ids(user, KEEP, on)
    )
    standing = Number("certificates", filter=Q(certificates__struck_at=None))
    counted = kept.select_related("organ").annotate(lines=standing)
    return Mapped(
        counted.order_by("-issued_on", "-pk"),
        lambda papers: [ListedDecision(each, each.lines) for each in papers],  # type: ignore[attr-defined]
    )


def places(decision: Document) -> dict[int, UnitChoice]:
    """Return the units a line may name: those of the organ's unit and below, on the decision's day."""
    standing = tree(decision.issued_on)
    top = decision.organ.unit_id
    its = standing.subtree(top) if top in standing else []
    nodes = [standing.node(unit_id) for unit_id in its]
    return {node.id: UnitChoice(node.code, node.name) for node in nodes}
