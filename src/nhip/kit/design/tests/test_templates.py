"""What leaves the templates: nothing inline, labels as agreed, light public pages, errors without context."""

import gzip
import re
from pathlib import Path

import pytest
from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.test import Client

from nhip.kit.design import frame

from .pages import NAMES, Everything, Person, render, request_for

ROOM = Path(__file__).parents[1]
INLINE = re.compile(
    r"""\sstyle\s*=|\son[a-z]+\s*=\s*["']|<style|javascript:"""
    r"""|<script(?![^>]*\bsrc=)(?![^>]*json)"""
)


@pytest.mark.parametrize("name", NAMES)
def test_no_page_holds_a_style_or_a_script(name):
    assert not INLINE.findall(render(name))


def test_no_template_holds_a_style_or_a_script():
    for path in (ROOM / "templates").rglob("*.html"):
        assert not INLINE.findall(path.read_text()), path


def test_reading_tools_bear_the_agreed_labels_in_order():
    text = re.sub(r"<[^>]+>", "|", render("article"))
    places = [
        text.index(f"|{label}|")
        for label in ("A-", "A", "A+", "Tăng tương phản", "Giảm tương phản")
    ]
    assert places == sorted(places)


def test_a_public_page_is_light():
    files = ["tokens.css", "style.css", "display.js", "page.js"]
    size = len(gzip.compress(render("article").encode(), 6)) + sum(
        len(gzip.compress((ROOM / "static" / "design" / name).read_bytes(), 6)) for name in files
    )
    assert size <= 60_000


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_errors_of_the_server_need_nothing_to_be_said(name):
    page = get_template(name).template.render(Context())
    assert "<h1>" in page
    assert "/static/design/style.css" in page


@pytest.mark.django_db
def test_an_address_that_does_not_exist_answers_in_our_look():
    answer = Client(raise_request_exception=False).get("/khong-co/")
    assert answer.status_code == 404
    assert "Không tìm thấy trang" in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["login/", "signup/", "password/reset/"])
def test_account_pages_are_in_our_look_and_language(path):
    page = Client().get(f"/tai-khoan/{path}").text
    assert 'class="mast"' in page
    assert 'class="btn main"' in page
    assert not INLINE.findall(page)
    for english in ("Sign In", "Sign Up", "Password Reset", "Remember Me", "Forgot your"):
        assert english not in page


def test_a_field_is_tied_to_its_help_and_its_error():
    page = render("forms")
    assert 'aria-describedby="id_subject_helptext"' in page
    assert 'aria-invalid="true" aria-describedby="id_issued_on_error"' in page
    assert 'id="id_issued_on_error"' in page
    assert "32/7/2022" in page
    assert re.search(r"Ghi chú\s+<span", page)


def test_a_field_alone_renders_the_same_group():
    group = Everything()["subject"].as_field_group()
    assert group.startswith('<div class="field">')
    assert '<label for="id_subject">Trích yếu\n</label>' in group


def test_an_empty_choice_says_what_to_do():
    choice = forms.ChoiceField(choices=[*BLANK_CHOICE_DASH, ("a", "Chỉ thị")])
    assert re.findall(r">([^<]+)</option>", choice.widget.render("a", "")) == ["chọn", "Chỉ thị"]


def test_messages_are_notes():
    page = render("forms")
    assert '<div class="note ok"><p>Đã lưu nháp lúc 09:42.</p></div>' in page
    assert '<div class="note bad"><p>Chưa gửi được' in page


def test_parts_left_empty_are_not_there():
    page = render("forms")
    assert 'class="savebar"' not in page
    assert 'class="row acts"' not in page
    assert 'class="panels"' not in render_to_string("404.html", request=request_for())


def test_the_side_bar_names_the_person_and_signs_out_by_post():
    page = render("desk")
    assert '<p class="who">kehoach</p>' in page
    assert '<form class="out" method="post" action="/tai-khoan/logout/">' in page


def test_the_frame_is_what_the_room_of_settings_supplies(monkeypatch):
    here = frame.Frame(
        name="Quân khu 4", places=[frame.FramePlace("Tin tức", "/tin-tuc/", is_here=True)]
    )
    monkeypatch.setattr(frame, "_suppliers", [lambda request: here])
    page = render_to_string("404.html", request=request_for("/tin-tuc/x/", user=Person()))
    assert "<strong>Quân khu 4</strong>" in page
    assert '<a href="/tin-tuc/" aria-current="true">Tin tức</a>' in page
