import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from nhip.office.figures import actions
from nhip.office.figures.choices import Format, PinState
from nhip.office.figures.models import Decision, Pin
from nhip.office.figures.queries import CitedSource, changed, cited

from .test_actions import mark


@pytest.fixture
def bound(desk):
    """A pin of a published text whose source now says 164."""
    bound = desk.pinned()
    desk.source.say("plans", 164)
    mark(desk)
    bound.refresh_from_db()
    return bound


def url(pin):
    return reverse("figures:decide", args=[pin.pk])


def test_the_page_shows_both_values_cause_author_and_ways_on(client, desk, bound):
    client.force_login(desk.cast.editor)
    page = client.get(url(bound)).content.decode()
    for words in (
        '<del class="num">165</del>',
        '<span class="num">164</span>',
        "Một kế hoạch bị ghi trùng.",
        "Trợ lý báo cáo, Đơn vị 07",
        "Nhận số 164 và đăng đính chính",
        "Giữ số 165, nêu lý do",
        'href="/lam-viec/ke-hoach/3/"',
        'href="/lam-viec/tong-hop/plans/"',
    ):
        assert words in page


def test_accepting_on_the_page_goes_back_to_where_one_came_from(client, desk, bound):
    client.force_login(desk.cast.publisher)
    answer = client.post(url(bound), {
        "verdict": "accepted", "amount": "164", "seen": bound.seen_key,
        "note": "Ghi hai lần.", "next": "/lam-viec/",
    })  # fmt: skip
    assert (answer.status_code, answer["Location"]) == (302, "/lam-viec/")
    bound.refresh_from_db()
    assert (bound.amount, bound.state) == (164, PinState.FRESH)
    assert "Ghi hai lần." in client.get(url(bound)).content.decode()


def test_a_way_back_to_another_site_is_not_taken(client, desk, bound):
    client.force_login(desk.cast.publisher)
    answer = client.post(url(bound), {
        "verdict": "accepted", "amount": "164", "seen": bound.seen_key,
        "next": "https://evil.example/",
    })  # fmt: skip
    assert answer["Location"] == url(bound)


