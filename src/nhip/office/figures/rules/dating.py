"""Tells days, months and years from figures, and 2/7 of the works from the second of July."""

from __future__ import annotations

from .countable import words
from .kinds import Nature
from .place import NumberPlace
from .tokens import DASHES
from .vocabulary import DAY_LEADS, DAY_WORDS, EACH, LEADS, NOT_A_LABEL_SO, RATIO_LEADS, WEAK_LABELS

PERIODS = frozenset({"ngày", "tháng", "quý", "năm"})
WINDOWS = frozenset({3, 6, 9, 10, 11})
REPORTED = frozenset(
    {
        "chung",
        "kế",
        "quả",
        "kết",
        "hình",
        "lũy kế",
        "luỹ kế",
        "kết quả",
        "sơ kết",
        "tổng kết",
        "cùng kỳ",
        "tình hình",
        "báo cáo",
        "so với",
        "bằng",
        "nhiệm vụ",
        "công tác",
        "ước",
        "hết",
    }
)
"""Before "9 tháng" these make of it the part of the year reported on."""
PARTS_OF_A_DAY = frozenset({"sáng", "chiều", "tối", "đêm", "trưa", "hôm"})
YEAR_LEADS = words("""
    từ đến tới và với hoặc trong của cho còn là tối mới nhất bình
""")
"""Words that lead to figures and to years alike: từ 2015 đến 2020."""
LUNAR = frozenset({"giêng", "chạp", "này", "trước", "sau"})
REACHED = frozenset({"đạt", "ước", "tăng", "giảm", "chiếm", "của"})
SCORED = frozenset(["đạt", "thành", "được", "lên", "xuống", "mất", "thắng"])
LASTED = words("""
    thi huấn học sau liền trời liên ròng tuổi ở nay làm
""")


def day(place: NumberPlace) -> Nature | None:
    """ngày 28, mùng 3, 29 Tết, and the first of "25 đến 28/7"."""
    if not place.spot.plain or place.amount > 31:
        return None
    if place.n1 == "tháng" and place.n2 in LUNAR:
        return Nature.DATE
    if place.n1 == "tết" or place.p1 in ("mùng", "mồng"):
        return Nature.DATE
    if (
        place.n1 in DASHES
        and place.n2.isdigit()
        and place.p1 in DAY_WORDS
        and 0 < int(place.n2[:4]) <= 12
    ):
        return Nature.DATE
    if place.p1 in PARTS_OF_A_DAY and not place.counts and place.p2 not in EACH:
        return Nature.DATE
    if (
        place.p1 == "ngày"
        and not (place.p2 in EACH or place.p2.isdigit())
        and not place.counts_known
    ):
        return Nature.DATE
    if place.n1 == "tháng" and place.token(place.spot.last + 2).text.isdigit():
        return Nature.DATE
    return Nature.DATE if _begins_days(place) else None


def _begins_days(place: NumberPlace) -> bool:
    """Whether a joint and then a day with its month follow: 3 đến 8/7; 2 - 6/11."""
    joint = place.n1 in DASHES or place.n1 in ("đến", "và", ",", "tới")
    ends = place.after(4).isdigit() and place.n3 == "/"
    if not (joint and ends and place.n2.isdigit()):
        return False
    return (
        int(place.n2[:4]) <= 31
        and int(place.after(4)[:4]) <= 12
        and place.p1 in DAY_LEADS | {"(", ","}
    )


def month(place: NumberPlace) -> Nature | None:
    """tháng 7, quý 3, năm 2018, thập niên 90, and windows such as "6 tháng đầu năm"."""
    if not place.spot.plain:
        return None
    each = place.p2 in EACH
    if place.p1 == "tháng" and place.amount <= 12 and not each:
        return Nature.DATE
    pair = f"{place.p2} {place.p1}"
    if (
        place.p1 == "quý"
        or pair in ("thập niên", "thế kỷ", "thế kỉ", "thập kỷ")
        or (place.p2 == "năm" and place.p1 == "học")
    ):
        return Nature.DATE
    long = len(place.token(place.spot.first).text) == 4
    if place.p1 == "năm" and not each and not (place.counts_known or (place.counts and not long)):
        return Nature.DATE
    return period(place)


def period(place: NumberPlace) -> Nature | None:
    """A window of the year, in digits or words (6 tháng đầu năm), or named days (hai ngày 8 và 9/11)."""
    if place.n1 not in PERIODS or place.p1 == "gấp":
        return None
    if place.n1 in ("tháng", "quý") and place.n2 in ("đầu", "cuối", "năm"):
        return Nature.DATE
    if (
        place.n1 == "ngày"
        and place.n2 in ("đầu", "cuối")
        and place.n3 in ("năm", "tháng", "xuân", "quý")
    ):
        return Nature.DATE
    if place.n2[:1].isdigit() and _names_each(place):
        return Nature.DATE
    if place.n1 != "tháng" or place.amount not in WINDOWS:
        return None
    reported = place.p1 in REPORTED or f"{place.p2} {place.p1}" in REPORTED
    window = (
        place.n2 == "qua"
        or place.n2 in REACHED
        or reported
        or (place.begins_sentence() and place.n2 not in LASTED)
    )
    return Nature.DATE if window else None


def _names_each(place: NumberPlace) -> bool:
    """Whether what follows the word of time are its names: hai năm 2021 và 2022, ba ngày 3, 4, 5/6."""
    return place.n1 != "ngày" or place.n3 in (",", "/", "và", "-", "–", "đến", ".") or not place.n3


def year(place: NumberPlace) -> Nature | None:
    """2018 alone; "2018 lượt" is a figure unless "năm" stands before."""
    written = place.token(place.spot.first).text
    if not (place.spot.plain and len(written) == 4 and 1900 <= place.amount <= 2100):
        return None
    if place.token(place.spot.first).glued and place.p1 == "/":
        return Nature.DATE
    if place.p1 in ("năm", "tháng"):
        return Nature.DATE
    led = place.counts and place.p1 in LEADS and place.p1 not in YEAR_LEADS
    return None if place.counts_known or led else Nature.DATE


def ratio(place: NumberPlace) -> Nature | None:
    """12/15 is a figure; 2/7 is one before what it counts, else a day; bậc 3/7 names a grade."""
    if not place.spot.ratio or place.n1 == "%":
        return None
    exact = place.token(place.spot.first).text.isdigit()
    if exact and place.p1 in WEAK_LABELS and place.p1 != "điểm" and not place.counts_known:
        return Nature.NAME
    if place.p1 == "số" and place.p2 not in NOT_A_LABEL_SO:
        return Nature.ADDRESS
    mark = place.token(place.spot.first + 1)
    if mark.text not in DASHES and mark.text != "/":
        return None
    second = place.token(place.spot.last).text
    if place.spot.decimals or not place.token(place.spot.first).text.isdigit():
        return Nature.FIGURE
    is_day = 0 < place.amount <= 31 and second.isdigit() and 0 < int(second[:4]) <= 12
    if not is_day or mark.text != "/":
        return None if mark.text == "/" or not is_day else _hyphened_day(place)
    if place.p1 in DAY_WORDS:
        return Nature.DATE
    if place.counts and (place.p1 not in DAY_LEADS or place.counts_known):
        return Nature.FIGURE
    return Nature.FIGURE if place.p1 in RATIO_LEADS | SCORED else Nature.DATE


def _hyphened_day(place: NumberPlace) -> Nature | None:
    return Nature.DATE if place.p1 in DAY_WORDS else None
