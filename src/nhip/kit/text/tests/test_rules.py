"""Letters, figures and days, without a database."""

import unicodedata
from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from nhip.kit.text.rules import (
    NotAFigure,
    fold,
    name_key,
    nfc,
    parse_figure,
    write_days,
    write_figure,
)

LIMIT = 10**18 - 1


@pytest.mark.parametrize(
    ("typed", "decimals", "amount"),
    [
        ("1.200", 0, 1200),
        ("1,5", 1, 15),
        ("1,5", 2, 150),
        ("1200", 0, 1200),
        (" 1 200 ", 0, 1200),
        ("1\u00a0200", 0, 1200),
        ("1.234.567,89", 2, 123456789),
        ("05", 0, 5),
        ("0", 0, 0),
        ("0,05", 2, 5),
        ("\u200b26", 0, 26),
        ("999.999.999.999.999.999", 0, LIMIT),
        ("000000000000000000000001", 0, 1),
    ],
)
def test_figures_are_read_as_offices_write_them(typed, decimals, amount):
    assert parse_figure(typed, decimals) == amount


@pytest.mark.parametrize(
    ("typed", "decimals", "said"),
    [
        ("", 0, "Chưa viết gì"),
        ("\u00a0", 0, "Chưa viết gì"),
        ("1,2,3", 1, "Có hai dấu phẩy. Viết 1,5 cho một phẩy rưỡi, 1.200 cho một nghìn hai trăm."),
        ("12 lớp", 0, "Không chỉ có chữ số"),
        ("25,6%", 1, "dấu phần trăm"),
        ("12 15", 0, "dấu cách chỉ ngăn hàng nghìn"),
        ("1,200", 0, "Nếu đúng ý như vậy, viết 1.200"),
        ("0,200", 0, "Số này là số nguyên"),
        ("(3)", 0, "cách kế toán ghi số âm"),
        ("#####", 0, "cột quá hẹp"),
        ("-", 0, "Không chỉ có chữ số"),
        ("1e5", 0, "Không chỉ có chữ số"),
        ("１２", 0, "Không chỉ có chữ số"),
        ("٣", 0, "Không chỉ có chữ số"),
        ("1.5", 1, "Sau dấu chấm phải có ba chữ số"),
        ("0.200", 1, "Sau dấu chấm phải có ba chữ số"),
        ("1200.000", 0, "Sau dấu chấm phải có ba chữ số"),
        ("1.2000", 0, "Sau dấu chấm phải có ba chữ số"),
        ("1,5.000", 1, "Sau dấu chấm phải có ba chữ số"),
        (",5", 1, "Thiếu chữ số cạnh dấu phẩy"),
        ("5,", 1, "Thiếu chữ số cạnh dấu phẩy"),
        ("1,200", 1, "Quá nhiều chữ số sau dấu phẩy: nhiều nhất 1. Viết 1.200"),
        ("1,5", 0, "Số này là số nguyên"),
        ("-5", 0, "không thể nhỏ hơn 0"),
        ("\u22125", 0, "không thể nhỏ hơn 0"),
        ("1.000.000.000.000.000.000", 0, "nhiều nhất 18 chữ số"),
        ("100.000.000.000.000.000", 1, "nhiều nhất 18 chữ số"),
    ],
)
def test_what_is_no_figure_says_why_and_how_to_mend_it(typed, decimals, said):
    with pytest.raises(NotAFigure) as refusal:
        parse_figure(typed, decimals)
    with translation.override("vi"):
        assert said in str(refusal.value.message)


@pytest.mark.parametrize("minus", ["-", "\u2212", "\u2013"])
def test_a_minus_sign_is_read_where_it_is_asked_for(minus):
    assert parse_figure(f"{minus}1,5", 1, signed=True) == -15


@given(st.integers(-LIMIT, LIMIT), st.integers(0, 6))
def test_a_written_figure_reads_back_exactly(amount, decimals):
    assert parse_figure(write_figure(amount, decimals), decimals, signed=True) == amount


@given(st.text(st.sampled_from("0123456789., -\u00a0x"), max_size=24), st.integers(0, 4))
def test_whatever_is_typed_is_a_figure_or_a_refusal(typed, decimals):
    try:
        assert 0 <= parse_figure(typed, decimals) <= LIMIT
    except NotAFigure:
        return


@pytest.mark.parametrize(
    ("amount", "decimals", "written"),
    [
        (1247, 0, "1.247"),
        (947, 1, "94,7"),
        (940, 1, "94,0"),
        (-13, 0, "−13"),
        (5, 2, "0,05"),
        (0, 0, "0"),
    ],
)
def test_figures_are_written_in_the_vietnamese_way(amount, decimals, written):
    assert write_figure(amount, decimals) == written


def test_both_forms_of_unicode_become_one_and_zero_width_goes():
    assert nfc(unicodedata.normalize("NFD", "Việt")) == "Việt"
    assert nfc("\ufeffQuân\u200b khu") == "Quân khu"
    assert nfc("M\u00adêng") == "M\u00adêng"
    assert nfc("a\x00b\x01c\x1fd\x7fe\tf\n") == "abcde\tf\n", "control characters end here"
    assert nfc("dòng\x0bdòng\x0ctrang") == "dòng\ndòng\ntrang", "breaks as Word copies them"
    assert nfc("a\u202egnp.exe\u2066") == "agnp.exe", "nothing shows otherwise than it reads"


@pytest.mark.parametrize("written", ["Đức Nghệ An", "ĐỨC  NGHỆ\u00a0AN", "duc nghe an"])
def test_search_keys_know_no_marks(written):
    assert fold(written) == "duc nghe an"
    assert fold(unicodedata.normalize("NFD", written)) == "duc nghe an"


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_names_sort_by_the_vietnamese_alphabet():
    written = "An Ánh Ân Dũng Duy Đăng Đông Em Ê Hóa Ngân Nghĩa Nhân Ổn Ông Ơn Uy Ưng Ý Yến"
    assert " ".join(sorted(set(written.split()), key=name_key)) == written


def test_tones_decide_between_equal_letters():
    names = ["Ma", "Mà", "Mả", "Mã", "Má", "Mạ"]
    assert sorted(set(names), key=name_key) == names


def test_names_sort_by_given_then_family_then_the_rest():
    names = ["Trần Văn An", "Lê Thị Bình", "Lê Văn Bình", "Phạm An Bình", "Đỗ Chi"]
    assert sorted(set(names), key=name_key) == names


@pytest.mark.parametrize(
    ("start_on", "end_on", "written"),
    [
        (date(2017, 1, 1), date(2022, 1, 1), "2017–2021"),
        (date(2022, 1, 1), date(2023, 1, 1), "2022"),
        (date(2021, 12, 15), date(2022, 6, 15), "15/12/2021–14/6/2022"),
        (date(2022, 7, 28), date(2022, 7, 29), "28/7/2022"),
    ],
)
def test_spans_are_shown_closed(start_on, end_on, written):
    assert write_days(start_on, end_on) == written
