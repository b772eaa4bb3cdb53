"""What the unit on top reports outside: made from the sums, noted as sent, counted nowhere."""

import io
from datetime import UTC, date, datetime

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from docx import Document

from nhip.kit.docx.writing import write_docx
from nhip.kit.sheets.pages import write_xlsx
from nhip.office.notices.models import Notice
from nhip.organisation.people.actions import NewAppointment, take_in_appointments
from nhip.organisation.people.choices import Role
from nhip.organisation.people.models import Appointment
from nhip.organisation.units.actions import name_signer, open_organ
from nhip.organisation.units.choices import Layout, OrganKind
from nhip.organisation.units.models import Organ
from nhip.work.duties.actions import (
    NothingToDo,
    change_units,
    publish_regime,
    save_regime,
)
from nhip.work.duties.forms import RegimeForm
from nhip.work.duties.models import Obligation, Regime
from nhip.work.forms.models import Section
from nhip.work.forms.printed import form_paper
from nhip.work.indicators.models import Indicator, Statement
from nhip.work.indicators.queries import totals
from nhip.work.reports import actions, queries
from nhip.work.reports.models import Report
from nhip.work.reports.printed import revision_paper
from tests.cast import START

from .desk import BEFORE, LATER
from .test_views import page

HALF = date(2022, 1, 1), date(2022, 7, 1)
OVER = datetime(2022, 7, 13, 2, 0, tzinfo=UTC)
SENT_ON = date(2022, 7, 13)


@pytest.fixture
def outward(desk):
    """The unit on top reports the half-year to the ministry on the same form; somebody there fills in."""
    post = Appointment.objects.get(user=desk.cast.reporter).post
    asked = NewAppointment(desk.cast.reader, desk.cast.root, post, Role.REPORTER, START)
    told = {"by": desk.cast.planner, "at": BEFORE}
    take_in_appointments([asked], by=desk.cast.administrator, at=BEFORE)
    fields = {
        "code": "len-bo",
        "name": "Báo cáo lên Bộ",
        "content": "Kết quả nửa năm",
        "recipient": "Bộ (giả định)",
        "organ": desk.regime.organ,
        "form": desk.form,
        "calendar": desk.regime.calendar,
        "frequency": "half",
        "levels": [1],
        "due_days": 20,
        "start_on": date(2022, 1, 1),
    }
    return publish_regime(save_regime(Regime(), fields, **told), **told)


@pytest.fixture
def draft(desk, outward):
    """The unit on top has begun its report for the first half; one unit's was accepted before."""
    actions.accept_report(desk.submitted(), by=desk.cast.planner, at=LATER)
    owed = Obligation.objects.get(regime=outward, period=desk.period)
    return actions.open_report(owed, by=desk.cast.reader, at=OVER)


def handed_in(desk, report):
    figures = {row: (raw, False) for row, raw in queries.sums_for(report).items()}
    actions.save_draft(report, figures=figures, narratives={}, by=desk.cast.reader, at=OVER)
    actions.submit_report(report, by=desk.cast.reader, at=OVER)
    return Report.objects.get(pk=report.pk)


def sums(desk):
    found = totals(Indicator.objects.all(), desk.cast.root.pk, *HALF, "accepted")
    return {pk: (each.amount, each.n, each.of_n) for pk, each in found.items()}


def sent(desk, report, **changed):
    said = {"on": SENT_ON, "number": "15/BC", "recipient": "Bộ (giả định)"} | changed
    return actions.note_sent(report, said.pop("seen", 1), **said, by=desk.cast.planner, at=OVER)


def test_only_the_unit_on_top_owes_it(desk, outward):
    owing = Obligation.objects.filter(regime=outward)
    assert set(owing.values_list("unit__code", flat=True)) == {desk.cast.root.code}


def test_it_opens_on_the_sums_and_moves_none_of_them(desk, draft):
    before, values = sums(desk), Statement.objects.count()
    report = handed_in(desk, draft)
    content = report.revisions.get().content
    said = {row["indicator"]: row["amount"] for row in content["figures"] if not row["item"]}
    assert said["held"] == 9
    assert sums(desk) == before  # "n of N" too
    assert Statement.objects.count() == values


