"""The words of a review: any figure in reach may be bound, nothing blocks, and what is approved is sealed."""

from urllib.parse import parse_qs

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from nhip.kit.guard.forms import MarkedText
from nhip.office.documents.actions import strike_document
from nhip.office.documents.tests.makers import AT
from nhip.office.figures.actions import (
    MovedOn,
    NewAnswer,
    accept_change,
    compare_noted,
    keep_value,
)
from nhip.office.figures.models import CitedValue, NumberAnswer, Pin
from nhip.office.figures.queries import changed
from nhip.office.notices.models import Notice
from nhip.work.reviews.actions import approve_review, bind_number, write_text
from nhip.work.reviews.models import FrozenFigure, FrozenText
from nhip.work.reviews.queries import broken_lines, read_text, shown_figures, shown_text, state_key
from nhip.work.reviews.rules import TEXT, AlreadyApproved, FiguresMoved, TextOvertaken
from nhip.work.training.actions import strike_class

from .world import build

WORDS = "Toàn đơn vị ban hành 2 chương trình công tác và mở 2 lớp tập huấn."
PROGRAMMES = "vị ban hành # chương trình công"


@pytest.fixture
def world(cast):
    return build(cast)


def spots(world):
    reading = read_text(world.review, shown_figures(world.review))
    return {each.spot.line[1].split()[0]: each for each in reading.asked}


def bind(world, cast, word="chương", **said):
    spot = spots(world)[word].spot
    new = NewAnswer(spot.passage.name, spot.around, spot.nth, spot.number.words, **said)
    bind_number(world.review, new, by=cast.planner, at=AT)
    world.review.refresh_from_db()


def written(world, cast, words=WORDS):
    write_text(world.review, words, by=cast.planner, at=AT)
    world.review.refresh_from_db()


def offered(response):
    page = BeautifulSoup(response.content, "html.parser")
    return [each["value"] for each in page.select('button[name="gan"]')]


def read(client, cast, world):
    client.force_login(cast.chief)
    html = client.get(world.review.get_absolute_url()).content.decode()
    return BeautifulSoup(html, "html.parser")


def strike_one(world, cast):
    strike_document(world.programme, reason="ghi trùng", by=cast.planner, at=timezone.now())
    compare_noted()


def test_a_line_of_the_review_is_offered_and_bound_by_one_press(client, cast, world):
    client.force_login(cast.planner)
    url = reverse("reviews:text", args=[world.review.pk])
    client.post(url, {"text": WORDS, "seen": ""})
    [said] = [
        value
        for value in offered(client.get(url))
        if parse_qs(value).items() >= {"around": [PROGRAMMES], "line": ["programmes"]}.items()
    ]
    response = client.post(url, {"text": WORDS, "seen": WORDS, "gan": said}, follow=True)
    assert "Đã gắn với số liệu" in response.content.decode()
    world.review.refresh_from_db()
    assert spots(world)["chương"].line.name == "programmes"
    assert spots(world)["lớp"].state == "open"  # what is left typed stays typed
    shown = read(client, cast, world).select_one(".said-words")
    [figure] = shown.select("button.fig")
    assert figure.get_text(strip=True) == "2"
    assert shown.select_one(f"#{figure['popovertarget']} a")["href"].endswith("so=programmes")
    assert shown.p.get_text(" ", strip=True).replace(" .", ".") == WORDS


def test_words_typed_with_the_press_are_kept_even_where_it_is_refused(client, cast, world):
    client.force_login(cast.planner)
    url = reverse("reviews:text", args=[world.review.pk])
    for forged in ("passage=text&around=%23+khong+co&nth=0&words=2&line=programmes", "x", "line=1"):
        response = client.post(url, {"text": WORDS, "seen": "", "gan": forged})
        assert response.status_code == 422
        assert WORDS in response.content.decode()
    world.review.refresh_from_db()
    assert world.review.text == WORDS
    assert not NumberAnswer.objects.filter(holder=TEXT).exists()


