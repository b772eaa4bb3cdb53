"""Tells days, months and years from figures, and 2/7 of the works from the second of July."""

from __future__ import annotations

from .countable import YEAR_LIKE, words
from .kinds import Nature
from .place import NumberPlace
from .tokens import DASHES
from .vocabulary import (
    DAY_LEADS,
    DAY_WORDS,
    EACH,
    FEAST_WORDS,
    FEASTS,
    LEADS,
    NO_NOUN,
    NOT_A_LABEL_SO,
    RATIO_LEADS,
    SHARED,
    WEAK_LABELS,
)
from .words import SCALES

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
        "bình quân",
        "trung bình",
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
SET_OUT = frozenset({"từ", "đến", "trước", "sau", "hết", "tới", "kể"})
"""Before 15.8 these lead to days and to rates alike."""
FRACTIONS = frozenset({(1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5), (3, 5), (4, 5)})
SO_OFTEN = frozenset({"lần", "buổi"})
LUNAR = frozenset({"giêng", "chạp", "này", "trước", "sau"})
REACHED = frozenset({"đạt", "ước", "tăng", "giảm", "chiếm", "của"})
SCORED = frozenset(["đạt", "thành", "được", "lên", "xuống", "mất", "thắng"])
LASTED = words("""
    lương lao tù tuổi thi huấn học sau liền trời liên ròng tuổi ở nay làm
""")


def day_and_month(place: NumberPlace) -> Nature | None:
    """15.8, 5-9 and tháng 2.2020: a day with its month, after a word for days or where it names a feast."""
    first = place.token(place.spot.first)
    if place.p1 == "tháng" and len(first.text.rpartition(".")[2]) == 4 and place.spot.decimals:
        return Nature.DATE
    read = _dotted(place) or _hyphened(place)
    if read is None or place.measured:
        return None
    days, month, last = read
    if not (0 < days <= 31 and 0 < month <= 12):
        return None
    if place.p1 in FEAST_WORDS and place.p2 not in EACH and not _counts_pair(place, last):
        return Nature.DATE
    counted = _counted_after(place, last)
    if counted or place.n1 in ("lên", "xuống", "còn"):
        return None
    feast = (days, month) in FEASTS and (days > 9 or last > place.spot.last)
    told = feast or place.p1 in SET_OUT or place.led_by[0] == "chậm nhất" or _after_a_day(place)
    return Nature.DATE if told or place.token(last + 1).low == "âm" else None


def _dotted(place: NumberPlace) -> tuple[int, int, int] | None:
    days, dot, month = place.token(place.spot.first).text.partition(".")
    if not (dot and days.isdigit() and month.isdigit() and len(days) <= 2 and len(month) <= 2):
        return None
    return int(days), int(month), place.spot.last


def _hyphened(place: NumberPlace) -> tuple[int, int, int] | None:
    """Read 5-9 where its first number stands."""
    mark, month = place.token(place.spot.last + 1), place.token(place.spot.last + 2)
    glued = mark.text == "-" and mark.glued and month.glued
    if not (place.spot.plain and glued and place.amount <= 31 and month.text.isdigit()):
        return None
    return place.amount, int(month.text[:4]), place.spot.last + 2


def _counted_after(place: NumberPlace, last: int) -> bool:
    """Whether what follows a pair of numbers could be what both count: từ 5-7 lớp; đến 10-12 tỷ."""
    token = place.token(last + 1)
    joint = token.text in DASHES or token.low in ("đến", "và")
    if joint and place.token(last + 2).is_digits:
        return _counted_after(place, last + (4 if place.token(last + 3).text == "-" else 2))
    if token.low in SCALES or token.low in ("%", "mét", "m"):
        return True
    return token.is_word and token.low not in NO_NOUN and token.low not in ("mọi", "âm")


def _after_a_day(place: NumberPlace) -> bool:
    """Whether a day stands just before: 30.4 và 1.5; các ngày 12, 13, 14.6."""
    if not place.earlier or place.earlier[-1][1].kind != Nature.DATE:
        return False
    between = place.tokens[place.earlier[-1][0].last + 1 : place.spot.first]
    return len(between) == 1 and (between[0].text in DASHES or between[0].low in (",", "và", "đến"))


