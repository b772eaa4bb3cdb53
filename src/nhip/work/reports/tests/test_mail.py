"""What keeps somebody from going on leaves by mail: what came back, what is asked for today; no history."""

from datetime import date, timedelta

import pytest

from nhip.kit.mail.rules import parse_server
from nhip.office.notices.models import Letter
from nhip.organisation.periods.rules import Due, Span
from nhip.work.duties.actions import ask_once, publish_regime, save_regime
from nhip.work.duties.tests.makers import AT, draft
from nhip.work.reports import actions

from .desk import BEFORE, DUE_ON, IN_TIME, LATER

ON_THE_DAY = IN_TIME.replace(year=DUE_ON.year, month=DUE_ON.month, day=DUE_ON.day)


@pytest.fixture(autouse=True)
def server(settings):
    settings.MAIL_SERVER = parse_server("smtp://127.0.0.1:9")


def mailed() -> list[tuple[str, str]]:
    return list(Letter.objects.order_by("pk").values_list("to", "subject"))


def test_what_comes_back_goes_to_whoever_mends_it(desk):
    actions.return_report(desk.submitted(), "Ô 1.2 lệch sổ.", by=desk.cast.chief, at=LATER)
    [(to, subject)] = mailed()
    assert to == "reporter@example.vn"
    assert "Bị trả lại" in subject
    assert "Ô 1.2 lệch sổ." in Letter.objects.get().notice.text


def test_what_is_accepted_stays_in_the_inbox(desk):
    actions.accept_report(desk.submitted(), by=desk.cast.planner, at=LATER)
    assert mailed() == []


def test_history_that_is_taken_in_later_writes_to_nobody(desk):
    row = actions.Return(desk.submitted(), "Ô 1.2 lệch sổ.", desk.cast.chief, LATER)
    actions.return_reports([row], at=LATER + timedelta(days=30))
    assert mailed() == []


@pytest.mark.parametrize(("due", "goes_out"), [(date(2022, 7, 4), True), (date(2022, 7, 5), False)])
def test_what_is_asked_for_today_goes_out_at_once(desk, due, goes_out):
    regime = publish_regime(draft(desk, frequency="adhoc"), by=desk.cast.planner, at=AT)
    span = Span(date(2022, 7, 3), date(2022, 7, 4))
    ask_once(regime, span, Due(due), [desk.cast.unit], by=desk.cast.planner, at=AT)
    assert [to for to, _subject in mailed()] == ["reporter@example.vn"] * goes_out


@pytest.mark.parametrize(("at", "goes_out"), [(IN_TIME, False), (ON_THE_DAY, True)])
def test_what_is_due_today_waits_for_the_chief_by_mail_too(desk, at, goes_out):
    save_regime(desk.regime, {"needs_chief": True}, by=desk.cast.planner, at=BEFORE)
    desk.obligation.refresh_from_db()
    actions.present_report(desk.filled(), by=desk.cast.reporter, at=at)
    assert [to for to, _subject in mailed()] == ["unit_chief@example.vn"] * goes_out
