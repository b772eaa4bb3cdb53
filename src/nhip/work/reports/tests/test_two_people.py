"""Two people at one draft: the second sees both and chooses by cell; nothing late writes over newer."""

import re

import pytest

from nhip.organisation.people.actions import appoint_as
from nhip.work.reports import actions
from nhip.work.reports.models import DraftCell
from tests.cast import START

from .desk import IN_TIME
from .test_views import entry, page, section_one

SEEN = {"seen-{held}": "09", "seen-{planned}": "010", "seen-nhan-xet": "Học tập theo lịch."}


@pytest.fixture
def clash(desk, as_user):
    """A page opened at 9; meanwhile the first person wrote 8 there, the second sends 7."""
    report, client = desk.filled(), as_user(desk.cast.reporter)
    client.post(entry(report), section_one(desk, **SEEN, **{"so-{held}": "8"}))
    late = section_one(desk, **SEEN, **{"so-{held}": "7", "so-{planned}": "11"})
    return report, client, late, client.post(entry(report), late)


def held(desk):
    return DraftCell.objects.get(row=desk.rows["held"]).raw


def test_the_second_sees_both_values_and_the_rest_is_kept(desk, clash):
    report, _client, _late, response = clash
    assert response.status_code == 409
    shown, row = response.content.decode(), desk.rows["held"]
    assert f'name="so-{row}" value="7"' in shown
    assert "Chưa lưu hết." in page(response)
    assert "Chính bạn vừa ghi “8” ở đây, từ cửa sổ khác." in page(response)
    assert f'name="ho-{row}" value="08"' in shown
    assert re.search(rf'name="seen-{row}" value="09"', shown)
    assert held(desk) == "8"
    assert report.cells.get(row=desk.rows["planned"]).raw == "11"


def test_what_another_person_wrote_is_told_as_theirs(desk, as_user):
    report, client, cast = desk.filled(), as_user(desk.cast.reporter), desk.cast
    appoint_as(
        cast.reader, cast.unit, "Trợ lý", "reporter", on=START, by=cast.administrator, at=IN_TIME
    )
    actions.save_draft(
        report,
        figures=desk.typed(held=("8", False)),
        narratives={desk.sections[0]: "Bản một."},
        by=cast.reader,
        at=IN_TIME,
    )
    late = section_one(desk, **SEEN, **{"so-{held}": "7", "nhan-xet": "Bản hai."})
    told = page(client.post(entry(report), late))
    assert "Người khác vừa ghi “8” ở đây." in told
    assert "Người khác vừa ghi “Bản một.” ở đây." in told


def test_sending_once_more_without_a_choice_writes_over_nothing(desk, clash):
    report, client, late, _response = clash
    for _time in range(2):
        assert client.post(entry(report), late).status_code == 409
    assert held(desk) == "8"


@pytest.mark.parametrize(("chosen", "stands"), [("toi", "7"), ("ho", "8")])
def test_one_of_the_two_is_chosen_for_the_cell(desk, clash, chosen, stands):
    report, client, late, _response = clash
    row = desk.rows["held"]
    sent = late | {f"seen-{desk.rows['planned']}": "011", f"chon-{row}": chosen, f"ho-{row}": "08"}
    assert client.post(entry(report), sent).status_code == 302
    assert held(desk) == stands


def test_a_choice_made_before_a_third_value_came_is_asked_again(desk, clash):
    report, client, late, _response = clash
    DraftCell.objects.filter(row=desk.rows["held"]).update(raw="6", amount=6)
    row = desk.rows["held"]
    response = client.post(entry(report), late | {f"chon-{row}": "toi", f"ho-{row}": "08"})
    assert "Chính bạn vừa ghi “6” ở đây, từ cửa sổ khác." in page(response)
    assert held(desk) == "6"


def test_remarks_are_chosen_too(desk, as_user):
    report, client = desk.filled(), as_user(desk.cast.reporter)
    client.post(entry(report), section_one(desk, **SEEN, **{"nhan-xet": "Bản một."}))
    late = section_one(desk, **SEEN, **{"nhan-xet": "Bản hai."})
    response = client.post(entry(report), late)
    assert response.status_code == 409
    assert "Chính bạn vừa ghi “Bản một.” ở đây, từ cửa sổ khác." in page(response)
    assert client.post(entry(report), late).status_code == 409
    sent = late | {"chon-nhan-xet": "toi", "ho-nhan-xet": "Bản một."}
    assert client.post(entry(report), sent).status_code == 302
    assert report.narratives.get().text == "Bản hai."


def test_a_page_refused_for_another_reason_keeps_its_older_base(desk, as_user):
    report, client = desk.filled(), as_user(desk.cast.reporter)
    client.post(entry(report), section_one(desk, **SEEN, **{"so-{held}": "8"}))
    late = section_one(desk, **SEEN, **{"so-{held}": "7"}, classification="secret")
    shown = client.post(entry(report), late).content.decode()
    assert f'name="seen-{desk.rows["held"]}" value="09"' in shown
