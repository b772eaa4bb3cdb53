"""Words before a number that make a name, an order or a paragraph of it: tuần 36, Quy định 37, mác 250."""

from __future__ import annotations

import re

from .countable import DIVISIONS, NOUN_OR_VERB, phrases, words
from .kinds import Nature
from .place import NumberPlace
from .vocabulary import (
    ADDRESS_LABELS,
    CAPITAL_LABELS,
    LAW_LABELS,
    LEADS,
    LESS_THAN,
    NO_DEGREES,
    NO_LABELS,
    NO_NOUN,
    NO_NOUN_PAIRS,
    NOT_A_LABEL_SO,
    ORDINAL_LABELS,
    PAPERS,
    QUANTIFIERS,
    STRONG_LABELS,
    WEAK_LABELS,
)

MANY = 20
"""Places and firms numbered as brothers (Hòa Bình 2) seldom are more."""
CROPS = frozenset({"giống", "lúa", "ngô", "lạc", "sắn", "mía", "đậu"})
VARIETIES = CROPS | words("""
    máy xe tàu súng tên hiệu dòng loại phân thuốc xin ứng điện tử
""")
"""In the clause before a proper name with a number these make it a variety's: giống Thái Xuyên 111."""
FOREIGN = re.compile("[fjwz]|(?:[^n]g|[bdflqrsvxz])$")
"""Letters no Vietnamese word has, at least not at its end: SEA Games 31."""
PAGES = frozenset({"tr", "trang", "đt", "ext", "phòng", "khóa", "khoá", "sbd", "mst", "mã", "tầng"})
RANKED = frozenset({"thứ", "hạng", "trí"})
"""Before 4/63 these tell the place among so many."""
HONOURED = words("""
    bằng huân huy cờ giấy anh bà chiến đảng cựu mẹ kỷ nghệ
""")
"""Counted things that are written with a capital: 12 Bằng khen; any other capital goes on with a name."""
FIELDS = phrases("""
    quốc gia, toàn quốc, thế giới, toàn đoàn, khu vực
""")
"""After an order these say among whom: hạng 3 quốc gia."""
CHAPTERS = frozenset(
    {"hình", "bảng", "biểu", "mục", "lục", "chương", "điều", "tiêu", "bài", "trang"}
)
NAMING = frozenset({Nature.NAME, Nature.LAW, Nature.ADDRESS})
PARCELS = words("""
    thửa khoảnh lô tờ tiểu phân
""")
TIMES = frozenset({"năm", "tháng", "tuần", "ngày", "giờ"})
OF_A_TIME = words("""
    nay này học ngoái trước sau tới âm đầu cuối qua ấy đó hai mai nhuận
""")
"""After a label, its number and "năm" these say which year: đợt 1 năm nay; but trường 5 năm liền."""
PARTS_OF_A_DAY = frozenset({"sáng", "chiều", "tối", "trưa", "đêm"})


def ordinal(place: NumberPlace) -> Nature | None:
    """Thứ 43, and the place among so many: xếp hạng 12/63."""
    if place.p1 == "thứ" and not place.spot.decimals:
        return Nature.ORDINAL
    return Nature.ORDINAL if place.spot.ratio and place.p1 in RANKED and place.n1 != "%" else None


def label(place: NumberPlace) -> Nature | None:
    """A word before the number that makes a name, an order or a paragraph of it."""
    if (place.p1 == "thang" and not place.counts_known) or (
        place.p1 in (".", ":") and place.p2 in PAGES
    ):
        return Nature.NAME
    dotted = "." in place.token(place.spot.first).text and not place.counts_known
    if place.p1 in CHAPTERS and dotted and place.amount < 1000:
        return Nature.NAME
    if not place.spot.plain and not (place.p1 == "số" and place.spot.first == place.spot.last):
        return None
    if place.p1 == "số":
        return _numbered(place)
    small = place.token(place.spot.first - 1).text.islower()
    if (place.led_by[0] in NO_LABELS and small) or (
        place.led_by[0] == "vận động" and place.p3 != "cuộc"
    ):
        return None
    joined = place.led_by[1]
    long = joined in STRONG_LABELS or f"{place.p3}_{joined}" == "ban_chỉ_đạo"
    quantified = (place.p3 if long else place.p2) in QUANTIFIERS
    if quantified and place.counts and not place.goes_on_as_address:
        return None
    if long or place.p1 in STRONG_LABELS:
        return _kind_of(place.p1)
    if _may_label(place, joined) and not _counts_after_label(place):
        return _kind_of(place.p1)
    return _brother(place) or _titled(place)


def _titled(place: NumberPlace) -> Nature | None:
    """A name that began with a capital label some words before: Chương trình mục tiêu quốc gia 1719."""
    if place.counts:
        return None
    for n in range(2, 7):
        token, after = place.token(place.spot.first - n), place.token(place.spot.first - n + 1)
        both = f"{token.low} {after.low}"
        leads = after.text in LEADS or after.text in NO_NOUN or both in NO_NOUN_PAIRS
        if not token.is_word or (leads and both != "quốc gia"):
            return None
        pair = f"{token.low}_{after.low}"
        names = token.low in WEAK_LABELS or pair in WEAK_LABELS | STRONG_LABELS
        first = place.token(place.spot.first - n - 1).text in ("", ".", ":", "-", "(")
        if names and token.text[0].isupper() and (not first or after.text[0].isupper()):
            return Nature.NAME
    return None


