"""Pages on which conferences, reviews, figures and people are entered: without a script, nothing lost."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nhip.kit.sheets.writing import write_table
from nhip.office.documents.tests.makers import AT
from nhip.organisation.journal.queries import state_of
from nhip.work.reviews.actions import approve_review
from nhip.work.reviews.models import Conference, Participant, Review
from nhip.work.reviews.tables import ConferenceList, ParticipantList
from tests.pages import seen_on

from .world import build


@pytest.fixture
def world(cast):
    return build(cast)


@pytest.fixture
def planner(client, cast):
    client.force_login(cast.planner)
    return client


def at(name, *args):
    return reverse(f"reviews:{name}", args=args)


def upload(kind, rows):
    headings = [column.headings[0] for column in kind.columns]
    return SimpleUploadedFile("ds.xlsx", write_table("Danh sách", headings, rows))


def html(answer):
    return answer.content.decode()


CONFERENCE = {"title": "Tổng kết 2021", "held_on": "20/12/2021", "held_time": "14:00", "place": ""}


def test_from_an_empty_list_to_a_review_with_its_figures(planner, cast, world):
    Conference.objects.all().delete()
    assert "Ghi hội nghị" in html(planner.get(at("list")))
    sent = CONFERENCE | {"organ": world.organ.pk}
    answer = planner.post(at("new"), sent, follow=True)
    assert "Chưa có phần sơ kết nào" in html(answer)
    held = Conference.objects.get()
    assert (held.title, held.held_on) == ("Tổng kết 2021", date(2021, 12, 20))
    review = {"title": "Năm 2021", "start_on": "1/1/2021", "last_on": "31/12/2021"}
    answer = planner.post(at("new_review", held.pk), review | {"basis": "accepted"}, follow=True)
    assert "Lớp tập huấn, bồi dưỡng" in html(answer)
    added = Review.objects.get()
    assert (added.number, added.window) == (1, "2021")
    ticked = {"do": "keep", "them": ["classes", "directives"]}
    answer = planner.post(at("figures", added.pk), ticked, follow=True)
    assert "Đã lưu số liệu của phần này" in html(answer)
    assert [figure.key for figure in added.figures.all()] == ["classes", "directives"]


def test_what_cannot_be_taken_is_told_at_its_field_and_stays(planner, world):
    sent = CONFERENCE | {"organ": world.organ.pk, "held_on": "31/2/2021"}
    answer = planner.post(at("new"), sent)
    assert answer.status_code == 422
    assert 'value="31/2/2021"' in html(answer)
    assert "id_held_on_error" in html(answer)
    backwards = {"title": "x", "start_on": "1/1/2021", "last_on": "31/12/2020", "basis": "accepted"}
    answer = planner.post(at("new_review", world.conference.pk), backwards)
    assert "Ngày cuối đứng trước ngày đầu" in html(answer)


def test_figures_keep_what_was_typed_while_one_looks_further(planner, world):
    here = at("figures", world.review.pk)
    sent = {"do": "find", "tim": "bang khen", "so": ["classes", "trainees"],
            "thu-tu-classes": "7", "dang-classes": "two_digits", "bai-classes": "on",
            "thu-tu-trainees": "3", "bo": "trainees", "them": "directives"}  # fmt: skip
    page = html(planner.post(here, sent))
    assert 'name="thu-tu-classes" value="7"' in page
    assert 'name="thu-tu-trainees"' not in page
    assert 'name="thu-tu-directives" value="8"' in page
    assert "Tập thể được tặng Bằng khen" in page
    assert 'value="plans_yearly"' not in page
    assert world.review.figures.count() == 9
    wrong = planner.post(here, {"do": "keep", "so": "classes", "thu-tu-classes": "hai"})
    assert (wrong.status_code, "“hai” không phải số thứ tự" in html(wrong)) == (422, True)
    planner.post(here, {"do": "keep", "so": ["classes", "trainees"], "thu-tu-classes": "2",
                        "thu-tu-trainees": "1", "dang-classes": "over_hundred"})  # fmt: skip
    kept = world.review.figures.values_list("key", "format", "goes_into_article")
    assert list(kept) == [("trainees", "plain", False), ("classes", "over_hundred", False)]


def test_a_conference_is_corrected_struck_and_restored_on_its_pages(planner, world):
    held = world.conference
    page = html(planner.get(at("correct", held.pk)))
    assert 'value="28/7/2022"' in page
    sent = CONFERENCE | {"organ": world.organ.pk, "title": "Tên mới", "reason": "ghi nhầm"}
    sent |= seen_on(planner, at("correct", held.pk))
    assert planner.post(at("correct", held.pk), sent).status_code == 302
    assert "ghi nhầm" in html(planner.get(at("record", held.pk)))
    assert planner.post(at("record", held.pk), {"reason": ""}).status_code == 422
    planner.post(at("record", held.pk), {"reason": "ghi trùng"})
    assert "<del>Tên mới</del>" in html(planner.get(at("list")))
    assert "Thêm phần sơ kết" not in html(planner.get(at("conference", held.pk)))
    planner.post(at("record", held.pk), {"do": "restore", "reason": "gỡ nhầm"})
    held.refresh_from_db()
    assert (held.title, held.struck_at) == ("Tên mới", None)


def test_a_review_is_corrected_and_struck_until_the_chief_approved_it(planner, cast, world):
    sent = {"title": "Nửa năm", "start_on": "1/1/2022", "last_on": "31/3/2022",
            "basis": "submitted", "reason": "đổi kỳ"}  # fmt: skip
    sent |= seen_on(planner, at("correct_review", world.half.pk))
    assert planner.post(at("correct_review", world.half.pk), sent).status_code == 302
    world.half.refresh_from_db()
    assert (world.half.title, world.half.end_on) == ("Nửa năm", date(2022, 4, 1))
    planner.post(at("review", world.half.pk), {"reason": "không cần"})
    assert "Nửa năm" not in html(planner.get(at("conference", world.conference.pk)))
    assert "<del>Nửa năm</del>" in html(planner.get(at("record", world.conference.pk)))
    approve_review(world.review, by=cast.chief, at=AT)
    page = html(planner.get(at("review", world.review.pk)))
    assert "Sửa bản ghi này" not in page
    assert "Gỡ phần sơ kết này" not in page
    sent |= {"seen": state_of(Review.objects.get(pk=world.review.pk))}
    answer = planner.post(at("correct_review", world.review.pk), sent)
    assert (answer.status_code, "đã được duyệt" in html(answer)) == (422, True)
    answer = planner.post(at("figures", world.review.pk), {"do": "keep"})
    assert (answer.status_code, world.review.figures.count()) == (422, 9)


def test_people_are_typed_and_ticked_at_once_and_nothing_typed_is_lost(planner, cast, world):
    here = at("add_people", world.conference.pk)
    typed = {"d1-name": "Nguyễn Văn An", "d1-post": "Trưởng phòng", "d1-parts": "speaks",
             "d3-rank": "Đại tá"}  # fmt: skip
    found = html(planner.post(here, typed | {"do": "find", "tim": "thu truong"}))
    assert 'value="Nguyễn Văn An"' in found
    assert "errorlist" not in found
    assert f'name="tk-{cast.unit_chief.pk}"' in found
    assert f'name="tk-{cast.reporter.pk}"' not in found
    ticked = {f"tk-{cast.unit_chief.pk}": ["chairs", "awards"]}
    refused = planner.post(here, typed | ticked | {"do": "keep"})
    assert refused.status_code == 422
    assert "id_d3-post_error" in html(refused)
    assert html(refused).count(" checked") == 3
    assert not Participant.objects.exists()
    del typed["d3-rank"]
    planner.post(here, typed | ticked | {"do": "keep"})
    page = html(planner.get(at("people", world.conference.pk)))
    assert page.index("Nguyễn Văn An") < page.index("Thủ trưởng".lower())
    again = planner.post(here, typed | {"do": "keep"})
    assert (again.status_code, "đã có trong danh sách" in html(again)) == (422, True)


def test_a_line_of_the_list_is_corrected_struck_and_restored(planner, world):
    people = at("add_people", world.conference.pk)
    planner.post(people, {"do": "keep", "d1-post": "Trưởng phòng", "d1-parts": "attends"})
    line = Participant.objects.get()
    sent = {"name": "", "rank": "Đại tá", "post": "Trưởng phòng", "unit_name": "",
            "parts": ["attends", "speaks"], "reason": "thiếu cấp bậc"}  # fmt: skip
    sent |= seen_on(planner, at("correct_person", line.pk))
    assert planner.post(at("correct_person", line.pk), sent).status_code == 302
    page = html(planner.get(at("participant", line.pk)))
    assert "Đại tá, Trưởng phòng" in page
    assert "thiếu cấp bậc" in page
    planner.post(at("participant", line.pk), {"reason": "không dự"})
    assert "Đã gỡ khỏi danh sách" in html(planner.get(at("people", world.conference.pk)))
    planner.post(at("participant", line.pk), {"do": "restore", "reason": "có dự"})
    assert world.conference.participants.standing().count() == 1


@pytest.mark.parametrize("who", ["chief", "editor", "administrator"])
def test_who_reads_sees_no_button_and_is_refused_the_pages(client, cast, world, who):
    client.force_login(getattr(cast, who))
    for name in ("conference", "record", "people"):
        page = html(client.get(at(name, world.conference.pk)))
        for words in ("Thêm phần sơ kết", "Thêm người dự", "Sửa bản ghi này", "Gỡ hội nghị"):
            assert words not in page, (name, words)
    for name in ("correct", "new_review", "add_people", "people_list"):
        assert client.get(at(name, world.conference.pk)).status_code == 403
    assert client.post(at("record", world.conference.pk), {"reason": "x"}).status_code == 403


def test_conferences_of_past_years_come_from_a_list(planner, cast, world):
    kind = ConferenceList(cast.planner, date(2022, 1, 1))
    good = [["Ban Chấp hành", f"Tổng kết {year}", f"20/12/{year}", "", ""] for year in (2018, 2019)]
    bad = [["Không có", "x", "32/1/2019", "25:00", ""]]
    look = planner.post(at("conferences_list"), {"file": upload(kind, good + bad)})
    assert (look.status_code, Conference.objects.count()) == (422, 1)
    for cell in ("C4", "D4"):
        assert f"ô {cell}" in html(look)
    look = planner.post(at("conferences_list"), {"file": upload(kind, good)})
    packed = html(look).split('name="list" value="')[1].split('"')[0]
    planner.post(at("conferences_list"), {"list": packed})
    assert Conference.objects.filter(held_at__year__in=(2018, 2019)).count() == 2
    again = planner.post(at("conferences_list"), {"file": upload(kind, good)})
    assert 'name="list"' not in html(again)


def test_people_come_from_a_list(planner, cast, world):
    kind = ParticipantList(cast.planner, date(2022, 1, 1), world.conference)
    here = at("people_list", world.conference.pk)
    good = [
        ["Nguyễn Văn An", "Đại tá", "Trưởng phòng", "Đơn vị 07", "Phát biểu, dự", ""],
        ["", "", "", "", "chủ trì", "chief"],
    ]
    bad = [
        ["", "", "", "", "ngủ", ""],
        ["Trần Bình", "", "", "", "dự", ""],
        ["", "", "", "", "dự", "reader"],
    ]
    look = html(planner.post(here, {"file": upload(kind, good + bad)}))
    assert "ô E4" in look
    look = html(planner.post(here, {"file": upload(kind, good + bad[2:])}))
    assert "ô F4" in look
    look = html(planner.post(here, {"file": upload(kind, good + bad[1:2])}))
    assert "ô C4" in look
    look = html(planner.post(here, {"file": upload(kind, good)}))
    packed = look.split('name="list" value="')[1].split('"')[0]
    planner.post(here, {"list": packed})
    written = {(line.words.line, tuple(map(str, line.parts))) for line in Participant.objects.all()}
    assert written == {
        ("Nguyễn Văn An, Đại tá, Trưởng phòng, Đơn vị 07", ("speaks", "attends")),
        ("thủ trưởng, Cơ quan gốc", ("chairs",)),
    }
    again = html(planner.post(here, {"file": upload(kind, good)}))
    assert 'name="list"' not in again
