"""Remarks cite figures: a cell of their report, or any their writer may see; what is handed in keeps them."""

import io
from urllib.parse import parse_qs
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from nhip.office.figures import registry
from nhip.office.figures.actions import (
    MovedOn,
    NewAnswer,
    NoFigure,
    accept_change,
    compare_noted,
    keep_value,
)
from nhip.office.figures.models import NumberAnswer, Pin
from nhip.office.figures.queries import changed, untold
from nhip.office.figures.registry import Reference
from nhip.office.notices.models import Notice
from nhip.work.forms.queries import blank
from nhip.work.forms.rules import digest_of
from nhip.work.reports import queries
from nhip.work.reports.actions import (
    NotDraft,
    accept_report,
    bind_number,
    open_report,
    reopen_report,
    return_report,
    save_draft,
    submit_report,
)
from nhip.work.reports.models import Narrative, Report, Revision
from nhip.work.reports.rules import HOLDER

from .desk import GOOD, IN_TIME, LATER, TOO_LATE

WORDS = "Đã tổ chức 9 buổi học tập; kỳ trước 4 buổi."


def write(desk, report, words=WORDS, at=IN_TIME):
    said = {desk.sections[0]: words}
    save_draft(report, figures={}, narratives=said, by=desk.cast.reporter, at=at)
    report.refresh_from_db()


def numbers(report):
    form = blank(report.form)
    reading = queries.read_remarks(report, form, queries.figures_now(report, form))
    return {each.spot.number.words: each for each in reading.asked}


def bind(desk, report, words="9", at=IN_TIME, **said):
    spot = numbers(report)[words].spot
    new = NewAnswer(spot.passage.name, spot.around, spot.nth, words, **said)
    bind_number(report, new, by=desk.cast.reporter, at=at)
    report.refresh_from_db()


def own(desk, key="held", unit=None, basis="submitted"):
    unit = unit or desk.cast.unit
    return Reference(key, unit.pk, desk.period.start_on, desk.period.end_on, basis)


def leaf_hands_in(desk, held, at=IN_TIME):
    """The unit below says how often it held lessons; who fills in above it does it."""
    owed = desk.owes(desk.cast.leaf)
    report = open_report(owed, by=desk.cast.reporter, at=at)
    cells = desk.typed(**(GOOD | {"held": str(held)}))
    save_draft(report, figures=cells, narratives={}, by=desk.cast.reporter, at=at)
    submit_report(report, by=desk.cast.reporter, at=at)
    return report


def section(client, desk, report, number=1):
    return f"{reverse('reports:entry', args=[report.pk])}?muc={number}"


def sent(desk, **more):
    words = more.pop("words", WORDS)
    return {"nhan-xet": words, "seen-nhan-xet": words, "classification": "none"} | more


def drawn(client, report, number=1):
    url = reverse("reports:revision", args=[report.pk, number])
    return BeautifulSoup(client.get(url).content, "html.parser")


def test_a_cell_of_the_report_is_offered_before_it_is_handed_in_and_bound_by_one_press(
    client, laid_out
):
    desk = laid_out
    report = desk.filled()
    client.force_login(desk.cast.reporter)
    url = section(client, desk, report)
    client.post(url, sent(desk) | {"seen-nhan-xet": "Học tập theo lịch."})
    page = BeautifulSoup(client.get(url).content, "html.parser")
    assert "Con số không bấm thì giữ nguyên" in page.get_text()
    pressed = [
        each["value"]
        for each in page.select('button[name="gan"]')
        if parse_qs(each["value"])["words"] == ["9"]
    ]
    assert parse_qs(pressed[0])["line"] == ["1.2"]
    assert client.post(url, sent(desk, gan=pressed[0])).status_code == 302
    assert numbers(report)["9"].line.name == "1.2"
    assert numbers(report)["4"].state == "open"
    assert "Đã gắn với số liệu" in client.get(url).content.decode()
    submit_report(report, by=desk.cast.reporter, at=IN_TIME)
    page = drawn(client, report)
    [figure] = page.select(".said-text button.fig")
    assert figure.get_text(strip=True) == "9"
    link = page.select_one(f"#{figure['popovertarget']} a")["href"]
    assert "9" in page.select_one(link).select_one(".now").get_text()


def test_what_is_typed_with_the_press_is_saved_first(client, laid_out):
    desk = laid_out
    report = desk.filled()
    client.force_login(desk.cast.reporter)
    forged = "passage=n.1&around=%23&nth=0&words=9&line=1.2"
    fields = sent(desk, words="Viết xong rồi bấm: 9 buổi.", gan=forged)
    fields["seen-nhan-xet"] = "Học tập theo lịch."
    response = client.post(section(client, desk, report), fields, follow=True)
    html = response.content.decode()
    assert "Viết xong rồi bấm: 9 buổi." in html
    assert "hãy chọn lại con số" in html
    assert not NumberAnswer.objects.filter(holder=HOLDER).exists()


