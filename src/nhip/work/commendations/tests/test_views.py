import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhip.office.documents.tests.makers import organ

from .makers import awarded, decision


@pytest.fixture
def line(cast):
    paper = decision(organ(cast.root), by=cast.planner)
    return awarded(paper, cast.unit, "individual", by=cast.planner)


def address(line):
    return reverse("commendations:certificate", args=[line.pk])


def test_the_certificate_shows_decision_merit_and_reviewed_span(client, cast, line):
    client.force_login(cast.reporter)
    html = client.get(address(line)).content.decode()
    assert "01/QĐ-BTL" in html
    assert "2017–2021" in html
    assert line.merit in html
    assert "Gỡ Bằng khen này" not in html
    assert client.post(address(line), {"reason": "x"}).status_code == 403


@pytest.mark.parametrize("who", ["stranger", "reader"])
def test_a_stranger_gets_the_answer_of_one_that_is_not_there(client, cast, line, who):
    client.force_login(getattr(cast, who))
    assert client.get(address(line)).status_code == 404
    assert client.post(address(line), {"reason": "x"}).status_code == 404


def test_the_list_is_closed_to_readers(client, cast):
    client.force_login(cast.reader)
    assert client.get(reverse("commendations:list")).status_code == 403


def test_the_planner_strikes(client, cast, line):
    client.force_login(cast.planner)
    assert client.post(address(line), {"reason": ""}).status_code == 422
    assert client.post(address(line), {"reason": "nhầm đơn vị"}).status_code == 302
    assert "nhầm đơn vị" in client.get(address(line)).content.decode()
    assert client.post(address(line), {"reason": "nhầm đơn vị"}).status_code == 422
    assert (
        f"<del>{line.written_as}</del>"
        in client.get(reverse("commendations:list")).content.decode()
    )


def test_the_list_asks_as_often_for_one_line_as_for_many(
    client, cast, line, django_assert_num_queries
):
    client.force_login(cast.planner)
    client.get(reverse("commendations:list"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("commendations:list"))
    for unit in (cast.root, cast.unit, cast.sibling, cast.leaf):
        awarded(line.decision, unit, "collective", by=cast.planner)
    with django_assert_num_queries(len(few)):
        client.get(reverse("commendations:list"))