def test_keeping_without_a_reason_is_told_at_the_field(client, desk, bound):
    client.force_login(desk.cast.editor)
    answer = client.post(url(bound), {"verdict": "kept", "reason": " ", "next": "/lam-viec/"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="f-{bound.pk}-reason-error"' in page
    assert "Nêu lý do giữ nguyên số đang đăng." in page
    assert 'aria-invalid="true"' in page
    assert '<input type="hidden" name="next" value="/lam-viec/">' in page
    assert not Decision.objects.exists()


def test_keeping_with_a_reason(client, desk, bound):
    client.force_login(desk.cast.publisher)
    said = {"verdict": "kept", "reason": "Số tại hội nghị.", "seen": bound.seen_key}
    client.post(url(bound), said | {"next": "/lam-viec/"})
    bound.refresh_from_db()
    assert bound.amount == 165
    assert Decision.objects.get().reason == "Số tại hội nghị."
    page = client.get(url(bound)).content.decode()
    assert "Số tại hội nghị." in page
    assert "Giữ số 165, nêu lý do" not in page


def test_a_classified_reason_is_refused_and_stays_in_the_field(client, desk, bound):
    client.force_login(desk.cast.editor)
    answer = client.post(url(bound), {"verdict": "kept", "reason": "TỐI MẬT\nGiữ"})
    assert answer.status_code == 422
    assert "TỐI MẬT\nGiữ</textarea>" in answer.content.decode().replace("\r", "")
    assert not Decision.objects.exists()


def test_a_value_that_moved_on_is_shown_and_not_taken(client, desk, bound):
    client.force_login(desk.cast.editor)
    desk.source.say("plans", 163)
    answer = client.post(url(bound), {"verdict": "accepted", "amount": "164"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Giá trị vừa đổi tiếp" in page
    assert "Nhận số 163 và đăng đính chính" in page
    assert Pin.objects.get().amount == 165


@pytest.mark.parametrize(
    "said",
    [
        {"verdict": "accepted", "note": "Ghi hai lần."},
        {"verdict": "accepted", "amount": "164", "note": "Ghi hai lần."},
        {"verdict": "kept", "reason": "Ghi hai lần."},
    ],
)
def test_who_does_not_say_what_they_saw_decides_nothing(client, desk, bound, said):
    client.force_login(desk.cast.publisher)
    answer = client.post(url(bound), said)
    assert answer.status_code == 422
    assert "Ghi hai lần.</textarea>" in answer.content.decode()
    assert not Decision.objects.exists()
    assert Pin.objects.get().amount == 165


def test_a_stranger_gets_the_answer_of_an_id_that_does_not_exist(client, desk, bound):
    assert client.get(url(bound))["Location"].startswith("/tai-khoan/login/")
    for who in (desk.cast.stranger, desk.cast.planner, desk.cast.reader):
        client.force_login(who)
        assert client.get(url(bound)).status_code == 404
        assert client.post(url(bound), {"verdict": "accepted"}).status_code == 404
    client.force_login(desk.cast.editor)
    assert client.get(reverse("figures:decide", args=[bound.pk + 1])).status_code == 404


def test_the_page_asks_the_same_number_of_questions_however_many_decisions(
    client, desk, bound, django_assert_num_queries, django_assert_max_num_queries
):
    def decide(amount):
        actions.accept_change(bound, by=desk.cast.publisher, at=desk.now())
        desk.source.say("plans", amount)
        mark(desk)

    client.force_login(desk.cast.editor)
    decide(163)
    client.get(url(bound))
    with django_assert_max_num_queries(21) as first:
        client.get(url(bound))
    for amount in (162, 161, 160):
        decide(amount)
    with django_assert_num_queries(len(first)):
        client.get(url(bound))


# What readers see


def test_readers_see_definition_window_coverage_moment_and_corrections(desk):
    bound = desk.published("trainees", 1247, format=Format.OVER_HUNDRED)
    desk.source.say("trainees", 1150)
    mark(desk, ["trainees"])
    actions.accept_change(bound, by=desk.cast.publisher, at=desk.now(), note="Đếm lại.")
    [pin] = cited("fake", 7)
    why = render_to_string("figures/why.html", {"pin": pin})
    fold = render_to_string("figures/fold.html", {"cited": [CitedSource(pin)]})
    assert f'<div popover class="why" id="f-{pin.pk}">' in why
    assert '<data class="num" value="1150">trên 1.100</data>' in why
    for words in (
        "Đếm từ sổ.",
        "2017–2021",
        "20 trong 20 đơn vị",
        "Sửa trên 1.200 thành trên 1.100 lúc 16:04, 28/7/2022: Đếm lại.",
        "16:04, 28/7/2022",
    ):
        assert words in why
        assert words in fold
    assert "Số liệu minh họa" in why
    assert "Một kế hoạch bị ghi trùng." not in why + fold  # records are for staff
    assert "Nguồn của 1 số liệu trên trang" in fold


def test_a_pin_of_a_large_id_keeps_a_plain_anchor(desk):
    bound = desk.pinned()
    bound.pk = 12345
    why = render_to_string("figures/why.html", {"pin": bound})
    assert 'id="f-12345"' in why
    assert 'popovertarget="f-12345"' in why


def test_an_upper_room_can_show_a_changed_pin(desk, bound):
    desk.holder.is_public = False
    request = RequestFactory().get("/lam-viec/bai-viet/so-lieu-doi/")
    [note] = changed(desk.cast.editor)
    html = render_to_string("figures/changed_note.html", {"note": note}, request)
    assert f'action="{url(bound)}"' in html
    assert 'name="next" value="/lam-viec/bai-viet/so-lieu-doi/"' in html
    assert "Nhận số 164 vào bài" in html
    assert 'name="csrfmiddlewaretoken" value=""' not in html


def test_a_way_back_that_is_no_address_is_still_followed(client, desk, bound):
    client.force_login(desk.cast.publisher)
    said = {"verdict": "accepted", "amount": "164", "seen": bound.seen_key}
    answer = client.post(url(bound), said | {"next": "abc"})
    assert (answer.status_code, answer["Location"]) == (302, "abc")
