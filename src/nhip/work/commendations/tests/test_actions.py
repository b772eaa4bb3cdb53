from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from nhip.kit.guard.forms import MarkedText
from nhip.office.documents.tests.makers import AT, organ
from nhip.office.records.rules import AlreadyStruck, WrongField
from nhip.organisation.journal.queries import history
from nhip.organisation.journal.rules import one_row
from nhip.organisation.periods.rules import Span
from nhip.work.commendations.actions import (
    Award,
    correct_certificate,
    strike_certificate,
    take_in_certificates,
)
from nhip.work.commendations.models import Certificate
from nhip.work.commendations.rules import NotBelow

from .makers import awarded, decision


@pytest.fixture
def paper(cast):
    return decision(organ(cast.root), by=cast.planner)


def test_a_certificate_is_entered_and_struck_with_its_history(cast, paper):
    line = awarded(paper, cast.unit, "collective", by=cast.planner)
    strike_certificate(line, reason="nhầm đơn vị", by=cast.planner, at=AT)
    assert not Certificate.objects.standing().exists()
    assert [doing.verb for doing in history(line)] == ["certificate.awarded", "certificate.struck"]
    with pytest.raises(AlreadyStruck):
        strike_certificate(line, reason="nhầm đơn vị", by=cast.planner, at=AT)


@pytest.mark.parametrize(
    ("named", "refusal"),
    [
        ({"written_as": "Đ" * 201}, WrongField),
        ({"written_as": ""}, WrongField),
        ({"merit": "MẬT"}, MarkedText),
        ({"recipient": "everybody"}, WrongField),
        ({"given_on": date(9999, 12, 31)}, WrongField),
    ],
)
def test_the_verb_refuses_what_the_form_refuses(cast, paper, named, refusal):
    line = awarded(paper, cast.unit, "collective", by=cast.planner)
    said = {
        "unit": cast.sibling, "recipient": "collective", "written_as": "Đơn vị 08", "merit": "m",
        "given_on": date(2022, 7, 28), "reviewed": Span(date(2017, 1, 1), date(2022, 1, 1)),
    }  # fmt: skip
    with pytest.raises(refusal), one_row():
        take_in_certificates([Award(paper, **said | named)], by=cast.planner, at=AT)
    with pytest.raises(refusal):
        correct_certificate(line, named, reason="nhầm", by=cast.planner, at=AT)


def test_a_decision_names_units_below_its_organ_only(cast):
    paper = decision(organ(cast.unit, "Ban Chấp hành Đơn vị 07"), by=cast.planner)
    awarded(paper, cast.leaf, "collective", by=cast.planner)
    with pytest.raises(NotBelow):
        awarded(paper, cast.sibling, "collective", by=cast.planner)
    line = Certificate.objects.get()
    with pytest.raises(NotBelow):
        correct_certificate(line, {"unit": cast.root}, reason="nhầm", by=cast.planner, at=AT)


@pytest.mark.parametrize("who", ["unit_chief", "reporter", "stranger", "reader", "editor", "chief"])
def test_only_the_planner_of_the_organ_keeps_certificates(cast, paper, who):
    other = getattr(cast, who)
    line = awarded(paper, cast.unit, "collective", by=cast.planner)
    with pytest.raises(PermissionDenied):
        awarded(paper, cast.unit, "individual", by=other)
    with pytest.raises(PermissionDenied):
        strike_certificate(line, reason="nhầm", by=other, at=AT)
