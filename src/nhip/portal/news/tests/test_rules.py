from hypothesis import given
from hypothesis import strategies as st

from nhip.portal.news.rules import (
    Cited,
    Manuscript,
    cite,
    cited_pins,
    differences,
    fill_places,
    gallery_shape,
    plain_lines,
    reading_minutes,
    replace_figures,
    what_is_missing,
)

TEXT = (
    '<p data-block-key="a">Có <a linktype="figure" pin="12">26</a> lớp, '
    '<a pin="7" linktype="figure"><b>05</b></a> chỉ thị, lại <a linktype="figure" pin="12">26</a>; '
    'xem <a linktype="page" id="12">bài trước</a>.</p>'
)


def ready(**changes: object) -> Manuscript:
    values = {
        "title": "Tựa",
        "lead": "Dẫn.",
        "text": "Lời.",
        "byline": "Tổ biên tập",
        "photos": [("Chú thích", "Mô tả")],
        "figures": [Cited("Lớp tập huấn", is_held=True)],
    }
    return Manuscript(**{**values, **changes})  # type: ignore[arg-type]


def test_cites_each_pin_once_in_the_order_of_reading() -> None:
    assert cited_pins(TEXT) == [12, 7]


def test_links_to_pages_are_no_figures() -> None:
    assert 'linktype="page" id="12"' in replace_figures(TEXT, lambda place: f"[{place.pin}]")


def test_replaces_figures_whatever_the_order_of_attributes() -> None:
    written = replace_figures(TEXT, lambda place: f"[{place.pin}:{place.text}]")
    assert written.count("[12:26]") == 2
    assert "[7:<b>05</b>]" in written


def test_what_is_cited_is_found_again() -> None:
    assert cited_pins(cite(31, "trên 1.200")) == [31]


def test_a_place_keeps_its_format_whatever_is_written_there() -> None:
    text = f"{cite(31, '5', 'two_digits')} và {cite(31, '5')}"
    written = replace_figures(text, lambda place: place.written(f"<{place.format}>"))
    assert written == f"{cite(31, '<two_digits>', 'two_digits')} và {cite(31, '<>')}"


@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abcd")))
def test_both_texts_can_be_read_from_their_differences(old: list[str], new: list[str]) -> None:
    parts = differences(" ".join(old), " ".join(new))
    assert " ".join(words for kind, words in parts if kind != "come").split() == old
    assert " ".join(words for kind, words in parts if kind != "gone").split() == new
    assert all(words for _kind, words in parts)


def test_fills_known_places_only() -> None:
    assert fill_places("{classes} lớp {khac}", {"classes": "26"}) == "26 lớp {khac}"


def test_plain_lines_keep_paragraphs_apart() -> None:
    assert plain_lines("<p>Một &amp; hai</p><ul><li>Ba</li></ul>") == "Một & hai\nBa"


def test_reading_takes_at_least_a_minute() -> None:
    assert reading_minutes("một hai ba") == 1
    assert reading_minutes("chữ " * 700) == 4


def test_three_and_six_photos_stand_three_in_a_row() -> None:
    assert [gallery_shape(count) for count in (1, 2, 3, 4, 6)] == [
        "four",
        "four",
        "three",
        "four",
        "three",
    ]


def test_a_whole_manuscript_lacks_nothing() -> None:
    assert what_is_missing(ready()) == []


def test_every_gap_has_its_sentence() -> None:
    empty = ready(title=" ", lead="", text="", byline="", photos=[("Chú thích", ""), ("", "x")])
    missing = what_is_missing(empty)
    assert len(missing) == 5
    assert "2" in missing[-1]


def test_one_sentence_a_figure_the_gravest_first() -> None:
    figures = [
        Cited("A", is_held=False, is_released=False),
        Cited("B", is_held=True, is_withheld=True, is_settled=False),
        Cited("C", is_held=True, is_released=False),
        Cited("D", is_held=True, is_settled=False),
        Cited("E", is_held=True),
    ]
    missing = what_is_missing(ready(figures=figures))
    assert [next(name for name in "ABCD" if name in sentence) for sentence in missing] == list(
        "ABCD"
    )