def test_a_cell_that_changes_is_told_at_its_number_and_never_sealed_as_said(client, laid_out):
    desk = laid_out
    report = desk.filled()
    write(desk, report)
    bind(desk, report, line="1.2")
    save_draft(
        report, figures=desk.typed(held="8"), narratives={}, by=desk.cast.reporter, at=IN_TIME
    )
    assert numbers(report)["9"].state == "typed_over"
    client.force_login(desk.cast.reporter)
    assert "số liệu ghi 8" in client.get(section(client, desk, report)).content.decode()
    revision = submit_report(report, by=desk.cast.reporter, at=IN_TIME)
    assert "figures" not in revision.content["narratives"][0]


def test_what_is_handed_in_keeps_words_values_and_references_under_its_digest(laid_out):
    desk = laid_out
    leaf_hands_in(desk, 5)
    report = desk.filled()
    write(desk, report, "Đơn vị tổ chức 9 buổi, cấp dưới 5 buổi.")
    bind(desk, report, line="1.2")
    bind(desk, report, "5", ref=own(desk, unit=desk.cast.leaf), seen=5)
    revision = submit_report(report, by=desk.cast.reporter, at=IN_TIME)
    [said] = revision.content["narratives"]
    first, second = said["figures"]
    assert (first["line"], first["amount"], first["words"]) == ("1.2", 9, "9")
    assert (second["unit"], second["amount"], second["basis"]) == ("G.07.1", 5, "submitted")
    assert said["text"][second["start"] : second["end"]] == "5"
    kept = Revision.objects.get(pk=revision.pk)
    assert kept.is_intact
    assert kept.digest == digest_of(kept.content)


def test_remarks_without_figures_are_handed_in_as_they_always_were(laid_out):
    report = laid_out.submitted()
    [revision] = report.revisions.all()
    assert revision.content["narratives"] == [{"section": 1, "text": "Học tập theo lịch."}]


def cites_the_leaf(desk):
    """A report handed in whose remarks cite what a unit below has handed in."""
    below = leaf_hands_in(desk, 5)
    report = desk.filled()
    write(desk, report, "Cấp dưới tổ chức 5 buổi.")
    bind(desk, report, "5", ref=own(desk, unit=desk.cast.leaf), seen=5)
    submit_report(report, by=desk.cast.reporter, at=IN_TIME)
    compare_noted()
    return report, below


def leaf_corrects(desk, below, held="6"):
    return_report(below, "Sửa lại.", by=desk.cast.unit_chief, at=LATER)
    save_draft(below, figures=desk.typed(held=held), narratives={}, by=desk.cast.reporter, at=LATER)
    submit_report(below, by=desk.cast.reporter, at=LATER)
    compare_noted()


def test_a_cited_figure_that_moves_is_told_once_to_who_writes_and_decided_there(client, laid_out):
    desk = laid_out
    report, below = cites_the_leaf(desk)
    before = report.revisions.get().digest
    leaf_corrects(desk, below)
    [held] = Pin.objects.filter(holder=HOLDER)
    told = Notice.objects.filter(link__contains=f"/{held.pk}/quyet-dinh/")
    assert {notice.user for notice in told} == {desk.cast.reporter}
    [note] = changed(desk.cast.reporter)
    assert note.held.title.startswith("Đơn vị 07")
    assert not changed(desk.cast.stranger)
    with pytest.raises(PermissionDenied):
        accept_change(held, by=desk.cast.planner, at=TOO_LATE)
    client.force_login(desk.cast.reporter)
    assert "Tính lại" in drawn(client, report).select_one(".said-text .why").get_text(" ")
    accept_change(held, by=desk.cast.reporter, at=TOO_LATE)
    [revision] = report.revisions.all()
    assert (revision.digest, revision.is_intact) == (before, True)
    assert revision.content["narratives"][0]["text"] == "Cấp dưới tổ chức 5 buổi."
    assert (
        Narrative.objects.get(report=report).text == "Cấp dưới tổ chức 6 buổi."
    )  # the next version's
    assert untold() == []


def test_what_was_decided_while_a_report_was_accepted_stands_in_its_remarks_when_it_is_opened(
    laid_out,
):
    desk = laid_out
    report, below = cites_the_leaf(desk)
    accept_report(report, by=desk.cast.planner, at=LATER)
    leaf_corrects(desk, below)
    accept_change(Pin.objects.get(holder=HOLDER), by=desk.cast.reporter, at=TOO_LATE)
    assert not Narrative.objects.filter(report=report).exists()
    reopen_report(report, "Số mới.", by=desk.cast.reporter, at=TOO_LATE)
    assert Narrative.objects.get(report=report).text == "Cấp dưới tổ chức 6 buổi."
    assert numbers(report)["6"].state == "bound"


