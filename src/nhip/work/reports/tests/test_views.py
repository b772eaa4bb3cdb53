"""What people see and press; in Vietnamese, and without JavaScript unless said otherwise."""

import html
import re

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from nhip.organisation.people.actions import end_appointment
from nhip.organisation.people.models import Appointment
from nhip.organisation.periods.actions import open_period
from nhip.organisation.units.actions import create_unit
from nhip.work.duties.choices import Status
from nhip.work.forms.models import Row
from nhip.work.indicators.actions import Posting, put
from nhip.work.indicators.choices import NormVerdict, Stage
from nhip.work.indicators.models import Indicator
from nhip.work.reports import actions
from nhip.work.reports.models import Report, Revision
from tests.cast import AT, START

from .desk import IN_TIME, LATER


def entry(report, section=1):
    return f"{reverse('reports:entry', args=[report.pk])}?muc={section}"


def page(response):
    """The words of a page, one space between any two."""
    words = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+([.,;:])", r"\1", re.sub(r"\s+", " ", html.unescape(words)))


def told(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def section_one(desk, **changed):
    """The fields of the first section, as a browser sends them."""
    rows = desk.rows
    fields = {
        f"so-{rows['planned']}": "10",
        f"seen-{rows['planned']}": "0",
        f"so-{rows['held']}": "9",
        f"seen-{rows['held']}": "0",
        "nhan-xet": "Học tập theo lịch.",
        "seen-nhan-xet": "",
        "classification": "none",
        "do": "save",
    }
    return fields | {name.format(**rows): text for name, text in changed.items()}


# The list


def test_the_reporter_sees_what_is_owed_and_begins_it(desk, as_user):
    client = as_user(desk.cast.reporter)
    shown = page(client.get(reverse("reports:list")))
    assert "Tôi phải nộp" in shown
    assert f"Báo cáo nửa năm, {desk.period.label}" in shown
    assert "Tôi phải kiểm tra" not in shown
    response = client.post(reverse("reports:open", args=[desk.obligation.pk]))
    assert response.url == reverse("reports:entry", args=[Report.objects.get().pk])


def test_the_planner_sees_what_came_in_and_who_is_late(desk, as_user):
    desk.owes(desk.cast.sibling)
    desk.submitted()
    shown = page(as_user(desk.cast.planner).get(reverse("reports:list")))
    assert "Tôi phải kiểm tra 1" in shown
    assert "Đang chậm 1 Đơn vị 08" in shown
    assert "Tôi phải nộp" not in shown


def test_a_reader_sees_that_there_is_nothing_here(desk, as_user):
    assert "Chưa có báo cáo nào" in page(as_user(desk.cast.reader).get(reverse("reports:list")))


def test_who_is_not_signed_in_is_asked_to(desk, client):
    for name, args in (("list", []), ("to_check", []), ("entry", [1]), ("check", [1])):
        response = client.get(reverse(f"reports:{name}", args=args))
        assert response.status_code == 302
        assert response.url.startswith("/tai-khoan/")


def test_a_stranger_gets_the_answer_of_an_id_that_does_not_exist(desk, as_user):
    report = desk.submitted()
    client = as_user(desk.cast.stranger)
    for there, nowhere in (
        (reverse("reports:entry", args=[report.pk]), reverse("reports:entry", args=[999])),
        (
            reverse("reports:revision", args=[report.pk, 1]),
            reverse("reports:revision", args=[999, 1]),
        ),
        (reverse("reports:check", args=[report.pk]), reverse("reports:check", args=[999])),
    ):
        answers = [client.get(address) for address in (there, nowhere)]
        assert [answer.status_code for answer in answers] == [404, 404]
        said = [
            answer.content.replace(answer.request["PATH_INFO"].encode(), b"") for answer in answers
        ]
        assert said[0] == said[1]  # but for the address, to which the reading aids lead back
    assert client.post(reverse("reports:open", args=[desk.obligation.pk])).status_code == 404
    assert client.post(entry(report), section_one(desk)).status_code == 404
    assert client.post(reverse("reports:reopen", args=[report.pk])).status_code == 404


def test_a_draft_is_shown_to_its_unit_only(desk, as_user):
    report = desk.filled()
    for person in (desk.cast.planner, desk.cast.unit_chief, desk.cast.editor):
        assert as_user(person).get(entry(report)).status_code == 404


# Filling in


def test_a_section_is_saved_by_its_button_and_found_again(desk, as_user):
    report, client = desk.draft(), as_user(desk.cast.reporter)
    response = client.post(entry(report), section_one(desk))
    assert response.url == entry(report)
    shown = client.get(entry(report)).content.decode()
    assert re.search(rf'name="so-{desk.rows["held"]}" value="9"', shown)
    assert "Học tập theo lịch." in shown
    assert re.search(rf'id="so-{desk.rows["rate"]}" value="90,0" readonly', shown)
    assert str(NormVerdict.MET.label) in shown
    assert "Đã lưu nháp lúc" in shown


def test_going_to_another_section_saves_this_one_first(desk, as_user):
    report = desk.draft()
    response = as_user(desk.cast.reporter).post(entry(report), section_one(desk, do="2"))
    assert response.url == entry(report, 2)
    assert report.cells.count() == 2


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("1,2,5", "Có hai dấu phẩy"),
        ("mười", "chữ số"),
        ("11", "Lớn hơn ô 1, Buổi theo kế hoạch (10). Sửa ô này hoặc ô 1."),
    ],
)
def test_an_error_is_told_at_its_cell_and_what_was_typed_stays(desk, as_user, typed, words):
    report, client = desk.draft(), as_user(desk.cast.reporter)
    client.post(entry(report), section_one(desk, **{"so-{held}": typed}))
    shown = client.get(entry(report)).content.decode()
    row = desk.rows["held"]
    assert (
        f'name="so-{row}" value="{typed}" aria-describedby="loi-{row}" aria-invalid="true"' in shown
    )
    assert words in re.search(rf'id="loi-{row}">([^<]*)<', shown)[1]
    assert "1 lỗi" in page(client.get(entry(report)))