def day(place: NumberPlace) -> Nature | None:
    """ngày 28, mùng 3, 29 Tết, and the first of "25 đến 28/7"."""
    if not place.spot.plain or place.amount > 31:
        return None
    if (place.n1 == "tháng" and place.n2 in LUNAR) or (place.n1, place.n2) == ("âm", "lịch"):
        return Nature.DATE
    if place.n1 in ("tết", "rạng") or place.p1 in ("mùng", "mồng"):
        return Nature.DATE
    if (
        place.n1 in DASHES
        and place.n2.isdigit()
        and place.p1 in DAY_WORDS
        and 0 < int(place.n2[:4]) <= 12
        and not _counts_pair(place)
    ):
        return Nature.DATE
    if place.p1 in PARTS_OF_A_DAY and not place.counts and place.p2 not in EACH:
        return Nature.DATE
    if (
        place.p1 == "ngày"
        and not (place.p2 in EACH or place.p2.isdigit())
        and not (place.n1 in DASHES and _counts_pair(place))
        and not place.counts_known
    ):
        return Nature.DATE
    if place.n1 == "tháng" and place.token(place.spot.last + 2).text.isdigit():
        return Nature.DATE
    return Nature.DATE if _begins_days(place) else None


def _counts_pair(place: NumberPlace, last: int | None = None) -> bool:
    """Whether two numbers after a word for days count: mỗi ngày 5-7 chuyến; đêm 2-3 ca."""
    token = place.token((place.spot.last + 2 if last is None else last) + 1)
    return place.p2 in EACH or token.low in YEAR_LIKE


def _begins_days(place: NumberPlace) -> bool:
    """Whether a joint and then a day with its month follow: 3 đến 8/7; 2 - 6/11."""
    joint = place.n1 in DASHES or place.n1 in ("đến", "và", ",", "tới")
    ends = place.after(4).isdigit() and place.n3 in ("/", "-")
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
        often = place.n1 in SO_OFTEN and place.n2 not in ("đầu", "thứ", "này")
        return Nature.FIGURE if often else Nature.DATE
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
    named = len(place.n2) == 4 if place.n1 == "năm" else place.n2[:1].isdigit()
    if named and place.n2[:1].isdigit() and _names_each(place):
        return Nature.DATE
    if place.n1 != "tháng" or not 1 < place.amount < 12:
        return None
    reported = place.p1 in REPORTED or f"{place.p2} {place.p1}" in REPORTED
    reached = place.n2 in REACHED or (place.begins_sentence() and place.n2 in ("qua", ","))
    whole = place.n2 == "qua" or (place.begins_sentence() and place.n2 not in LASTED)
    window = reported or reached or (whole and place.amount in WINDOWS)
    return Nature.DATE if window else None


def _names_each(place: NumberPlace) -> bool:
    """Whether what follows the word of time are its names: hai năm 2021 và 2022, ba ngày 3, 4, 5/6."""
    return place.n1 != "ngày" or place.n3 in (",", "/", "và", "-", "–", "đến", ".") or not place.n3


def year(place: NumberPlace) -> Nature | None:
    """2018 alone; "2018 lượt" is a figure unless "năm" stands before."""
    written = place.token(place.spot.first).text
    if place.p1 == "lịch" and len(written) == 4 and not place.counts_known:
        return Nature.DATE
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
    exact = (
        place.token(place.spot.first).text.isdigit()
        and place.token(place.spot.first + 1).text == "/"
    )
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
    if place.p1 in DAY_WORDS or place.n1 == "âm":
        return Nature.DATE
    if place.p1 == "lệ" and place.amount == 1 and len(second) > 2:
        return Nature.NAME
    if _shares(place, int(second[:4])):
        return Nature.FIGURE
    if place.counts and (place.p1 not in DAY_LEADS or place.counts_known):
        return Nature.FIGURE
    return Nature.FIGURE if place.p1 in RATIO_LEADS | SCORED else Nature.DATE


def _shares(place: NumberPlace, parts: int) -> bool:
    """Whether a fraction of something is told: từ 2/3 số ủy viên; từ 1/3 đến 1/2 diện tích."""
    if (place.amount, parts) not in FRACTIONS:
        return False
    last = place.spot.last
    if place.n1 in ("đến", "-") and place.token(last + 3).text == "/":
        last += 4
    return place.token(last + 1).low in SHARED


def _hyphened_day(place: NumberPlace) -> Nature | None:
    return Nature.DATE if place.p1 in DAY_WORDS else None