def test_sent_it_is_done_and_says_when_under_what_number_and_to_whom(desk, draft):
    report = handed_in(desk, draft)
    sending = sent(desk, report)
    report.refresh_from_db()
    assert report.is_accepted
    assert (sending.number, sending.sent_on) == ("15/BC", SENT_ON)
    with pytest.raises(actions.AlreadyDecided):
        sent(desk, report)


def test_a_version_nobody_looked_at_and_a_day_ahead_are_refused(desk, draft):
    report = handed_in(desk, draft)
    with pytest.raises(actions.AlreadyDecided):
        sent(desk, report, seen=2)
    for day in (date(2022, 7, 12), date(2022, 7, 14)):
        with pytest.raises(actions.SentAhead):
            sent(desk, report, on=day)
    with pytest.raises(PermissionDenied):
        actions.note_sent(
            report, 1, on=SENT_ON, number="1", recipient="x", by=desk.cast.reporter, at=OVER
        )


def test_what_goes_to_a_unit_above_is_not_sent_outside(desk):
    with pytest.raises(actions.AlreadyDecided):
        actions.note_sent(
            desk.submitted(), 1, on=SENT_ON, number="1", recipient="x",
            by=desk.cast.unit_chief, at=OVER,
        )  # fmt: skip


def test_the_pages_fill_in_hand_in_and_note_it(desk, draft, as_user):
    client = as_user(desk.cast.reader)
    entry = reverse("reports:entry", args=[draft.pk])
    assert "Lấy số tổng hợp đã chấp nhận" in client.get(entry).content.decode()
    client.post(reverse("reports:fill_from_totals", args=[draft.pk]))
    assert draft.cells.get(row=desk.rows["held"]).raw == "9"
    report = handed_in(desk, draft)
    revision = reverse("reports:revision", args=[report.pk, 1])
    waits = page(client.get(revision))
    assert "chưa gửi đi" in waits
    assert "Khi chưa ghi là đã gửi, có thể rút về để sửa." in waits
    assert "người kiểm tra" not in waits
    sending = reverse("reports:send", args=[report.pk])
    form = client.get(sending).context["form"]
    assert form["recipient"].value() == "Bộ (giả định)"
    answer = client.post(sending, {"on": "13/7/2022", "number": "", "recipient": "Bộ", "seen": "1"})
    assert answer.status_code == 422
    fields = {"on": "13/7/2022", "number": "15/BC", "recipient": "Bộ", "seen": "1"}
    assert client.post(sending, fields).url == revision
    shown = client.get(revision).content.decode()
    assert "15/BC" in shown
    assert "chưa gửi đi" not in shown


def printed_words(revision):
    """Return all a Word print says, and what its workbook does."""
    paper = revision_paper(revision)
    said = Document(io.BytesIO(write_docx(paper)))
    cells = [cell.text for table in said.tables for row in table.rows for cell in row.cells]
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(paper)))
    rows = [str(cell or "") for row in book.worksheets[0].values for cell in row]
    return "\n".join([*cells, *(each.text for each in said.paragraphs)]), "\n".join(rows)


@pytest.mark.parametrize(
    ("layout", "head", "signer", "number"),
    [
        (Layout.STATE, "CỘNG HÒA XÃ HỘI", "TM. Ban Lãnh đạo\nChỉ huy", "Số: "),
        (Layout.MILITARY, "CỘNG HÒA XÃ HỘI", "TM. Ban Lãnh đạo\nChỉ huy", "Số: "),
        (Layout.PARTY, "ĐẢNG CỘNG SẢN VIỆT NAM", "T/M Ban Lãnh đạo\nChỉ huy", "Số "),
    ],
)
def test_its_print_is_a_paper_to_that_body(desk, draft, layout, head, signer, number):
    told = {"on": START, "by": desk.cast.administrator, "at": BEFORE}
    organ = open_organ(desk.cast.root, OrganKind.COMMAND, "Ban Lãnh đạo", layout, **told)
    name_signer(organ, "Chỉ huy", capacity=signer.split()[0], **told)
    Section.objects.update(guidance="Chỉ ghi điều đáng lưu ý.")
    report = handed_in(desk, draft)
    for words in printed_words(report.revisions.get()):
        assert head in words
        assert signer.upper() in words
        assert f"{number}…" in words  # room for it
        assert "Kính gửi: Bộ (giả định)" in words
        assert "Chỉ ghi điều" not in words
        assert "Nhận xét mục" not in words  # nobody wrote any
        assert "NGƯỜI LẬP" not in words
    sent(desk, report, recipient="Văn phòng Bộ")
    for words in printed_words(report.revisions.get()):
        assert f"{number}15/BC" in words
        assert "Kính gửi: Văn phòng Bộ" in words
        assert "ngày 13 tháng 7 năm 2022" in words


