"""A draft as xlsx: away, filled in, back; what is wrong is told by cell, and nothing is half taken."""

import io
import re
from zipfile import ZipFile

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from nhip.kit.sheets.returning import read_keyed
from nhip.kit.sheets.tests.test_reading import repacked
from nhip.kit.text.rules import write_figure
from nhip.work.forms.rules import Typed, is_same, read_typed
from nhip.work.reports import actions
from nhip.work.reports.models import DraftCell, Narrative

from .books import filled
from .desk import IN_TIME, LATER
from .test_views import page, told


class Files:
    """A reporter with a draft, and the file of it."""

    def __init__(self, desk, client, report):
        self.desk, self.client, self.report = desk, client, report
        client.force_login(desk.cast.reporter)
        address = reverse("reports:workbook", args=[report.pk])
        self.book = client.get(address).content
        self.cells = read_keyed(io.BytesIO(self.book)).cells

    def at(self, key):
        """The cell of a row by name, of a section's remarks by number."""
        if isinstance(key, int):
            return self.cells[f"n.{key}"]
        sections = {"planned": "1.1", "held": "1.2", "items": "2.1", "tin": "2.2", "bai": "2.3"}
        return self.cells[f"o.{(sections | {'hours': '2.4'})[key]}"]

    def send(self, book, report=None, name="a.xlsx"):
        where = reverse("reports:bring_back", args=[(report or self.report).pk])
        return self.client.post(where, {"file": SimpleUploadedFile(name, book)})

    def put(self, **cells):
        return self.send(filled(self.book, {self.at(name): said for name, said in cells.items()}))

    def take(self, preview, **chosen):
        """Press the preview's button: send its hidden fields."""
        shown = preview.content.decode()
        fields = {
            name: value
            for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', shown)
            if name != "csrfmiddlewaretoken"
        }
        fields |= dict(
            re.findall(r'<textarea hidden name="([^"]+)">\n(.*?)</textarea>', shown, re.S)
        )
        where = reverse("reports:bring_back", args=[self.report.pk])
        return self.client.post(where, fields | {"do": "take"} | chosen)

    def typed(self, name):
        entry = DraftCell.objects.filter(report=self.report, row=self.desk.rows[name]).first()
        return Typed(entry.raw, entry.is_nil) if entry else Typed()


@pytest.fixture
def files(desk, client):
    return Files(desk, client, desk.filled(bai=("", True), items="3"))


def test_what_came_back_untouched_changes_nothing(files):
    assert "Không có gì để đưa vào" in page(files.send(files.book))


def test_first_the_changes_are_shown_then_they_are_taken_over(files):
    preview = files.put(planned=1200, held=0, bai=4, hours=2.5)
    shown = page(preview)
    assert re.search(r"Buổi theo kế hoạch 10 1\.200", shown)
    assert re.search(r"Bài không phát sinh 4", shown)
    assert files.typed("planned").raw == "10"
    response = files.take(preview)
    assert "4 chỗ" in told(response)
    assert files.typed("planned") == Typed("1.200")
    assert files.typed("held") == Typed("0")
    assert files.typed("bai") == Typed("4")
    assert files.typed("hours") == Typed("2,5")


def test_empty_zero_and_nothing_to_report_stay_three_things(files):
    files.take(files.put(planned="", held=0, tin="Không  phát sinh"))
    assert files.typed("planned") == Typed("")
    assert files.typed("held") == Typed("0")
    assert files.typed("tin") == Typed("", is_nil=True)
    assert files.typed("bai") == Typed("", is_nil=True)


@pytest.mark.parametrize(
    ("said", "stands"),
    [("1.200", "1.200"), (1200, "1.200"), ("1200", "1.200"), (1.2e3, "1.200"), ("  12 ", "12")],
)
def test_figures_as_people_and_spreadsheets_write_them(files, said, stands):
    files.take(files.put(planned=said))
    assert files.typed("planned").raw == stands


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (1.2, "số nguyên"),
        ("1,2", "số nguyên"),
        (-3, "nhỏ hơn 0"),
        ("mười", "Không chỉ có chữ số"),
        ("12%", "dấu phần trăm"),
        ("1" * 19, "18 chữ số"),
        (1e17, "15 chữ số"),
    ],
)
def test_what_is_no_figure_is_told_by_cell_and_nothing_is_taken(files, said, message):
    response = files.put(planned=said, held=8)
    assert response.status_code == 422
    shown = page(response)
    assert f"{files.at('planned')}, 1.1. Buổi theo kế hoạch:" in shown
    assert message in shown
    assert 'value="take"' not in response.content.decode()


