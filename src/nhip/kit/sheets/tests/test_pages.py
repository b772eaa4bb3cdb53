"""What a printed page says comes back letter by letter, however long it is."""

import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nhip.kit.sheets import pages as sheets
from nhip.kit.sheets.pages import write_xlsx
from nhip.kit.sheets.returning import read_keyed
from nhip.kit.sheets.scanning import BadFile
from nhip.kit.text.pages import Block, Paper
from nhip.kit.text.rules import nfc

LETTERS = st.text(st.sampled_from("aâ \nệ=_x0041&<\"'1,.–"), max_size=3000)


def come_back(text: str) -> str:
    block = Block("1. Mục", text_title="Nhận xét", text=text, text_key="n.1")
    paper = Paper("Tên / [thử]", "", [block], (5, 40, 11), 2)
    return read_keyed(io.BytesIO(write_xlsx(paper))).said["n.1"]


@given(LETTERS)
@example("Dòng dài " * 5000)
@example("\n".join("abc" for _ in range(500)))
@example("x" * 40_000)
@example("_x0041_ và _x000D_")
@settings(max_examples=25, deadline=None)
def test_words_come_back_letter_by_letter(text: str):
    assert come_back(text.strip()) == nfc(text).strip()


@given(LETTERS)
@settings(max_examples=50)
def test_no_part_is_higher_than_a_row_may_be(text: str):
    for part, _joined in sheets.cut(text * 3):
        assert len(part) <= sheets.LONGEST
        assert part.count("\n") < sheets.LINES


def test_two_cells_that_claim_one_place_are_refused():
    """Joined, "1" and "2" would come in as 12."""
    twice = [Block(title, text_title=title, text="1", text_key="n.1") for title in ("A", "B")]
    book = write_xlsx(Paper("Tên", "", twice, (5, 40, 11), 2))
    with pytest.raises(BadFile):
        read_keyed(io.BytesIO(book))
