"""Asking at once: the question makes its own form and indicators, and is answered like any report."""

from datetime import date, time, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from nhip.kit.mail.rules import parse_server
from nhip.office.notices.models import Letter, Notice
from nhip.organisation.journal.models import Entry
from nhip.organisation.people.actions import end_appointment
from nhip.organisation.people.models import Appointment
from nhip.organisation.periods.rules import Due, Span, today
from nhip.organisation.units.actions import create_unit
from nhip.work.duties import queries
from nhip.work.duties.actions import (
    AlreadyDecided,
    AskedFigure,
    Inquiry,
    Lacking,
    NotLater,
    excuse_unit,
    extend_deadline,
    put_question,
    withdraw_regime,
)
from nhip.work.duties.models import Obligation, Regime
from nhip.work.duties.tests.makers import AT
from nhip.work.forms.models import Form
from nhip.work.indicators.models import Indicator
from nhip.work.reports.actions import (
    Incomplete,
    accept_report,
    open_report,
    present_report,
    save_draft,
    submit_report,
)
from nhip.work.reports.queries import to_sign

MONDAY, BEFORE = date(2022, 7, 4), date(2022, 6, 27)
HERE = reverse("duties:ask")


def question(desk, **changed):
    said = {
        "title": "Xe hỏng sau bão số 4",
        "organ": desk.regime.organ,
        "units": (desk.cast.unit, desk.cast.sibling),
        "span": Span(MONDAY, MONDAY + timedelta(days=1)),
        "due": Due(MONDAY, time(16)),
        "figures": (AskedFigure("Xe hỏng", "chiếc"), AskedFigure("Dầu còn", "tấn", 1)),
    }
    return Inquiry(**(said | changed))


def ask(desk, **changed):
    return put_question(question(desk, **changed), by=desk.cast.planner, at=AT)


def test_a_question_makes_its_form_and_its_indicators_and_is_owed_today(desk):
    regime = ask(desk)
    owed = Obligation.objects.filter(regime=regime).order_by("unit__code")
    assert [each.unit for each in owed] == [desk.cast.unit, desk.cast.sibling]
    assert {each.due for each in owed} == {Due(MONDAY, time(16))}
    rows = [
        (row.indicator.name, row.indicator.measure, row.indicator.decimals)
        for section in regime.form.sections.all()
        for row in section.rows.all()
    ]
    assert rows == [("Xe hỏng", "chiếc", 0), ("Dầu còn", "tấn", 1)]
    told = Notice.objects.filter(text__contains="16:00 thứ\xa0Hai, 4/7/2022")
    assert told.filter(user=desk.cast.reporter).exists()
    verbs = Entry.objects.order_by("pk").values_list("verb", flat=True)
    assert {"form.published", "indicator.defined", "regime.published", "reports.obliged"} <= set(
        verbs
    )


def test_the_page_says_before_the_press_where_nobody_can_be_told(desk, client):
    client.force_login(desk.cast.planner)
    said = "Đơn vị chưa có ai để báo và trả lời"
    assert said in (few := client.get(HERE).content.decode())
    assert f"<li>{desk.cast.leaf.name}</li>" in few
    assert f"<li>{desk.cast.sibling.name}</li>" not in few
    end_appointment(
        Appointment.objects.get(user=desk.cast.stranger),
        on=MONDAY,
        by=desk.cast.administrator,
        at=AT,
    )
    assert f"<li>{desk.cast.sibling.name}</li>" in client.get(HERE).content.decode()


def test_without_figures_it_asks_for_words(desk):
    regime = ask(desk, figures=())
    assert regime.form.published_at
    assert not regime.form.sections.get().rows.exists()
    assert Obligation.objects.filter(regime=regime).count() == 2


def test_where_it_asks_the_units_chief_an_answer_waits_for_him(desk):
    regime = ask(desk, needs_chief=True)
    owed = Obligation.objects.get(regime=regime, unit=desk.cast.unit)
    report = open_report(owed, by=desk.cast.reporter, at=AT)
    cells = {row.pk: ("1", False) for row in regime.form.sections.get().rows.all()}
    save_draft(report, figures=cells, narratives={}, by=desk.cast.reporter, at=AT)
    present_report(report, by=desk.cast.reporter, at=AT)
    assert [each.report_id for each in to_sign(desk.cast.unit_chief, AT)] == [report.pk]


def test_the_same_question_is_asked_once_a_day_and_two_need_two_names(desk):
    first = ask(desk)
    for again in ("Xe hỏng sau bão số 4", " XE HỎNG  sau bão số 4"):
        with pytest.raises(AlreadyDecided):
            ask(desk, title=again)
    other = ask(desk, title="Xe hỏng sau bão số 5")
    assert {first.form.code, other.form.code} == {"hoi-20220704", "hoi-20220704-2"}
    assert Indicator.objects.filter(name="Xe hỏng").count() == 2, "each is a figure of its own"
    put_question(question(desk, due=Due(MONDAY + timedelta(days=1))), by=desk.cast.planner,
                 at=AT + timedelta(days=1))  # fmt: skip