def test_nothing_to_report_is_ticked_and_an_empty_cell_is_counted(desk, as_user):
    report, client = desk.draft(), as_user(desk.cast.reporter)
    fields = section_one(desk, **{"so-{held}": "", "nil-{held}": "on", "so-{planned}": ""})
    client.post(entry(report), fields)
    response = client.get(entry(report))
    assert re.search(rf'name="nil-{desk.rows["held"]}" checked', response.content.decode())
    # planned, and the three of the second section
    assert "4 ô trống" in page(response)


def test_figures_of_earlier_periods_stand_beside(desk, as_user):
    unit, neighbour = desk.cast.unit, desk.cast.sibling
    for of, index, year, amount in (
        (unit, 2, 2021, 16), (unit, 1, 2021, 30), (neighbour, 2, 2021, 17), (neighbour, 1, 2021, 31),
    ):  # fmt: skip
        said = {(desk.form.sections.first().rows.get(number=1).indicator_id, ""): (amount, False)}
        whose = ("reports", amount, amount, desk.cast.reporter, IN_TIME)
        then = open_period(desk.regime.calendar, "half", year, index)
        put([Posting(of, then, Stage.SUBMITTED, *whose, said)])
    shown = page(as_user(desk.cast.reporter).get(entry(desk.filled())))
    assert "buổi 16 30 −6" in shown


def test_a_marked_narrative_is_refused_at_its_field_and_stays_there(desk, as_user):
    report = desk.draft()
    fields = section_one(desk, **{"nhan-xet": "Việc 1.\nMẬT\n"})
    response = as_user(desk.cast.reporter).post(entry(report), fields)
    assert response.status_code == 409
    shown = response.content.decode()
    assert "Việc 1.\nMẬT</textarea>" in shown
    assert "MẬT" in re.search(r'id="loi-nhan-xet"[^>]*>([^<]*)<', shown)[1]
    assert report.cells.count() == 2
    assert not report.narratives.exists()


def test_no_other_classification_can_be_sent_and_nothing_typed_is_lost(desk, as_user):
    report = desk.draft()
    fields = section_one(desk, classification="secret")
    response = as_user(desk.cast.reporter).post(entry(report), fields)
    assert response.status_code == 409
    assert "Ở đây chỉ nhận báo cáo không mật." in page(response)
    assert "Máy này nối mạng" in page(response)
    assert f'name="so-{desk.rows["held"]}" value="9"' in response.content.decode()


def test_a_section_that_saves_by_itself_gets_its_parts_only(desk, as_user):
    report, client = desk.draft(), as_user(desk.cast.reporter)
    fields = section_one(desk, **{"so-{held}": "11"})
    response = client.post(entry(report), fields, headers={"X-Autosave": "1"})
    shown = response.content.decode()
    assert response.status_code == 200
    assert "<html" not in shown
    assert "Đã lưu nháp lúc" in shown
    assert "Lớn hơn ô 1" in shown


