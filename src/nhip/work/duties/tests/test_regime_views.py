"""Pages of regimes and obligations: written, put in force, more time given, by whom may."""

import re
from datetime import date, time

from django.urls import reverse
from django.utils import timezone

from nhip.organisation.periods.actions import open_calendar, set_special_day
from nhip.organisation.periods.rules import Due
from nhip.work.duties.actions import generate_all
from nhip.work.duties.models import Obligation, Regime
from nhip.work.duties.tests.makers import AT
from nhip.work.reports.tests.desk import Desk
from tests.cast import Cast

WRITTEN = {
    "code": "quy",
    "name": "Báo cáo quý",
    "content": "Kết quả quý",
    "recipient": "Phòng Kế hoạch",
    "method": "system",
    "due_rule": "working_days",
    "due_days": "5",
    "days_less_a_level": "1",
    "frequency": "quarter",
    "levels": ["2", "3"],
}


def write(client, desk, **changed):
    chosen = {
        "organ": desk.regime.organ_id,
        "calendar": desk.regime.calendar_id,
        "form": desk.form.pk,
    }
    return client.post(reverse("duties:new_regime"), WRITTEN | chosen | changed)


def test_a_planner_writes_a_regime_and_puts_it_in_force(client, desk: Desk):
    client.force_login(desk.cast.planner)
    assert write(client, desk).status_code == 302
    regime = Regime.objects.get(code="quy")
    page = client.get(reverse("duties:regime", args=[regime.pk])).content.decode()
    assert "Bản nháp" in page
    assert "Cấp 2: 2 đơn vị" in page
    answer = client.post(reverse("duties:publish", args=[regime.pk]), follow=True)
    assert "Đã ban hành" in answer.content.decode()
    assert regime.obligations.count() == 3  # the next whole period; the running one had begun


def test_a_unit_that_was_added_reads_what_it_will_owe_and_then_owes_it(client, desk: Desk):
    client.force_login(desk.cast.planner)
    write(client, desk)
    regime = Regime.objects.get(code="quy")
    client.post(reverse("duties:publish", args=[regime.pk]))
    client.force_login(desk.cast.administrator)
    sent = {"name": "Trạm Mới", "parent": desk.cast.root.pk, "on": "1/7/2022"}
    added = client.post(reverse("units:new"), sent | {"code": "G.99"}, follow=True)
    generate_all(timezone.now())
    first = Obligation.objects.filter(regime=regime, unit__code="G.99").earliest("due_on")
    said = f"Báo cáo quý, {first.period.label}, hạn {first.due}"
    assert said in added.content.decode()
    Regime.objects.filter(pk=regime.pk).update(levels=[9])
    added = client.post(reverse("units:new"), sent | {"code": "G.98"}, follow=True)
    assert "Chưa chế độ nào yêu cầu" in added.content.decode()


def test_units_without_a_reporter_or_a_chief_are_counted_and_named(client, desk: Desk):
    client.force_login(desk.cast.planner)
    write(client, desk)
    regime = Regime.objects.get(code="quy")
    page = client.get(reverse("duties:regime", args=[regime.pk])).context["page"]
    lacking = {unit.code for unit in page.no_reporter}
    assert desk.cast.unit.code not in lacking  # where the reporter of this desk works
    assert lacking
    assert page.no_chief == []  # nobody asks for the chief's word
    Regime.objects.filter(pk=regime.pk).update(needs_chief=True)
    answer = client.get(reverse("duties:regime", args=[regime.pk]))
    assert desk.cast.unit_chief.appointments.get().unit not in answer.context["page"].no_chief
    words = f'vẫn gửi đi: <span class="num">{len(answer.context["page"].no_chief)}</span>'
    assert words in " ".join(answer.content.decode().split())


def test_what_is_missing_is_told_and_nothing_is_put_in_force(client, desk: Desk):
    client.force_login(desk.cast.planner)
    write(client, desk, content="", recipient="")
    regime = Regime.objects.get(code="quy")
    page = client.get(reverse("duties:regime", args=[regime.pk])).content.decode()
    assert "Nội dung yêu cầu; Nơi nhận" in page
    answer = client.post(reverse("duties:publish", args=[regime.pk]), follow=True)
    assert "Điều 7" in answer.content.decode()
    assert not regime.obligations.exists()


