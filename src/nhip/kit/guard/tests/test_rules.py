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
        # On the line of what it marks.
        "{} Số 12/KH",
        "{} Số: 05/BC-PCT",
        "{}  SỐ 12",
        "{} 12/KH-PCT",
        "{} 07/2022/NQ",
        "{}, ngày 3 tháng 4 năm 2022",
        "{} 15/3/2022",
        "{} - Bản số 3",
        "{} (Bản số 1)",
        "{} – HỎA TỐC",
        "{}: KẾ HOẠCH BẢO ĐẢM",
        "{} Kế hoạch bảo đảm hội nghị",
        "| {} Số 12/KH | Bản số 1 |",
        "Kính gửi:\n[{}] Số 12/KH\nNội dung",
        "Số 12/KH {}",
        "Số: 05/BC-PCT - {}",
        "HỎA TỐC - {}",
        "KHẨN {}",
        "<p><b>{}</b> Số 12/KH</p>",
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


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("TUYỆT MẬT KẾ HOẠCH BẢO ĐẢM", "TUYỆT MẬT"),
        ("TỐI MẬT BÁO CÁO", "TỐI MẬT"),
        ("TUYỆT MẬT DANH SÁCH", "TUYỆT MẬT"),
        ("TUYỆT MẬT LỆNH CỦA NGÀNH", "TUYỆT MẬT"),
        ("TỐI MẬT VỤ VIỆC", "TỐI MẬT"),
        ("TUYỆT  MẬT Số 12/KH", "TUYỆT MẬT"),
        ("T U Y Ệ T  M Ậ T Số 12", "TUYỆT MẬT"),
        ("Tuyệt mật số 12/KH", "TUYỆT MẬT"),
        ("Tối mật 12/KH-PCT", "TỐI MẬT"),
        ("Mật số: 05", "MẬT"),
        ("TỐI MẬT/KHẨN", "TỐI MẬT"),
        ("MẬT HỎA TỐC", "MẬT"),
        ("Bản số 2 MẬT", "MẬT"),
        ("Mật, ngày 3 tháng 4 năm 2022", "MẬT"),
        ("Tuyệt mật - 15/3/2022", "TUYỆT MẬT"),
    ],
)
def test_a_mark_before_a_number_a_day_or_a_title_is_found(written, level):
    found = find_mark(f"Kính gửi\n{written}\n")
    assert found == Mark(level, 2)


@pytest.mark.parametrize(
    "said",
    [
        "MẬT ĐỘ DÂN CƯ",
        "MẬT ĐỘ 12/KM",
        "MẬT KHẨU SỐ 12",
        "MẬT MÃ Số 12/KH",
        "TUYỆT MẬT ONG RỪNG",
        "TUYỆT MẬT ONG Số 12/KH",
        "Tuyệt mật ong số 12/KH",
        "TỐI MẬT THƯ",
        "BÍ MẬT Số 12/KH",
        "Bí mật số 12/KH của cơ quan",
        "bí mật",
        "GIỮ BÍ MẬT NHÀ NƯỚC NĂM 2022",
        "BẢO MẬT Số 12/KH",
        "Bảo mật 12/KH",
        "Mật độ 12/km",
        "Mật khẩu số 12",
        "Mật ong số 12",
        "Mật vụ ngày 3",
        "Mật: 12 văn bản; tối mật: 3 văn bản; tuyệt mật: không",
        "Tuyệt mật 3 văn bản",
        "TUYỆT MẬT là độ mật cao nhất",
        "TUYỆT MẬT, TỐI MẬT, MẬT là ba độ mật",
        "TỐI MẬT và TUYỆT MẬT",
        "MẬT là độ thấp nhất, không ghi số 12",
        "Số 12/KH về giữ bí mật",
        "Số 12/KH KHÔNG MẬT",
        "Số 12/KH BÍ MẬT",
        "văn bản mật số 12/KH",
        "mật số 12/KH",
        "Rất mật ngày 3",
        "Thắt chặt kỷ luật số 12/KH",
        "KỶ LUẬT Số 12/KH",
        "Hoa quả mật, ngày 3 tháng 4",
    ],
)
def test_words_that_only_hold_the_letters_pass(said):
    for form in ("NFC", "NFD"):
        assert find_mark(unicodedata.normalize(form, said)) is None


@pytest.mark.parametrize("piece", ["MẬT ", "MẬT, ", "12/K MẬT ", "KHẨN  ", "1/", "Mật - "])
def test_long_lines_of_half_a_mark_are_read_in_a_moment(piece):
    find_mark("ậ" + piece * 60_000)
