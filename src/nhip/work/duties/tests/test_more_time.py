"""A unit asks for more time where it reads the deadline; one press grants it, or a reason declines it."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from nhip.office.notices.models import Notice
from nhip.organisation.journal.models import Entry
from nhip.organisation.journal.queries import history
from nhip.organisation.journal.rules import WrongRow
from nhip.work.duties import actions
from nhip.work.duties.actions import TimeWish, ask_more_time, take_in_time_requests
from nhip.work.duties.models import Extension, Obligation, TimeRequest
from nhip.work.duties.tests.makers import AT
from nhip.work.reports.tests.desk import LATER

UNTIL = date(2022, 8, 1)
FAR = date(2099, 2, 2)
WHY = "Đơn vị đang phòng, chống bão."


def asked(desk, until=UNTIL):
    return ask_more_time(desk.obligation, until, WHY, by=desk.cast.reporter, at=AT)


def told(answer):
    return " ".join(answer.content.decode().split())


def notices(user):
    return " ".join(Notice.objects.filter(user=user).values_list("text", flat=True))


def test_who_checks_is_told_and_one_press_grants_it_as_an_extension(desk):
    wish = asked(desk)
    for person in (desk.cast.planner, desk.cast.chief):
        assert WHY in notices(person)
    actions.grant_time(wish, by=desk.cast.planner, at=LATER)
    obligation = Obligation.objects.get(pk=desk.obligation.pk)
    assert obligation.due_on == UNTIL
    assert obligation.extensions.get().reason == WHY
    wish.refresh_from_db()
    assert (wish.answer, wish.answered_by) == ("granted", desk.cast.planner)
    assert WHY in notices(desk.cast.reporter)
    verbs = [each.verb for each in history(desk.obligation)]
    assert verbs == ["obligation.time_asked", "obligation.extended"]


def test_declined_with_a_reason_the_unit_is_told_and_may_ask_again(desk):
    wish = asked(desk)
    with pytest.raises(actions.NoReason):
        actions.decline_time(wish, " ", by=desk.cast.planner, at=LATER)
    actions.decline_time(wish, "Cấp trên cần số liệu.", by=desk.cast.planner, at=LATER)
    assert "Cấp trên cần số liệu" in notices(desk.cast.reporter)
    with pytest.raises(actions.AlreadyDecided):
        actions.grant_time(wish, by=desk.cast.planner, at=LATER)
    assert Obligation.objects.get(pk=desk.obligation.pk).due_on < UNTIL
    asked(desk)


def test_one_request_a_report_is_open_at_a_time(desk):
    asked(desk)
    with pytest.raises(actions.AlreadyDecided):
        asked(desk)
    assert TimeRequest.objects.count() == 1


def test_what_is_decided_otherwise_answers_the_request(desk):
    wish, planner = asked(desk), desk.cast.planner
    actions.extend_deadline(desk.obligation, date(2022, 7, 25), "Bão", by=planner, at=LATER)
    wish.refresh_from_db()
    assert wish.answer == "granted"
    wish = asked(desk)
    actions.excuse_unit(desk.obligation, "Miễn", by=planner, at=LATER)
    wish.refresh_from_db()
    assert wish.answer == "lapsed"
    with pytest.raises(actions.AlreadyDecided):
        asked(desk)


@pytest.mark.parametrize("until", [date(2022, 7, 15), date(2022, 7, 1)])
def test_a_wish_that_is_not_later_is_refused(desk, until):
    with pytest.raises(actions.NotLater):
        asked(desk, until)


def test_only_the_unit_itself_asks_and_only_who_checks_answers(desk):
    for person in (desk.cast.planner, desk.cast.stranger, desk.cast.administrator):
        with pytest.raises(PermissionDenied):
            ask_more_time(desk.obligation, UNTIL, WHY, by=person, at=AT)
    wish = asked(desk)
    for person in (desk.cast.reporter, desk.cast.unit_chief, desk.cast.stranger):
        with pytest.raises(PermissionDenied):
            actions.grant_time(wish, by=person, at=LATER)
        with pytest.raises(PermissionDenied):
            actions.decline_time(wish, "x", by=person, at=LATER)


def test_one_bad_row_among_many_is_named_and_nothing_is_written(desk):
    other = desk.owes(desk.cast.sibling)
    rows = [TimeWish(desk.obligation, UNTIL, WHY), TimeWish(other, UNTIL, WHY)]
    with pytest.raises(WrongRow) as refusal:
        take_in_time_requests(rows, by=desk.cast.reporter, at=AT)
    assert refusal.value.index == 1
    assert not TimeRequest.objects.exists()
    assert not Entry.objects.filter(verb="obligation.time_asked").exists()


def test_many_say_what_each_alone_says(desk):
    wish = TimeWish(desk.obligation, UNTIL, WHY)
    [many] = take_in_time_requests([wish], by=desk.cast.reporter, at=AT)
    other = desk.owes(desk.cast.sibling)
    alone = ask_more_time(other, UNTIL, WHY, by=desk.cast.stranger, at=AT)
    for name in ("wished_on", "reason", "asked_at", "answer", "why", "answered_at"):
        assert getattr(many, name) == getattr(alone, name), name
    entries = Entry.objects.filter(verb="obligation.time_asked").select_related("detail")
    assert len({str(each.detail.said) for each in entries}) == 1
    assert {each.about_id for each in entries} == {
        str(many.obligation_id),
        str(alone.obligation_id),
    }


# Pages


@pytest.fixture
def here(desk):
    Obligation.objects.update(due_on=date(2099, 1, 5))
    return reverse("duties:obligation", args=[desk.obligation.pk])


def test_asked_on_one_page_and_granted_on_another(client, desk, here):
    client.force_login(desk.cast.reporter)
    ask = reverse("duties:ask_time", args=[desk.obligation.pk])
    assert ask in told(client.get(here))
    wrong = client.post(ask, {"until": "1/1/2099", "reason": WHY})
    assert wrong.status_code == 422
    assert WHY in told(wrong)
    answer = client.post(ask, {"until": "2/2/2099", "reason": WHY})
    assert answer.url == f"{here}#xin-gia-han"
    assert ask not in told(client.get(here)), "one at a time"
    wish = TimeRequest.objects.get()
    client.force_login(desk.cast.planner)
    assert WHY in told(client.get(reverse("reports:list")))
    assert "Gia hạn đến 2/2/2099" in told(client.get(here))
    client.post(reverse("duties:answer_time", args=[wish.pk]), {"do": "grant"})
    assert Extension.objects.get().due_on == FAR
    assert WHY not in told(client.get(reverse("reports:list")))


def test_declined_without_a_reason_nothing_is_done(client, desk, here):
    wish = ask_more_time(desk.obligation, FAR, WHY, by=desk.cast.reporter, at=AT)
    client.force_login(desk.cast.planner)
    address = reverse("duties:answer_time", args=[wish.pk])
    assert client.post(address, {"do": "decline", "reason": ""}).status_code == 422
    wish.refresh_from_db()
    assert wish.answer == "waiting"
    client.post(address, {"do": "decline", "reason": "Không lùi được"})
    client.force_login(desk.cast.reporter)
    assert "Không lùi được" in told(client.get(here))
