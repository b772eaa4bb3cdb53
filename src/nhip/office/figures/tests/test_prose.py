from hypothesis import given
from hypothesis import strategies as st

from nhip.office.figures.rules.prose import (
    cite,
    cited_pins,
    differences,
    fill_places,
    replace_figures,
)

TEXT = (
    '<p data-block-key="a">Có <a linktype="figure" pin="12">26</a> lớp, '
    '<a pin="7" linktype="figure"><b>05</b></a> chỉ thị, lại <a linktype="figure" pin="12">26</a>; '
    'xem <a linktype="page" id="12">bài trước</a>.</p>'
)


def test_cites_each_pin_once_in_the_order_of_reading() -> None:
    assert cited_pins(TEXT) == [12, 7]


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


def test_links_to_pages_are_no_figures() -> None:
    assert 'linktype="page" id="12"' in replace_figures(TEXT, lambda place: f"[{place.pin}]")