# Handing in


def test_an_incomplete_report_is_kept_and_the_first_fault_shown(desk, as_user):
    report, client = desk.draft(), as_user(desk.cast.reporter)
    response = client.post(entry(report), section_one(desk, do="submit"))
    assert response.url == f"{entry(report, 2)}#so-{desk.rows['items']}"
    assert told(response) == "Chưa nộp: còn 0 lỗi, 3 ô trống."
    assert report.cells.count() == 2


def test_a_complete_report_is_handed_in(desk, as_user):
    report, client = desk.filled(), as_user(desk.cast.reporter)
    fields = section_one(desk, do="submit", **{"seen-{held}": "09", "seen-{planned}": "010"})
    response = client.post(entry(report), fields | {"seen-nhan-xet": "Học tập theo lịch."})
    assert response.url == reverse("reports:revision", args=[report.pk, 1])
    assert told(response) == "Đã nộp. Cấp trên đã được báo. Hiện không còn báo cáo nào phải nộp."
    report.refresh_from_db()
    assert report.status == Status.SUBMITTED
    assert client.get(entry(report)).url == reverse("reports:revision", args=[report.pk, 1])


def test_handing_in_twice_says_so_and_keeps_what_was_typed(desk, as_user):
    report = desk.submitted()
    fields = section_one(desk, do="submit", **{"so-{held}": "5"})
    response = as_user(desk.cast.reporter).post(entry(report), fields)
    assert response.status_code == 409
    shown = page(response)
    assert "Báo cáo này đã nộp lúc 09:00, 10/7/2022" in shown
    assert "Phần vừa gõ vẫn còn đây" in shown
    assert f'name="so-{desk.rows["held"]}" value="5"' in response.content.decode()
    assert "Nộp báo cáo" not in shown
    assert Revision.objects.count() == 1


def test_a_returned_report_says_why(desk, as_user):
    report = desk.submitted()
    actions.return_report(report, "Ô 2 lệch sổ.", by=desk.cast.planner, at=LATER)
    client = as_user(desk.cast.reporter)
    shown = page(client.get(entry(report)))
    assert "Cấp trên đề nghị sửa “Ô 2 lệch sổ.” trợ lý kế hoạch, Cơ quan gốc" in shown
    assert "Bị trả lại: Ô 2 lệch sổ." in page(client.get(reverse("reports:list")))


# What was handed in


def test_a_version_is_shown_as_it_was_handed_in(desk, as_user):
    report = desk.submitted(held=("", True))
    for person in (desk.cast.reporter, desk.cast.unit_chief, desk.cast.planner):
        shown = page(as_user(person).get(reverse("reports:revision", args=[report.pk, 1])))
        assert "Bản 1, nộp lúc 09:00, 10/7/2022, trợ lý báo cáo, Đơn vị 07" in shown
        assert "Buổi đã tổ chức" in shown
        assert "không phát sinh" in shown
        assert "Học tập theo lịch." in shown
    for stranger in (
        desk.cast.reader,
        desk.cast.editor,
    ):  # editors read what is accepted or released
        address = reverse("reports:revision", args=[report.pk, 1])
        assert as_user(stranger).get(address).status_code == 404


# Checking


def test_the_checker_accepts_and_goes_on_to_the_next(desk, as_user):
    report, client = desk.submitted(), as_user(desk.cast.planner)
    assert "Đơn vị 07" in page(client.get(reverse("reports:to_check")))
    address = reverse("reports:check", args=[report.pk])
    assert "Buổi đã tổ chức" in page(client.get(address))
    response = client.post(address, {"do": "accept", "seen": "1"})
    assert response.url == reverse("reports:revision", args=[report.pk, 1])
    report.refresh_from_db()
    assert report.status == Status.ACCEPTED
    shown = page(client.get(response.url))
    assert "Đã chấp nhận: " in shown
    assert "Không còn báo cáo nào chờ bạn kiểm tra" in shown


