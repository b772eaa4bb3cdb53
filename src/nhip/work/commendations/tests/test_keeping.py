"""Lines of decisions: many at once, corrected, restored, told to the figures over them."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from nhip.kit.text.rules import fold
from nhip.office.documents.actions import strike_document
from nhip.office.documents.tests.makers import AT, organ, paper, series, year
from nhip.office.records.rules import AlreadyStruck, NothingChanged, NotStruck, SpanBackwards
from nhip.organisation.journal.models import Entry
from nhip.organisation.journal.queries import history
from nhip.organisation.journal.rules import WrongRow
from nhip.organisation.people.actions import lay_down
from nhip.organisation.people.models import Authority
from nhip.organisation.people.queries.authority import BeyondAuthority
from nhip.organisation.periods.rules import Span
from nhip.work.commendations.actions import (
    Award,
    correct_certificate,
    restore_certificate,
    strike_certificate,
    take_in_certificates,
)
from nhip.work.commendations.models import Certificate
from nhip.work.commendations.queries import CertificateCounter
from nhip.work.commendations.rules import AlreadyAwarded, NoDecision
from tests.cast import START

from .makers import FIVE_YEARS, awarded, decision

GIVEN = date(2022, 7, 28)


@pytest.fixture
def honours(cast):
    return decision(organ(cast.root), by=cast.planner)


@pytest.fixture
def line(cast, honours):
    return awarded(honours, cast.unit, "collective", by=cast.planner)


def award(honours, unit, written_as="", recipient="collective", reviewed=FIVE_YEARS):
    return Award(honours, unit, recipient, written_as or unit.name, "Thành tích", GIVEN, reviewed)


def told(cast, reason="ghi nhầm"):
    return {"reason": reason, "by": cast.planner, "at": AT}


def count(cast, recipient="collective"):
    units = [cast.unit.pk, cast.sibling.pk]
    return CertificateCounter(recipient).count(units, START, date(2023, 1, 1)).amount


def written(act):
    """Do it, take it back, and return the rows and acts it wrote, without their numbers."""
    point = transaction.savepoint()
    act()
    rows = [
        row | {"id": 0, "about_id": 0}
        for kind in (Certificate, Entry)
        for row in kind.objects.order_by("-pk").values()[:4]
    ]
    transaction.savepoint_rollback(point)
    return rows


def test_many_lines_are_written_as_one_by_one(cast, honours):
    kept = {"by": cast.planner, "at": AT}
    rows = [
        award(honours, unit, fold(unit.name), recipient)
        for unit in (cast.unit, cast.sibling)
        for recipient in ("collective", "individual")
    ]

    def one_by_one():
        for row in rows:
            take_in_certificates([row], **kept)

    alone = written(one_by_one)
    assert {row["verb"] for row in alone[4:]} == {"certificate.awarded"}
    assert alone == written(lambda: take_in_certificates(rows, **kept))


def test_one_bad_row_is_told_and_nothing_is_written(cast, honours):
    rows = [award(honours, cast.unit, f"Tổ {number}") for number in range(60)]
    for wrong, why in (
        (award(honours, cast.unit, "TỔ 7"), AlreadyAwarded),
        (award(honours, cast.unit, "x", reviewed=Span(GIVEN, GIVEN)), SpanBackwards),
    ):
        rows[41] = wrong
        with pytest.raises(WrongRow) as refused:
            take_in_certificates(rows, by=cast.planner, at=AT)
        assert (refused.value.index, type(refused.value.why)) == (41, why)
    assert not Certificate.objects.exists()


def test_only_a_standing_decision_gives_certificates(cast, honours):
    notice = paper(series(organ(cast.root), "notice"), GIVEN, by=cast.planner)
    with pytest.raises(NoDecision):
        awarded(notice, cast.unit, "collective", by=cast.planner)
    strike_document(honours, reason="nhầm", by=cast.planner, at=AT)
    with pytest.raises(NoDecision):
        awarded(honours, cast.unit, "collective", by=cast.planner)


def test_the_table_of_authority_is_asked_of_corrections_too(cast, line):
    rule = Authority(verb="commend", subject="individual", level=4, start_on=START, basis="Quy chế")
    lay_down(rule, by=cast.administrator, at=AT)
    with pytest.raises(BeyondAuthority):
        correct_certificate(line, {"recipient": "individual"}, **told(cast))
    assert count(cast) == 1


def test_a_corrected_line_is_counted_where_it_now_stands(cast, line):
    fields = {"unit": cast.sibling, "recipient": "individual"}
    correct_certificate(line, fields, **told(cast))
    assert (count(cast), count(cast, "individual")) == (0, 1)
    assert [doing.verb for doing in history(line)][1:] == ["certificate.corrected"]
    with pytest.raises(NothingChanged):
        correct_certificate(line, fields, **told(cast))


def test_a_struck_line_is_restored_and_counted_again(cast, line):
    with pytest.raises(NotStruck):
        restore_certificate(line, **told(cast))
    strike_certificate(line, **told(cast))
    with pytest.raises(AlreadyStruck):
        correct_certificate(line, {"merit": "x"}, **told(cast))
    assert count(cast) == 0
    restore_certificate(line, **told(cast, "gỡ nhầm"))
    assert count(cast) == 1
    assert history(line)[-1].said["reason"] == "gỡ nhầm"


def test_a_line_stands_once_in_a_decision(cast, honours, line):
    strike_certificate(line, **told(cast))
    again = awarded(honours, cast.unit, "collective", by=cast.planner)
    with pytest.raises(AlreadyAwarded):
        restore_certificate(line, **told(cast))
    other = awarded(honours, cast.sibling, "collective", by=cast.planner)
    with pytest.raises(AlreadyAwarded):
        correct_certificate(
            other, {"unit": cast.unit, "written_as": again.written_as}, **told(cast)
        )
    awarded(honours, cast.unit, "collective", by=cast.planner, reviewed=year(2021))


@pytest.mark.parametrize("who", ["chief", "administrator", "editor", "unit_chief", "stranger"])
def test_only_the_planner_corrects_and_restores(cast, line, who):
    by = {"reason": "x", "by": getattr(cast, who), "at": AT}
    with pytest.raises(PermissionDenied):
        correct_certificate(line, {"merit": "x"}, **by)
    strike_certificate(line, **told(cast))
    with pytest.raises(PermissionDenied):
        restore_certificate(line, **by)