@pytest.mark.parametrize(
    ("layout", "signer"), [(Layout.STATE, "THỦ TRƯỞNG ĐƠN VỊ"), (Layout.PARTY, "T/M CẤP ỦY")]
)
def test_a_blank_form_is_signed_as_its_organ_lays_papers_out(desk, layout, signer):
    Organ.objects.filter(pk=desk.form.organ_id).update(layout=layout)
    desk.form.organ.refresh_from_db()
    assert form_paper(desk.form).signs[-1][0] == signer


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"levels": ["1", "2"]}, "levels"), ({"frequency": "adhoc"}, "frequency")],
)
def test_a_draft_that_lets_others_report_outside_too_is_told_at_the_field(desk, changed, field):
    regime = desk.regime
    typed = {
        "code": "x", "name": "X", "organ": regime.organ_id, "method": "system", "due_rule": "days",
        "due_days": "5", "days_less_a_level": "0", "frequency": "half", "levels": ["1"],
        "calendar": regime.calendar_id, "form": regime.form_id,
    } | changed  # fmt: skip
    form = RegimeForm(typed, own=[desk.cast.root.pk])
    assert list(form.errors) == [field]
    assert "line" not in form.fields  # there is none to choose from


def test_no_other_unit_comes_onto_its_list(desk, outward, client):
    told = {"from_on": date(2022, 7, 1), "reason": "Thêm.", "by": desk.cast.planner, "at": OVER}
    for moves in ({"add": [desk.cast.unit]}, {"leave": [desk.cast.root]}):
        with pytest.raises(NothingToDo):
            change_units(outward, **moves, **told)
    assert not outward.listed.exists()
    client.force_login(desk.cast.planner)
    page = client.get(reverse("duties:regime", args=[outward.pk])).content.decode()
    assert reverse("duties:decide", args=[outward.pk, "thay-the"]) in page
    assert reverse("duties:decide", args=[outward.pk, "don-vi"]) not in page


def test_who_writes_regimes_on_top_notes_what_the_body_outside_grants(desk, outward, as_user):
    cast, owed = desk.cast, Obligation.objects.get(regime=outward, period=desk.period)
    here = reverse("duties:obligation", args=[owed.pk])
    later = {"do": "extend", "han-until": "31/12/2099", "han-reason": "Công văn 7/BC của Bộ"}
    client = as_user(cast.reader)  # who fills it in
    assert "Cho gia hạn" not in page(client.get(here))
    assert client.post(here, later).status_code == 403
    client = as_user(cast.planner)
    assert "Báo cáo này gửi Bộ (giả định)" in page(client.get(here))
    assert "Công văn 7/BC của Bộ" in page(client.post(here, later, follow=True))
    assert Obligation.objects.get(pk=owed.pk).due_on == date(2099, 12, 31)
    client.post(here, {"do": "excuse", "mien-reason": "Bộ không yêu cầu kỳ này"})
    client.post(here, {"do": "lift", "bo-mien-reason": "Bộ yêu cầu lại"})
    told = Notice.objects.filter(user=cast.reader, link=here).order_by("pk")
    assert [each.text.split(":")[0] for each in told] == [
        "Được gia hạn đến thứ\xa0Năm, 31/12/2099",
        "Được miễn",
        "Không còn được miễn",
    ]