def test_a_return_needs_its_reason_told_at_the_field(desk, as_user):
    report, client = desk.submitted(), as_user(desk.cast.chief)
    address = reverse("reports:check", args=[report.pk])
    response = client.post(address, {"do": "return", "seen": "1", "reason": " "})
    assert response.status_code == 422
    assert "Ghi lý do để đơn vị biết phải sửa gì." in page(response)
    assert 'aria-invalid="true"' in response.content.decode()
    client.post(address, {"do": "return", "seen": "1", "reason": "Ô 2 lệch sổ."})
    report.refresh_from_db()
    assert report.status == Status.RETURNED


def test_a_marked_reason_is_refused_and_stays_in_its_field(desk, as_user):
    report = desk.submitted()
    address = reverse("reports:check", args=[report.pk])
    response = as_user(desk.cast.chief).post(
        address, {"do": "return", "seen": "1", "reason": "Xem\nTUYỆT MẬT"}
    )
    assert response.status_code == 422
    assert "Xem\nTUYỆT MẬT</textarea>" in response.content.decode()


def test_two_levels_above_and_other_units_do_not_get_the_checkers_page(desk, as_user):
    report = desk.submitted()
    address = reverse("reports:check", args=[report.pk])
    for person in (desk.cast.unit_chief, desk.cast.reporter, desk.cast.editor, desk.cast.stranger):
        assert as_user(person).get(address).status_code == 404
        assert as_user(person).post(address, {"do": "accept"}).status_code == 404


def test_a_version_handed_in_again_shows_what_was_changed(desk, as_user):
    report = desk.submitted()
    actions.return_report(report, "Ô 2 lệch sổ.", by=desk.cast.planner, at=LATER)
    actions.save_draft(
        report,
        figures=desk.typed(held="8", hours=""),
        narratives={},
        by=desk.cast.reporter,
        at=LATER,
    )
    actions.submit_report(report, by=desk.cast.reporter, at=LATER)
    client = as_user(desk.cast.planner)
    assert "Nộp lần 2 lúc 09:00, 12/7/2022; sửa 2 chỗ" in page(client.get(reverse("reports:list")))
    shown = page(client.get(reverse("reports:check", args=[report.pk])))
    assert "1.2. Buổi đã tổ chức: trước là 9, nay là 8" in shown
    assert "2.4. Giờ phát thanh: trước là 1,5, nay là để trống" in shown
    response = client.post(
        reverse("reports:check", args=[report.pk]), {"do": "accept", "seen": "1"}
    )
    assert response.status_code == 409
    assert told(response) == "Đơn vị vừa nộp lại. Xem bản mới trước khi quyết định."
    assert "Ghi lý do để đơn vị biết" not in page(response)


def test_an_accepted_report_is_opened_for_a_correction(desk, as_user):
    report = desk.submitted()
    actions.accept_report(report, by=desk.cast.planner, at=LATER)
    client = as_user(desk.cast.reporter)
    address = reverse("reports:reopen", args=[report.pk])
    assert "Ghi lý do" in told(client.post(address, {"reason": ""}))
    response = client.post(address, {"reason": "Ghi nhầm ô 2."})
    assert response.url == reverse("reports:entry", args=[report.pk])
    shown = page(client.get(response.url))
    assert "Số liệu đã chấp nhận vẫn được tính cho đến khi bản đính chính được chấp nhận." in shown


# Costs


