"""Marks are found; text that speaks of secrets passes."""

import unicodedata

import pytest

from nhip.kit.guard.rules import Mark, find_mark

SPEAKS_OF_SECRETS = """\
BẢO VỆ BÍ MẬT NHÀ NƯỚC TRONG CƠ QUAN
Giữ gìn bí mật quân sự, bí mật quốc gia là việc của từng người; an toàn thông tin trên mạng đi cùng
công tác bảo vệ chính trị nội bộ. Dấu "MẬT" đóng ở góc trái trang đầu, dấu TUYỆT MẬT viền đỏ.
Ba độ mật theo luật: Tuyệt mật, Tối mật, Mật.
Có ba độ mật: tuyệt mật, tối mật và mật; mỗi độ mật có thời hạn riêng.
- Bảo mật
BÍ MẬT
Mật ong, mật thư, mật độ dân cư.
Độ mật: Không mật
Độ mật: không
mật
Mật
Tối mật
MẬT ONG
TỐI MẬT THƯ
| Số 12 | Không mật | Bảo mật tốt |
"""


def test_text_that_speaks_of_secrets_passes():
    assert find_mark(SPEAKS_OF_SECRETS) is None
    assert find_mark(unicodedata.normalize("NFD", SPEAKS_OF_SECRETS)) is None
    for line in SPEAKS_OF_SECRETS.splitlines():
        assert find_mark(line) is None, line


@pytest.mark.parametrize("level", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
@pytest.mark.parametrize(
    "written",
    [
        "{}",
        "BỘ TƯ LỆNH\n\n   {}   \nSố: 05/BC",
        "│ {} │",
        "┌──────┐\n│ {} │\n└──────┘",
        "[{}]",
        "({}).",
        "*** {} ***",
        "- {} -",
        "“{}”",
        "| Số 12 | {} | Bản số 1 |",
        "Số 12\t{}",
        "CƠ QUAN CHÍNH TRỊ          {}",
        "Độ mật: {}",
        "ĐỘ MẬT : {}",
        "Mức độ mật: {}, độ khẩn: KHẨN",
        "Độ mật:\n{}",
        "Độ mật: [{}]",
        "<p>Kính gửi</p><p><b>{}</b></p>",
        "<table><tr><td>Số 12</td><td>{}</td></tr></table>",
        "<div>Số 12<br/>{}<br></div>",
    ],
)
def test_marks_are_found_however_they_are_set(written, level):
    for form in ("NFC", "NFD"):
        found = find_mark(unicodedata.normalize(form, written.format(level)))
        assert found is not None
        assert found.level == level


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("M Ậ T", "MẬT"),
        ("T Ố I   M Ậ T", "TỐI MẬT"),
        ("TUYỆT\u00a0MẬT", "TUYỆT MẬT"),
        ("M\u200bẬT", "MẬT"),
        ("MÂ\u0323T", "MẬT"),
        ("MẠ\u0302T", "MẬT"),
        ("M&#7852;T", "MẬT"),
        ("Độ mật: Mật", "MẬT"),
        ("độ mật: tối mật", "TỐI MẬT"),
        ("| Độ mật | Tuyệt mật |", "TUYỆT MẬT"),
        ("<tr><td>Độ mật</td><td>Mật</td></tr>", "MẬT"),
    ],
)
def test_marks_in_odd_spellings_are_found(written, level):
    found = find_mark(written)
    assert found is not None
    assert found.level == level


def test_the_line_of_the_mark_is_told():
    assert find_mark("Kính gửi\n\nTỐI MẬT\n") == Mark("TỐI MẬT", 3)


@pytest.mark.parametrize("piece", ["\n", "- ", "độ mật:", "M Ậ ", "| ", "<p ", "ậ   "])
def test_long_odd_text_is_read_in_a_moment(piece):
    assert find_mark("ậ" + piece * 60_000) is None