def test_a_draft_is_seen_by_nobody_else(client, desk: Desk):
    for person in (desk.cast.reporter, desk.cast.unit_chief, desk.cast.editor):
        client.force_login(person)
        assert client.get(reverse("duties:regime", args=[desk.regime.pk])).status_code == 404
        assert desk.regime.name not in client.get(reverse("duties:regimes")).content.decode()


def test_the_unit_above_gives_more_time_and_the_unit_reads_why(client, desk: Desk):
    here = reverse("duties:obligation", args=[desk.obligation.pk])
    Obligation.objects.update(due_on=date(2099, 1, 5))
    client.force_login(desk.cast.planner)
    assert (
        client.post(here, {"han-until": "1/1/2099", "han-reason": "Bão"}, follow=True).status_code
        == 200
    )
    assert Obligation.objects.get(pk=desk.obligation.pk).due_on == date(2099, 1, 5)
    assert client.post(here, {"han-until": "1/2/2099", "han-reason": ""}).status_code == 422
    client.post(here, {"han-until": "1/2/2099", "han-hour": "16h30", "han-reason": "Bão"})
    client.force_login(desk.cast.reporter)
    page = client.get(here).content.decode()
    assert "Từ thứ\xa0Hai, 5/1/2099 sang 16:30 Chủ\xa0nhật, 1/2/2099" in page
    assert "Bão" in page
    assert "<textarea" not in page
    assert client.post(here, {"han-until": "1/3/2099", "han-reason": "x"}).status_code == 403


def test_an_excuse_stands_on_the_page_and_closes_it(client, desk: Desk):
    here = reverse("duties:obligation", args=[desk.obligation.pk])
    client.force_login(desk.cast.chief)
    client.post(here, {"do": "excuse", "mien-reason": "Đang giải thể"})
    page = client.get(here).content.decode()
    assert "Được miễn" in page
    assert "Đang giải thể" in page
    assert 'value="excuse"' not in page


def test_an_excuse_is_lifted_with_a_reason(client, desk: Desk):
    here = reverse("duties:obligation", args=[desk.obligation.pk])
    client.force_login(desk.cast.chief)
    assert 'value="lift"' not in client.get(here).content.decode()
    client.post(here, {"do": "excuse", "mien-reason": "Đang giải thể"})
    assert client.post(here, {"do": "lift", "bo-mien-reason": ""}).status_code == 422
    page = client.post(here, {"do": "lift", "bo-mien-reason": "Không giải thể nữa"}, follow=True)
    assert "Đơn vị lại phải nộp" in page.content.decode()
    assert Obligation.objects.get(pk=desk.obligation.pk).excused_at is None
    client.force_login(desk.cast.reporter)
    assert 'value="lift"' not in client.get(here).content.decode()
    assert client.post(here, {"do": "lift", "bo-mien-reason": "x"}).status_code == 403


def in_force_ad_hoc(client, desk):
    client.force_login(desk.cast.planner)
    write(client, desk, frequency="adhoc", levels=["2"])
    regime = Regime.objects.get(code="quy")
    client.post(reverse("duties:publish", args=[regime.pk]))
    return regime


def test_a_one_off_report_is_asked_of_the_units_chosen(client, desk: Desk):
    regime, cast = in_force_ad_hoc(client, desk), desk.cast
    here = reverse("duties:ask_once", args=[regime.pk])
    page = client.get(reverse("duties:regime", args=[regime.pk])).content.decode()
    assert here in page
    assert "Mỗi báo cáo đột xuất" in page
    offered = client.get(here).content.decode()
    assert re.search(rf'value="{cast.sibling.pk}"[^>]* checked', offered)
    assert f'value="{cast.root.pk}"' not in offered
    asked = {"start_on": "1/3/2099", "last_on": "9/3/2099", "units": [cast.unit.pk]}
    for wrong in (
        {"due_on": "8/3/2099"},
        {"hour": "25:00"},
        {"due_on": "12/3/2020"},
        {"last_on": "28/2/2099"},
    ):
        answer = client.post(here, asked | {"due_on": "12/3/2099"} | wrong)
        assert answer.status_code == 422
        assert "1/3/2099" in answer.content.decode()
    assert not regime.obligations.exists()
    answer = client.post(
        here, asked | {"due_on": "12/3/2099", "hour": "16h30"}, follow=True
    ).content.decode()
    assert "Đã giao 1 đơn vị" in answer
    assert "1/3/2099–9/3/2099" in answer
    assert "16:30 thứ\xa0Năm, 12/3/2099" in answer
    again = client.post(here, asked | {"due_on": "20/3/2099"})
    assert again.status_code == 422
    assert "Không còn đơn vị nào để giao" in again.content.decode()
    obligation = regime.obligations.get()
    assert (obligation.unit, obligation.due) == (cast.unit, Due(date(2099, 3, 12), time(16, 30)))
    client.force_login(cast.reporter)
    page = client.get(reverse("duties:obligation", args=[obligation.pk])).content.decode()
    assert "1/3/2099–9/3/2099" in page
    assert client.get(here).status_code == 403


