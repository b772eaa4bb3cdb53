"""No number goes out unasked: each is bound, has a source in words, or is said to be no figure."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from nhip.office.figures.actions import NewAnswer, accept_change, check_pins
from nhip.office.figures.models import NumberAnswer, Pin
from nhip.office.figures.queries import ReadNumber, read
from nhip.organisation.journal.queries import history
from nhip.organisation.units.actions import create_unit
from nhip.portal.news.actions import NotReady, answer_number_of, publish_article
from nhip.portal.news.models import HOLDER, ArticlePage
from nhip.portal.news.queries import broken_seals, open_numbers
from tests.cast import START, Cast

from .conftest import AT, Numbers, reference
from .test_versions import saved

LATER = AT + timedelta(days=3)
LEAD = "Đã mở 17 lớp cho 99 người."


def numbers(page: ArticlePage) -> dict[str, ReadNumber]:
    draft = page.get_latest_revision_as_object()
    found = read(HOLDER, page.pk, draft.passages()).asked
    return {each.spot.number.words: each for each in found if not each.spot.place}


def answered(
    page: ArticlePage, words: str, cast: Cast, key: str = "", source: str = ""
) -> NumberAnswer:
    spot = numbers(page)[words].spot
    ref = reference(key, cast.root.pk) if key else None
    new = NewAnswer(*spot.key, words, ref=ref, source=source)
    return answer_number_of(page, new, by=cast.editor, at=LATER)


@pytest.fixture
def written(draft: ArticlePage, cast: Cast) -> ArticlePage:
    return saved(draft, "<p>Lời.</p>", lead=LEAD)


def test_a_number_typed_into_the_lead_keeps_the_article_from_going_out(
    written: ArticlePage, cast: Cast
) -> None:
    with pytest.raises(NotReady, match="17; 99"):
        publish_article(written, is_open_seen=True, by=cast.publisher, at=LATER)


def test_answered_numbers_go_out_as_they_were_answered(
    client: Client, written: ArticlePage, cast: Cast
) -> None:
    answered(written, "17", cast, key="classes")
    answered(written, "99", cast, source="Theo báo Quân đội, số ra ngày 28/7/2022")
    html = client.get(
        publish_article(written, is_open_seen=True, by=cast.publisher, at=LATER).url
    ).content.decode()
    lead = html[html.index('class="lead"') :]
    assert '<data value="17" data-figure="classes">17</data>' in lead
    assert "Theo báo Quân đội, số ra ngày 28/7/2022" in lead
    assert not open_numbers(ArticlePage.objects.live())


def test_a_bound_number_of_the_lead_moves_with_its_figure_and_is_corrected(
    client: Client, written: ArticlePage, released: Numbers, cast: Cast
) -> None:
    answered(written, "17", cast, key="classes")
    answered(written, "99", cast)
    page = publish_article(written, is_open_seen=True, by=cast.publisher, at=LATER)
    released.amounts["classes"] = 18
    check_pins(at=LATER)
    accept_change(Pin.objects.get(key="classes"), by=cast.publisher, at=LATER + timedelta(hours=1))
    page.refresh_from_db()
    assert page.lead == "Đã mở 18 lớp cho 99 người."
    assert page.get_latest_revision_as_object().lead == page.lead
    assert "Sửa 17 thành 18" in client.get(page.url).content.decode()
    assert not numbers(page)["18"].is_open
    assert broken_seals() == []


def test_a_figure_typed_over_is_a_question_again(written: ArticlePage, cast: Cast) -> None:
    answered(written, "17", cast, key="classes")
    answered(written, "99", cast)
    page = saved(written, "<p>Lời.</p>", lead=LEAD.replace("17", "18").replace("99", "98"))
    assert {words: each.state for words, each in numbers(page).items()} == {
        "18": "typed_over",
        "98": "open",
    }


def test_an_answer_holds_while_the_text_is_edited_elsewhere(
    written: ArticlePage, cast: Cast
) -> None:
    answered(written, "99", cast)
    page = saved(written, "<p>Lời.</p>", lead=f"Hội nghị họp chiều nay. {LEAD} Hết.")
    assert [words for words, each in numbers(page).items() if each.is_open] == ["17"]


def test_answers_of_a_draft_wait_for_the_next_publication(
    client: Client, written: ArticlePage, cast: Cast
) -> None:
    answered(written, "17", cast, key="classes")
    answered(written, "99", cast)
    page = publish_article(written, is_open_seen=True, by=cast.publisher, at=LATER)
    answered(page, "99", cast, source="Nguồn nói sau")
    assert "Nguồn nói sau" not in client.get(page.url).content.decode()
    assert broken_seals() == []


def test_numbers_of_what_is_no_figure_are_not_asked(draft: ArticlePage) -> None:
    assert numbers(saved(draft, "<p>Ngày 28/7/2022, năm 2022.</p>")) == {}


def test_a_unit_whose_name_holds_a_number_in_words_is_not_asked_for(
    draft: ArticlePage, cast: Cast
) -> None:
    lead = "Bộ đội trung đoàn ba mươi hai mở 17 lớp."
    page = saved(draft, "<p>Lời.</p>", lead=lead)
    assert set(numbers(page)) == {"ba mươi hai", "17"}
    name = "Trung đoàn Ba mươi hai"
    create_unit("G.32", name, cast.unit, on=START, by=cast.administrator, at=AT)
    assert set(numbers(page)) == {"17"}


def test_a_mark_typed_into_a_title_is_only_words(draft: ArticlePage, cast: Cast) -> None:
    pin = Pin.objects.get(key="classes")
    page = saved(draft, "<p>Lời.</p>", title=f'<a linktype="figure" pin="{pin.pk}">99</a>')
    assert numbers(page)["99"].is_open


def test_answering_is_written_down_and_only_for_editors(written: ArticlePage, cast: Cast) -> None:
    answer = answered(written, "99", cast, source="Ban tổ chức")
    [entry] = history(answer)
    assert (entry.verb, entry.said["source"]) == ("number.answered", "Ban tổ chức")
    spot = numbers(written)["17"].spot
    with pytest.raises(PermissionDenied):
        answer_number_of(written, NewAnswer(*spot.key, "17"), by=cast.reader, at=LATER)


def posted(page: ArticlePage, **fields: str) -> dict[str, Any]:
    from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

    body = streamfield([("paragraph", rich_text("<p>Lời.</p>"))])
    more = dict.fromkeys(("kicker", "sources", "shown_at", "seo_title", "search_description"), "")
    form = {"title": page.title, "slug": page.slug, "lead": LEAD, "byline": "Tổ", "body": body}
    return nested_form_data({**more, **form, **fields})


def test_the_editor_is_asked_while_the_text_is_written(
    client: Client, draft: ArticlePage, cast: Cast
) -> None:
    client.force_login(cast.editor)
    url = reverse("news_figures:numbers", args=[draft.pk])
    html = client.post(url, posted(draft)).content.decode()
    assert html.count("<mark>") == 2
    assert "17: Lớp tập huấn (2017–2021)" in html
    spot = numbers(saved(draft, "<p>Lời.</p>", lead=LEAD))["17"].spot
    ref = reference("classes", cast.root.pk)
    said = {
        "passage": spot.passage.name, "around": spot.around, "nth": "0", "words": "17",
        "kind": "figure", "key": ref.key, "unit_id": str(ref.unit_id), "basis": ref.basis,
        "start_on": "2017-01-01", "end_on": "2022-01-01", "format": "plain", "seen": "17",
    }  # fmt: skip
    answer = {f"answer-{name}": value for name, value in said.items()}
    html = client.post(url, {**posted(draft), **answer}).content.decode()
    assert html.count("<fieldset") == 2
    assert NumberAnswer.objects.get().pin == Pin.objects.get(key="classes")
    wanted = {**answer, "answer-words": "99", "answer-kind": "sourced", "answer-source": ""}
    assert 'role="alert"' in client.post(url, {**posted(draft), **wanted}).content.decode()
