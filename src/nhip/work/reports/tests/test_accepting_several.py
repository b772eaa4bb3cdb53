"""One press accepts several reports, each as it was listed: all that are ticked, or none."""

import pytest
from django.urls import reverse

from nhip.work.duties.queries import title_of
from nhip.work.reports.actions import (
    open_report,
    return_report,
    save_draft,
    submit_report,
)
from nhip.work.reports.models import Report
from nhip.work.reports.tests.desk import GOOD, IN_TIME, LATER

HERE = reverse("reports:to_check")


@pytest.fixture
def arrived(desk, client):
    """Reports of two units wait for the planner above both, who has signed in."""
    first = desk.submitted()
    told = {"by": desk.cast.stranger, "at": IN_TIME}
    second = open_report(desk.owes(desk.cast.sibling), **told)
    save_draft(second, figures=desk.typed(**GOOD), narratives={}, **told)
    submit_report(second, **told)
    client.force_login(desk.cast.planner)
    return [first, second]


def told(answer):
    return " ".join(answer.content.decode().split())


def statuses():
    return set(Report.objects.values_list("status", flat=True))


def test_all_that_are_ticked_are_accepted(client, arrived):
    page = client.get(HERE, {"chon": "het"})
    assert told(page).count("checked") == 2
    assert told(page).count("chưa ai mở xem") == 2
    answer = client.post(HERE, {"accept": [f"{each.pk}:1" for each in arrived]}, follow=True)
    names = "; ".join(f"{title_of(each.obligation)}, {each.unit.name}" for each in arrived)
    assert f"Đã chấp nhận 2 báo cáo: {names}." in told(answer)
    assert statuses() == {"accepted"}


def test_one_that_came_in_anew_since_holds_all_back_and_ticks_stay(client, arrived, desk):
    first, second = arrived
    return_report(second, "Sai", by=desk.cast.planner, at=LATER)
    submit_report(second, by=desk.cast.stranger, at=LATER)
    answer = client.post(HERE, {"accept": [f"{each.pk}:1" for each in arrived]})
    assert answer.status_code == 422
    assert "vừa được nộp lại" in told(answer)
    assert statuses() == {"submitted"}
    assert f'value="{first.pk}:1" checked' in told(answer)
    assert f'value="{second.pk}:2" checked' not in told(answer)


def test_nothing_ticked_is_told_and_nobody_else_accepts(client, arrived, desk):
    assert "ít nhất một báo cáo" in told(client.post(HERE, {}))
    client.force_login(desk.cast.reporter)
    answer = client.post(HERE, {"accept": [f"{arrived[0].pk}:1"]})
    assert answer.status_code == 422
    assert statuses() == {"submitted"}