def cost(client, address):
    """Count the queries of a page that has been opened before, with all caches warm."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_pages_cost_the_same_however_many_units_and_reports(desk, as_user):
    superuser = desk.cast.administrator
    superuser.is_superuser = True
    superuser.save()
    report = desk.submitted()
    late = desk.owes(desk.cast.sibling)
    client = as_user(desk.cast.planner)
    addresses = (reverse("reports:list"), reverse("reports:to_check"))
    before = [cost(client, address) for address in addresses]
    revision = report.revisions.get()
    for number in range(6):
        unit = create_unit(
            f"G.2{number}", f"Đơn vị 2{number}", desk.cast.root, on=START, by=superuser, at=AT
        )
        another = actions.open_report(desk.owes(unit), at=IN_TIME)
        if number < 2:
            continue
        another.status, another.submitted_at = Status.SUBMITTED, IN_TIME
        another.save()
        Revision.objects.create(
            report=another,
            number=1,
            figures=revision.figures,
            rest=revision.rest,
            digest="",
            submitted_by=desk.cast.reporter,
            submitted_at=IN_TIME,
        )
    shown = page(client.get(addresses[0]))
    assert "Đơn vị 21" in shown
    assert late.unit.name in shown
    assert [cost(client, address) for address in addresses] == before


def test_a_section_costs_the_same_however_many_rows(desk, as_user):
    report, client = desk.filled(), as_user(desk.cast.reporter)
    before = cost(client, entry(report))
    for number in range(5, 12):
        indicator = Indicator.objects.create(key=f"k{number}", name="Khác", origin="collected")
        Row.objects.create(section_id=desk.sections[0], number=number, indicator=indicator)
    assert cost(client, entry(report)) == before <= 31


def test_the_checkers_page_costs_little(desk, as_user):
    report = desk.submitted()
    assert cost(as_user(desk.cast.planner), reverse("reports:check", args=[report.pk])) <= 34


def test_a_cell_is_found_by_its_number_however_large(desk, as_user):
    """Numbers are grouped for people ("1.200"); in the name of a field that would lose the figure."""
    indicator = Indicator.objects.create(
        key="xa", name="Chỉ tiêu thứ nghìn", measure="lượt", origin="collected"
    )
    row = Row.objects.create(pk=1200, section_id=desk.sections[0], number=9, indicator=indicator)
    report, client = desk.draft(), as_user(desk.cast.reporter)
    entry = reverse("reports:entry", args=[report.pk])
    assert f'name="so-{row.pk}"' in client.get(entry).content.decode()


def test_editors_read_the_version_that_was_accepted_and_no_other(desk, as_user):
    report = desk.submitted()
    first = reverse("reports:revision", args=[report.pk, 1])
    printed = reverse("reports:print_revision", args=[report.pk, 1, "docx"])
    editors = (desk.cast.editor, desk.cast.publisher)
    for editor in editors:
        assert as_user(editor).get(first).status_code == 404
        assert as_user(editor).get(printed).status_code == 404
    actions.accept_report(report, by=desk.cast.planner, at=LATER)
    actions.reopen_report(report, "Ô 2 lệch sổ.", by=desk.cast.reporter, at=LATER)
    actions.submit_report(report, by=desk.cast.reporter, at=LATER)
    for editor in editors:
        shown = as_user(editor).get(first)
        assert shown.status_code == 200
        assert "Ô 2 lệch sổ." not in shown.content.decode()  # what happened since is not theirs
        assert as_user(editor).get(printed).status_code == 200
        second = reverse("reports:revision", args=[report.pk, 2])
        assert as_user(editor).get(second).status_code == 404


def test_where_nobody_checks_above_nobody_is_said_to_have_been_told(desk, as_user):
    report, client = desk.filled(), as_user(desk.cast.reporter)
    for held in Appointment.objects.filter(user__in=[desk.cast.planner, desk.cast.chief]):
        end_appointment(held, on=held.start_on, by=desk.cast.administrator, at=IN_TIME)
    answer = client.post(entry(report), section_one(desk) | {"do": "submit"})
    assert "nên chưa ai được báo" in told(answer)


def test_a_dash_typed_by_hand_is_asked_at_its_cell_and_stops_the_hand_in(desk, as_user):
    report = desk.filled(planned="-", held="Không có")
    client = as_user(desk.cast.reporter)
    shown = page(client.get(entry(report)))
    assert "“-” là 0 hay không phát sinh?" in shown
    assert "2 ô ghi dấu gạch" in shown
    client.post(entry(report), section_one(desk, do="submit", **{"so-{planned}": "-"}))
    assert not Revision.objects.filter(report=report).exists()


@pytest.mark.parametrize(
    ("pressed", "stands"),
    [
        ({"nghia-{planned}": "0"}, [("0", False), ("KPS", False)]),
        ({"nghia-{held}": "khong"}, [("-", False), ("", True)]),
        ({"nil-{held}": "on"}, [("-", False), ("", True)]),
        ({"nghia": "0"}, [("0", False), ("0", False)]),
        ({"nghia": "khong"}, [("", True), ("", True)]),
    ],
)
def test_a_press_says_what_a_dash_means(desk, as_user, pressed, stands):
    report = desk.draft()
    sent = section_one(desk, **{"so-{planned}": "-", "so-{held}": "KPS"}, **pressed)
    response = as_user(desk.cast.reporter).post(entry(report), sent)
    cells = {cell.row_id: (cell.raw, cell.is_nil) for cell in report.cells.all()}
    assert [cells[desk.rows[name]] for name in ("planned", "held")] == stands
    anchor = f"#so-{desk.rows['planned']}"
    assert response["Location"].endswith(anchor) == ("nghia-{planned}" in pressed)
