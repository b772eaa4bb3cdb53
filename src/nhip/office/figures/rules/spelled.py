"""Says what a number written in words is: "năm" is five, or a year; "ba" three, or a father."""

from __future__ import annotations

from itertools import pairwise

from .countable import ONE_NOUNS, TIMES, YEAR_LIKE, phrases, words
from .dating import period
from .judging import in_title, jubilee, slogan
from .kinds import Nature
from .place import NumberPlace
from .spans import gathering, span
from .vocabulary import ARTICLE, EACH, LEADS, ORDINAL_LABELS, SET_PHRASES, SLOGANS
from .worded import worded
from .words import SCALES, STARTS

NO_ONE = frozenset(
    [
        ",",
        "như",
        "là",
        "thành",
        "mỗi",
        "từng",
        "chung",
        "cùng",
        "đồng",
        "cứ",
        "nào",
        "hóa",
        "hoá",
        "làm",
        "vẫn",
        "cũng",
    ]
)
YEAR_BEFORE = words("""
    trong cuối đầu cả mỗi hằng hàng qua nửa giữa hết tất trước nhiều mấy tròn lâu theo tháng quý các
    những từng vài kế hoạch của so trăm nghìn mười tết từ đến
""")
VAGUE = frozenset(["hàng", "mấy", "vài", "dăm", "đôi", "thứ", "muôn"])
DAY_OF_TIME = frozenset(["ngày", "tuần", "tháng", "giờ"])
PARTS_OF_A_DAY = frozenset(["sáng", "trưa", "chiều", "tối", "đêm"])
UNITS_OF_TIME = words("""
    tuần tháng năm quý ngày lớp người hộ đợt vụ xã bản
""")
NO_YEAR = words("""
    nay ngoái trước sau qua này đó tới là cũ mới học tháng âm dương nào kia xưa hết ấy tài ngân thứ
""")
"""After "năm" these make a year of it, as do the words that count nothing."""
RIPE = words("""
    lúa quả trái ngô nấu cơm thịt nhãn vải cam xoài chuối đã đang sắp vừa chưa mùa nướng luộc
""")
GIVEN = words("""
    tặng trao xây mở lập cấp gồm thu bắt mua sửa dựng giữ sung sập cháy chìm hỏng nứt hiến nuôi trồng
    đeo
""")
"""Verbs whose object "một" counts: tặng một máy tính."""
CERTAIN = phrases("""
    ngày công, tháng lương, lon gạo, làn xe, người chết, người tử, người mất, người bị thương
""")
"""After "một" these are counted whatever stands before."""
NUMERIC = words("""
    nhất chỉ còn thêm hơn gần đúng mất dưới trên tròn khoảng chừng quá thiếu vắng lên xuống
""")
"""Before "một" these say that it counts: chỉ còn một, ít nhất một."""
DATED = frozenset(["tháng", "mùng", "mồng", "quý"])
LASTING = frozenset(["trong", "sau", "hơn", "gần", "suốt", "mất", "khoảng", "qua"])


def judge_spelled(place: NumberPlace) -> Nature | None:
    """Return what a number in words is; None where the words are no number at all."""
    first = place.token(place.spot.first)
    if place.p1 == "thứ" or (
        place.p1 in ORDINAL_LABELS and place.spot.plain and not place.counts_known
    ):
        return Nature.ORDINAL
    if place.p1 == "lớp" and place.amount <= 12 and not place.counts_known:
        return Nature.ORDINAL
    if place.p1 == "ngã" or (place.n1 == "bánh" and place.p1 in ("xe", "tô", "máy")):
        return Nature.NAME
    if period(place) is not None:
        return Nature.DATE
    surely = worded(place)
    if surely is not None:
        return surely
    if span(place):
        return Nature.PHRASE
    if gathering(place):
        return Nature.NAME
    if (place.p1 in DATED and place.p2 not in EACH) or (
        place.p1 == "năm" and not place.spot.plain and not place.counts_known
    ):
        return Nature.DATE
    if first.text[0].isupper() and _is_a_name(place):
        return Nature.NAME
    told = in_title(place) or jubilee(place) or _hour(place) or _slogan(place)
    if told is not None:
        return told
    if place.spot.plain:
        return _single(place, first.low)
    return _longer(place)


def _is_a_name(place: NumberPlace) -> bool:
    """A capital inside a sentence, or two at its beginning: Chủ nhật Bảy, Ba Vì."""
    following = place.token(place.spot.last + 1)
    return not place.begins_sentence() or (following.is_word and following.text[0].isupper())


def _hour(place: NumberPlace) -> Nature | None:
    """Năm giờ sáng is an hour; hơn ba giờ làm việc a figure, as are three hours that lasted."""
    if place.n1 != "giờ":
        return None
    if place.n2 in PARTS_OF_A_DAY or place.n2 in ("kém", "ngày", "hôm"):
        return Nature.HOUR
    lasting = place.p1 in LASTING or place.n2 in ("làm", "đồng", "liền", "liên")
    return Nature.FIGURE if lasting else Nature.HOUR


def _slogan(place: NumberPlace) -> Nature | None:
    """Bốn tại chỗ, mười lời thề; but vắng hai không phép."""
    known = place.following[1] not in SLOGANS and (place.counts_known or place.p1 in LEADS)
    return None if place.amount < 3 or known else slogan(place)