def test_a_day_and_a_percentage_are_told(files):
    def styled(text):
        return text.replace("</cellXfs>", f"{xf(14)}{xf(9)}</cellXfs>")

    def xf(kind):
        return f'<xf numFmtId="{kind}" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"/>'

    count = len(re.findall("<xf ", re.search("<cellXfs.*?</cellXfs>", styles(files.book), re.S)[0]))

    def formats(text):
        for name, style in (("planned", count), ("held", count + 1)):
            text = re.sub(rf'(<c r="{files.at(name)}") s="\d+"', rf'\1 s="{style}"', text)
        return text

    cells = {files.at("planned"): 44562, files.at("held"): 0.5}
    shown = page(files.send(filled(files.book, cells, xml=formats, styles=styled)))
    assert "1/1/2022" in shown
    assert "số phần trăm" in shown


def styles(book):
    with ZipFile(io.BytesIO(book)) as package:
        return package.read("xl/styles.xml").decode()


def test_merged_cells_are_told(files):
    top, below = files.at("planned"), files.at("held")

    def merged(text):
        return text.replace("<mergeCells ", "<mergeCells x='' ").replace(
            "</mergeCells>", f'<mergeCell ref="{top}:{below}"/></mergeCells>'
        )

    assert f"{top}:{below}" in page(files.send(filled(files.book, {}, xml=merged)))


def test_another_units_file_is_refused_with_its_name(files):
    other = files.desk.owes(files.desk.cast.sibling)
    report = actions.open_report(other, by=files.desk.cast.stranger, at=IN_TIME)
    files.client.force_login(files.desk.cast.stranger)
    response = files.send(filled(files.book, {files.at("planned"): 5}), report)
    assert "của “Đơn vị 07, Báo cáo nửa năm" in page(response)
    assert not report.cells.exists()


def test_the_blank_form_and_another_version_are_refused(files):
    files.client.force_login(files.desk.cast.planner)
    blank = files.client.get(reverse("forms:print_form", args=[files.desk.form.pk, "xlsx"]))
    files.client.force_login(files.desk.cast.reporter)
    assert "không phải bản nháp" in page(files.send(blank.content))
    files.report.form.version = 2
    files.report.form.save()
    assert "phiên bản khác" in page(files.send(files.book))


def wrong_sheet():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet().write(0, 0, "x")
    return out.getvalue()


def far_row():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet().write(1_000_000, 0, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("book", "message"),
    [
        (wrong_sheet(), "không mang tiêu đề"),
        (far_row(), "1000001"),
        (repacked(io.BytesIO(wrong_sheet()), styles=b" " * 200_000_000).getvalue(), "MB"),
        (b"PK\x03\x04", "hỏng"),
        (b"", "hỏng"),
    ],
)
def test_a_file_that_is_none_of_ours_is_told_at_the_field(files, book, message):
    response = files.send(book)
    assert response.status_code == 422
    assert message in page(response)


def test_a_value_saved_meanwhile_is_shown_and_not_written_over(files):
    actions.save_draft(
        files.report, figures=files.desk.typed(held="8", planned="11"), narratives={},
        by=files.desk.cast.reporter, at=LATER,
    )  # fmt: skip
    preview = files.put(held=7)
    assert "Chính bạn vừa ghi “8” ở đây, từ cửa sổ khác." in page(preview)
    assert "Buổi theo kế hoạch" not in page(preview)  # untouched in the file: the newer one stays
    again = files.take(preview)
    assert again.status_code == 409
    assert files.typed("held").raw == "8"
    row = files.desk.rows["held"]
    files.take(again, **{f"chon-{row}": "toi"})
    assert files.typed("held").raw == "7"
    assert files.typed("planned").raw == "11"


