"""The table of authority from a spreadsheet: looked at first, taken in whole or not at all."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nhip.kit.sheets.writing import write_table
from nhip.organisation.journal.models import Entry
from nhip.organisation.people.models import Authority

HERE = reverse("documents:authority_list")
HEADINGS = ["Được", "Loại việc", "Cấp", "Loại cơ quan", "Từ ngày", "Đến trước ngày", "Căn cứ"]
ROWS = [
    ["ban hành", "chỉ thị", "1", "cấp ủy", "1/1/2022", "", "Quy chế, Điều 5"],
    ["mở lớp tập huấn", "", "2", "", "1/1/2022", "1/1/2024", "Quy chế, Điều 6"],
]


@pytest.fixture
def signed_in(client, cast):
    client.force_login(cast.administrator)
    return client


def look(client, *rows):
    book = write_table("Phân cấp", HEADINGS, rows)
    return client.post(HERE, {"file": SimpleUploadedFile("phan-cap.xlsx", book)})


def take(client, answer):
    return client.post(HERE, {"list": answer.context["packed"]}, follow=True)


def test_a_list_is_shown_first_and_taken_in_by_the_press(signed_in):
    shown = look(signed_in, *ROWS)
    assert shown.status_code == 200, shown.context["look"].faults
    assert not Authority.objects.exists()
    take(signed_in, shown)
    said = Authority.objects.order_by("level").values_list("verb", "subject", "level", "organ_kind")
    assert list(said) == [("issue", "directive", 1, "committee"), ("train", "", 2, "")]
    assert Entry.objects.filter(verb="authority.laid_down").count() == 2
    again = look(signed_in, *ROWS)
    assert [line.state for line in again.context["look"].lines] == ["same", "same"]


@pytest.mark.parametrize(
    ("changed", "cell"),
    [
        ({0: "bay"}, "A3"),
        ({1: "chỉ thị"}, "B3"),  # of another power
        ({2: "không"}, "C3"),
        ({5: "1/1/2021"}, "F3"),
        ({6: ""}, "G3"),
    ],
)
def test_one_bad_row_is_told_by_cell_and_nothing_is_written(signed_in, changed, cell):
    bad = [changed.get(place, words) for place, words in enumerate(ROWS[1])]
    answer = look(signed_in, ROWS[0], bad)
    assert answer.status_code == 422
    assert [fault.cell for fault in answer.context["look"].faults] == [cell]
    assert "packed" not in answer.context
    assert not Authority.objects.exists()


def test_the_template_is_read_back_as_a_fault_and_cannot_slip_in(signed_in):
    book = signed_in.get(reverse("documents:authority_template")).content
    answer = signed_in.post(HERE, {"file": SimpleUploadedFile("mau.xlsx", io.BytesIO(book).read())})
    assert answer.status_code == 422
    assert not Authority.objects.exists()


def test_it_is_for_administrators(client, cast):
    client.force_login(cast.planner)
    assert look(client, *ROWS).status_code == 403