def test_what_cannot_be_leaves_nothing_behind(desk):
    told = {"on": MONDAY, "by": desk.cast.administrator, "at": AT}
    new = create_unit("G.55", "Đơn vị 55", desk.cast.root, **told)
    before = Form.objects.count(), Regime.objects.count(), Indicator.objects.count()
    for wrong, fault in (
        ({"due": Due(MONDAY, time(8))}, NotLater),
        ({"units": (desk.cast.root,)}, Lacking),
        ({"units": (desk.cast.unit, new), "span": Span(BEFORE, MONDAY)}, Lacking),
    ):
        with pytest.raises(fault), transaction.atomic():
            ask(desk, **wrong)
    assert (Form.objects.count(), Regime.objects.count(), Indicator.objects.count()) == before


def test_the_answers_are_added_up_where_they_were_asked_and_nowhere_else(desk, as_user):
    regime = ask(desk)
    reporter = desk.cast.reporter
    owed = Obligation.objects.get(regime=regime, unit=desk.cast.unit)
    report = open_report(owed, by=reporter, at=AT)
    entry = as_user(reporter).get(reverse("reports:entry", args=[report.pk])).content.decode()
    assert "nên từ 40" not in entry  # a figure is asked for, not an essay
    first, second = regime.form.sections.get().rows.all()
    entries = {first.pk: ("12", False), second.pk: ("1,5", False)}
    save_draft(report, figures=entries, narratives={}, by=reporter, at=AT)
    submit_report(report, by=reporter, at=AT)
    [asked] = queries.questions(desk.cast.planner, AT)
    assert (asked.handed_in, asked.asked, asked.accepted) == (1, 2, 0)
    client = as_user(desk.cast.planner)
    page = client.get(asked.url).content.decode()
    assert "Đơn vị 08" in page
    totals = client.get(queries.totals_of(regime)).content.decode()
    assert "Xe hỏng" in totals
    others = Indicator.objects.get(key="held").name
    assert others not in totals
    every = "?" + queries.totals_of(regime).partition("?")[2].partition("&chi-tieu")[0]
    assert others in client.get(reverse("indicators:totals") + every).content.decode()
    client = as_user(desk.cast.administrator)
    leaving = client.get(reverse("people:leave", args=[desk.cast.planner.pk])).content.decode()
    assert f"{regime.name}</b>" in leaving
    client = as_user(desk.cast.planner)
    elsewhere = queries.totals_of(regime).replace("2022-07-04", "2022-07-05")
    assert "Xe hỏng" not in client.get(elsewhere).content.decode()
    assert "Xe hỏng" not in client.get(reverse("forms:forms")).content.decode()


def sent(desk, **changed):
    day = f"{today(timezone.now()):%d/%m/%Y}"
    said = {"organ": desk.regime.organ.pk, "title": "Xe hỏng", "whom": "direct", "due_on": day}
    return said | {"start_on": day, "last_on": day, "words_1": "Xe", "measure_1": "chiếc"} | changed