def test_a_cited_figure_does_not_move_under_the_chief_who_has_the_report(laid_out):
    desk = laid_out
    report, below = cites_the_leaf(desk)
    return_report(report, "Xem lại.", by=desk.cast.planner, at=LATER)
    leaf_corrects(desk, below)
    Report.objects.filter(pk=report.pk).update(presented_at=LATER)
    [held] = Pin.objects.filter(holder=HOLDER)
    with pytest.raises(NotDraft, match="Thủ trưởng"):
        accept_change(held, by=desk.cast.reporter, at=TOO_LATE)
    assert Narrative.objects.get(report=report).text == "Cấp dưới tổ chức 5 buổi."
    held.refresh_from_db()
    assert held.amount == 5


def test_who_reads_accepted_reports_alone_is_told_no_value_nobody_accepted(client, laid_out):
    desk = laid_out
    report, below = cites_the_leaf(desk)
    accept_report(report, by=desk.cast.planner, at=LATER)
    leaf_corrects(desk, below)
    client.force_login(desk.cast.publisher)
    why = drawn(client, report).select_one(".said-text .why")
    assert "Tính lại" not in why.get_text(" ")
    assert not why.select("a")
    assert "5" in why.select_one("data").get_text()


def test_a_value_is_kept_with_a_reason(laid_out):
    desk = laid_out
    report, below = cites_the_leaf(desk)
    leaf_corrects(desk, below)
    held = Pin.objects.get(holder=HOLDER)
    keep_value(held, "Theo số liệu khi nộp.", by=desk.cast.reporter, at=TOO_LATE)
    assert changed(desk.cast.reporter) == []
    assert Narrative.objects.get(report=report).text == "Cấp dưới tổ chức 5 buổi."


def test_what_is_out_of_the_remarks_when_they_are_handed_in_is_watched_no_more(laid_out):
    desk = laid_out
    report, _below = cites_the_leaf(desk)
    accept_report(report, by=desk.cast.planner, at=LATER)
    reopen_report(report, "Bỏ câu này.", by=desk.cast.reporter, at=LATER)
    write(desk, report, "Không còn con số.", at=TOO_LATE)
    submit_report(report, by=desk.cast.reporter, at=TOO_LATE)
    assert Pin.objects.get(holder=HOLDER).left_at == TOO_LATE


def test_a_figure_of_a_unit_the_writer_does_not_see_is_refused_and_the_words_stay(client, laid_out):
    desk = laid_out
    report = desk.filled()
    write(desk, report)
    with pytest.raises(PermissionDenied):
        bind(desk, report, ref=own(desk, unit=desk.cast.sibling), seen=9)
    with pytest.raises(NoFigure):
        bind(desk, report, ref=own(desk, key="hours", unit=desk.cast.leaf), seen=9)
    with pytest.raises(NoFigure):
        bind(desk, report, line="9.9")
    assert Narrative.objects.get(report=report).text == WORDS
    assert not Pin.objects.filter(holder=HOLDER).exists()


def test_nobody_else_binds_and_nothing_is_bound_once_it_is_handed_in(laid_out):
    desk = laid_out
    report = desk.filled()
    write(desk, report)
    spot = numbers(report)["9"].spot
    new = NewAnswer("n.1", spot.around, spot.nth, "9", line="1.2")
    for other in (desk.cast.stranger, desk.cast.planner, desk.cast.chief, desk.cast.editor):
        with pytest.raises(PermissionDenied):
            bind_number(report, new, by=other, at=IN_TIME)
    moved = NewAnswer("n.1", "khác #", 0, "9", line="1.2")
    with pytest.raises(MovedOn):
        bind_number(report, moved, by=desk.cast.reporter, at=IN_TIME)
    submit_report(report, by=desk.cast.reporter, at=IN_TIME)
    with pytest.raises(NotDraft):
        bind_number(report, new, by=desk.cast.reporter, at=LATER)


def test_the_printed_paper_says_the_values(client, laid_out):
    desk = laid_out
    report = desk.filled()
    write(desk, report, "Đã tổ chức 10 buổi học tập.")
    bind(desk, report, "10", line="1.2")
    submit_report(report, by=desk.cast.reporter, at=IN_TIME)
    client.force_login(desk.cast.reporter)
    url = reverse("reports:print_revision", args=[report.pk, 1, "docx"])
    with ZipFile(io.BytesIO(client.get(url).content)) as paper:
        body = BeautifulSoup(paper.read("word/document.xml"), "xml").get_text()
    assert "Đã tổ chức 9 buổi học tập." in body


def test_many_reports_are_described_for_the_price_of_two(laid_out, same_queries):
    desk = laid_out
    report, below = cites_the_leaf(desk)
    ids = [report.pk, below.pk]
    for some in (ids[:1], ids):
        with same_queries():
            assert set(registry.holder(HOLDER).describe(some)) == set(some)
