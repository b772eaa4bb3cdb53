import pytest
from django.core.exceptions import PermissionDenied

from nhip.office.documents.tests.makers import AT, organ
from nhip.office.records.rules import AlreadyStruck
from nhip.organisation.journal.queries import history
from nhip.work.commendations.actions import strike_certificate
from nhip.work.commendations.models import Certificate

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


@pytest.mark.parametrize("who", ["unit_chief", "reporter", "stranger", "reader", "editor", "chief"])
def test_only_the_planner_of_the_organ_keeps_certificates(cast, paper, who):
    other = getattr(cast, who)
    line = awarded(paper, cast.unit, "collective", by=cast.planner)
    with pytest.raises(PermissionDenied):
        awarded(paper, cast.unit, "individual", by=other)
    with pytest.raises(PermissionDenied):
        strike_certificate(line, reason="nhầm", by=other, at=AT)