def _longer(place: NumberPlace) -> Nature | None:
    """Two and more words of number are a figure, but for idioms ("mười mươi", "mười người như một")."""
    word = place.token(place.spot.first).low
    if place.p1 in ("mấy", "vài", "dăm", "đôi") and place.spot.last > place.spot.first:
        return None
    if word != "mười" or place.spot.last > place.spot.first:
        return Nature.FIGURE
    idiom = any(phrase in SET_PHRASES[word] for phrase in place.following)
    counts = place.counts or place.p1 in LEADS
    return Nature.PHRASE if idiom or not counts else Nature.FIGURE


def _single(place: NumberPlace, word: str) -> Nature | None:
    single, pair = place.following
    if (pair in SET_PHRASES[word] and place.p1 != "cả") or place.p1 in VAGUE:
        return None
    if single in SET_PHRASES[word] and not _counts_all_the_same(place):
        return None
    if place.p1 in UNITS_OF_TIME and place.p2 in EACH and single in TIMES:
        return Nature.FIGURE
    if not place.counts:
        return (
            Nature.FIGURE
            if place.p1 == "gấp" or _goes_on(place) or _stands_alone(place, word)
            else None
        )
    if _enumerated(place):
        return Nature.FIGURE
    if word == "một":
        return _one(place)
    if word == "năm":
        return _five(place)
    if word == "chín" and place.p1 in RIPE:
        return None
    return Nature.FIGURE


def _enumerated(place: NumberPlace) -> bool:
    """Whether a figure just before a mark is followed by this one: hai mẫu ruộng, một con trâu."""
    if place.p1 not in (",", ";", "và") or not place.earlier or place.n1 in NO_YEAR:
        return False
    spot, number = place.earlier[-1]
    between = place.tokens[spot.last + 1 : place.spot.first]
    listed = sum(1 for token in between if not token.is_word) <= 1
    return number.kind == Nature.FIGURE and len(between) <= 5 and listed


def _counts_all_the_same(place: NumberPlace) -> bool:
    """Whether the word of a set phrase is counted here: hai tay súng; mất hai tiếng; cả hai dân tộc."""
    single, pair = place.following
    lasting = single == "tiếng" and place.p1 in LASTING
    return pair in YEAR_LIKE or lasting or (place.p1 == "cả" and single == "dân")


def _stands_alone(place: NumberPlace, word: str) -> bool:
    """Whether a numeral that counts nothing tells how many all the same: vắng hai; cả ba đều đạt."""
    if word == "năm" and place.p1 == "có" and place.p2 in ("đã", "chỉ", "mới"):
        return True
    if word in ("một", "năm", "chín"):
        return place.p1 in NUMERIC and place.n1 in (",", ".", ";", ")", "")
    if word == "ba" and place.p1 not in NUMERIC | {"cả", "thắng", "thua"}:
        return False
    return place.p1 in LEADS


def _goes_on(place: NumberPlace) -> bool:
    """Whether another numeral and what both count follow: một đến hai thửa; bảy, tám thửa."""
    known = place.n1 in ("đến", "tới", "hoặc") and place.n3 in YEAR_LIKE
    if place.p1 in YEAR_BEFORE and place.token(place.spot.first).low == "năm" and not known:
        return False
    joint = place.n1 in (",", "-", "–", "đến", "hoặc", "hay", "tới")
    counted = place.token(place.spot.last + 3)
    return joint and place.n2 in STARTS and counted.is_word and place.n3 not in ("là", "bên")


def _one(place: NumberPlace) -> Nature | None:
    if place.following[1] in CERTAIN or _again(place):
        return Nature.FIGURE
    if place.p1 in NO_ONE or place.p1 in ("đồng", "đ"):
        return None
    if place.p1 == "cả" or (place.n1 in DAY_OF_TIME and place.p1 not in LASTING):
        return None
    if place.p1 in NUMERIC or place.p1 in GIVEN or place.led_by[0] == "chỉ có":
        return Nature.FIGURE
    if place.n1 == "buổi" and place.n2 in PARTS_OF_A_DAY:
        return None
    soon = [place.after(n) for n in (2, 3, 4)]
    if not ARTICLE.isdisjoint([*soon[:2], *map(" ".join, pairwise(soon))]):
        return None
    return Nature.FIGURE if any(phrase in ONE_NOUNS for phrase in place.following) else None


def _again(place: NumberPlace) -> bool:
    """Whether the same things were counted just before: 43 sản phẩm 4 sao và một sản phẩm 5 sao."""
    noun = place.following[1]
    alone = place.n1 in ONE_NOUNS
    for at in range(place.spot.first - 2, max(0, place.spot.first - 24), -1):
        low = place.token(at).low
        if (alone and low == place.n1) or f"{low} {place.token(at + 1).low}" == noun:
            return place.token(at - 1).is_digits or place.token(at - 1).low in STARTS
    return False


def _five(place: NumberPlace) -> Nature | None:
    after_number = bool(place.earlier) and place.earlier[-1][0].last == place.spot.first - 1
    counted = _known(place)
    if place.p1 == "cả" or place.led_by[0] == "một trong":
        return Nature.FIGURE if counted else None
    if after_number or place.p1 in YEAR_BEFORE or place.p1.isdigit() or place.p1 in SCALES:
        return None
    return Nature.FIGURE if counted or (place.n1 not in NO_YEAR and place.p1 in LEADS) else None


def _known(place: NumberPlace) -> bool:
    return any(phrase in YEAR_LIKE for phrase in place.following)