def test_only_an_ad_hoc_regime_is_asked_for_once(client, desk: Desk):
    client.force_login(desk.cast.planner)
    here = reverse("duties:ask_once", args=[desk.regime.pk])
    days = {"start_on": "1/3/2099", "last_on": "9/3/2099", "due_on": "12/3/2099"}
    answer = client.post(here, days | {"units": [desk.cast.unit.pk]})
    assert answer.status_code == 422
    assert "chế độ đột xuất đang có hiệu lực" in answer.content.decode()


def test_days_no_calendar_reaches_are_refused_at_the_field(client, desk: Desk):
    client.force_login(desk.cast.planner)
    here = reverse("duties:obligation", args=[desk.obligation.pk])
    assert client.post(here, {"han-until": "31/12/9999", "han-reason": "x"}).status_code == 422


def test_a_stranger_finds_nothing(client, desk: Desk, cast: Cast):
    client.force_login(cast.stranger)
    here = reverse("duties:obligation", args=[desk.obligation.pk])
    assert client.get(here).status_code == 404


def test_a_year_without_holidays_is_told_where_something_is_due_in_it(client, desk: Desk):
    client.force_login(desk.cast.planner)
    told = "Chưa ghi ngày nghỉ nào của năm"
    write(client, desk)
    regime = Regime.objects.get(code="quy")
    here = reverse("duties:regime", args=[regime.pk])
    assert told in client.get(here).content.decode()
    Obligation.objects.update(due_on=date(2099, 1, 5))
    assert re.search(rf"{told} [\d, ]*2099", client.get("/lam-viec/").content.decode())
    by = {"by": desk.cast.administrator, "at": AT}
    set_special_day(date(2099, 1, 1), name="Tết Dương lịch", legal_basis="x", **by)
    assert not re.search(rf"{told} [\d, ]*2099", client.get("/lam-viec/").content.decode())
    client.force_login(desk.cast.reporter)
    assert told not in client.get("/lam-viec/").content.decode()


def test_a_week_is_due_on_its_friday_and_a_month_is_not(client, desk: Desk):
    client.force_login(desk.cast.planner)
    said = {"due_rule": "weekday", "due_days": "", "due_weekday": "5"}
    write(client, desk, frequency="month", **said)
    assert not Regime.objects.filter(code="quy").exists()
    write(client, desk, frequency="week", **(said | {"due_weekday": ""}))
    assert not Regime.objects.filter(code="quy").exists()
    write(client, desk, frequency="week", **said)
    regime = Regime.objects.get(code="quy")
    here = reverse("duties:regime", args=[regime.pk])
    assert "vào thứ\xa0Sáu trong bảy ngày cuối" in client.get(here).content.decode()
    assert client.post(reverse("duties:publish", args=[regime.pk])).status_code == 302
    owed = Obligation.objects.filter(regime=regime)
    assert owed.exists()
    days = {(each.unit.code, each.due_on.isoweekday()) for each in owed}
    assert days == {("G.07", 5), ("G.08", 5), ("G.07.1", 4)}, "a day sooner further down"
    assert all(each.due_on < each.period.end_on for each in owed)


def test_reports_up_to_named_days_need_a_calendar_that_names_them(client, desk: Desk):
    client.force_login(desk.cast.planner)
    write(client, desk, frequency="named")
    assert not Regime.objects.filter(code="quy").exists()
    told = {"by": desk.cast.administrator, "at": AT}
    named = open_calendar("ky-7", "Kỳ 7, 17, 27", 1, named=(7, 17, 27), **told)
    write(client, desk, frequency="named", calendar=named.pk, due_rule="working_days", due_days="5")
    regime = Regime.objects.get(code="quy")
    client.post(reverse("duties:publish", args=[regime.pk]))
    owed = Obligation.objects.filter(regime=regime)
    assert {each.period.span.last_on.day for each in owed} <= {7, 17, 27}
    assert owed.count()
    page = client.get(reverse("duties:regime", args=[regime.pk])).content.decode()
    assert "Kỳ đến" in page