@pytest.mark.parametrize(
    "raw",
    [
        '<a linktype="figure" pin="1">2</a> chương trình',
        "[[figure:1]] 2 chương trình <script>alert(1)</script>",
    ],
)
def test_a_mark_typed_by_hand_is_words(client, cast, world, raw):
    written(world, cast, raw)
    html = str(read(client, cast, world).select_one(".said-words"))
    assert "button" not in html
    assert "<script>" not in html
    assert world.review.text == raw


def test_a_figure_not_released_is_bound_watched_and_told_to_its_writer(cast, world):
    written(world, cast, "Nửa đầu năm 2022 chưa mở lớp nào; năm năm có 2 lớp tập huấn.")
    ref = world.review.reference("classes")
    bind(world, cast, "lớp", ref=ref, seen=2)
    held = Pin.objects.get(holder=TEXT)
    assert (held.amount, held.reference) == (2, ref)
    strike_class(world.empty_class, reason="x", by=cast.planner, at=timezone.now())
    compare_noted()
    [note] = [one for one in changed(cast.planner) if one.holder == TEXT]
    assert not [one for one in changed(cast.chief) if one.holder == TEXT]
    assert Notice.objects.filter(user=cast.planner, link__contains=f"/{held.pk}/").count() == 1
    assert note.held.edit_url == reverse("reviews:text", args=[world.review.pk])
    with pytest.raises(PermissionDenied):
        accept_change(held, by=cast.chief, at=timezone.now())
    accept_change(held, by=cast.planner, at=timezone.now())
    world.review.refresh_from_db()
    assert world.review.text.endswith("năm năm có 1 lớp tập huấn.")
    assert spots(world)["lớp"].state == "bound"


def test_a_figure_of_another_value_is_written_into_the_words(cast, world):
    written(world, cast, "Đã mở 3 lớp tập huấn.")
    bind(world, cast, "lớp", line="classes")
    assert world.review.text == "Đã mở 2 lớp tập huấn."


def test_typing_over_a_bound_number_lets_its_figure_go(cast, world):
    written(world, cast)
    bind(world, cast, "lớp", ref=world.review.reference("classes"), seen=2)
    written(world, cast, WORDS.replace("mở 2", "mở 9"))
    held = Pin.objects.get(holder=TEXT)
    assert held.left_at == AT
    written(world, cast)
    held.refresh_from_db()
    assert held.left_at is None


def test_nothing_blocks_an_approval_and_what_is_approved_is_sealed(client, cast, world):
    written(world, cast)
    bind(world, cast, line="programmes")
    approve_review(world.review, by=cast.chief, at=AT)
    [sealed] = FrozenText.objects.all()
    assert (sealed.text, sealed.is_whole) == (WORDS, True)
    [figure] = sealed.figures
    assert (figure["words"], figure["amount"], figure["line"]) == ("2", 2, "programmes")
    assert WORDS[figure["start"] : figure["end"]] == "2"
    for verb in (
        lambda: write_text(world.review, "khác", by=cast.planner, at=AT),
        lambda: bind(world, cast, line="programmes"),
    ):
        with pytest.raises(AlreadyApproved):
            verb()
    assert broken_lines() == []


def test_what_the_chief_takes_of_a_line_is_written_into_the_words_with_one_note(cast, world):
    written(world, cast)
    bind(world, cast, line="programmes")
    approve_review(world.review, by=cast.chief, at=AT)
    strike_one(world, cast)
    assert shown_text(world.review, shown_figures(world.review)).text == WORDS
    [note] = changed(cast.chief)
    accept_change(note.items[0].pin, by=cast.chief, at=timezone.now())
    world.review.refresh_from_db()
    first, second = FrozenText.objects.order_by("pk")
    assert (first.text, first.until) == (WORDS, second.since)
    assert second.text == WORDS.replace("hành 2", "hành 1")
    assert second.figures[0]["amount"] == 1
    assert shown_text(world.review, shown_figures(world.review)).text == second.text
    assert FrozenFigure.objects.filter(key="programmes").count() == 2
    assert broken_lines() == []