def test_a_planner_asks_all_directly_below_with_one_press(desk, as_user):
    client = as_user(desk.cast.planner)
    assert HERE in client.get("/lam-viec/").content.decode()
    page = client.get(HERE).content.decode()
    assert "Cả 2 đơn vị trực thuộc trực tiếp" in page
    answer = client.post(HERE, sent(desk), follow=True).content.decode()
    assert "Đã hỏi 2 đơn vị" in answer
    regime = Regime.objects.get(is_one_off=True)
    assert {each.unit.code for each in regime.obligations.all()} == {"G.07", "G.08"}
    assert "Xe hỏng" in client.get("/lam-viec/").content.decode()
    again = client.post(HERE, sent(desk))
    assert again.status_code == 422
    assert "Hôm nay đã hỏi việc này" in again.content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"words_1": ""}, "words_1"),
        ({"words_2": "Xe"}, "words_2"),
        ({"hour": "25h"}, "hour"),
        ({"due_on": "1/1/2020"}, "due_on"),
        ({"whom": "chosen"}, "units"),
        ({"units": "one of them"}, "whom"),
        ({"last_on": "1/1/2020"}, "last_on"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost(desk, as_user, wrong, field):
    if "units" in wrong:  # ticked, while all are chosen
        wrong = {"units": [desk.cast.unit.pk]}
    answer = as_user(desk.cast.planner).post(HERE, sent(desk, title="Xe hỏng, ngày 4", **wrong)
                                             if "title" not in wrong else sent(desk, **wrong))  # fmt: skip
    assert answer.status_code == 422
    page = answer.content.decode()
    assert f'id="id_{field}_error"' in page
    assert 'value="chiếc"' in page
    assert not Regime.objects.filter(is_one_off=True).exists()


def test_a_question_for_words_cannot_be_answered_with_none(desk, as_user):
    regime = ask(desk, figures=())
    owed = Obligation.objects.get(regime=regime, unit=desk.cast.unit)
    report = open_report(owed, by=desk.cast.reporter, at=AT)
    client, here = as_user(desk.cast.reporter), reverse("reports:entry", args=[report.pk])
    assert 'aria-required="true"' in client.get(here).content.decode()
    said = {"classification": "none", "nhan-xet": " \n ", "seen-nhan-xet": "", "do": "submit"}
    answer = client.post(f"{here}?muc=1", said)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'aria-invalid="true"' in page
    assert "Viết câu trả lời ở đây" in page
    with pytest.raises(Incomplete):
        submit_report(report, by=desk.cast.reporter, at=AT)
    kept = client.post(f"{here}?muc=1", said | {"nhan-xet": "", "do": "save"})
    assert kept.status_code == 302
    client.post(f"{here}?muc=1", said | {"nhan-xet": "Không có xe hỏng."})
    assert report.revisions.get().content["narratives"][0]["text"] == "Không có xe hỏng."


def test_only_units_with_somebody_to_tell_are_counted_as_told_and_the_others_are_named(
    desk, as_user
):
    for appointment in Appointment.objects.filter(user=desk.cast.stranger):
        end_appointment(appointment, on=today(AT), by=desk.cast.administrator, at=AT)
    answer = as_user(desk.cast.planner).post(HERE, sent(desk), follow=True).content.decode()
    assert "Đã hỏi 1 đơn vị" in answer
    assert "1 đơn vị được hỏi nhưng chưa ai ở đó có tài khoản để báo: Đơn vị 08." in answer
    assert Obligation.objects.filter(regime__is_one_off=True).count() == 2


def test_the_unit_begins_from_its_notice(desk, as_user):
    regime = ask(desk)
    owed = Obligation.objects.get(regime=regime, unit=desk.cast.unit)
    client = as_user(desk.cast.reporter)
    here = reverse("duties:obligation", args=[owed.pk])
    begin = reverse("reports:open", args=[owed.pk])
    assert begin in client.get(here).content.decode()
    assert begin not in as_user(desk.cast.planner).get(here).content.decode()
    entry = as_user(desk.cast.reporter).post(begin).url
    assert entry in as_user(desk.cast.reporter).get(here).content.decode()


def test_others_do_not_ask(desk, as_user):
    for who in ("reporter", "editor", "administrator", "stranger"):
        assert as_user(getattr(desk.cast, who)).get(HERE).status_code == 403


def test_who_got_a_letter_gets_one_that_takes_the_question_back(desk, settings):
    settings.MAIL_SERVER = parse_server("smtp://127.0.0.1:9")
    regime = ask(desk)
    asked = set(Letter.objects.values_list("to", flat=True))
    assert "reporter@example.vn" in asked
    excuse_unit(regime.obligations.get(unit=desk.cast.sibling), "Bão", by=desk.cast.planner, at=AT)
    withdraw_regime(regime, "Hỏi nhầm.", by=desk.cast.planner, at=AT)
    back = Letter.objects.filter(notice__text__contains="Hỏi nhầm.")
    assert [each.to for each in back] == ["reporter@example.vn"]
    excused = Letter.objects.filter(notice__text__contains="Bão")
    assert {each.to for each in [*back, *excused]} == asked


def test_who_asks_two_levels_down_reads_the_answers_and_decides_on_them(desk, as_user):
    regime = ask(desk, units=(desk.cast.leaf,), due=Due(MONDAY, time(16)))
    owed, planner = regime.obligations.get(), desk.cast.planner
    report = open_report(owed, by=desk.cast.reporter, at=AT)
    extend_deadline(owed, MONDAY, "Mất điện", hour=time(17), by=desk.cast.unit_chief, at=AT)
    told = Notice.objects.filter(user=planner).latest("pk")
    assert desk.cast.leaf.name in told.text
    assert "17:00" in told.text
    assert owed in queries.undecided_below(planner, AT)
    extend_deadline(owed, MONDAY, "Vẫn mất điện", hour=time(18), by=planner, at=AT)
    cells = {row.pk: ("1", False) for row in regime.form.sections.get().rows.all()}
    save_draft(report, figures=cells, narratives={}, by=desk.cast.reporter, at=AT)
    submit_report(report, by=desk.cast.reporter, at=AT)
    check = reverse("reports:check", args=[report.pk])
    assert Notice.objects.filter(user=planner, link=check).exists()
    client = as_user(planner)
    assert check in client.get(reverse("duties:regime", args=[regime.pk])).content.decode()
    assert client.get(check).status_code == 200
    assert as_user(desk.cast.stranger).get(check).status_code == 404
    accept_report(report, by=planner, at=AT)
    assert not queries.questions(planner, AT)