def test_locked_cells_are_refused_by_cell(files):
    actions.submit_report(files.report, by=files.desk.cast.reporter, at=IN_TIME)
    actions.return_report(
        files.report, "", by=files.desk.cast.planner, at=LATER, places={(1, 2): "Xem lại."}
    )
    mine = Files(files.desk, files.client, files.report)
    shown = page(mine.put(planned=12, held=8))
    assert f"{mine.at('planned')}" in shown
    assert "Đã khóa" in shown
    mine.take(mine.put(held=8))
    assert mine.typed("held").raw == "8"


def test_remarks_come_back_paragraph_by_paragraph(files):
    words = "Một: =1+1\nHai."
    preview = files.send(filled(files.book, {files.at(1): words}))
    assert "Học tập theo lịch." in page(preview)
    files.take(preview)
    assert Narrative.objects.get(report=files.report).text == words


def test_what_was_handed_in_has_no_file(files):
    actions.submit_report(files.report, by=files.desk.cast.reporter, at=IN_TIME)
    for name in ("reports:workbook", "reports:bring_back"):
        assert files.client.get(reverse(name, args=[files.report.pk])).status_code == 302


@given(st.integers(0, 10**18 - 1), st.integers(0, 6))
@settings(max_examples=60)
def test_a_written_figure_says_the_same_however_it_is_grouped(amount, decimals):
    written = write_figure(amount, decimals)
    bare = Typed(written.replace(".", ""))
    assert is_same(read_typed(written), bare, decimals)
    assert not is_same(Typed(), Typed("0"), decimals)
    assert not is_same(Typed("", is_nil=True), Typed("0"), decimals)


UNCLEAR = ["-", " - ", "–", "—", "KPS", "không", "Không có", "0 (không)"]


@pytest.mark.parametrize("said", UNCLEAR)
def test_a_dash_or_khong_is_asked_at_its_cell_and_never_taken_by_itself(files, said):
    preview = files.put(planned=said, tin=said)
    assert preview.status_code == 200
    shown = page(preview)
    assert f"“{said.strip()}” là 0 hay không phát sinh?" in shown
    assert "nhỏ hơn 0" not in shown
    refused = files.take(preview)
    assert refused.status_code == 422
    assert "Chưa đưa gì vào bản nháp" in page(refused)
    assert files.typed("planned") == Typed("10")
    files.take(files.take(refused, do="", **{f"nghia-{files.desk.rows['planned']}": "0"}))
    assert files.typed("planned") == Typed("10")  # the other one is still to be answered


def test_each_answers_for_itself_and_the_answer_is_shown_before_it_is_taken(files):
    rows = files.desk.rows
    asked = files.put(planned="-", tin="KPS", held=8)
    shown = files.take(asked, do="", **{f"nghia-{rows['planned']}": "0"})
    assert re.search(r"Buổi theo kế hoạch 10 0 ", page(shown))
    assert "“KPS” là 0 hay không phát sinh?" in page(shown)
    assert "“-” là 0" not in page(shown)
    whole = files.take(shown, do="", **{f"nghia-{rows['tin']}": "khong"})
    assert "3 chỗ" in told(files.take(whole))
    assert files.typed("planned") == Typed("0")
    assert files.typed("tin") == Typed("", is_nil=True)
    assert files.typed("held") == Typed("8")


@pytest.mark.parametrize(("answer", "stands"), [("0", Typed("0")), ("khong", Typed("", True))])
def test_one_press_answers_all(files, answer, stands):
    asked = files.put(planned="-", held="không", tin="–", items=5)
    assert "3 ô ghi dấu gạch" in page(asked)
    files.take(files.take(asked, do="", nghia=answer))
    assert [files.typed(name) for name in ("planned", "held", "tin")] == [stands] * 3
    assert files.typed("items") == Typed("5")


def test_what_stands_for_no_figure_keeps_its_own_words_beside_a_question(files):
    shown = page(files.put(planned="1,200", held="-", items="12 15", tin="(3)", hours="#####"))
    assert "Nếu đúng ý như vậy, viết 1.200" in shown
    assert "“12 15” không phải một số" in shown
    assert "kế toán" in shown
    assert "cột quá hẹp" in shown
    assert f"hỏi từng ô khi các ô sai đã sửa: {files.at('held')}." in shown