def _may_label(place: NumberPlace, joined: str) -> bool:
    """Whether the word or the two words before give names: ngõ 5; Ban Chỉ đạo 35; bỏng độ 2."""
    if joined in CAPITAL_LABELS:
        return place.token(place.spot.first - 2).text[:1].isupper()
    if place.p1 == "độ":
        return place.amount <= LESS_THAN["độ"] and place.p2 not in NO_DEGREES
    word = joined if joined in WEAK_LABELS else place.p1
    return word in WEAK_LABELS and place.amount <= LESS_THAN.get(word, place.amount)


def _counts_after_label(place: NumberPlace) -> bool:
    """Whether the number after a word that may be a label counts what follows: chuyên đề 27 tổ chức."""
    if _next_of_its_kind(place) or _goes_on_as_name(place):
        return False
    if place.n2.isdigit() and place.n3 == "%":
        return True
    if place.p1 == "điểm" and place.n1 == "môn":
        return False
    if place.counts_here:
        return True
    paper = place.led_by[0] in PAPERS or place.p1 == "luật"
    if paper and not place.goes_on_as_address and place.token(place.spot.first - 2).text.islower():
        return place.counts
    if place.n1 in TIMES and place.n2 not in OF_A_TIME:
        return not (place.n2[:1].isdigit() or place.token(place.spot.last + 2).text.isupper())
    many = place.amount > MANY and not place.token(place.spot.first - 1).text[0].isupper()
    if place.following[1] in NOUN_OR_VERB:
        return place.counts
    follows_label = place.n1 in WEAK_LABELS or place.n1 in DIVISIONS
    return many and place.counts and not follows_label


def _goes_on_as_name(place: NumberPlace) -> bool:
    """Whether the name goes on after its number, or began before its label: Cơ sở 2 Trường Y; lô 5 khoảnh 3."""
    following = place.token(place.spot.last + 1).text
    if following[:1].isupper() and following[1:].islower() and place.n1 not in HONOURED:
        return True
    coded = place.token(place.spot.last + 2)
    if following.isupper() and len(following) == 1 and coded.is_digits and coded.glued:
        return True
    if place.p1 in ORDINAL_LABELS and place.following[1] in FIELDS:
        return True
    if place.n1 == "buổi" and place.n2 in PARTS_OF_A_DAY:
        return True
    if place.p1 in PARCELS and place.n1 in PARCELS:
        return True
    if not place.earlier or place.earlier[-1][1].kind not in NAMING:
        return False
    between = place.spot.first - place.earlier[-1][0].last - 1
    return between == 1 or (between == 2 and place.led_by[1] in WEAK_LABELS)


def _next_of_its_kind(place: NumberPlace) -> bool:
    """The later ones of "phần 1 chào hỏi, phần 2 kiến thức, phần 3 tiểu phẩm"."""
    if not place.earlier:
        return False
    spot, number = place.earlier[-1]
    same = place.token(spot.first - 1).low == place.p1 and place.amount == spot.amount + 1
    return same and number.kind != Nature.FIGURE


def _brother(place: NumberPlace) -> Nature | None:
    """A proper name before the number: Hòa Bình 2, VSIP 3, giống Thái Xuyên 111."""
    left = place.token(place.spot.first - 1).text
    proper = left.lower() != left and not place.begins_after_edge()
    if place.n1 == "năm" and place.n2 in ("liền", "liên", "qua", "nay"):
        return None
    if after_its_like(place):
        return None
    if place.counts_here or not (proper or place.token(place.spot.first - 2).text[:1].isupper()):
        return None
    if not proper and _variety_after_its_like(place):
        return Nature.NAME
    before = place.clause(7)[1:]
    if not (VARIETIES if proper else CROPS).isdisjoint(before) and place.p1 not in LEADS:
        return Nature.NAME
    few = place.amount <= MANY or not place.counts
    if len(left) > 1 and left.isupper() and few:
        return Nature.NAME
    small = place.amount <= MANY or FOREIGN.search(left.lower())
    return Nature.NAME if proper and small else None


def _variety_after_its_like(place: NumberPlace) -> bool:
    """The last of "giống ST25, OM5451, Đài thơm 8"."""
    if not place.earlier or place.earlier[-1][1].kind != Nature.NAME or place.counts:
        return False
    between = place.tokens[place.earlier[-1][0].last + 1 : place.spot.first]
    return 2 <= len(between) <= 4 and between[0].low in (",", "và") and between[1].text[0].isupper()


def _numbered(place: NumberPlace) -> Nature | None:
    own = place.token(place.spot.first - 2).text[:1].isupper() and place.p2 == "dân"
    if place.p2 in NOT_A_LABEL_SO and not own and (place.p3, place.p2) != ("dân", "quân"):
        return None
    if place.n1 in ("đường", "phố", "ngõ") or place.n2 in ("đường", "phố"):
        return Nature.ADDRESS
    pair = place.led_by[0]
    named = f"{place.p3} {place.p2}"
    return Nature.PAPER if named in PAPERS or pair in PAPERS else Nature.NAME


def _kind_of(word: str) -> Nature:
    for labels, kind in (
        (ORDINAL_LABELS, Nature.ORDINAL),
        (LAW_LABELS, Nature.LAW),
        (ADDRESS_LABELS, Nature.ADDRESS),
    ):
        if word in labels:
            return kind
    return Nature.NAME


def after_its_like(place: NumberPlace) -> bool:
    """Whether a figure and its name stand before this one and its name: Quỳnh Lưu 215 hộ; Hoàng Mai 8."""
    if not place.earlier or place.earlier[-1][1].kind != Nature.FIGURE:
        return False
    between = place.tokens[place.earlier[-1][0].last + 1 : place.spot.first]
    marks = [at for at, token in enumerate(between) if token.text in (",", ";")]
    names = between[marks[-1] + 1 :] if len(marks) == 1 else ()
    return len(between) <= 7 and 0 < len(names) <= 4 and names[0].text[0].isupper()
