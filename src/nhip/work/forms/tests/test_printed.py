"""A form on A4, and its xlsx read back."""

import io
from zipfile import ZipFile

import pytest
from django.urls import reverse
from docx import Document

from nhip.kit.docx.writing import write_docx
from nhip.kit.sheets.pages import write_xlsx
from nhip.kit.sheets.returning import read_keyed
from nhip.work.forms.papers import blank_sheet
from nhip.work.forms.printed import form_paper
from nhip.work.forms.queries import blank
from nhip.work.forms.rules import Typed, read_cell, read_typed
from nhip.work.reports import actions, printed, rules
from nhip.work.reports.models import Narrative
from nhip.work.reports.tests.desk import IN_TIME, Desk

ODD = "Một ký tự\x07 lạ"
WORDS = "Dòng một: =1+1\nDòng hai, “tiếng Việt” – đủ dấu."


def read(paper):
    """Return what an xlsx of a form says: figures by place, remarks by section, and where figures stand."""
    came = read_keyed(io.BytesIO(write_xlsx(paper)))
    keys = {key: tuple(map(int, key.split(".")[1:])) for key in came.said}
    typed = {place: read_typed(came.said[key]) for key, place in keys.items() if len(place) == 2}
    texts = {place[0]: came.said[key] for key, place in keys.items() if len(place) == 1}
    return typed, texts, {place: came.cells[key] for key, place in keys.items() if place in typed}


def figures(form, typed):
    places = blank(form).by_place()
    said = {place: read_cell(each, places[place].decimals) for place, each in typed.items()}
    return {place: figure for place, figure in said.items() if figure}


def test_an_empty_form_comes_back_empty(desk: Desk):
    said, texts, _cells = read(form_paper(desk.form))
    typed = {a.place for a in blank(desk.form).asked.values() if not a.quotient}
    assert said == dict.fromkeys(typed, Typed())
    assert texts == {1: "", 2: ""}


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"hours": "0,1", "planned": "1.234.567"},
        {"planned": "123456789012345678", "held": ("", True)},
        {"items": "0", "tin": "0", "bai": ("", True), "hours": ""},
    ],
)
def test_what_was_handed_in_comes_back_identical(desk: Desk, changed):
    report = desk.filled(**changed)
    Narrative.objects.update(text=WORDS)
    revision = actions.submit_report(report, by=desk.cast.reporter, at=IN_TIME)
    typed, texts, cells = read(printed.revision_paper(revision))
    assert figures(desk.form, typed) == rules.figures_of(revision.content)
    assert {number: text for number, text in texts.items() if text} == {1: WORDS}
    assert cells[1, 1].startswith("D")


def test_the_pages_are_a4_and_say_every_row(client, desk: Desk):
    client.force_login(desk.cast.planner)
    desk.submitted()
    report = desk.obligation.report
    address = reverse("reports:print_revision", args=[report.pk, 1, "docx"])
    said = Document(io.BytesIO(client.get(address).content))
    assert round(said.sections[0].page_width.cm, 1) == 21.0
    names = [cell.text for table in said.tables for row in table.rows for cell in row.cells]
    for line in (line for part in blank_sheet(desk.form).parts for line in part.lines):
        assert any(line.asked.name in name for name in names)
    widths = [column.width.cm for column in said.tables[1].columns]
    assert widths[1] > 2 * widths[0]  # the name has the room, in every program
    assert "ĐƠN VỊ 07" in names[0]  # who sends it, and who signs it
    assert "THỦ TRƯỞNG" in names[-1]
    book = client.get(reverse("forms:print_form", args=[desk.form.pk, "xlsx"])).content
    with ZipFile(io.BytesIO(book)) as package:
        assert b'paperSize="9"' in package.read("xl/worksheets/sheet1.xml")
    odd = reverse("forms:print_form", args=[desk.form.pk, "exe"])
    assert client.get(odd).status_code == 404


def test_a_character_no_page_can_show_stops_no_printing(desk: Desk):
    report = desk.filled()
    Narrative.objects.update(text=ODD)
    revision = actions.submit_report(report, by=desk.cast.reporter, at=IN_TIME)
    said = Document(io.BytesIO(write_docx(printed.revision_paper(revision))))
    assert "Một ký tự lạ" in [paragraph.text for paragraph in said.paragraphs]
    assert read(printed.revision_paper(revision))[1][1]


def test_long_remarks_are_printed_whole_and_come_back(desk: Desk):
    report, words = desk.filled(), "Một câu dài hơn mọi dòng. " * 2000
    Narrative.objects.update(text=words.strip())
    revision = actions.submit_report(report, by=desk.cast.reporter, at=IN_TIME)
    assert read(printed.revision_paper(revision))[1][1] == words.strip()