def test_after_the_approval_its_chief_decides_about_the_words(client, cast, world):
    written(world, cast, "Cả năm năm có 2 lớp tập huấn.")
    bind(world, cast, "lớp", ref=world.review.reference("classes"), seen=2)
    approve_review(world.review, by=cast.chief, at=AT)
    strike_class(world.empty_class, reason="x", by=cast.planner, at=timezone.now())
    compare_noted()
    held = Pin.objects.get(holder=TEXT)
    assert TEXT not in {one.holder for one in changed(cast.planner)}
    assert {one.holder for one in changed(cast.chief)} >= {TEXT}
    why = read(client, cast, world).select_one(".said-words .why").get_text(" ", strip=True)
    assert "Tính lại 1" in why
    with pytest.raises(PermissionDenied):
        keep_value(held, "Như hội nghị.", by=cast.planner, at=timezone.now())
    keep_value(held, "Như hội nghị.", by=cast.chief, at=timezone.now())
    assert FrozenText.objects.count() == 1
    assert CitedValue.objects.get(pin=held).until is None


def test_an_approval_names_the_words_it_saw(cast, world):
    seen = state_key(shown_figures(world.review))
    written(world, cast)
    with pytest.raises(FiguresMoved):
        approve_review(world.review, seen=seen, by=cast.chief, at=AT)
    seen = state_key(shown_figures(world.review), WORDS)
    approve_review(world.review, seen=seen, by=cast.chief, at=AT)


def test_two_people_writing_at_once_lose_nothing(client, cast, world):
    written(world, cast, "Lời của người thứ nhất.")
    client.force_login(cast.planner)
    url = reverse("reviews:text", args=[world.review.pk])
    response = client.post(url, {"text": "Lời của tôi.", "seen": ""})
    assert response.status_code == 422
    shown = response.content.decode()
    assert "Lời của tôi." in shown
    assert "Chính bạn vừa viết vào lời này" in shown
    with pytest.raises(TextOvertaken):
        write_text(world.review, "Lời của tôi.", seen="", by=cast.planner, at=AT)


def test_marked_words_are_refused_and_stay_in_the_field(client, cast, world):
    client.force_login(cast.planner)
    url = reverse("reviews:text", args=[world.review.pk])
    response = client.post(url, {"text": "MẬT\nĐã mở 2 lớp.", "seen": ""})
    assert response.status_code == 422
    assert "Đã mở 2 lớp." in response.content.decode()
    with pytest.raises(MarkedText):
        write_text(world.review, "MẬT", by=cast.planner, at=AT)


def test_a_number_that_went_meanwhile_is_refused(cast, world):
    written(world, cast)
    new = NewAnswer("text", PROGRAMMES, 0, "2", line="programmes")
    written(world, cast, "Không còn con số nào.")
    with pytest.raises(MovedOn):
        bind_number(world.review, new, by=cast.planner, at=AT)


def test_the_database_itself_refuses_to_alter_sealed_words(cast, world):
    written(world, cast)
    approve_review(world.review, by=cast.chief, at=AT)
    for alter in (
        lambda rows: rows.update(text="khác"),
        lambda rows: rows.update(figures=[{}]),
        lambda rows: rows.delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            alter(FrozenText.objects.all())


def test_sealed_words_altered_past_the_database_are_found(cast, world):
    written(world, cast)
    approve_review(world.review, by=cast.chief, at=AT)
    on = "" if connection.vendor == "sqlite" else " ON reviews_frozentext"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER reviews_frozentext_stands{on}")
    FrozenText.objects.update(text="khác")
    assert broken_lines() == [f"{world.review.pk}/text"]
