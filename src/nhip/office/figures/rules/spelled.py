"""Says what a number written in words is: "năm" is five, or a year; "ba" three, or a father."""

from __future__ import annotations

from .judging import in_title, jubilee
from .kinds import Nature
from .place import NumberPlace
from .vocabulary import ONE_NOUNS, ORDINAL_LABELS, SET_PHRASES, YEAR_LIKE
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
YEAR_BEFORE = frozenset(
    [
        "trong",
        "cuối",
        "đầu",
        "cả",
        "mỗi",
        "hằng",
        "hàng",
        "qua",
        "nửa",
        "giữa",
        "hết",
        "tất",
        "trước",
        "nhiều",
        "mấy",
        "tròn",
        "lâu",
        "theo",
        "tháng",
        "quý",
        "các",
        "những",
        "từng",
        "vài",
        "kế",
        "hoạch",
        "của",
        "so",
        "trăm",
        "nghìn",
        "mười",
        "tết",
        "từ",
        "đến",
    ]
)
VAGUE = frozenset(["hàng", "mấy", "vài", "dăm", "đôi", "thứ", "cả", "muôn"])
DAY_OF_TIME = frozenset(["ngày", "buổi", "tuần", "tháng", "giờ"])
DATED = frozenset(["tháng", "mùng", "mồng", "quý"])
LASTING = frozenset(["trong", "sau", "hơn", "gần", "suốt", "mất", "khoảng", "qua"])


def judge_spelled(place: NumberPlace) -> Nature | None:
    """Return what a number in words is; None where the words are no number at all."""
    first = place.token(place.spot.first)
    if place.p1 == "thứ" or (
        place.p1 in ORDINAL_LABELS and place.spot.plain and not place.counts_known
    ):
        return Nature.ORDINAL
    if place.p1 in DATED or (place.p1 == "năm" and not place.spot.plain and not place.counts_known):
        return Nature.DATE
    if first.text[0].isupper() and _is_a_name(place):
        return Nature.NAME
    told = in_title(place) or jubilee(place) or _hour(place)
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
    lasting = place.p1 in LASTING or place.n2 in ("làm", "đồng", "liền", "liên")
    return Nature.FIGURE if lasting else Nature.HOUR


def _longer(place: NumberPlace) -> Nature | None:
    """Two and more words of number are a figure, but for idioms ("mười mươi", "mười người như một")."""
    word = place.token(place.spot.first).low
    if word != "mười" or place.spot.last > place.spot.first:
        return Nature.FIGURE
    idiom = any(phrase in SET_PHRASES[word] for phrase in place.following)
    return Nature.PHRASE if idiom or not place.counts else Nature.FIGURE


def _single(place: NumberPlace, word: str) -> Nature | None:
    if any(phrase in SET_PHRASES[word] for phrase in place.following) or place.p1 in VAGUE:
        return None
    if not place.counts:
        return Nature.FIGURE if place.p1 == "gấp" or _goes_on(place) else None
    if word == "một":
        return _one(place)
    if word == "năm":
        return _five(place)
    if word == "chín" and not _known(place):
        return None
    return Nature.FIGURE


def _goes_on(place: NumberPlace) -> bool:
    """Whether another numeral and what both count follow: một đến hai thửa; bảy, tám thửa."""
    joint = place.n1 in (",", "-", "–", "đến", "hoặc", "hay", "tới")
    counted = place.token(place.spot.last + 3)
    return joint and place.n2 in STARTS and counted.is_word and place.n3 not in ("là", "bên")


def _one(place: NumberPlace) -> Nature | None:
    if place.p1 in NO_ONE or place.p1 in ("đồng", "đ"):
        return None
    if place.n1 in DAY_OF_TIME and place.p1 not in LASTING:
        return None
    return Nature.FIGURE if any(phrase in ONE_NOUNS for phrase in place.following) else None


def _five(place: NumberPlace) -> Nature | None:
    after_number = bool(place.earlier) and place.earlier[-1][0].last == place.spot.first - 1
    if after_number or place.p1 in YEAR_BEFORE or place.p1.isdigit() or place.p1 in SCALES:
        return None
    return Nature.FIGURE if _known(place) else None


def _known(place: NumberPlace) -> bool:
    return any(phrase in YEAR_LIKE for phrase in place.following)
